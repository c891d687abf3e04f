"""Reads subscribers and the digests of one local date side by side, in the order of their chats, a page at a time."""

from collections.abc import AsyncIterator
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from knowledge.database import Database
from scheduler.accounts.judging import Part, Turn
from scheduler.accounts.paging import rows_in_order
from scheduler.model import Chat, DeliveryStatus, SubscriberState
from scheduler.tables import contents, deliveries, subscribers
from scheduler.timing.due import moment_on
from scheduler.timing.zones import zoneinfo_of

_SUBSCRIBERS = select(
    subscribers.c.chat_id,
    subscribers.c.thread_id,
    subscribers.c.id,
    subscribers.c.zone,
    subscribers.c.minute,
    subscribers.c.days,
    subscribers.c.recap_day,
    subscribers.c.state,
    subscribers.c.created_at,
    func.coalesce(subscribers.c.turns_since, subscribers.c.updated_at).label("since"),
    subscribers.c.next_due_at,
)
_DIGESTS = select(
    deliveries.c.chat_id,
    deliveries.c.thread_id,
    deliveries.c.part,
    deliveries.c.subscriber_id,
    deliveries.c.status,
    deliveries.c.attempts,
    deliveries.c.due_at,
    deliveries.c.finished_at,
    deliveries.c.error,
    contents.c.body["parts"].as_integer().label("parts"),
).join(contents, contents.c.id == deliveries.c.content_id)


def campaign_of(day: date) -> str:
    return f"digest:{day}"


def is_of(day: date) -> ColumnElement[bool]:
    """Which deliveries are digests of this date; those that an operator asked for besides are not."""
    return deliveries.c.campaign == campaign_of(day)


async def side_by_side(database: Database, day: date) -> AsyncIterator[tuple[Chat, Turn | None, list[Part]]]:
    """Every chat that subscribes or has a digest of the date: its subscription in any state, and the digest's parts."""
    turns, digests = _turns(database, day), _digests(database, day)
    turn, digest = await anext(turns, None), await anext(digests, None)
    while turn or digest:
        chat = min(side[0] for side in (turn, digest) if side)
        mine = turn[1] if turn and turn[0] == chat else None
        parts = digest[1] if digest and digest[0] == chat else []
        yield chat, mine, parts
        if mine:
            turn = await anext(turns, None)
        if parts:
            digest = await anext(digests, None)


async def _turns(database: Database, day: date) -> AsyncIterator[tuple[Chat, Turn]]:
    # Many share zone and time, and working out a moment takes longer than reading a row.
    due_at = lru_cache(maxsize=100_000)(lambda zone, minute: moment_on(day, minute, zoneinfo_of(zone)))
    async for row in rows_in_order(database, _SUBSCRIBERS, 2):
        chat = row.chat_id, row.thread_id
        turn = Turn(
            subscriber_id=row.id,
            chat=chat,
            days=row.days if row.recap_day is None else row.days | 1 << row.recap_day,
            state=SubscriberState(row.state),
            created_at=row.created_at,
            since=row.since,
            next_due_at=row.next_due_at,
            due_at=due_at(row.zone, row.minute),
        )
        yield chat, turn


async def _digests(database: Database, day: date) -> AsyncIterator[tuple[Chat, list[Part]]]:
    chat: Chat | None = None
    parts: list[Part] = []
    async for row in rows_in_order(database, _DIGESTS.where(is_of(day)), 3):
        if chat and chat != (row.chat_id, row.thread_id):
            yield chat, parts
            parts = []
        chat = row.chat_id, row.thread_id
        parts.append(_part(row))
    if chat:
        yield chat, parts


def _part(row: Row[Any]) -> Part:
    return Part(
        number=row.part,
        of=row.parts or 1,
        subscriber_id=row.subscriber_id,
        status=DeliveryStatus(row.status),
        attempts=row.attempts,
        due_at=row.due_at,
        finished_at=row.finished_at,
        error=row.error,
    )
