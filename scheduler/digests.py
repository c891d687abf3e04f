"""Enters every digest that is due into the outbox: once for a subscriber's local date, and only when there is news."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database
from knowledge.model import Language
from scheduler.candidates import Candidate, candidates, record_digests, shown_facts
from scheduler.composing import Digest, compose
from scheduler.deliveries import Owed, enqueue, fetch, select_deliveries
from scheduler.due import local_date, next_due
from scheduler.model import Content, Delivery, Subscriber
from scheduler.subscriber_rows import claim_due, find_active, reschedule
from scheduler.tables import deliveries
from scheduler.zones import zoneinfo_of

_LATEST = timedelta(hours=3)  # who is reached later than this gets the facts with the next digest instead


@dataclass(frozen=True)
class TickReport:
    """How many were due; of these, how many digests were entered, and how many came too late for their day."""

    due: int = 0
    entered: int = 0
    late: int = 0

    def __add__(self, other: "TickReport") -> "TickReport":
        return TickReport(self.due + other.due, self.entered + other.entered, self.late + other.late)


@dataclass(frozen=True)
class _Turn:
    """A digest that a subscriber is owed, and when it was due."""

    subscriber: Subscriber
    digest: Digest
    due_at: datetime

    @property
    def day(self) -> date:
        return local_date(self.due_at, zoneinfo_of(self.subscriber.zone))

    def owed(self, suffix: str = "") -> Owed:
        return Owed(
            campaign=f"digest:{self.day}{suffix}",
            chat=self.subscriber.chat,
            subscriber_id=self.subscriber.id,
            content=self.digest.content(self.subscriber.language, self.day),
            due_at=self.due_at,
        )


class Digests:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def tick(self, now: datetime, limit: int = 1000) -> TickReport:
        """Serve all who are due, ``limit`` in a transaction, and set when each is due next."""
        report = TickReport()
        facts: list[Candidate] = []
        while True:
            async with self._database.write() as connection:
                due = await claim_due(connection, now, limit)
                if not due:
                    return report
                facts = facts or await candidates(connection)  # once, however many transactions the tick takes
                report += await _serve(connection, due, facts, now)

    async def preview(self, chat_id: int, now: datetime, thread_id: int = 0) -> list[Content]:
        """The messages of the digest that this subscriber would get at ``now``, which may lie ahead; none without news.

        Changes nothing. Raises ``NotSubscribed``.
        """
        async with self._database.read() as connection:
            turn = await _turn_now(connection, chat_id, thread_id, now)
        return [turn.owed().content] if turn else []

    async def preview_for(
        self, language: Language, topics: Collection[str], amount: int, now: datetime, zone: str = "UTC"
    ) -> list[Content]:
        """The messages of the first digest of somebody with these choices, if it were sent at ``now``."""
        async with self._database.read() as connection:
            digest = compose(await candidates(connection), (), topics, amount)
        return [digest.content(language, local_date(now, zoneinfo_of(zone)))] if digest else []

    async def more(self, chat_id: int, now: datetime, thread_id: int = 0) -> Content | None:
        """The next facts that the chat was not shown, as one message, and note them as shown; None when there are none.

        Raises ``NotSubscribed``.
        """
        async with self._database.write() as connection:
            turn = await _turn_now(connection, chat_id, thread_id, now, lock=True)
            if turn is None:
                return None
            await record_digests(connection, [(turn.subscriber.chat, turn.digest.facts)], now)
            return turn.owed().content

    async def send_now(self, chat_id: int, now: datetime, thread_id: int = 0) -> Delivery | None:
        """Enter the digest of today's local date ahead of its time, or one more when that was sent already.

        None when there is nothing new. Raises ``NotSubscribed``.
        """
        async with self._database.write() as connection:
            turn = await _turn_now(connection, chat_id, thread_id, now, lock=True)
            if turn is None:
                return None
            last_on = turn.subscriber.last_digest_on or date.min
            suffix = f":now:{now:%H%M%S}" if turn.day <= last_on else ""
            await _enter(connection, [turn], now, suffix)
            await reschedule(connection, [_next_turn(turn.subscriber, max(turn.day, last_on), now)])
            query = select_deliveries().where(
                deliveries.c.campaign == turn.owed(suffix).campaign,
                deliveries.c.chat_id == chat_id,
                deliveries.c.thread_id == thread_id,
            )
            return (await fetch(connection, query))[0]


async def _serve(
    connection: AsyncConnection, due: Sequence[Subscriber], facts: Sequence[Candidate], now: datetime
) -> TickReport:
    timely = [(subscriber, due_at) for subscriber in due if (due_at := _due_time(subscriber, now))]
    turns = await _turns(connection, timely, facts)
    entered = await _enter(connection, turns, now)
    days = {turn.subscriber.id: turn.day for turn in turns}
    rescheduled = [
        _next_turn(subscriber, days.get(subscriber.id, subscriber.last_digest_on), now) for subscriber in due
    ]
    await reschedule(connection, rescheduled)
    return TickReport(len(due), entered, len(due) - len(timely))


async def _turns(
    connection: AsyncConnection, timely: Sequence[tuple[Subscriber, datetime]], facts: Sequence[Candidate]
) -> list[_Turn]:
    """For those to whom something is new."""
    shown = await shown_facts(connection, [subscriber.chat for subscriber, _ in timely])
    turns = []
    for subscriber, due_at in timely:
        digest = compose(facts, shown.get(subscriber.chat, frozenset()), subscriber.topics, subscriber.amount)
        if digest is not None:
            turns.append(_Turn(subscriber, digest, due_at))
    return turns


async def _turn_now(
    connection: AsyncConnection, chat_id: int, thread_id: int, now: datetime, *, lock: bool = False
) -> _Turn | None:
    subscriber = await find_active(connection, chat_id, thread_id, lock=lock)
    turns = await _turns(connection, [(subscriber, now)], await candidates(connection))
    return turns[0] if turns else None


async def _enter(connection: AsyncConnection, turns: Sequence[_Turn], now: datetime, suffix: str = "") -> int:
    """Enter the deliveries, and note as shown what they carry; how many were not entered before."""
    entered = await enqueue(connection, [turn.owed(suffix) for turn in turns], now)
    fresh = [turn for turn in turns if turn.subscriber.chat in entered]
    await record_digests(connection, [(turn.subscriber.chat, turn.digest.facts) for turn in fresh], now)
    return len(fresh)


def _due_time(subscriber: Subscriber, now: datetime) -> datetime | None:
    """The due time to serve: the newest one that has passed, unless that was too long ago."""
    earliest = now - _LATEST
    if subscriber.next_due_at is not None and subscriber.next_due_at >= earliest:
        return subscriber.next_due_at
    newest = _due_after(subscriber, subscriber.last_digest_on, earliest)
    return newest if newest <= now else None


def _next_turn(subscriber: Subscriber, last_on: date | None, now: datetime) -> tuple[int, datetime, date | None]:
    return subscriber.id, _due_after(subscriber, last_on, now), last_on


def _due_after(subscriber: Subscriber, last_on: date | None, after: datetime) -> datetime:
    return next_due(after, zoneinfo_of(subscriber.zone), subscriber.minute, subscriber.days, last_on)
