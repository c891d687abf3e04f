"""What a reader says of an answer is kept, can be changed, and moves the question where it belongs."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.database import Database
from knowledge.errors import NotTheAnswer, NotTheAsker, QuestionNotFound
from knowledge.model import Candidate, Fact, FactState, Outcome, Status, StoredFact
from knowledge.readers.feedback import Confirmed, Feedback, Opinion, Reason, Verdict
from knowledge.readers.questions import InboxState, Questions

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
LAYLA, OMAR = 1, 2
UP, DOWN = Opinion(Verdict.UP), Opinion(Verdict.DOWN)
OFF_TARGET, WRONG = Opinion(Verdict.DOWN, Reason.OFF_TARGET), Opinion(Verdict.DOWN, Reason.WRONG)


@pytest.fixture
def questions(database: Database) -> Questions:
    return Questions(database)


@pytest.fixture
def feedback(database: Database) -> Feedback:
    return Feedback(database)


async def ask(questions: Questions, text: str = "A?", fact_id: str = "a", understood: str | None = None) -> int:
    """A question that was answered with the fact, and might have been with another."""
    stored = StoredFact(Fact(fact_id, {"en": "A."}), FactState.PUBLISHED, None, 1, NOW)
    candidates = (Candidate(fact_id, 0.9), Candidate("b", 0.4))
    asked = Outcome(text, "en", Status.ANSWERED, answer=stored, candidates=candidates, understood=understood)
    return (await questions.log(asked, now=NOW, chat_id=LAYLA, reader_id=LAYLA)).question_id or 0


async def give(feedback: Feedback, question_id: int, *opinions: Opinion, fact_id: str = "a", minutes: int = 0) -> None:
    for opinion in opinions:
        await feedback.give(question_id, fact_id, opinion, reader_id=LAYLA, now=NOW + timedelta(minutes=minutes))


async def test_a_thumb_up_confirms_the_question_with_its_fact(questions: Questions, feedback: Feedback) -> None:
    await give(feedback, await ask(questions), UP)

    assert await feedback.confirmed("a", 10) == [Confirmed("A?", "a")]


async def test_a_thumb_down_confirms_nothing_any_more(questions: Questions, feedback: Feedback) -> None:
    await give(feedback, await ask(questions), UP, DOWN)

    assert await feedback.confirmed("a", 10) == []


async def test_a_thumb_down_that_is_pressed_again_keeps_its_reason(questions: Questions, feedback: Feedback) -> None:
    question_id = await ask(questions)
    await give(feedback, question_id, WRONG)

    assert await feedback.give(question_id, "a", DOWN, reader_id=LAYLA, now=NOW) == WRONG


async def test_going_back_forgets_a_thumb_down_without_a_reason_only(questions: Questions, feedback: Feedback) -> None:
    question_id = await ask(questions)
    await give(feedback, question_id, DOWN)
    forgotten = await feedback.take_back(question_id, "a", reader_id=LAYLA)
    await give(feedback, question_id, WRONG)

    assert forgotten is None
    assert await feedback.take_back(question_id, "a", reader_id=LAYLA) == WRONG


async def test_what_was_not_asked_is_unanswered_and_in_the_inbox(questions: Questions, feedback: Feedback) -> None:
    question_id = await ask(questions)

    await give(feedback, question_id, OFF_TARGET)

    asked = await questions.get(question_id)
    assert (asked.fact_id, asked.inbox) == (None, InboxState.OPEN)


@pytest.mark.parametrize("changed", [UP, WRONG], ids=["up", "wrong"])
async def test_the_question_leaves_the_inbox_when_the_reader_changes_that(
    questions: Questions, feedback: Feedback, changed: Opinion
) -> None:
    question_id = await ask(questions)

    await give(feedback, question_id, OFF_TARGET, changed)

    asked = await questions.get(question_id)
    assert (asked.fact_id, asked.inbox) == ("a", None)


async def test_a_question_that_curators_dealt_with_is_left_alone(questions: Questions, feedback: Feedback) -> None:
    question_id = await ask(questions)
    await give(feedback, question_id, OFF_TARGET)
    await questions.ignore(question_id)

    await give(feedback, question_id, UP)

    assert (await questions.get(question_id)).inbox is InboxState.IGNORED


async def test_a_question_whose_answer_was_found_meanwhile_is_left_alone(
    questions: Questions, feedback: Feedback
) -> None:
    question_id = await ask(questions)
    await questions.choose(question_id, "b")

    await give(feedback, question_id, OFF_TARGET)

    asked = await questions.get(question_id)
    assert (asked.fact_id, asked.inbox) == ("b", None)


async def test_only_what_got_no_thumb_down_is_left_to_try(questions: Questions, feedback: Feedback) -> None:
    question_id = await ask(questions)

    await give(feedback, question_id, OFF_TARGET)

    assert await feedback.untried(question_id) == [Candidate("b", 0.4)]


async def test_confirmed_questions_of_the_fact_come_first_and_the_newest_of_each(
    questions: Questions, feedback: Feedback
) -> None:
    for minutes, (text, fact_id) in enumerate([("A1?", "a"), ("C1?", "c"), ("A2?", "a"), ("C2?", "c")]):
        await give(feedback, await ask(questions, text, fact_id), UP, fact_id=fact_id, minutes=minutes)

    assert [pair.question for pair in await feedback.confirmed("c", 3)] == ["C2?", "C1?", "A2?"]


async def test_only_the_asker_can_judge(questions: Questions, feedback: Feedback) -> None:
    question_id = await ask(questions)

    with pytest.raises(NotTheAsker):
        await feedback.give(question_id, "a", UP, reader_id=OMAR, now=NOW)
    with pytest.raises(NotTheAsker):
        await feedback.take_back(question_id, "a", reader_id=OMAR)


async def test_a_fact_that_the_question_did_not_bring_up_cannot_be_judged(
    questions: Questions, feedback: Feedback
) -> None:
    with pytest.raises(NotTheAnswer):
        await give(feedback, await ask(questions), UP, fact_id="z")
    with pytest.raises(QuestionNotFound):
        await give(feedback, 1000, UP)
