"""What was sent to whom and when, and what became of it."""

from datetime import datetime

from knowledge.database import Database
from scheduler.deliveries import fetch, select_deliveries
from scheduler.model import Delivery
from scheduler.tables import deliveries


class Ledger:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_chat(self, chat_id: int, limit: int = 20) -> list[Delivery]:
        """Newest first."""
        query = select_deliveries().where(deliveries.c.chat_id == chat_id).order_by(deliveries.c.id.desc())
        async with self._database.read() as connection:
            return await fetch(connection, query.limit(limit))

    async def between(self, start: datetime, end: datetime) -> list[Delivery]:
        """What was due from ``start`` on and before ``end``, in that order."""
        query = select_deliveries().where(deliveries.c.due_at >= start, deliveries.c.due_at < end)
        async with self._database.read() as connection:
            return await fetch(connection, query.order_by(deliveries.c.due_at, deliveries.c.id))
