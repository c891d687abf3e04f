from datetime import UTC, datetime, timedelta

import pytest

from knowledge.database import Database
from knowledge.errors import QuestionNotFound
from knowledge.model import Candidate, Fact, FactState, Outcome, Status, StoredFact
from knowledge.readers.questions import InboxState, Questions

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
LAYLA = 1
STORED = StoredFact(Fact("a", {"en": "A."}), FactState.PUBLISHED, None, 1, NOW)
UNKNOWN = Outcome("من هناك؟", "ar", Status.UNKNOWN, candidates=(Candidate("a", 0.25),))


@pytest.fixture
def questions(database: Database) -> Questions:
    return Questions(database)


async def log(questions: Questions, outcome: Outcome, minutes: int = 0) -> int:
    logged = await questions.log(outcome, now=NOW + timedelta(minutes=minutes), chat_id=LAYLA, reader_id=LAYLA)
    assert logged.question_id is not None
    return logged.question_id


async def test_a_logged_question_can_be_read_back(questions: Questions) -> None:
    question_id = await log(questions, UNKNOWN)

    logged = await questions.get(question_id)
    assert (logged.text, logged.language, logged.status) == ("من هناك؟", "ar", Status.UNKNOWN)
    assert (logged.asked_at, logged.chat_id, logged.reader_id) == (NOW, LAYLA, LAYLA)
    assert logged.candidates == (Candidate("a", 0.25),)


async def test_only_what_found_no_answer_is_in_the_inbox_first_asked_first(questions: Questions) -> None:
    late = await log(questions, UNKNOWN, minutes=2)
    early = await log(questions, UNKNOWN, minutes=1)
    await log(questions, Outcome("A?", "en", Status.ANSWERED, answer=STORED))
    await log(questions, Outcome("A or B?", "en", Status.SUGGESTED, suggestions=(STORED,)))

    assert [question.id for question in await questions.inbox(10)] == [early, late]
    assert [question.id for question in await questions.inbox(1, offset=1)] == [late]
    assert await questions.count_open() == 2


async def test_a_chosen_suggestion_answers(questions: Questions) -> None:
    question_id = await log(questions, Outcome("A?", "en", Status.SUGGESTED, suggestions=(STORED,)))

    await questions.reject(question_id)
    await questions.choose(question_id, "a")

    logged = await questions.get(question_id)
    assert (logged.fact_id, logged.rejected, logged.inbox) == ("a", False, None)


async def test_rejected_suggestions_bring_the_question_to_the_inbox(questions: Questions) -> None:
    question_id = await log(questions, Outcome("A?", "en", Status.SUGGESTED, suggestions=(STORED,)))

    await questions.reject(question_id)

    (open_question,) = await questions.inbox(10)
    assert (open_question.id, open_question.rejected) == (question_id, True)


async def test_a_question_leaves_the_inbox_when_it_is_resolved_or_ignored(questions: Questions) -> None:
    resolved, ignored = await log(questions, UNKNOWN), await log(questions, UNKNOWN)

    await questions.resolve(resolved, "a")
    await questions.ignore(ignored)

    assert await questions.count_open() == 0
    assert [(await questions.get(question)).inbox for question in (resolved, ignored)] == [
        InboxState.DONE,
        InboxState.IGNORED,
    ]


async def test_a_question_that_no_base_can_hold_is_kept_without_what_it_cannot(questions: Questions) -> None:
    question_id = await log(questions, Outcome("who\x00 \ud83d'); DROP TABLE questions; --", "en", Status.UNKNOWN))

    assert (await questions.get(question_id)).text == "who '); DROP TABLE questions; --"


async def test_a_question_that_does_not_exist_is_named(questions: Questions) -> None:
    for call in (questions.get(5), questions.choose(5, "a"), questions.reject(5), questions.ignore(5)):
        with pytest.raises(QuestionNotFound, match="5"):
            await call
