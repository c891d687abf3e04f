"""The pause that the messenger asked for, kept in the base: a restart must not end it early."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.database import Database

_KEY = "flood"


class FloodPause:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, seconds: float, now: datetime) -> None:
        """So long from now; never shorter than what is kept already."""
        async with self._database.write() as connection:
            if seconds >= await _left(connection, now):
                until = now + timedelta(seconds=seconds)
                await state.put(connection, _KEY, {"until": until.isoformat(), "seconds": seconds})

    async def left(self, now: datetime) -> float:
        """Seconds left of it; all of them when the clock went back, because then nobody knows how many passed."""
        async with self._database.read() as connection:
            return await _left(connection, now)


async def _left(connection: AsyncConnection, now: datetime) -> float:
    kept = await state.get(connection, _KEY)
    if not kept:
        return 0.0
    seconds = (datetime.fromisoformat(kept["until"]) - now).total_seconds()
    return min(max(0.0, seconds), float(kept["seconds"]))
