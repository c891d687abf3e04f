"""What people should not do, and what Telegram should not do: the whole bot answers politely and goes on."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from handlers.access import Audience
from handlers.commands import COMMANDS
from handlers.texts import texts_in
from knowledge.database import Database
from scheduler.model import SubscriberState
from scheduler.subscribing.subscribers import Subscribers
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import Person, Said, Stage, stage_on, unmarked, url_of

# One bot and therefore one event loop for the whole module; everybody has a chat of their own.
pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTIONS = {"ar": "كم عدد مستخدمي ديب سيك؟", "en": "How many people use DeepSeek?"}
ANSWERS = {"ar": "97 مليون", "en": "97 million"}
OUR_OWN = {"bot", "handlers", "scheduler", "knowledge", "asyncio"}

IN_BOTH_LANGUAGES = pytest.mark.parametrize("reader", ["ar", "en"], indirect=True)

BROKEN = """
facts:
  - id: whole
    text: {en: This entry is whole.}
  - id: broken
    text: {en: This one is not.}
    as_of: tomorrow
"""
HOMELESS = """
facts:
  - id: homeless
    topics: [nowhere]
    text: {en: The topic of this one is not known.}
"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory, copy_base: CopyBase) -> AsyncIterator[Stage]:
    base = copy_base(tmp_path_factory.mktemp("http"))
    async with stage_on(base) as stage, stage.bot():
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def reader(stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Person]:
    """Somebody new; the facts are the same afterwards."""
    before = await stage.revision()
    yield await stage.newcomer(getattr(request, "param", "ar"))
    assert await stage.revision() == before


@pytest_asyncio.fixture(loop_scope="module")
async def curator(stage: Stage) -> Person:
    curator = stage.curator()
    await curator.says("/cancel")
    return curator


@pytest.fixture(autouse=True)
def _nothing_fails(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    ours = [record for record in caplog.get_records("call") if record.name.partition(".")[0] in OUR_OWN]
    assert [record.getMessage() for record in ours if record.levelno >= logging.ERROR] == []


def sentence(person: Person, message_id: str, **values: Any) -> str:
    return unmarked(texts_in(person.language).plain(message_id, **values))


def texts(said: list[Said]) -> list[str]:
    return [one.text for one in said]


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("؟؟؟", id="question-marks"),
        pytest.param('"', id="a-quote"),
        pytest.param("/", id="a-slash"),
        pytest.param("😀😀", id="emoji"),
        pytest.param("👨\u200d👩\u200d👧", id="joined-emoji"),
        pytest.param("\u200b\u200f", id="invisible"),
    ],
)
async def test_what_holds_no_word_is_not_taken_for_a_question(reader: Person, text: str) -> None:
    assert texts(await reader.says(text)) == [sentence(reader, "question-empty")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ud83d", id="half-a-surrogate-pair"),
        pytest.param("\x00\x07\x1b", id="control-characters"),
        pytest.param("\ufffe\U0010ffff", id="no-characters"),
    ],
)
async def test_what_only_a_raw_update_can_hold_is_not_taken_for_a_question(reader: Person, text: str) -> None:
    assert texts(await reader.sends(text=text)) == [sentence(reader, "question-empty")]


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize("between", ["\ud83d", "\x00", "\u202e", "<b>", "\n\n"])
async def test_a_question_is_understood_in_spite_of_what_is_mixed_in(reader: Person, between: str) -> None:
    words = QUESTIONS[reader.language].split()

    (answer,) = await reader.sends(text=" ".join([words[0], between, *words[1:]]))

    assert ANSWERS[reader.language] in answer.text


async def test_messages_in_a_burst_get_one_answer(stage: Stage, reader: Person) -> None:
    for text in ("كم", "عدد مستخدمي", "ديب سيك؟"):
        await stage.post(f"people/{reader.id}/messages", {"text": text})

    (answer,) = await reader.hears()

    assert ANSWERS["ar"] in answer.text


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize("text", [pytest.param("س" * 4096, id="one-word"), pytest.param("x " * 2048, id="many-words")])
async def test_the_longest_message_is_too_long_a_question(reader: Person, text: str) -> None:
    assert texts(await reader.says(text)) == [sentence(reader, "question-too-long", limit=1000)]


