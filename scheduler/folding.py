"""Corrections that a digest tells, because they are still on their way when it is composed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.model import Chat, Delivery, DeliveryStatus, Priority
from scheduler.tables import NOT_BEGUN, contents, deliveries


@dataclass(frozen=True)
class OpenCorrection:
    """A correction that is owed to a chat and whose sending has not begun."""

    delivery_id: int
    fact_id: str
    body: Mapping[str, Any]
    """As the ``corrections`` of a digest have it."""


async def open_corrections(
    connection: AsyncConnection, chats: Collection[Chat], *, lock: bool
) -> dict[Chat, list[OpenCorrection]]:
    """Oldest first; of two of one fact, the digest tells the newest."""
    not_begun = and_(NOT_BEGUN, deliveries.c.priority == Priority.CORRECTION)
    # Nearly always there is none at all, which the index tells at once.
    if (await connection.execute(select(deliveries.c.id).where(not_begun).limit(1))).first() is None:
        return {}
    columns = (deliveries.c.id, deliveries.c.chat_id, deliveries.c.thread_id, contents.c.body)
    query = (
        select(*columns)
        .join(contents)
        .where(not_begun, deliveries.c.chat_id.in_({chat_id for chat_id, _ in chats}))
        .order_by(deliveries.c.id)
    )
    found: dict[Chat, list[OpenCorrection]] = defaultdict(list)
    for delivery_id, chat_id, thread_id, body in await connection.execute(
        query.with_for_update(of=deliveries) if lock else query
    ):
        told = {"id": body["fact"]} | {name: value for name, value in body.items() if name != "fact"}
        found[chat_id, thread_id].append(OpenCorrection(delivery_id, body["fact"], told))
    return found


async def fold(
    connection: AsyncConnection, folded: Iterable[tuple[date, Sequence[OpenCorrection]]], now: datetime
) -> None:
    """The digests of these dates tell them, so that they are not sent by themselves."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for day, corrections in folded:
        by_day[day] += [one.delivery_id for one in corrections]
    for day, ids in by_day.items():
        told = {"status": DeliveryStatus.SKIPPED, "error": _told(day), "finished_at": now, "lease_owner": None}
        await connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(told))


async def unfold(connection: AsyncConnection, unsent: Iterable[Delivery]) -> None:
    """Digests that never arrive have not told them: they are owed by themselves again."""
    for digest in unsent:
        if digest.content.body.get("corrections"):
            owed = {"status": DeliveryStatus.PENDING, "error": None, "finished_at": None}
            await connection.execute(update(deliveries).where(*_folded_into(digest)).values(owed))


def _folded_into(digest: Delivery) -> list[ColumnElement[bool]]:
    facts = [told["id"] for told in digest.content.body["corrections"]]
    of_facts = select(contents.c.id).where(
        contents.c.kind == "correction", contents.c.body["fact"].as_string().in_(facts)
    )
    return [
        deliveries.c.chat_id == digest.chat_id,
        deliveries.c.thread_id == digest.thread_id,
        deliveries.c.priority == Priority.CORRECTION,
        deliveries.c.status == DeliveryStatus.SKIPPED,
        deliveries.c.error == _told(date.fromisoformat(digest.content.body["date"])),
        deliveries.c.content_id.in_(of_facts),
    ]


def _told(day: date) -> str:
    return f"told in the digest of {day}"
