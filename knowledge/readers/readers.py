"""What is kept about the people who ask, and how all of it is shown or forgotten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database, upsert
from knowledge.model import Language
from knowledge.readers.curators import Curator
from knowledge.readers.questions import LoggedQuestion, questions_where
from knowledge.tables import curators, dialogues, feedback, questions, readers, revisions, showings


@dataclass(frozen=True)
class ReaderData:
    """Everything that is kept about one person; ``feedback``, ``showings`` and ``dialogues`` are rows by column."""

    reader_id: int
    language: Language | None
    seen_at: datetime | None
    questions: tuple[LoggedQuestion, ...]
    feedback: tuple[dict[str, Any], ...]
    showings: tuple[dict[str, Any], ...]
    dialogues: tuple[dict[str, Any], ...]
    curator: Curator | None
    revisions: tuple[int, ...]
    """Numbers of the changes that the person made as a curator."""


class Readers:
    """People are known by their Telegram user id, which is also the id of their private chat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def language_of(self, reader_id: int) -> Language | None:
        """The chosen language; None: answer in the language of the question."""
        async with self._database.read() as connection:
            query = select(readers.c.language).where(readers.c.id == reader_id)
            return (await connection.execute(query)).scalar_one_or_none()

    async def choose_language(self, reader_id: int, language: Language | None, now: datetime) -> None:
        async with self._database.write() as connection:
            chosen = {"language": language, "seen_at": now}
            statement = upsert(connection, readers).values(id=reader_id, **chosen)
            await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=chosen))

    async def forget(self, reader_id: int) -> None:
        """Delete what is kept about a person; questions and ratings of answers stay, without a trace of who asked.

        What a curator did stays as well: the record of changes says who made them.
        """
        async with self._database.write() as connection:
            await connection.execute(delete(readers).where(readers.c.id == reader_id))
            await connection.execute(delete(showings).where(showings.c.chat_id == reader_id))
            await connection.execute(delete(dialogues).where(_dialogues_of(reader_id)))
            anonymous = update(questions).values(chat_id=None, reader_id=None)
            await connection.execute(anonymous.where(_questions_of(reader_id)))

    async def data_of(self, reader_id: int) -> ReaderData:
        async with self._database.read() as connection:
            reader = await _rows(connection, readers, readers.c.id == reader_id)
            curator = await _rows(connection, curators, curators.c.id == reader_id)
            made = select(revisions.c.number).where(revisions.c.author_id == reader_id).order_by(revisions.c.number)
            return ReaderData(
                reader_id=reader_id,
                language=reader[0]["language"] if reader else None,
                seen_at=reader[0]["seen_at"] if reader else None,
                questions=tuple(await questions_where(connection, _questions_of(reader_id))),
                feedback=await _rows(connection, feedback, feedback.c.question_id.in_(_asked_by(reader_id))),
                showings=await _rows(connection, showings, showings.c.chat_id == reader_id),
                dialogues=await _rows(connection, dialogues, _dialogues_of(reader_id)),
                curator=Curator(**curator[0]) if curator else None,
                revisions=tuple((await connection.execute(made)).scalars()),
            )


def _questions_of(reader_id: int) -> ColumnElement[bool]:
    return or_(questions.c.reader_id == reader_id, questions.c.chat_id == reader_id)


def _asked_by(reader_id: int) -> Select[tuple[int]]:
    """Questions of the person alone: in a private chat nobody else can have asked."""
    return select(questions.c.id).where(_questions_of(reader_id))


def _dialogues_of(reader_id: int) -> ColumnElement[bool]:
    return or_(dialogues.c.user_id == reader_id, dialogues.c.chat_id == reader_id)


async def _rows(
    connection: AsyncConnection, table: Table, condition: ColumnElement[bool]
) -> tuple[dict[str, Any], ...]:
    rows = await connection.execute(select(table).where(condition))
    return tuple(dict(row) for row in rows.mappings())
