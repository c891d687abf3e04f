"""How sending goes: what went out, what is left, how fast, and until when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database
from scheduler.model import DeliveryStatus, Priority
from scheduler.sending.flood import FloodPause
from scheduler.sending.outage import Outage, outage_of
from scheduler.sending.switch import Pause, pause_of
from scheduler.tables import OPEN, SENT, deliveries

_A_DAY = timedelta(days=1)
_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Amount:
    """Messages of one kind."""

    sent: int = 0
    """In the last 24 hours."""
    ready: int = 0
    """To be sent as soon as it is their turn."""
    later: int = 0
    """Owed, but not before a time to come: quiet hours, or another attempt."""

    @property
    def left(self) -> int:
        return self.ready + self.later

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.sent + other.sent, self.ready + other.ready, self.later + other.later)


@dataclass(frozen=True)
class Status:
    at: datetime
    pause: Pause | None
    """Why nothing is sent, if so."""
    amounts: Mapping[Priority, Amount] = field(default_factory=dict)
    """By kind, for those of which there are any."""
    rate: float = 0
    """Messages a second, over the last minute or since its first."""
    waits_until: datetime | None = None
    """Until then the messenger itself wants nothing."""
    outage: Outage | None = None
    """Why nothing goes out until it passes by itself."""

    @property
    def total(self) -> Amount:
        return sum(self.amounts.values(), Amount())

    @property
    def ends_at(self) -> datetime | None:
        """When all that is ready will have gone out at this rate; None when nothing is, or nothing goes."""
        if self.pause or self.outage or not self.rate or not self.total.ready:
            return None
        return (self.waits_until or self.at) + timedelta(seconds=self.total.ready / self.rate)


class Sending:
    """Asks only indexes that hold what is open, or what was sent by time: cheap however many deliveries there are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def status(self, now: datetime) -> Status:
        waits = await FloodPause(self._database).left(now)
        async with self._database.read() as connection:
            sent = await _sent_since(connection, now - _A_DAY)
            left = await _left(connection, now)
            return Status(
                at=now,
                pause=await pause_of(connection),
                amounts={
                    kind: Amount(sent.get(kind, 0), *left[kind]) for kind in Priority if kind in sent or kind in left
                },
                rate=await _rate(connection, now),
                waits_until=now + timedelta(seconds=waits) if waits else None,
                outage=await outage_of(connection, now),
            )

    async def obstacle(self, now: datetime) -> Pause | Outage | None:
        """Why nothing goes out at present, if so: a pause before an outage, since only people end it."""
        async with self._database.read() as connection:
            return await pause_of(connection) or await outage_of(connection, now)

    async def sent_since(self, moment: datetime) -> int:
        async with self._database.read() as connection:
            return sum((await _sent_since(connection, moment)).values())


async def _sent_since(connection: AsyncConnection, moment: datetime) -> dict[Priority, int]:
    query = select(deliveries.c.priority, func.count()).where(SENT, deliveries.c.finished_at > moment)
    return {Priority(kind): count for kind, count in await connection.execute(query.group_by(deliveries.c.priority))}


async def _left(connection: AsyncConnection, now: datetime) -> dict[Priority, tuple[int, int]]:
    """How many are ready, and how many are owed later."""
    waits = and_(deliveries.c.status == DeliveryStatus.PENDING, deliveries.c.next_attempt_at > now)
    query = select(deliveries.c.priority, func.count(), func.count().filter(waits)).where(OPEN)
    rows = await connection.execute(query.group_by(deliveries.c.priority))
    return defaultdict(lambda: (0, 0), {Priority(kind): (count - later, later) for kind, count, later in rows})


async def _rate(connection: AsyncConnection, now: datetime) -> float:
    query = select(func.count(), func.min(deliveries.c.finished_at)).where(
        SENT, deliveries.c.finished_at > now - _A_MINUTE, deliveries.c.finished_at <= now
    )
    count, first = (await connection.execute(query)).one()
    return count / max(1.0, (now - first).total_seconds()) if count else 0.0
