"""Messages as they follow one another in a chat, over a base whose answers need no encoder."""

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.answering.answers import Answers
from knowledge.answering.conversation import PATIENCE, REMEMBERED, Asker, Conversation
from knowledge.base.catalogue import Catalogue
from knowledge.base.factfiles import read_document
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.errors import EmptyQuestion, NothingAsked, QuestionTooLong
from knowledge.matching.encoder import LettersOnly
from knowledge.matching.vectors import VectorStore
from knowledge.model import Outcome, Status
from knowledge.readers.questions import Questions

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)
LAYLA, OMAR = 7, 8

FACTS = """
topics: [{id: t, title: {en: T}}]
names:
  - {id: deepseek, kind: organisation, title: {ar: ديب سيك, en: DeepSeek}}
  - {id: kimi, kind: model, title: {ar: كيمي, en: Kimi}}
  - {id: india, kind: place, title: {ar: الهند, en: India}}
  - {id: united-states, kind: place, title: {ar: أمريكا, en: US}}
facts:
  - id: users
    topics: [t]
    text: {en: DeepSeek had about 97 million users in April 2025.}
    aliases: {ar: [كم مستخدم عند ديب سيك], en: [how many users does DeepSeek have]}
  - id: kimi
    topics: [t]
    text: {en: Kimi was made by Moonshot.}
    aliases: {ar: [من صنع كيمي], en: [who made Kimi]}
  - id: india
    topics: [t]
    text: {en: Trust in AI is 77% in India.}
    aliases: {ar: [كم الثقة في الهند], en: [trust in AI in India]}
  - id: america
    topics: [t]
    text: {en: Trust in AI is 35% in the US.}
    aliases: {ar: [كم الثقة في أمريكا], en: [trust in AI in the US]}
"""


@pytest.fixture
def questions(database: Database) -> Questions:
    return Questions(database)


@pytest.fixture
async def conversation(database: Database, questions: Questions) -> AsyncIterator[Conversation]:
    catalogue, encoder = Catalogue(database), LettersOnly()
    await Curation(database).import_document(read_document(FACTS), author_id=None, now=NOW)
    with closing(Answers(catalogue, questions, VectorStore(database, encoder), encoder)) as answers:
        yield Conversation(answers, catalogue, questions)


def asker(after: timedelta = timedelta(0), chat: int = LAYLA, reader: int = LAYLA) -> Asker:
    return Asker(NOW + after, None, chat, reader)


def facts_of(outcomes: tuple[Outcome, ...]) -> list[str | None]:
    return [outcome.answer.fact.id if outcome.answer else None for outcome in outcomes]


async def test_a_follow_up_keeps_its_subject_and_says_how_it_was_read(
    conversation: Conversation, questions: Questions
) -> None:
    await conversation.ask("trust in AI in India", asker())

    (outcome,) = await conversation.ask("and in the US?", asker(timedelta(minutes=1)))

    assert facts_of((outcome,)) == ["america"]
    assert (outcome.question, outcome.understood) == ("and in the US?", "trust in AI in US")
    assert outcome.question_id is not None
    logged = await questions.get(outcome.question_id)
    assert (logged.text, logged.understood) == ("and in the US?", "trust in AI in US")


async def test_a_follow_up_goes_on_from_a_follow_up(conversation: Conversation) -> None:
    await conversation.ask("كم الثقة في الهند", asker())
    await conversation.ask("طيب وأمريكا؟", asker(timedelta(minutes=6)))

    assert facts_of(await conversation.ask("والهند؟", asker(timedelta(minutes=12)))) == ["india"]


async def test_a_follow_up_that_has_no_answer_is_not_answered_with_what_it_names(conversation: Conversation) -> None:
    await conversation.ask("how many users does DeepSeek have", asker())

    (outcome,) = await conversation.ask("what about Kimi?", asker())

    assert outcome.status is not Status.ANSWERED
    assert outcome.understood == "how many users does Kimi have"


async def test_of_two_ways_to_take_a_message_the_surer_answer_counts(conversation: Conversation) -> None:
    await conversation.ask("who made Kimi?", asker())

    assert facts_of(await conversation.ask("who made?", asker())) == ["kimi"]
    assert facts_of(await conversation.ask("how many users?", asker())) == ["users"]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(asker(REMEMBERED + timedelta(seconds=1)), id="too-late"),
        pytest.param(asker(chat=-5), id="another-chat"),
        pytest.param(asker(reader=OMAR), id="another-reader"),
        pytest.param(Asker(NOW), id="nobody-in-particular"),
    ],
)
async def test_the_subject_is_kept_for_the_same_reader_in_the_same_chat_for_a_while(
    conversation: Conversation, later: Asker
) -> None:
    await conversation.ask("trust in AI in India", asker())

    (outcome,) = await conversation.ask("and in the US?", later)

    assert outcome.understood is None


async def test_a_question_that_stands_by_itself_is_asked_by_itself(conversation: Conversation) -> None:
    await conversation.ask("trust in AI in India", asker())

    (outcome,) = await conversation.ask("who made Kimi?", asker())

    assert (facts_of((outcome,)), outcome.understood) == (["kimi"], None)


