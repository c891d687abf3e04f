"""Reads and writes the rows of subscribers, inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, delete, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import UtcDateTime, execute_rows, upsert
from scheduler.errors import NotSubscribed
from scheduler.model import ChatKind, Subscriber, SubscriberState
from scheduler.tables import ACTIVE, subscriber_topics, subscribers

_FIELDS = (
    subscribers.c.id,
    subscribers.c.chat_id,
    subscribers.c.thread_id,
    subscribers.c.kind,
    subscribers.c.language,
    subscribers.c.zone,
    subscribers.c.minute,
    subscribers.c.days,
    subscribers.c.amount,
    subscribers.c.state,
    subscribers.c.next_due_at,
    subscribers.c.last_digest_on,
    subscribers.c.quiet_from,
    subscribers.c.quiet_until,
    subscribers.c.recap_day,
)

LOST = (SubscriberState.BLOCKED, SubscriberState.GONE)


async def find_subscriber(
    connection: AsyncConnection, chat_id: int, thread_id: int, *, lock: bool = False
) -> Subscriber | None:
    """The subscriber in any state; ``lock`` holds the row until the transaction ends."""
    query = select(*_FIELDS).where(subscribers.c.chat_id == chat_id, subscribers.c.thread_id == thread_id)
    found = await _subscribers(connection, query.with_for_update() if lock else query)
    return found[0] if found else None


async def find_active(connection: AsyncConnection, chat_id: int, thread_id: int, *, lock: bool = False) -> Subscriber:
    """Like ``find_subscriber``; raises ``NotSubscribed`` where nobody wants digests."""
    subscriber = await find_subscriber(connection, chat_id, thread_id, lock=lock)
    if subscriber is None or subscriber.state is not SubscriberState.ACTIVE:
        raise NotSubscribed(chat_id)
    return subscriber


async def find_lost(connection: AsyncConnection, chat_id: int) -> list[Subscriber]:
    """Whoever ended without having left, in all threads of the chat, locked."""
    query = select(*_FIELDS).where(subscribers.c.chat_id == chat_id, subscribers.c.state.in_(LOST))
    return await _subscribers(connection, query.with_for_update())


async def claim_due(connection: AsyncConnection, now: datetime, limit: int) -> list[Subscriber]:
    """Whose digest is due by ``now``, longest due first, locked; those whom another tick has claimed are left out."""
    query = (
        select(*_FIELDS)
        .where(ACTIVE, subscribers.c.next_due_at <= now)
        .order_by(subscribers.c.next_due_at, subscribers.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return await _subscribers(connection, query)


async def reschedule(connection: AsyncConnection, turns: Sequence[tuple[int, datetime, date | None]]) -> None:
    """Set ``next_due_at`` and ``last_digest_on`` of some, given by id."""
    statement = (
        update(subscribers)
        .where(subscribers.c.id == bindparam("subscriber"))
        .values(next_due_at=bindparam("due"), last_digest_on=bindparam("last"))
    )
    await execute_rows(connection, statement, ("subscriber", "due", "last"), sorted(turns, key=itemgetter(0)))


async def save_topics(connection: AsyncConnection, subscriber_id: int, topics: Collection[str]) -> None:
    """Exactly these; what is counted about one that stays, stays."""
    mine = subscriber_topics.c.subscriber_id == subscriber_id
    await connection.execute(delete(subscriber_topics).where(mine, subscriber_topics.c.topic_id.not_in(topics)))
    rows = [{"subscriber_id": subscriber_id, "topic_id": topic} for topic in topics]
    await connection.execute(upsert(connection, subscriber_topics).on_conflict_do_nothing(), rows)


async def deactivate(
    connection: AsyncConnection, chat_id: int, thread_id: int | None, state: SubscriberState, now: datetime
) -> None:
    """Nothing is due any more for this thread, or for the whole chat when ``thread_id`` is None.

    Whoever had left, or was lost before, stays so: only the first reason counts.
    """
    statement = update(subscribers).where(ACTIVE, subscribers.c.chat_id == chat_id)
    if thread_id is not None:
        statement = statement.where(subscribers.c.thread_id == thread_id)
    ended = {"state": state, "next_due_at": None, "updated_at": now, "turns_since": turns_since(now, state=state)}
    await connection.execute(statement.values(ended))


def turns_since(now: datetime, **timing: Any) -> ColumnElement[Any]:
    """What the column of this name becomes in a statement that sets these columns: ``now`` if one of them changes."""
    changes = [subscribers.c[name].is_distinct_from(value) for name, value in timing.items()]
    return case((or_(*changes), literal(now, UtcDateTime)), else_=subscribers.c.turns_since)


async def _subscribers(connection: AsyncConnection, query: Select[Any]) -> list[Subscriber]:
    rows = (await connection.execute(query)).all()
    if not rows:
        return []
    openings = await _openings_of(connection, [row.id for row in rows])
    return [_subscriber(row, openings[row.id]) for row in rows]


async def _openings_of(connection: AsyncConnection, ids: list[int]) -> dict[int, dict[str, int]]:
    """By subscriber and topic, in the order of the topics' ids."""
    query = (
        select(subscriber_topics.c.subscriber_id, subscriber_topics.c.topic_id, subscriber_topics.c.opened)
        .where(subscriber_topics.c.subscriber_id.in_(ids))
        .order_by(subscriber_topics.c.subscriber_id, subscriber_topics.c.topic_id)
    )
    openings: dict[int, dict[str, int]] = defaultdict(dict)
    for subscriber_id, topic_id, opened in await connection.execute(query):
        openings[subscriber_id][topic_id] = opened
    return openings


def _subscriber(row: Sequence[Any], openings: Mapping[str, int]) -> Subscriber:
    """A row of ``_FIELDS``, taken apart at once: looking up each by its name would take as long again as the rest."""
    identity, chat_id, thread_id, kind, language, zone, minute, days, amount, state, due_at, last_on, *rest = row
    quiet_from, quiet_until, recap_day = rest
    return Subscriber(
        id=identity,
        chat_id=chat_id,
        thread_id=thread_id,
        kind=ChatKind(kind),
        language=language,
        zone=zone,
        minute=minute,
        days=days,
        amount=amount,
        state=SubscriberState(state),
        next_due_at=due_at,
        last_digest_on=last_on,
        topics=tuple(openings),
        openings=openings,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        recap_day=recap_day,
    )
