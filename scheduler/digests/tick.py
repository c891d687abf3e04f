"""Gives every subscriber the digest of each local date: once, when it is due, and only when there is news."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database
from knowledge.model import Language
from scheduler.deliveries import fetch, select_deliveries
from scheduler.digests.candidates import Candidates, Pool
from scheduler.digests.composing import compose
from scheduler.digests.drafting import Draft, draft, entries_of
from scheduler.digests.entering import Missed, campaign_of, enter_digests
from scheduler.digests.parts import bodies, split
from scheduler.digests.realigning import Realigning
from scheduler.model import Content, Delivery, Subscriber
from scheduler.shown import record_digests
from scheduler.subscribing.rows import claim_due, find_active, reschedule
from scheduler.tables import deliveries
from scheduler.timing.due import local_date
from scheduler.timing.turns import come, next_turn
from scheduler.timing.zones import zoneinfo_of


@dataclass(frozen=True)
class TickReport:
    """How many were due; how many digests were entered for them; how many turns had come too late for their day."""

    due: int = 0
    entered: int = 0
    late: int = 0

    def __add__(self, other: "TickReport") -> "TickReport":
        return TickReport(self.due + other.due, self.entered + other.entered, self.late + other.late)


class Digests:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._candidates = Candidates()
        self._realigning = Realigning(database)

    async def tick(self, now: datetime, limit: int = 1000) -> TickReport:
        """Serve all who are due, ``limit`` in a transaction, and set when each is due next."""
        report = TickReport()
        await self._realigning.heed(now)
        while True:
            async with self._database.write() as connection:
                due = await claim_due(connection, now, limit)
                if due:
                    report += await _serve(connection, due, await self._candidates.pool(connection), now)
            if len(due) < limit:
                return report

    async def preview(self, chat_id: int, now: datetime, thread_id: int = 0) -> list[Content]:
        """The messages of the digest that this subscriber would get at ``now``, which may lie ahead; none without news.

        Changes nothing. Raises ``NotSubscribed``.
        """
        async with self._database.read() as connection:
            subscriber = await find_active(connection, chat_id, thread_id)
            (found,) = await draft(connection, [(subscriber, now)], await self._candidates.pool(connection))
        return list(found.contents)

    async def preview_for(
        self, language: Language, topics: Collection[str], amount: int, now: datetime, zone: str = "UTC"
    ) -> list[Content]:
        """The messages of the first digest of somebody with these choices, if it were sent at ``now``."""
        day = local_date(now, zoneinfo_of(zone))
        async with self._database.read() as connection:
            pool = await self._candidates.pool(connection)
        items = compose(pool, (), dict.fromkeys(topics, 0), amount, turn=day.toordinal())
        return [Content("digest", language, body) for body in bodies(day, entries_of(items))]

    async def more(self, chat_id: int, now: datetime, thread_id: int = 0) -> Content | None:
        """The next facts that the chat was not shown, as one message, and note them as shown; None when there are none.

        Raises ``NotSubscribed``.
        """
        async with self._database.write() as connection:
            found = await self._draft(connection, chat_id, thread_id, now)
            if not found.items:
                return None
            told = split(entries_of(found.items))[0]
            await record_digests(connection, [(found.chat, found.facts[: len(told)])], now)
            return Content("digest", found.subscriber.language, bodies(found.day, told)[0])

    async def send_now(self, chat_id: int, now: datetime, thread_id: int = 0) -> Delivery | None:
        """Enter the digest of today's local date ahead of its time, or one more when that was sent already.

        Returns its first message; None when there is nothing new. Raises ``NotSubscribed``.
        """
        async with self._database.write() as connection:
            found = await self._draft(connection, chat_id, thread_id, now)
            last_on = found.subscriber.last_digest_on or date.min
            suffix = f":now:{now:%H%M%S}" if found.day <= last_on else ""
            if not found.contents or not await enter_digests(connection, [found], now, suffix=suffix):
                return None
            await _set_next(connection, [(found.subscriber, max(found.day, last_on))], now)
            query = select_deliveries().where(
                deliveries.c.campaign == campaign_of(found.day, suffix),
                deliveries.c.chat_id == chat_id,
                deliveries.c.thread_id == thread_id,
                deliveries.c.part == 0,
            )
            return (await fetch(connection, query))[0]

    async def _draft(self, connection: AsyncConnection, chat_id: int, thread_id: int, now: datetime) -> Draft:
        """Of today, to be entered in this transaction."""
        subscriber = await find_active(connection, chat_id, thread_id, lock=True)
        pool = await self._candidates.pool(connection)
        return (await draft(connection, [(subscriber, now)], pool, lock=True))[0]


async def _serve(connection: AsyncConnection, due: Sequence[Subscriber], pool: Pool, now: datetime) -> TickReport:
    turns = [(subscriber, come(subscriber, now)) for subscriber in due]
    timely = [(subscriber, turn.timely) for subscriber, turn in turns if turn.timely]
    missed = [Missed(subscriber, due_at) for subscriber, turn in turns for due_at in turn.missed]
    drafts = await draft(connection, timely, pool, lock=True)
    entered = await enter_digests(connection, drafts, now, missed)
    days = {one.chat: one.day for one in drafts if one.contents}
    await _set_next(connection, [(one, days.get(one.chat, one.last_digest_on)) for one in due], now)
    return TickReport(len(due), len(entered), len(missed))


async def _set_next(
    connection: AsyncConnection, served: Sequence[tuple[Subscriber, date | None]], now: datetime
) -> None:
    """``served``: subscribers, and the local date of their newest digest."""
    await reschedule(connection, [(one.id, next_turn(one, last_on, now), last_on) for one, last_on in served])
