"""Subscribing, changing one's mind and leaving."""

from dataclasses import replace
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database, upsert
from knowledge.model import Language
from knowledge.tables import fact_topics
from scheduler.deliveries import skip_open
from scheduler.errors import NoDays, NoTopics
from scheduler.model import ChatKind, Priority, Subscriber, SubscriberState
from scheduler.subscribing.moves import move_chat
from scheduler.subscribing.returns import lose, take_back
from scheduler.subscribing.rows import deactivate, find_active, find_subscriber, save_topics, turns_since
from scheduler.tables import ACTIVE, deliveries, subscriber_topics, subscribers
from scheduler.timing.due import next_due
from scheduler.timing.zones import zoneinfo_of

_KEY = ("chat_id", "thread_id")
_SAVED = (
    "language",
    "zone",
    "minute",
    "days",
    "amount",
    "quiet_from",
    "quiet_until",
    "recap_day",
    "next_due_at",
)
_TIMING = ("zone", "minute", "days", "recap_day")


class Changes(TypedDict, total=False):
    """What a subscriber may change."""

    topics: tuple[str, ...]
    zone: str
    minute: int
    language: Language
    days: int
    amount: int
    quiet_from: int | None
    quiet_until: int | None
    recap_day: int | None


class Subscribers:
    """Who gets digests. No change ever leads to a second digest of the same local date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def people(self, limit: int) -> list[tuple[int, Language]]:
        """The ids and languages of people who get digests in their private chats, the first to subscribe first."""
        query = (
            select(subscribers.c.chat_id, subscribers.c.language)
            .where(ACTIVE, subscribers.c.kind == ChatKind.PRIVATE)
            .order_by(subscribers.c.id)
            .limit(limit)
        )
        async with self._database.read() as connection:
            return [(row.chat_id, row.language) for row in await connection.execute(query)]

    async def get(self, chat_id: int, thread_id: int = 0) -> Subscriber | None:
        """The subscriber in any state, with the topics chosen last."""
        async with self._database.read() as connection:
            return await find_subscriber(connection, chat_id, thread_id)

    async def subscribe(
        self,
        chat_id: int,
        *,
        thread_id: int = 0,
        kind: ChatKind,
        language: Language,
        topics: tuple[str, ...],
        zone: str,
        minute: int,
        now: datetime,
    ) -> Subscriber:
        """Begin, or begin again with the days and the amount of before. Raises ``NoTopics`` and ``UnknownZone``."""
        chosen = {"kind": kind, "language": language, "zone": zone, "minute": minute, "state": SubscriberState.ACTIVE}
        async with self._database.write() as connection:
            entry = upsert(connection, subscribers).values(
                chat_id=chat_id, thread_id=thread_id, created_at=now, updated_at=now, turns_since=now, **chosen
            )
            timed = {"turns_since": turns_since(now, zone=zone, minute=minute, state=SubscriberState.ACTIVE)}
            await connection.execute(entry.on_conflict_do_update(index_elements=_KEY, set_=chosen | timed))
            subscriber = await find_active(connection, chat_id, thread_id, lock=True)
            return await _save(connection, replace(subscriber, topics=topics), now)

    async def change(
        self, chat_id: int, thread_id: int = 0, *, now: datetime, **changes: Unpack[Changes]
    ) -> Subscriber:
        """Raises ``NotSubscribed``, ``NoTopics``, ``NoDays`` and ``UnknownZone``."""
        async with self._database.write() as connection:
            subscriber = await find_active(connection, chat_id, thread_id, lock=True)
            return await _save(connection, replace(subscriber, **changes), now)

    async def mute_topic(self, chat_id: int, thread_id: int, topic_id: str, now: datetime) -> Subscriber:
        """Raises ``NotSubscribed``, and ``NoTopics`` when it is the last one."""
        async with self._database.write() as connection:
            subscriber = await find_active(connection, chat_id, thread_id, lock=True)
            others = tuple(topic for topic in subscriber.topics if topic != topic_id)
            return await _save(connection, replace(subscriber, topics=others), now)

    async def opened(self, chat_id: int, thread_id: int, fact_id: str) -> None:
        """The chat opened a fact: those of its topics that it subscribes to weigh more in its digests from now on."""
        places = (subscribers.c.chat_id == chat_id, subscribers.c.thread_id == thread_id)
        statement = update(subscriber_topics).where(
            subscriber_topics.c.subscriber_id.in_(select(subscribers.c.id).where(*places)),
            subscriber_topics.c.topic_id.in_(select(fact_topics.c.topic_id).where(fact_topics.c.fact_id == fact_id)),
        )
        async with self._database.write() as connection:
            await connection.execute(statement.values(opened=subscriber_topics.c.opened + 1))

    async def unsubscribe(self, chat_id: int, thread_id: int, now: datetime) -> None:
        """What is owed and not on its way yet is not sent. Raises ``NotSubscribed``."""
        async with self._database.write() as connection:
            await find_active(connection, chat_id, thread_id, lock=True)
            await deactivate(connection, chat_id, thread_id, SubscriberState.LEFT, now)
            # Who was told something wrong is told what is right, with or without a subscription.
            await skip_open(connection, chat_id, thread_id, "unsubscribed", now, but=Priority.CORRECTION)

    async def mark_gone(self, chat_id: int, *, now: datetime, state: SubscriberState = SubscriberState.BLOCKED) -> None:
        """The messenger says that the bot cannot write to this chat, in none of its threads."""
        async with self._database.write() as connection:
            await lose(connection, chat_id, None, state, now)

    async def take_back(self, chat_id: int, now: datetime) -> list[Subscriber]:
        """The bot may write to the chat again: go on with what ended because it could not, from the next turn on.

        Returns those subscriptions, of all threads. Whoever left stays away.
        """
        async with self._database.write() as connection:
            return await take_back(connection, chat_id, now)

    async def move(self, old_chat_id: int, new_chat_id: int, now: datetime) -> None:
        """A group became a supergroup, with another id: everything of it goes along."""
        async with self._database.write() as connection:
            await move_chat(connection, old_chat_id, new_chat_id, now)

    async def forget(self, chat_id: int) -> None:
        """Remove the subscriptions of the chat and what was sent to it. What it was shown is knowledge's to forget."""
        async with self._database.write() as connection:
            await connection.execute(delete(deliveries).where(deliveries.c.chat_id == chat_id))
            await connection.execute(delete(subscribers).where(subscribers.c.chat_id == chat_id))


async def _save(connection: AsyncConnection, wanted: Subscriber, now: datetime) -> Subscriber:
    if not wanted.topics:
        raise NoTopics
    if not wanted.days:
        raise NoDays
    due = next_due(now, zoneinfo_of(wanted.zone), wanted.minute, wanted.turn_days, wanted.last_digest_on)
    saved = replace(wanted, next_due_at=due)
    values = {column: getattr(saved, column) for column in _SAVED}
    since = turns_since(now, **{column: values[column] for column in _TIMING})
    statement = update(subscribers).where(subscribers.c.id == saved.id)
    await connection.execute(statement.values(**values, updated_at=now, turns_since=since))
    await save_topics(connection, saved.id, saved.topics)
    return saved
