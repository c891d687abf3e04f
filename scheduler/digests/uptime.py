"""When ticks came, kept in the base: whose turn came while there were none for hours could not be served.

Kept is the time in which they came, and not that in which they did not: a clock that is wrong for a while then
excuses nothing, wherever it jumps.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from scheduler.timing.turns import LATEST

_KEY = "uptime"
_MOST = 100
"""Stretches that are kept: three months of a machine that is switched off every night."""


class Stretch(NamedTuple):
    """From one tick to another, with others between them and no ``LATEST`` without one."""

    since: datetime
    until: datetime


class Gap(NamedTuple):
    """From the last tick before it, to some minutes, to the first after it."""

    since: datetime
    until: datetime

    def took(self, due_at: datetime) -> bool:
        """Whether a turn came in it, and was too late when it ended."""
        return self.since < due_at < self.until - LATEST


async def note_tick(connection: AsyncConnection, now: datetime) -> None:
    stretches = await _stretches(connection)
    place = next((place for place, one in enumerate(stretches) if one.since <= now <= one.until + LATEST), None)
    if place is None:
        stretches.append(Stretch(now, now))
    else:
        since, until = stretches[place]
        stretches[place] = Stretch(since, max(until, now))
    kept = [[moment.isoformat() for moment in one] for one in stretches[-_MOST:]]
    await state.put(connection, _KEY, kept)


async def gaps(connection: AsyncConnection, now: datetime) -> list[Gap]:
    """Those that have ended by ``now``, oldest first. Before the first tick that is kept, nothing is known."""
    return list(_between(one for one in await _stretches(connection) if one.since <= now))


async def _stretches(connection: AsyncConnection) -> list[Stretch]:
    kept = await state.get(connection, _KEY) or []
    return [Stretch(*map(datetime.fromisoformat, one)) for one in kept]


def _between(stretches: Iterable[Stretch]) -> Iterator[Gap]:
    """They may overlap: whoever sets a clock back lives through a time twice."""
    reached: datetime | None = None
    for since, until in sorted(stretches):
        if reached and since - reached > LATEST:
            yield Gap(reached, since)
        reached = max(reached or until, until)
