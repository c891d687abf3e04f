"""What was sent to whom and when, and what became of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from knowledge.database import Database
from scheduler.accounts.paging import rows_in_order
from scheduler.deliveries import delivery_of, fetch, select_deliveries
from scheduler.model import Delivery, DeliveryStatus
from scheduler.tables import deliveries, delivery_summaries


@dataclass(frozen=True)
class Wanted:
    """Which deliveries to list: those of which all that is given is true."""

    chat_id: int | None = None
    campaign: str | None = None
    status: DeliveryStatus | None = None
    since: datetime | None = None
    """Due from then on."""

    def conditions(self) -> list[ColumnElement[bool]]:
        columns = deliveries.c
        given = [
            (columns.chat_id, self.chat_id),
            (columns.campaign, self.campaign),
            (columns.status, self.status),
        ]
        same = [column == value for column, value in given if value is not None]
        return same if self.since is None else [*same, columns.due_at >= self.since]


@dataclass(frozen=True)
class Summary:
    """How many deliveries were pruned, by what became of them, and the newest date among them."""

    until: date
    counts: dict[str, int]


class Ledger:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_chat(self, chat_id: int, limit: int = 20) -> list[Delivery]:
        """Newest first."""
        query = select_deliveries().where(deliveries.c.chat_id == chat_id).order_by(deliveries.c.id.desc())
        async with self._database.read() as connection:
            return await fetch(connection, query.limit(limit))

    async def find(self, wanted: Wanted) -> AsyncIterator[Delivery]:
        """However many there are: oldest due first, or of one campaign in the order of the chats."""
        order = ("chat_id", "thread_id", "part") if wanted.campaign else ("due_at", "id")
        keys = [deliveries.c[name].label(f"key_{name}") for name in order]
        query = select_deliveries(*keys).where(*wanted.conditions())
        async for row in rows_in_order(self._database, query, len(keys)):
            yield delivery_of(row)

    async def summary(self) -> Summary | None:
        """What is kept of the pruned ones; None when there are none."""
        kept = delivery_summaries.c
        query = select(kept.status, func.sum(kept["count"]), func.max(kept.day)).group_by(kept.status)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(kept.status))).all()
        if not rows:
            return None
        return Summary(max(day for _, _, day in rows), {status: int(count) for status, count, _ in rows})