@pytest.mark.parametrize("letter", ["س", "x ", "؟", "😀"])
async def test_a_message_longer_than_telegram_sends_is_too_long_a_question(reader: Person, letter: str) -> None:
    assert texts(await reader.sends(text=letter * 100_000)) == [sentence(reader, "question-too-long", limit=1000)]


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("س", id="one-letter"),
        pytest.param("what is the", id="only-stop-words"),
        pytest.param("من في على", id="only-arabic-stop-words"),
        pytest.param("2025", id="only-digits"),
    ],
)
async def test_what_asks_for_nothing_is_asked_for_as_a_question(reader: Person, text: str) -> None:
    vague = {unmarked(texts_in(language).plain("question-vague")) for language in ("ar", "en")}

    assert set(texts(await reader.says(text))) <= vague


@pytest.mark.parametrize("text", ["كم users عند Дипсик 深度 ?", "როდის გამოვიდა R1", "ስንት ተጠቃሚ"])
async def test_mixed_and_foreign_scripts_get_a_polite_reply(reader: Person, text: str) -> None:
    (said,) = await reader.says(text)

    assert said.text != sentence(reader, "failed")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param("<b>unclosed &amp; <a href=x>", id="html"),
        pytest.param("**bold** _and_ [a](http://example.org) `code`", id="markdown"),
        pytest.param("'; DROP TABLE facts; --", id="sql"),
        pytest.param('"a" OR b AND NOT (c NEAR/2 d*) ^e : -f', id="fts5"),
        pytest.param("NEAR(", id="half-of-fts5"),
        pytest.param("text:facts*", id="a-column-of-fts5"),
        pytest.param("%s %(x)s {0} {x!r} ${y}", id="placeholders"),
        pytest.param("{ $number -> *[other] x }", id="fluent"),
        pytest.param("v1|undo|1", id="callback-data"),
    ],
)
async def test_syntax_is_only_text(reader: Person, text: str) -> None:
    (said,) = await reader.says(text)

    assert said.text
    assert said.text != sentence(reader, "failed")


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}, id="photo"),
        pytest.param(
            {
                "sticker": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
                | {"type": "regular", "is_animated": False, "is_video": False}
            },
            id="sticker",
        ),
        pytest.param({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}}, id="voice"),
        pytest.param({"location": {"latitude": 24.7, "longitude": 46.7}}, id="location"),
        pytest.param({"invented_tomorrow": {"x": 1}}, id="a-kind-of-the-future"),
    ],
)
async def test_what_is_no_text_is_asked_for_as_text(reader: Person, content: dict[str, Any]) -> None:
    assert texts(await reader.sends(**content)) == [sentence(reader, "text-only")]


@IN_BOTH_LANGUAGES
async def test_a_file_is_asked_for_as_text(reader: Person) -> None:
    assert texts(await reader.uploads("facts.yaml", b"facts: []")) == [sentence(reader, "text-only")]


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize(
    ("command", "message_id", "values"),
    [
        pytest.param("/nosuch", "command-unknown", {}, id="unknown"),
        pytest.param("/sub", "command-unknown-nearest", {"command": "/subscribe"}, id="half-written"),
        pytest.param("/TOPICSS", "command-unknown-nearest", {"command": "/topics"}, id="misspelt"),
        pytest.param("/impor", "command-unknown", {}, id="half-written-of-curators"),
        pytest.param("/start fact-nothing", "fact-not-found", {}, id="link-to-no-fact"),
        pytest.param("/cancel all of it", "nothing-to-cancel", {}, id="words-after-it"),
    ],
)
async def test_a_command_that_is_none_is_answered_with_one_that_is(
    reader: Person, command: str, message_id: str, values: dict[str, str]
) -> None:
    assert texts(await reader.says(command)) == [sentence(reader, message_id, **values)]


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize("command", [command for command in COMMANDS if command.audience > Audience.READER], ids=str)
async def test_a_reader_is_told_whom_a_command_is_for(reader: Person, command: Any) -> None:
    refusals = {Audience.CURATOR: "refused-curators-only", Audience.OWNER: "refused-owners-only"}

    assert texts(await reader.says(f"/{command.name} 1")) == [sentence(reader, refusals[command.audience])]


async def test_a_reader_cannot_import_with_a_caption_either(reader: Person) -> None:
    told = await reader.uploads("facts.yaml", b"facts: []", caption="/import")

    assert texts(told) == [sentence(reader, "refused-curators-only")]


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize(
    ("data", "message_id"),
    [
        pytest.param("v0|topics|ar", "press-stale", id="other-version"),
        pytest.param("v1|", "press-stale", id="no-action"),
        pytest.param("v1|nosuch|1", "press-stale", id="unknown-action"),
        pytest.param("\x00" * 64, "press-stale", id="control-characters"),
        pytest.param("v1|tick|deepseek", "press-stale", id="dialogue-that-is-over"),
        pytest.param("v1|subscribe", "press-stale", id="nothing-to-confirm"),
        pytest.param("v1|type|password", "press-stale", id="unknown-step"),
        pytest.param("v1|topic|deepseek|many|ar", "press-stale", id="no-number"),
        pytest.param("v1|more|_0123456789abcdef|ar", "press-stale", id="unknown-reference"),
        pytest.param("v1|more|nowhere|ar", "topic-not-found", id="unknown-topic"),
        pytest.param("v1|pick|1|nothing|ar", "fact-not-found", id="unknown-fact"),
        pytest.param("v1|read|nothing|ar", "fact-not-found", id="unpublished-fact"),
        pytest.param("v1|forget|1001", "forget-not-yours", id="of-somebody-else"),
        pytest.param("v1|mute|deepseek", "not-subscribed", id="of-a-subscriber"),
        pytest.param("v1|draft-publish", "refused-curators-only", id="publish"),
        pytest.param("v1|draft-topic|deepseek", "refused-curators-only", id="draft"),
        pytest.param("v1|undo|1", "refused-curators-only", id="undo"),
        pytest.param("v1|retire|deepseek-users-2025-04", "refused-curators-only", id="retire"),
        pytest.param("v1|edit|deepseek-users-2025-04", "refused-curators-only", id="edit"),
        pytest.param("v1|retire-anyway|deepseek-users-2025-04", "refused-curators-only", id="retire-anyway"),
        pytest.param("v1|undo-anyway|1", "refused-curators-only", id="undo-anyway"),
        pytest.param("v1|review-approve|1|deepseek-users-2025-04", "refused-curators-only", id="review"),
        pytest.param("v1|up|999999|deepseek-users-2025-04", "press-stale", id="thumb-of-no-question"),
        pytest.param("v1|import", "refused-curators-only", id="import"),
        pytest.param("v1|inbox-answer|1", "refused-curators-only", id="inbox"),
        pytest.param("v1|curator-add", "refused-owners-only", id="curator-add"),
        pytest.param("v1|curator-remove|1003", "refused-owners-only", id="curator-remove"),
    ],
)
async def test_a_button_that_is_stale_or_forged_says_so(reader: Person, data: str, message_id: str) -> None:
    await reader.says("/cancel")  # the bot may write to whoever wrote to it

    assert await reader.presses_data(data) == [sentence(reader, message_id)]


async def test_a_button_of_another_person_changes_nothing_of_theirs(stage: Stage, reader: Person) -> None:
    other = await stage.newcomer()
    (asked,) = await other.says("/forget")

    told = await reader.presses_data(asked.buttons[sentence(other, "button-forget")], asked.id)

    assert told == [sentence(reader, "forget-not-yours")]


