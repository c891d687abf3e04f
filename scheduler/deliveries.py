"""Reads and writes the rows of deliveries and their contents, inside the caller's transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import execute_rows, upsert
from scheduler.folding import unfold
from scheduler.model import Chat, ChatKind, Content, Delivery, DeliveryStatus, Priority
from scheduler.shown import take_back
from scheduler.tables import NOT_BEGUN, contents, deliveries, subscribers


@dataclass(frozen=True)
class Owed:
    """A delivery that is about to be entered."""

    campaign: str
    chat: Chat
    subscriber_id: int | None
    """None for a chat that does not subscribe."""
    content: Content
    due_at: datetime
    part: int = 0
    unsent: str | None = None
    """Why it is entered as skipped, only to account for it; None for what is to be sent."""

    @property
    def priority(self) -> Priority:
        return Priority[self.content.kind.upper()]


async def enqueue(connection: AsyncConnection, owed: Sequence[Owed], now: datetime) -> set[Chat]:
    """Enter them, and return the chats of those entered: no chat gets a part of a campaign twice."""
    if not owed:
        return set()
    statement = upsert(connection, deliveries).on_conflict_do_nothing()
    returned = statement.returning(deliveries.c.chat_id, deliveries.c.thread_id)
    entered = await connection.execute(returned, await _rows(connection, owed, now))
    return {(chat_id, thread_id) for chat_id, thread_id in entered}


async def enter(connection: AsyncConnection, owed: Sequence[Owed], now: datetime) -> None:
    """Like ``enqueue``, in a third of the time, for a caller that knows what was entered before."""
    if owed:
        rows = [tuple(row.values()) for row in await _rows(connection, owed, now)]
        await execute_rows(connection, upsert(connection, deliveries).on_conflict_do_nothing(), _COLUMNS, rows)


_COLUMNS = (
    "campaign",
    "chat_id",
    "thread_id",
    "subscriber_id",
    "content_id",
    "part",
    "status",
    "attempts",
    "error",
    "finished_at",
    "priority",
    "due_at",
    "next_attempt_at",
    "created_at",
)


async def _rows(connection: AsyncConnection, owed: Sequence[Owed], now: datetime) -> list[dict[str, Any]]:
    """By ``_COLUMNS``. In the order of the chats, next to each other in indexes."""
    content_ids = await _store_contents(connection, {one.content.key: one.content for one in owed})
    return [
        {
            "campaign": one.campaign,
            "chat_id": one.chat[0],
            "thread_id": one.chat[1],
            "subscriber_id": one.subscriber_id,
            "content_id": content_ids[one.content.key],
            "part": one.part,
            "status": DeliveryStatus.SKIPPED if one.unsent else DeliveryStatus.PENDING,
            "attempts": 0,
            "error": one.unsent,
            "finished_at": now if one.unsent else None,
            "priority": one.priority,
            "due_at": one.due_at,
            "next_attempt_at": now,
            "created_at": now,
        }
        for one in sorted(owed, key=_place)
    ]


def _place(owed: Owed) -> tuple[str, Chat, int]:
    return owed.campaign, owed.chat, owed.part


def select_deliveries(*first: ColumnElement[Any]) -> Select[Any]:
    """Deliveries with their content and subscriber, if any; to be narrowed and handed to ``fetch``.

    The columns ``first`` come before all others.
    """
    carried = (contents.c.kind, contents.c.language, contents.c.body, subscribers.c.kind.label("chat_kind"))
    return (
        select(*first, deliveries, *carried)
        .join(contents, contents.c.id == deliveries.c.content_id)
        .join(subscribers, subscribers.c.id == deliveries.c.subscriber_id, isouter=True)
    )


async def fetch(connection: AsyncConnection, query: Select[Any]) -> list[Delivery]:
    return [delivery_of(row) for row in await connection.execute(query)]


async def skip_open(
    connection: AsyncConnection,
    chat_id: int,
    thread_id: int | None,
    reason: str,
    now: datetime,
    *,
    but: Priority | None = None,
) -> None:
    """What is owed to the thread, or to the whole chat when it is None, and whose sending has not begun.

    What has the priority ``but`` is owed as before.
    """
    query = select_deliveries().where(NOT_BEGUN, deliveries.c.chat_id == chat_id)
    if thread_id is not None:
        query = query.where(deliveries.c.thread_id == thread_id)
    if but is not None:
        query = query.where(deliveries.c.priority != but)
    unwanted = await fetch(connection, query.with_for_update(of=deliveries))
    ids = [delivery.id for delivery in unwanted]
    await connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(_skipped(reason, now)))
    await take_back(connection, _facts_of(unwanted))


async def skip_campaigns(
    connection: AsyncConnection, keys: Collection[str], reason: str, now: datetime, chat: Chat | None = None
) -> int:
    """What is owed of campaigns that carry no new facts, and whose sending has not begun; to one chat, or to all.

    Returns how many were skipped.
    """
    statement = update(deliveries).where(NOT_BEGUN, deliveries.c.campaign.in_(keys))
    if chat is not None:
        statement = statement.where(deliveries.c.chat_id == chat[0], deliveries.c.thread_id == chat[1])
    return (await connection.execute(statement.values(_skipped(reason, now)))).rowcount


def _skipped(reason: str, now: datetime) -> dict[str, Any]:
    return {"status": DeliveryStatus.SKIPPED, "error": reason, "finished_at": now, "lease_owner": None}


async def unshow(connection: AsyncConnection, unsent: Iterable[Delivery]) -> None:
    """The facts of digests that never arrived may come again; corrections that they told are owed by themselves."""
    unsent = list(unsent)
    await take_back(connection, _facts_of(unsent))
    await unfold(connection, unsent)


def _facts_of(digests: Iterable[Delivery]) -> list[tuple[Chat, str]]:
    return [(digest.chat, fact["id"]) for digest in digests for fact in digest.content.body.get("facts", ())]


async def _store_contents(connection: AsyncConnection, by_key: Mapping[str, Content]) -> dict[str, int]:
    """Row ids by key. In the order of the keys, so that two ticks at once do not wait for each other in a circle."""
    rows = [
        {"key": key, "kind": content.kind, "language": content.language, "body": content.body}
        for key, content in sorted(by_key.items(), key=itemgetter(0))
    ]
    await connection.execute(upsert(connection, contents).on_conflict_do_nothing(), rows)
    query = select(contents.c.key, contents.c.id).where(contents.c.key.in_(by_key))
    held = query.with_for_update(read=True, key_share=True)  # pruning lets be what is about to be referred to
    return {row.key: row.id for row in await connection.execute(held)}


def delivery_of(row: Row[Any]) -> Delivery:
    """A row of ``select_deliveries``."""
    return Delivery(
        id=row.id,
        campaign=row.campaign,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        part=row.part,
        subscriber_id=row.subscriber_id,
        chat_kind=ChatKind(row.chat_kind) if row.chat_kind else _kind_of(row.chat_id),
        content=Content(row.kind, row.language, row.body),
        status=DeliveryStatus(row.status),
        attempts=row.attempts,
        due_at=row.due_at,
        message_id=row.message_id,
        error=row.error,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )


def _kind_of(chat_id: int) -> ChatKind:
    """Of a chat that does not subscribe: people have positive ids, and only people and groups can have asked."""
    return ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP
