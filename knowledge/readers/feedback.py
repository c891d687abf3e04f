"""What readers thought of answers: thumbs up and down, and why down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database, upsert
from knowledge.errors import NotTheAnswer, NotTheAsker, QuestionNotFound
from knowledge.model import Candidate
from knowledge.readers.questions import InboxState, wording
from knowledge.tables import aliases, feedback, questions
from knowledge.text import normalise


class Verdict(StrEnum):
    UP = "up"
    DOWN = "down"


class Reason(StrEnum):
    """Why an answer was no good; the last is about the answer, the others are about the fact."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    BAD_SOURCE = "bad_source"
    OFF_TARGET = "off_target"


class Review(StrEnum):
    """Where curators left what a reader said."""

    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True)
class Opinion:
    """``reason`` is of a thumb down, and None until it is told."""

    verdict: Verdict
    reason: Reason | None = None


@dataclass(frozen=True)
class Confirmed:
    """A question, as it was understood, and the fact that its asker confirmed as the answer."""

    question: str
    fact_id: str


class Feedback:
    """Of an answer only the person who asked can say whether it was one.

    What is given and taken back raises ``QuestionNotFound``, ``NotTheAsker``, and ``NotTheAnswer`` for a fact that the
    question did not bring up.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def give(self, question_id: int, fact_id: str, opinion: Opinion, *, reader_id: int, now: datetime) -> Opinion:
        """Keep what the reader says of the answer, in place of what was said before, and return what is kept.

        A thumb down that is given again without a reason keeps the one it had. A fact that was not what was asked
        leaves the question unanswered, in the curators' inbox, for as long as the reader says so.
        """
        async with self._database.write() as connection:
            await _require_asker(connection, question_id, fact_id, reader_id)
            before = await _opinion(connection, question_id, fact_id)
            if before == opinion or _repeats(opinion, before):
                return before or opinion
            await _keep(connection, question_id, fact_id, opinion, now)
            await _place(connection, question_id, fact_id, before, opinion)
            return opinion

    async def take_back(self, question_id: int, fact_id: str, *, reader_id: int) -> Opinion | None:
        """Forget a thumb down that has no reason yet; return what is kept otherwise."""
        async with self._database.write() as connection:
            await _require_asker(connection, question_id, fact_id, reader_id)
            before = await _opinion(connection, question_id, fact_id)
            if before != Opinion(Verdict.DOWN):
                return before
            await connection.execute(delete(feedback).where(*_of(question_id, fact_id)))
            return None

    async def untried(self, question_id: int) -> list[Candidate]:
        """Candidates for the question, best first, without those that got a thumb down."""
        rejected = select(feedback.c.fact_id).where(
            feedback.c.question_id == question_id, feedback.c.verdict == Verdict.DOWN
        )
        async with self._database.read() as connection:
            found = await connection.execute(select(questions.c.candidates).where(questions.c.id == question_id))
            candidates = [Candidate(*candidate) for candidate in found.scalar_one_or_none() or ()]
            tried = set((await connection.execute(rejected)).scalars())
        return [candidate for candidate in candidates if candidate.fact_id not in tried]

    async def confirmed(self, fact_id: str, limit: int) -> Sequence[Confirmed]:
        """Thumbs up that no curator declined: those of the fact first, then others, each the newest first."""
        query = (
            select(wording.label("question"), feedback.c.fact_id)
            .join(questions)
            .where(feedback.c.verdict == Verdict.UP, feedback.c.review != Review.DECLINED)
            .order_by((feedback.c.fact_id == fact_id).desc(), feedback.c.given_at.desc(), questions.c.id.desc())
        )
        async with self._database.read() as connection:
            return [Confirmed(row.question, row.fact_id) for row in await connection.execute(query.limit(limit))]


def _repeats(opinion: Opinion, before: Opinion | None) -> bool:
    return before is not None and opinion == Opinion(Verdict.DOWN) and before.verdict is Verdict.DOWN


def _of(question_id: int, fact_id: str) -> tuple[Any, ...]:
    return feedback.c.question_id == question_id, feedback.c.fact_id == fact_id


async def _require_asker(connection: AsyncConnection, question_id: int, fact_id: str, reader_id: int) -> None:
    query = select(questions.c.reader_id, questions.c.fact_id, questions.c.candidates)
    asked = (await connection.execute(query.where(questions.c.id == question_id))).one_or_none()
    if asked is None:
        raise QuestionNotFound(question_id)
    if asked.reader_id != reader_id:
        raise NotTheAsker(question_id)
    if fact_id not in {asked.fact_id, *(candidate for candidate, _ in asked.candidates)}:
        raise NotTheAnswer(question_id, fact_id)


async def _opinion(connection: AsyncConnection, question_id: int, fact_id: str) -> Opinion | None:
    query = select(feedback.c.verdict, feedback.c.reason).where(*_of(question_id, fact_id))
    row = (await connection.execute(query)).one_or_none()
    return row and Opinion(Verdict(row.verdict), Reason(row.reason) if row.reason else None)


async def _keep(connection: AsyncConnection, question_id: int, fact_id: str, opinion: Opinion, now: datetime) -> None:
    is_known = opinion.verdict is Verdict.UP and await _is_alias(connection, question_id, fact_id)
    review = Review.APPROVED if is_known else Review.OPEN
    said = {"verdict": opinion.verdict, "reason": opinion.reason, "review": review, "given_at": now}
    statement = upsert(connection, feedback).values(question_id=question_id, fact_id=fact_id, **said)
    await connection.execute(statement.on_conflict_do_update(index_elements=["question_id", "fact_id"], set_=said))


async def _is_alias(connection: AsyncConnection, question_id: int, fact_id: str) -> bool:
    """Whether nothing is left to approve, as for most questions: people ask in much the same words."""
    asked = (await connection.execute(select(wording).where(questions.c.id == question_id))).scalar_one()
    known = await connection.execute(select(aliases.c.text).where(aliases.c.fact_id == fact_id))
    return normalise(asked) in {normalise(alias) for alias in known.scalars()}


async def _place(
    connection: AsyncConnection, question_id: int, fact_id: str, before: Opinion | None, opinion: Opinion
) -> None:
    """Move the question into the inbox or out of it, unless somebody has found its answer or dealt with it since."""
    of_question = update(questions).where(questions.c.id == question_id)
    if opinion.reason is Reason.OFF_TARGET:
        answered = of_question.where(questions.c.fact_id == fact_id, questions.c.inbox.is_(None))
        await connection.execute(answered.values(fact_id=None, inbox=InboxState.OPEN))
    elif before is not None and before.reason is Reason.OFF_TARGET:
        unanswered = of_question.where(questions.c.fact_id.is_(None), questions.c.inbox == InboxState.OPEN)
        await connection.execute(unanswered.values(fact_id=fact_id, inbox=None, rejected=False))
