"""Whether the outbox is sent at all: owners pause it, and so does a run of errors. Kept in the base."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.database import Database

_KEY = "sending"

By: TypeAlias = Literal["owner", "errors"]


@dataclass(frozen=True)
class Pause:
    """Nothing is sent: who decided so, why, and since when."""

    by: By
    reason: str
    """Of ``errors``: what the messenger said, for operators. Of an owner: their name; empty from the command line."""
    since: datetime


class Switch:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def paused(self) -> Pause | None:
        """The pause that holds; None while messages go out."""
        async with self._database.read() as connection:
            return await pause_of(connection)

    async def pause(self, by: By, now: datetime, reason: str = "") -> Pause:
        """Stop; what is on its way still arrives. A pause that holds already stays as it is."""
        async with self._database.write() as connection:
            holds = await pause_of(connection)
            if holds is None:
                holds = Pause(by, reason, now)
                await state.put(connection, _KEY, asdict(holds) | {"since": now.isoformat()})
            return holds

    async def resume(self) -> None:
        async with self._database.write() as connection:
            await state.put(connection, _KEY, {})


async def pause_of(connection: AsyncConnection) -> Pause | None:
    kept = await state.get(connection, _KEY)
    return Pause(kept["by"], kept["reason"], datetime.fromisoformat(kept["since"])) if kept else None
