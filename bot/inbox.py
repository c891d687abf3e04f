"""Updates from Telegram, stored before they are confirmed, so that a crash loses none.

python-telegram-bot's own poller confirms updates to the server before their handlers ran; a kill then loses them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, Row, Table, delete, func, select, update

from knowledge.database import Database, Json, UtcDateTime, metadata, upsert

Body = dict[str, Any]
"""An update as the Bot API gave it."""

updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram's update_id."),
    Column("body", Json, comment="The update as received; null once it is done."),
    Column("received_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("done_at", UtcDateTime),
    Index(None, "done_at"),
)


@dataclass(frozen=True)
class StoredUpdate:
    id: int
    body: Body
    received_at: datetime


class Inbox:
    """Every update, until it is done; its id for longer, to know it again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def store(self, bodies: Iterable[Body], now: datetime) -> list[StoredUpdate]:
        """Store updates together; returns those that were not known, in their order."""
        rows = [{"id": body["update_id"], "body": body, "received_at": now, "attempts": 0} for body in bodies]
        if not rows:
            return []
        async with self._database.write() as connection:
            insert = upsert(connection, updates).values(rows).on_conflict_do_nothing().returning(updates.c.id)
            new = set((await connection.execute(insert)).scalars())
        return [StoredUpdate(row["id"], row["body"], now) for row in rows if row["id"] in new]

    async def undone(self) -> list[StoredUpdate]:
        """In the order in which Telegram numbered them."""
        query = select(updates).where(updates.c.done_at.is_(None)).order_by(updates.c.id)
        async with self._database.read() as connection:
            return [_stored(row) for row in await connection.execute(query)]

    async def newest(self) -> int:
        """The highest id that is known; 0 when none is."""
        async with self._database.read() as connection:
            return (await connection.execute(select(func.max(updates.c.id)))).scalar() or 0

    async def begin(self, update_id: int) -> int:
        """Count an attempt before it is made, because it may kill the process; returns which it is, from 1."""
        counted = (
            update(updates)
            .where(updates.c.id == update_id)
            .values(attempts=updates.c.attempts + 1)
            .returning(updates.c.attempts)
        )
        async with self._database.write() as connection:
            return int((await connection.execute(counted)).scalar_one())

    async def finish(self, update_ids: Collection[int], now: datetime) -> None:
        """Done together, whatever came of them: what people wrote is not kept."""
        async with self._database.write() as connection:
            await connection.execute(update(updates).where(updates.c.id.in_(update_ids)).values(done_at=now, body=None))

    async def prune(self, done_before: datetime) -> None:
        async with self._database.write() as connection:
            await connection.execute(delete(updates).where(updates.c.done_at < done_before))


def _stored(row: Row[Any]) -> StoredUpdate:
    return StoredUpdate(row.id, row.body, row.received_at)
