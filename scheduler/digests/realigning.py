"""Sets anew when digests are due, after what no subscriber did: zones got other rules, or the clock was set back."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.database import Database
from scheduler.digests.uptime import note_tick
from scheduler.subscribing.rows import reschedule
from scheduler.tables import ACTIVE, subscribers
from scheduler.timing.rules import signature
from scheduler.timing.turns import LATEST, Timing, turn_after, turn_date

_RULES = "zone_rules"
_TICKED = "ticked"
_AT_ONCE = 1000
_STEP = timedelta(minutes=1)  # by less, clocks are corrected all the time, and nobody loses a digest for it

_KEPT_EVERY = timedelta(minutes=10)

Found = tuple[int, datetime, date | None]
"""A subscriber's id, when the next digest is due, and the local date of the newest."""


class Realigning:
    """To be asked before every tick."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._knows_rules = False
        self._ticked: datetime | None = None
        self._kept: datetime | None = None

    async def heed(self, now: datetime) -> int:
        """Realign what has to be, and return how many subscribers are due at another time than before."""
        moved = 0
        if self._ticked is None:
            self._ticked = await self._last_tick()
        if self._ticked and now < self._ticked - _STEP:
            moved += await self._realign(now, _anew)
        if not self._knows_rules:  # the rules that a process runs with never change
            moved += await self._heed_rules(now)
            self._knows_rules = True
        if self._kept is None or not timedelta() <= now - self._kept < _KEPT_EVERY:
            await self._keep(now)
        self._ticked = now
        return moved

    async def _last_tick(self) -> datetime | None:
        async with self._database.read() as connection:
            kept = await state.get(connection, _TICKED)
        return datetime.fromisoformat(kept) if kept else None

    async def _keep(self, now: datetime) -> None:
        """For the next process, to which a clock that was set back by less does no harm, and for the audit."""
        async with self._database.write() as connection:
            await note_tick(connection, now)
            await state.put(connection, _TICKED, now.isoformat())
        self._kept = now

    async def _heed_rules(self, now: datetime) -> int:
        async with self._database.read() as connection:
            kept = await state.get(connection, _RULES) or {"since": now.date().isoformat(), "zones": {}}
            zones = list(await connection.scalars(select(subscribers.c.zone).distinct()))
        since = date.fromisoformat(kept["since"])
        changed = [zone for zone in zones if kept["zones"].get(zone, "") not in {"", signature(zone, since)}]
        moved = await self._realign(now, _by_new_rules, changed) if changed else 0
        seen = {"since": now.date().isoformat(), "zones": {zone: signature(zone, now.date()) for zone in zones}}
        async with self._database.write() as connection:
            await state.put(connection, _RULES, seen)
        return moved

    async def _realign(
        self, now: datetime, judge: Callable[[Row[Any], datetime], Found], zones: Collection[str] | None = None
    ) -> int:
        """In the order of ids, some in a transaction. What is already due stays due."""
        moved, last_id = 0, 0
        while True:
            async with self._database.write() as connection:
                rows = (await connection.execute(_upcoming(now, last_id, zones))).all()
                if not rows:
                    return moved
                moved += await _move(connection, rows, [judge(row, now) for row in rows])
                last_id = rows[-1].id


def _upcoming(now: datetime, last_id: int, zones: Collection[str] | None) -> Select[Any]:
    query = select(subscribers).where(ACTIVE, subscribers.c.next_due_at > now, subscribers.c.id > last_id)
    if zones is not None:
        query = query.where(subscribers.c.zone.in_(zones))
    return query.order_by(subscribers.c.id).limit(_AT_ONCE).with_for_update()


async def _move(connection: AsyncConnection, rows: Sequence[Row[Any]], judged: Sequence[Found]) -> int:
    changed = [
        found
        for row, found in zip(rows, judged, strict=True)
        if (row.next_due_at, row.last_digest_on) != (found[1], found[2])
    ]
    await reschedule(connection, changed)
    return len(changed)


def _by_new_rules(row: Row[Any], now: datetime) -> Found:
    """By the new rules, a turn may have been a little ago."""
    return row.id, turn_after(_timing(row), row.last_digest_on, now - LATEST), row.last_digest_on


def _anew(row: Row[Any], now: datetime) -> Found:
    """Whoever had a turn while the clock was ahead has it again; what was sent then is in the outbox, and counts."""
    earliest = now - LATEST
    before = turn_date(row.zone, earliest) - timedelta(days=1)
    last_on = row.last_digest_on and min(row.last_digest_on, before)
    return row.id, turn_after(_timing(row), last_on, earliest), last_on


def _timing(row: Row[Any]) -> Timing:
    days = row.days if row.recap_day is None else row.days | 1 << row.recap_day
    return Timing(row.zone, row.minute, days)
