"""What the tests of the scheduler act with: a clock that is turned, a messenger in memory, and a base to fill."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from knowledge import state
from knowledge.database import Database
from knowledge.tables import fact_topics, facts, showings, topics
from scheduler.accounts.ledger import Ledger
from scheduler.alerts import Alert
from scheduler.campaigns.campaigns import Campaigns
from scheduler.campaigns.corrections import Corrections
from scheduler.digests.tick import Digests
from scheduler.model import ChatKind, Delivery, DeliveryStatus, Subscriber
from scheduler.sending.breaker import Breaker
from scheduler.sending.outage import Outages
from scheduler.sending.outbox import Outbox
from scheduler.sending.sender import AT_ONCE, Sender
from scheduler.sending.switch import Switch
from scheduler.sending.transport import Result, Sent, Transport
from scheduler.subscribing.subscribers import Subscribers
from scheduler.tables import OPEN, contents, deliveries, subscriber_topics, subscribers

TOPICS = ("deepseek", "waic", "export-controls")


class Clock:
    """Stands still until it is turned."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> datetime:
        self.now += timedelta(**amount)
        return self.now


class Messenger:
    """A transport that keeps what arrives. ``answers`` holds, by chat, what it says instead, one after the other."""

    def __init__(self) -> None:
        self.arrived: list[Delivery] = []
        self.answers: dict[int, list[Result | Exception]] = defaultdict(list)

    async def send(self, delivery: Delivery) -> Result:
        if self.answers[delivery.chat_id]:
            answer = self.answers[delivery.chat_id].pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        self.arrived.append(delivery)
        return Sent(message_id=len(self.arrived))

    def room(self) -> int:
        return 1000

    def facts_of(self, chat_id: int) -> list[str]:
        """Ids of the facts that arrived in the chat, in order."""
        bodies = [delivery.content.body for delivery in self.arrived if delivery.chat_id == chat_id]
        return [fact["id"] for body in bodies for fact in body.get("facts", ())]


class Told:
    """Owners who remember what they were told."""

    def __init__(self) -> None:
        self.alerts: list[Alert] = []

    async def tell(self, alert: Alert) -> None:
        self.alerts.append(alert)