async def test_an_edited_message_repeats_nothing(reader: Person) -> None:
    await reader.says("/cancel")
    said = (await reader.messages())[0]["message_id"]

    assert await reader.edits(said, "/subscribe") == []
    assert await reader.edits(said, QUESTIONS[reader.language]) == []


async def subscribe(person: Person) -> None:
    await person.says("/subscribe")
    for choice in ("2025", sentence(person, "button-next"), "8:00"):
        await person.presses(choice)
    await person.presses({"ar": "القاهرة", "en": "Cairo"}[person.language])
    assert sentence(person, "subscribed") in await person.presses(sentence(person, "button-subscribe"))


@IN_BOTH_LANGUAGES
async def test_whoever_blocks_the_bot_gets_no_more_digests(stage: Stage, reader: Person) -> None:
    await subscribe(reader)

    await reader.blocks()

    database = Database(url_of(stage.base))
    subscriber = await Subscribers(database).get(reader.id)
    await database.close()
    assert subscriber is not None
    assert subscriber.state is SubscriberState.BLOCKED


async def test_whoever_blocks_the_bot_while_it_answers_is_answered_later(stage: Stage, reader: Person) -> None:
    await stage.plan("blocked", "sendMessage", reader)
    assert await reader.says(QUESTIONS[reader.language]) == []

    (answer,) = await reader.says(QUESTIONS[reader.language])

    assert ANSWERS[reader.language] in answer.text


async def test_two_people_are_answered_at_once(stage: Stage) -> None:
    people = [await stage.newcomer(language) for language in ("ar", "en")]

    heard = await asyncio.gather(*(person.says(QUESTIONS[person.language]) for person in people))

    for person, said in zip(people, heard, strict=True):
        assert len(said) == 1
        assert ANSWERS[person.language] in said[0].text


@pytest.mark.parametrize(
    ("kind", "more"),
    [pytest.param("flood", {"seconds": 1}, id="too-many-requests"), pytest.param("slow", {"seconds": 1}, id="slow")],
)
async def test_an_answer_that_is_held_up_comes_once(
    stage: Stage, reader: Person, kind: str, more: dict[str, Any]
) -> None:
    await stage.plan(kind, "sendMessage", reader, **more)

    (answer,) = await reader.says(QUESTIONS[reader.language])

    assert ANSWERS[reader.language] in answer.text


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize(
    ("fault", "arrives"),
    [
        pytest.param({"kind": "error"}, False, id="bad-gateway"),
        pytest.param({"kind": "error", "code": 500, "description": "Internal Server Error: restart"}, False, id="500"),
        pytest.param({"kind": "late_error"}, True, id="bad-gateway-after-it-was-sent"),
        pytest.param({"kind": "lost_reply"}, True, id="lost-reply"),
    ],
)
async def test_an_answer_that_may_be_lost_is_said_to_be_and_is_not_repeated(
    stage: Stage, reader: Person, fault: dict[str, Any], arrives: bool
) -> None:
    await stage.plan(**fault, method="sendMessage", person=reader)

    *answers, last = await reader.says(QUESTIONS[reader.language])

    assert [ANSWERS[reader.language] in answer.text for answer in answers] == [True] * arrives
    assert last.text == sentence(reader, "unsure")


@IN_BOTH_LANGUAGES
async def test_a_page_that_could_not_be_turned_is_told(stage: Stage, reader: Person) -> None:
    await reader.says("/topics")
    await stage.plan("error", "editMessageText", reader)

    assert await reader.presses("2025") == [sentence(reader, "unsure")]


