"""Curators see each thing that readers said once, the oldest first, until one of them has dealt with it."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from knowledge.base.catalogue import Catalogue
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.errors import AlreadyReviewed
from knowledge.model import Candidate, Fact, Outcome, Status
from knowledge.readers.feedback import Feedback, Opinion, Reason, Verdict
from knowledge.readers.questions import Questions
from knowledge.readers.reviews import Complaint, Reviews, Wording

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
CURATOR = 50
FACT = Fact("a", {"en": "DeepSeek has 97 million users."}, aliases={"en": ("How many people use DeepSeek?",)})
UP = Opinion(Verdict.UP)
WRONG, OFF_TARGET = (Opinion(Verdict.DOWN, reason) for reason in (Reason.WRONG, Reason.OFF_TARGET))


class Readers:
    """Each asks once, a minute after the one before, and judges the answer."""

    def __init__(self, database: Database) -> None:
        self._questions, self._feedback = Questions(database), Feedback(database)
        self._numbers = count(1)

    async def say(self, text: str, opinion: Opinion, understood: str | None = None) -> int:
        reader_id = next(self._numbers)
        now = NOW + timedelta(minutes=reader_id)
        asked = Outcome(text, "ar", Status.SUGGESTED, candidates=(Candidate("a", 0.5),), understood=understood)
        question_id = (await self._questions.log(asked, now=now, reader_id=reader_id)).question_id or 0
        await self._feedback.give(question_id, "a", opinion, reader_id=reader_id, now=now)
        return question_id


@pytest.fixture
async def readers(database: Database, curation: Curation) -> Readers:
    await curation.add(FACT, author_id=None, now=NOW)
    return Readers(database)


@pytest.fixture
def reviews(database: Database) -> Reviews:
    return Reviews(database)


async def test_nearly_the_same_questions_are_one_the_oldest_first(readers: Readers, reviews: Reviews) -> None:
    first = await readers.say("DeepSeek's user count", UP)
    await readers.say("how popular is it", UP)
    await readers.say("deepseeks user counts", UP)

    found = [(item.text, item.count) for item in await reviews.pending()]

    assert found == [("DeepSeek's user count", 2), ("how popular is it", 1)]
    assert next(item.question_id for item in await reviews.pending() if isinstance(item, Wording)) == first


async def test_another_year_is_another_question(readers: Readers, reviews: Reviews) -> None:
    await readers.say("DeepSeek's user count in 2024", UP)
    await readers.say("DeepSeek's user count in 2025", UP)

    assert len(await reviews.pending()) == 2


@pytest.mark.parametrize("text", ["how many people use deepseek", "How many people, use DeepSeek!"])
async def test_a_question_that_is_an_alias_needs_no_review(readers: Readers, reviews: Reviews, text: str) -> None:
    await readers.say(text, UP)

    assert await reviews.pending() == []


async def test_a_question_that_is_too_long_for_an_alias_is_not_shown(readers: Readers, reviews: Reviews) -> None:
    await readers.say("how many " * 40, UP)

    assert await reviews.pending() == []


async def test_an_approved_question_is_an_alias_in_its_own_language_and_a_revision_of_the_curator(
    readers: Readers, reviews: Reviews, curation: Curation, catalogue: Catalogue
) -> None:
    question_id = await readers.say("DeepSeek's\nuser count", UP)
    await readers.say("DeepSeeks user counts", UP)

    revision = await curation.approve(question_id, "a", author_id=CURATOR, now=NOW)

    assert (await catalogue.fact("a")).fact.aliases == {"en": (*FACT.aliases["en"], "DeepSeek's user count")}
    assert revision.author_id == CURATOR
    assert await reviews.pending() == []
    await curation.undo(author_id=CURATOR, now=NOW)
    assert (await catalogue.fact("a")).fact == FACT


async def test_a_follow_up_is_approved_as_it_was_understood(
    database: Database, readers: Readers, curation: Curation, catalogue: Catalogue
) -> None:
    question_id = await readers.say("and in China?", UP, understood="How many Chinese use DeepSeek?")

    await curation.approve(question_id, "a", author_id=CURATOR, now=NOW)

    assert "How many Chinese use DeepSeek?" in (await catalogue.fact("a")).fact.aliases["en"]


async def test_what_is_declined_is_not_shown_again_nor_what_is_like_it(readers: Readers, reviews: Reviews) -> None:
    question_id = await readers.say("DeepSeek's user count", UP)

    await reviews.decline(question_id, "a")
    await readers.say("deepseeks user counts", UP)

    assert await reviews.pending() == []


async def test_what_is_declined_no_longer_counts_as_confirmed(
    database: Database, readers: Readers, reviews: Reviews
) -> None:
    await reviews.decline(await readers.say("DeepSeek's user count", UP), "a")

    assert await Feedback(database).confirmed("a", 10) == []


async def test_the_second_curator_is_told(readers: Readers, reviews: Reviews, curation: Curation) -> None:
    question_id = await readers.say("DeepSeek's user count", UP)
    await readers.say("what", WRONG)
    await curation.approve(question_id, "a", author_id=CURATOR, now=NOW)
    await reviews.set_aside("a", Reason.WRONG)

    with pytest.raises(AlreadyReviewed):
        await curation.approve(question_id, "a", author_id=CURATOR, now=NOW)
    with pytest.raises(AlreadyReviewed):
        await reviews.decline(question_id, "a")
    with pytest.raises(AlreadyReviewed):
        await reviews.set_aside("a", Reason.WRONG)


async def test_complaints_are_counted_by_reason(readers: Readers, reviews: Reviews) -> None:
    await readers.say("first", WRONG)
    await readers.say("second", OFF_TARGET)
    await readers.say("third", WRONG)
    await readers.say("fourth", Opinion(Verdict.DOWN))

    found = [(item.reason, item.count, item.text) for item in await reviews.pending() if isinstance(item, Complaint)]
    assert found == [(Reason.WRONG, 2, "first"), (Reason.OFF_TARGET, 1, "second")]


async def test_a_complaint_that_was_set_aside_comes_up_again_when_somebody_else_complains(
    readers: Readers, reviews: Reviews
) -> None:
    await readers.say("first", WRONG)
    await reviews.set_aside("a", Reason.WRONG)
    settled = await reviews.pending()

    await readers.say("second", WRONG)

    assert settled == []
    assert [(item.text, item.count) for item in await reviews.pending()] == [("second", 1)]


async def test_what_is_about_a_retired_fact_waits(readers: Readers, reviews: Reviews, curation: Curation) -> None:
    await readers.say("DeepSeek's user count", UP)

    await curation.retire("a", author_id=CURATOR, now=NOW)

    assert await reviews.pending() == []
