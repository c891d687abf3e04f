"""What readers asked, how it was met, and the curators' inbox of what was not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database
from knowledge.errors import QuestionNotFound
from knowledge.model import Candidate, Language, Outcome, Status
from knowledge.tables import questions
from knowledge.text import printable


class InboxState(StrEnum):
    """Where an unanswered question stands with the curators."""

    OPEN = "open"
    DONE = "done"
    IGNORED = "ignored"


@dataclass(frozen=True)
class LoggedQuestion:
    """``fact_id`` is the fact that was asserted, that the reader chose, or that a curator answered with."""

    id: int
    asked_at: datetime
    text: str
    language: Language
    status: Status
    fact_id: str | None
    candidates: tuple[Candidate, ...]
    rejected: bool
    inbox: InboxState | None
    chat_id: int | None
    reader_id: int | None
    understood: str | None = None

    @property
    def meaning(self) -> str:
        """What was asked, whole: of a follow-up, how it was read."""
        return self.understood or self.text


wording = func.coalesce(questions.c.understood, questions.c.text)
"""What ``LoggedQuestion.meaning`` is, for queries."""


class Questions:
    """All methods that name a question raise ``QuestionNotFound``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def log(
        self, outcome: Outcome, *, now: datetime, chat_id: int | None = None, reader_id: int | None = None
    ) -> Outcome:
        """Keep the question; the outcome comes back with its ``question_id``. One without an answer opens the inbox."""
        values = _values(outcome) | {"asked_at": now, "chat_id": chat_id, "reader_id": reader_id}
        async with self._database.write() as connection:
            logged = await connection.execute(insert(questions).values(values).returning(questions.c.id))
            return replace(outcome, question_id=logged.scalar_one())

    async def get(self, question_id: int) -> LoggedQuestion:
        async with self._database.read() as connection:
            row = (await connection.execute(select(questions).where(questions.c.id == question_id))).one_or_none()
        if row is None:
            raise QuestionNotFound(question_id)
        return _logged(row)

    async def newest_of(self, chat_id: int, reader_id: int, since: datetime) -> LoggedQuestion | None:
        """What this person asked last in this chat; None when that was before ``since``."""
        asked = (questions.c.reader_id == reader_id, questions.c.chat_id == chat_id, questions.c.asked_at >= since)
        newest_first = (questions.c.asked_at.desc(), questions.c.id.desc())
        async with self._database.read() as connection:
            found = await connection.execute(select(questions).where(*asked).order_by(*newest_first).limit(1))
            row = found.one_or_none()
        return _logged(row) if row else None

    async def choose(self, question_id: int, fact_id: str) -> None:
        """The reader found the answer among the suggestions."""
        await self._update(question_id, fact_id=fact_id, rejected=False, inbox=None)

    async def reject(self, question_id: int) -> None:
        """None of the suggestions was meant: the question goes to the inbox."""
        await self._update(question_id, fact_id=None, rejected=True, inbox=InboxState.OPEN.value)

    async def resolve(self, question_id: int, fact_id: str) -> None:
        """A curator answered with a fact: the question leaves the inbox."""
        await self._update(question_id, fact_id=fact_id, inbox=InboxState.DONE.value)

    async def ignore(self, question_id: int) -> None:
        """Take the question out of the inbox for good."""
        await self._update(question_id, inbox=InboxState.IGNORED.value)

    async def inbox(self, limit: int, offset: int = 0) -> list[LoggedQuestion]:
        """Open questions, the oldest first."""
        query = select(questions).where(questions.c.inbox == InboxState.OPEN)
        async with self._database.read() as connection:
            rows = await connection.execute(
                query.order_by(questions.c.asked_at, questions.c.id).limit(limit).offset(offset)
            )
            return [_logged(row) for row in rows]

    async def newest(self, limit: int) -> list[LoggedQuestion]:
        """Whatever became of them, the newest first."""
        query = select(questions).order_by(questions.c.id.desc()).limit(limit)
        async with self._database.read() as connection:
            return [_logged(row) for row in await connection.execute(query)]

    async def newest_open(self, limit: int) -> list[str]:
        """What was asked in open questions, as it was understood, the newest first."""
        query = select(wording).where(questions.c.inbox == InboxState.OPEN)
        newest_first = query.order_by(questions.c.asked_at.desc(), questions.c.id.desc())
        async with self._database.read() as connection:
            return list((await connection.execute(newest_first.limit(limit))).scalars())

    async def count_open(self) -> int:
        query = select(func.count()).select_from(questions).where(questions.c.inbox == InboxState.OPEN)
        async with self._database.read() as connection:
            return (await connection.execute(query)).scalar_one()

    async def _update(self, question_id: int, **values: Any) -> None:
        async with self._database.write() as connection:
            changed = await connection.execute(
                update(questions).where(questions.c.id == question_id).values(values).returning(questions.c.id)
            )
            if changed.one_or_none() is None:
                raise QuestionNotFound(question_id)


async def questions_where(connection: AsyncConnection, condition: ColumnElement[bool]) -> Sequence[LoggedQuestion]:
    """The questions that meet the condition, the oldest first."""
    rows = await connection.execute(select(questions).where(condition).order_by(questions.c.asked_at, questions.c.id))
    return [_logged(row) for row in rows]


def _values(outcome: Outcome) -> dict[str, Any]:
    return {
        "text": printable(outcome.question),
        "understood": outcome.understood and printable(outcome.understood),
        "language": outcome.language,
        "status": outcome.status.value,
        "fact_id": outcome.answer and outcome.answer.fact.id,
        "candidates": [[candidate.fact_id, candidate.score] for candidate in outcome.candidates],
        "rejected": False,
        "inbox": InboxState.OPEN.value if outcome.status is Status.UNKNOWN else None,
    }


def _logged(row: Row[Any]) -> LoggedQuestion:
    return LoggedQuestion(
        id=row.id,
        asked_at=row.asked_at,
        text=row.text,
        language=row.language,
        status=Status(row.status),
        fact_id=row.fact_id,
        candidates=tuple(Candidate(fact_id, score) for fact_id, score in row.candidates),
        rejected=row.rejected,
        inbox=InboxState(row.inbox) if row.inbox else None,
        chat_id=row.chat_id,
        reader_id=row.reader_id,
        understood=row.understood,
    )