class World:
    """The scheduler's services over one base, one clock and one messenger."""

    def __init__(self, database: Database, clock: Clock, messenger: Messenger) -> None:
        self.database = database
        self.clock = clock
        self.messenger = messenger
        self.digests = Digests(database)
        self.campaigns = Campaigns(database)
        self.corrections = Corrections(database)
        self.outbox = Outbox(database)
        self.ledger = Ledger(database)
        self.subscribers = Subscribers(database)
        self.switch = Switch(database)
        self.alerts = Told()
        self.sender = self.new_sender("first")

    def new_sender(self, owner: str, transport: Transport | None = None, at_once: int = AT_ONCE) -> Sender:
        breaker = Breaker(self.switch, Outages(self.database, owner), self.alerts, self.clock)
        return Sender(self.outbox, transport or self.messenger, owner, self.clock, breaker, at_once=at_once)

    async def send_some(self, count: int) -> None:
        """So many of those that are owed, and then a stop."""
        answers = iter([True])
        assert await self.new_sender("some", at_once=count).drain(lambda: next(answers, False)) == count

    async def add_topics(self) -> None:
        rows = [
            {"id": topic, "title": {}, "description": {}, "position": position} for position, topic in enumerate(TOPICS)
        ]
        async with self.database.write() as connection:
            await connection.execute(insert(topics), rows)

    async def publish(
        self,
        *ids: str,
        topics: tuple[str, ...] = ("deepseek",),
        as_of: str | None = "2025-07",
        text: dict[str, str] | None = None,
    ) -> None:
        shared = {
            "state": "published",
            "standing": "reported",
            "attributed_to": {},
            "text": text or {},
            "revision": 1,
            "as_of": as_of,
            "published_at": self.clock(),
            "updated_at": self.clock(),
        }
        placed = [
            {"fact_id": one, "topic_id": topic, "position": place} for one in ids for place, topic in enumerate(topics)
        ]
        async with self.database.write() as connection:
            await connection.execute(insert(facts), [{"id": one, **shared} for one in ids])
            await connection.execute(insert(fact_topics), placed)
            await state.increase(connection, state.REVISION)

    async def retire(self, fact_id: str) -> None:
        async with self.database.write() as connection:
            await connection.execute(update(facts).where(facts.c.id == fact_id).values(state="retired"))
            await state.increase(connection, state.REVISION)

    async def retire_topic(self, topic_id: str) -> None:
        async with self.database.write() as connection:
            await connection.execute(update(topics).where(topics.c.id == topic_id).values(retired=True))
            await state.increase(connection, state.REFERENCES)

    async def subscribe(self, chat_id: int = 1, **changes: Any) -> Subscriber:
        """At 08:00 in Cairo to the topic deepseek, where ``changes`` say nothing else."""
        usual = {
            "kind": ChatKind.PRIVATE,
            "language": "ar",
            "topics": ("deepseek",),
            "zone": "Africa/Cairo",
            "minute": 8 * 60,
            "now": self.clock(),
        }
        return await self.subscribers.subscribe(chat_id, **{**usual, **changes})

    async def settle(self) -> None:
        """As if all that is owed had been sent."""
        async with self.database.write() as connection:
            await connection.execute(update(deliveries).where(OPEN).values(status=DeliveryStatus.SENT))

    async def delay(self, chat_id: int, **amount: float) -> None:
        """Set when the chat's next digest is due."""
        subscriber = await self.subscribers.get(chat_id)
        if subscriber is not None and subscriber.next_due_at is not None:
            due = subscriber.next_due_at + timedelta(**amount)
            async with self.database.write() as connection:
                mine = subscribers.c.id == subscriber.id
                await connection.execute(update(subscribers).where(mine).values(next_due_at=due))

    async def tick_and_send(self) -> None:
        """What the runner does, until there is nothing more to do at this time."""
        await self.sender.recover()
        await self.digests.tick(self.clock())
        await self.campaigns.advance(self.clock())
        while await self.sender.drain():
            pass

    async def shown_to(self, chat_id: int) -> set[str]:
        query = select(showings.c.fact_id).where(showings.c.chat_id == chat_id)
        async with self.database.read() as connection:
            return set(await connection.scalars(query))

    async def shown_in(self, chat_id: int, fact_id: str) -> str:
        query = select(showings.c.shown_in).where(showings.c.chat_id == chat_id, showings.c.fact_id == fact_id)
        async with self.database.read() as connection:
            return (await connection.execute(query)).scalar_one()

    async def show(self, chat_id: int, fact_id: str) -> None:
        """As an answer does."""
        row = {"fact_id": fact_id, "revision": 1, "shown_in": "answer", "shown_at": self.clock()}
        async with self.database.write() as connection:
            await connection.execute(insert(showings).values(chat_id=chat_id, thread_id=0, **row))

    async def openings_of(self, chat_id: int) -> dict[str, int]:
        """How often facts of each topic were opened."""
        mine = select(subscriber_topics.c.topic_id, subscriber_topics.c.opened).join(subscribers)
        async with self.database.read() as connection:
            rows = await connection.execute(mine.where(subscribers.c.chat_id == chat_id))
            return {row.topic_id: row.opened for row in rows}

    async def count_contents(self) -> int:
        async with self.database.read() as connection:
            return (await connection.execute(select(func.count()).select_from(contents))).scalar_one()

    async def statuses(self) -> Counter[DeliveryStatus]:
        async with self.database.read() as connection:
            return Counter(DeliveryStatus(status) for status in await connection.scalars(select(deliveries.c.status)))

    async def outcomes_of(self, chat_id: int) -> list[tuple[str, DeliveryStatus, str | None]]:
        """Campaign, status and reason of what was entered for the chat, by campaign."""
        return sorted((one.campaign, one.status, one.error) for one in await self.ledger.of_chat(chat_id, 1000))

    async def delivery_to(self, chat_id: int) -> Delivery:
        """The newest."""
        return (await self.ledger.of_chat(chat_id))[0]
