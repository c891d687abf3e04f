"""Chats that cannot be written to any more, and those that can be again."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.deliveries import skip_open
from scheduler.model import Subscriber, SubscriberState
from scheduler.subscribing.rows import deactivate, find_lost, turns_since
from scheduler.tables import subscribers
from scheduler.timing.due import next_due
from scheduler.timing.zones import zoneinfo_of


async def lose(
    connection: AsyncConnection, chat_id: int, thread_id: int | None, state: SubscriberState, now: datetime
) -> None:
    """Nothing is sent to the thread any more, or to the whole chat when it is None; the subscriptions are kept."""
    await deactivate(connection, chat_id, thread_id, state, now)
    await skip_open(connection, chat_id, thread_id, state, now)


async def take_back(connection: AsyncConnection, chat_id: int, now: datetime) -> list[Subscriber]:
    """Go on with the subscriptions that were lost, from their next turn on; returns them.

    Whoever left stays away. What was missed comes no more, and no local date gets a second digest.
    """
    returned = [_due_again(subscriber, now) for subscriber in await find_lost(connection, chat_id)]
    for subscriber in returned:
        statement = update(subscribers).where(subscribers.c.id == subscriber.id)
        since = turns_since(now, state=SubscriberState.ACTIVE)
        again = {"state": subscriber.state, "next_due_at": subscriber.next_due_at, "updated_at": now}
        await connection.execute(statement.values(**again, turns_since=since))
    return returned


def _due_again(subscriber: Subscriber, now: datetime) -> Subscriber:
    zone = zoneinfo_of(subscriber.zone)
    due = next_due(now, zone, subscriber.minute, subscriber.turn_days, subscriber.last_digest_on)
    return replace(subscriber, state=SubscriberState.ACTIVE, next_due_at=due)