@pytest.mark.parametrize("kind", ["error", "lost_reply", "late_error"])
async def test_a_question_is_answered_once_though_updates_fail_to_come(stage: Stage, reader: Person, kind: str) -> None:
    await stage.plan(kind, "getUpdates")
    await reader.says("/cancel")  # ends the poll that waited already

    (answer,) = await reader.says(QUESTIONS[reader.language])

    assert ANSWERS[reader.language] in answer.text


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        pytest.param("facts.yaml", BROKEN.encode(), ("broken", "as_of", "tomorrow"), id="field"),
        pytest.param("facts.yaml", HOMELESS.encode(), ("homeless", "topics", "nowhere"), id="unknown-topic"),
        pytest.param("facts.yaml", b"facts: [", ("line",), id="syntax"),
        pytest.param("facts.jsonl", b'{"id": "a", "text": "A fact."}\nno object', ("line 2",), id="line"),
        pytest.param("facts.yaml", b"\xff\xfe\x00", ("UTF-8",), id="encoding"),
        pytest.param("facts.yaml", b"", (), id="empty"),
    ],
)
async def test_a_broken_fact_file_is_named_with_entry_and_field(
    stage: Stage, curator: Person, name: str, content: bytes, named: tuple[str, ...]
) -> None:
    before = await stage.revision()
    await curator.says("/import")

    (told,) = await curator.uploads(name, content)

    assert all(word in told.text for word in (name, *named))
    assert not told.buttons
    assert await stage.revision() == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("س" * 4096, "too-long", id="long"),
        pytest.param("bell \x07 inside", "control-character", id="control-character"),
        pytest.param("half \ud83d inside", "half-surrogate", id="half-a-surrogate-pair"),
        pytest.param("", "empty", id="photo"),
    ],
)
async def test_a_statement_that_cannot_be_kept_is_asked_for_again(curator: Person, text: str, code: str) -> None:
    await curator.says("/add")

    assert texts(await curator.sends_on(text=text)) == [sentence(curator, "invalid-entry", code=code)]


async def test_syntax_in_a_fact_is_only_text(stage: Stage, curator: Person) -> None:
    statement = 'قال <b>زحل</b> & شركاؤه: "نعم"; DROP TABLE facts; -- *_[x](y)_* OR NEAR(a*) { $x } %s'
    await curator.says("/add")
    await curator.says(statement)
    for choice in ("button-skip", "2025", "button-next", "button-skip"):
        await curator.presses("2025" if choice == "2025" else sentence(curator, choice))
    await curator.says("<i>وكالة</i> & شركاه – عنوان <3 – https://example.org/?a=1&b=<2>")
    await curator.presses(sentence(curator, "standing", standing="reported"))
    await curator.says("ماذا قال <b>زحل</b> & شركاؤه")
    await curator.presses(sentence(curator, "button-publish"))
    reader = await stage.newcomer()

    (answer,) = await reader.says("ماذا قال <b>زحل</b> & شركاؤه؟")

    assert statement in answer.text
    assert "<i>وكالة</i> & شركاه – عنوان <3" in answer.text
    await curator.says("/undo")


async def test_a_restart_in_the_middle_of_adding_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, copy_base: CopyBase
) -> None:
    async with stage_on(copy_base(tmp_path_factory.mktemp("restart"))) as stage:
        curator, reader = stage.curator(), await stage.newcomer()
        async with stage.bot():
            await curator.says("/add")
            await curator.says("تعيش اثنتا عشرة بومة في حديقة سيوة.")
            await curator.presses(sentence(curator, "button-skip"))
        async with stage.bot():
            for choice in ("2025", sentence(curator, "button-next"), sentence(curator, "button-skip")):
                await curator.presses(choice)
            await curator.says("دليل الحديقة")
        # What is said while the bot is down waits for it.
        await stage.post(f"people/{reader.id}/messages", {"text": QUESTIONS["ar"]})
        async with stage.bot():
            (answer,) = await reader.hears()
            await curator.presses(sentence(curator, "standing", standing="reported"))
            await curator.says("كم بومة تعيش في سيوة؟")
            await curator.presses(sentence(curator, "button-publish"))
            (added,) = await reader.says("كم بومة تعيش في سيوة؟")

    assert ANSWERS["ar"] in answer.text
    assert "اثنتا عشرة بومة" in added.text
    assert "دليل الحديقة" in added.text


async def test_a_message_that_telegram_would_not_send_is_not_sent(stage: Stage, reader: Person) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="409"):
        await reader.says("س" * 4097)
