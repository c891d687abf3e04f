"""Where a dialogue of several messages stands: rows, so that a restart in the middle loses nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select

from knowledge.database import Database, upsert
from knowledge.tables import dialogues


@dataclass(frozen=True)
class Dialogue:
    kind: str
    """Such as ``draft``; with ``step``, up to 32 characters each."""
    step: str
    data: dict[str, Any]
    """What JSON can hold."""
    updated_at: datetime


class Dialogues:
    """One dialogue at a time for each user in each chat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, chat_id: int, user_id: int) -> Dialogue | None:
        async with self._database.read() as connection:
            query = select(dialogues).where(_is(chat_id, user_id))
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Dialogue(row.kind, row.step, row.data, row.updated_at)

    async def put(  # noqa: PLR0917 (the place, what goes on there, and when: each is always given)
        self, chat_id: int, user_id: int, kind: str, step: str, data: dict[str, Any], now: datetime
    ) -> None:
        """Begin a dialogue or go on with it; another one that was open there is over."""
        position = {"kind": kind, "step": step, "data": data, "updated_at": now}
        async with self._database.write() as connection:
            statement = upsert(connection, dialogues).values(chat_id=chat_id, user_id=user_id, **position)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=["chat_id", "user_id"], set_=position)
            )

    async def end(self, chat_id: int, user_id: int) -> None:
        async with self._database.write() as connection:
            await connection.execute(delete(dialogues).where(_is(chat_id, user_id)))


def _is(chat_id: int, user_id: int) -> ColumnElement[bool]:
    return and_(dialogues.c.chat_id == chat_id, dialogues.c.user_id == user_id)