@pytest.mark.parametrize(
    "text",
    [
        "كم مستخدم عند ديب سيك؟ من صنع كيمي؟",
        "how many users does DeepSeek have?\nwho made Kimi?",
        "كم مستخدم عند ديب سيك ومن صنع كيمي",
    ],
)
async def test_two_questions_get_two_answers_and_both_are_logged(
    conversation: Conversation, questions: Questions, text: str
) -> None:
    outcomes = await conversation.ask(text, asker())

    assert facts_of(outcomes) == ["users", "kimi"]
    assert len({outcome.question_id for outcome in outcomes}) == 2


async def test_the_second_question_may_leave_out_the_subject_of_the_first(conversation: Conversation) -> None:
    outcomes = await conversation.ask("trust in AI in India? and in the US?", asker())

    assert facts_of(outcomes) == ["india", "america"]


async def test_two_questions_with_one_answer_get_it_once(conversation: Conversation) -> None:
    assert facts_of(await conversation.ask("who made Kimi? من صنع كيمي؟", asker())) == ["kimi"]


async def test_an_alias_with_an_and_is_not_taken_apart(database: Database, conversation: Conversation) -> None:
    alias = "who made Kimi and why is it open"
    document = f"facts: [{{id: open, topics: [t], text: {{en: Open.}}, aliases: {{en: [{alias}]}}}}]"
    await Curation(database).import_document(read_document(document), author_id=None, now=NOW)

    assert facts_of(await conversation.ask(alias, asker())) == ["open"]


class Burst:
    """What a reader sends after the first message, and how long each was waited for."""

    def __init__(self, *texts: str) -> None:
        self._texts = list(texts)
        self.waits: list[float] = []

    async def __call__(self, patience: float) -> str | None:
        self.waits.append(patience)
        return self._texts.pop(0) if self._texts else None


async def test_messages_in_a_burst_are_one_question(conversation: Conversation, questions: Questions) -> None:
    outcomes = await conversation.ask("trust in", asker(), Burst("AI in", "India?", "who made Kimi?"))

    assert facts_of(outcomes) == ["india"]
    assert outcomes[0].understood == "trust in AI in India?"
    assert await questions.count_open() == 0


async def test_messages_that_came_together_by_chance_are_asked_each(conversation: Conversation) -> None:
    outcomes = await conversation.ask("the weather tomorrow", asker(), Burst("who made Kimi?"))

    assert facts_of(outcomes)[-1] == "kimi"


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        pytest.param("من صنع كيمي", [0], id="answered"),
        pytest.param("what is the weather?", [], id="a-question-mark"),
        pytest.param("the weather of tomorrow in the north", [], id="long"),
        pytest.param("the weather", [PATIENCE], id="unfinished"),
    ],
)
async def test_only_an_unanswered_and_unfinished_message_waits(
    conversation: Conversation, text: str, waits: list[float]
) -> None:
    burst = Burst()

    await conversation.ask(text, asker(), burst)

    assert burst.waits == waits


async def test_what_completes_an_answered_message_is_not_answered_again(conversation: Conversation) -> None:
    await conversation.ask("how many users", asker())

    assert await conversation.ask("DeepSeek?", asker(timedelta(seconds=1))) == ()
    assert facts_of(await conversation.ask("DeepSeek?", asker(timedelta(seconds=20)))) == ["users"]


@pytest.mark.parametrize("text", ["س", "x", "what is the", "من في على", "2025", "٣٤٥", "ومتى؟", "the of " * 100])
async def test_what_asks_for_nothing_is_not_kept(conversation: Conversation, questions: Questions, text: str) -> None:
    with pytest.raises(NothingAsked):
        await conversation.ask(text, asker())

    assert await questions.newest_of(LAYLA, LAYLA, NOW) is None


async def test_a_name_alone_asks_for_something(conversation: Conversation) -> None:
    (outcome,) = await conversation.ask("US", asker())

    assert outcome.candidates


async def test_a_name_in_letters_that_nobody_here_reads_is_no_question_on_it(conversation: Conversation) -> None:
    await conversation.ask("who made Kimi?", asker())

    for text in ("ვინ შექმნა Kimi", "ማን ሠራ"):
        (outcome,) = await conversation.ask(text, asker())
        assert outcome.status is not Status.ANSWERED


async def test_what_is_no_question_is_refused_whole(conversation: Conversation) -> None:
    with pytest.raises(EmptyQuestion):
        await conversation.ask("?? !!", asker())
    with pytest.raises(QuestionTooLong):
        await conversation.ask("who made Kimi? " * 100, asker())


async def test_arabic_in_latin_letters_is_answered_in_arabic(conversation: Conversation) -> None:
    (outcome,) = await conversation.ask("kam mosta5dem 3and deepseek", asker())

    assert outcome.language == "ar"


async def test_a_follow_up_is_answered_in_its_own_language(conversation: Conversation) -> None:
    await conversation.ask("trust in AI in India", asker())

    (outcome,) = await conversation.ask("وفي أمريكا؟", asker())

    assert facts_of((outcome,)) == ["america"]
    assert outcome.language == "ar"
