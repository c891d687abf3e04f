"""Which deliveries may go out now: none to a chat in its quiet hours, no digest that comes too late, parts in order.

Inside the caller's transaction. Rows are judged as they come up, so that what waits costs nothing before its turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.deliveries import delivery_of, select_deliveries, unshow
from scheduler.digests.entering import TOO_LATE
from scheduler.model import OPEN_STATUSES, Delivery, DeliveryStatus
from scheduler.tables import NOT_BEGUN, deliveries, subscribers
from scheduler.timing.quiet import end_of_quiet
from scheduler.timing.turns import LATEST
from scheduler.timing.zones import zoneinfo_of

_PUNCTUAL = timedelta(hours=1)  # until then a digest may come whose reader wants it within the quiet hours
_ROUNDS = 10  # how many batches in a row may turn out to be for chats in their quiet hours


@dataclass
class _Judged:
    """Batches of rows, by what may become of them now."""

    ready: list[Delivery]
    quiet: list[tuple[Delivery, datetime]]
    late: list[Delivery]


async def take_ready(connection: AsyncConnection, limit: int, now: datetime) -> list[Delivery]:
    """Up to ``limit`` that may go out now, by priority, then longest waiting first; others are put off or skipped."""
    for _ in range(_ROUNDS):
        rows = (await connection.execute(_WAITING, {"now": now, "most": limit})).all()
        judged = _judge(rows, now)
        await _put_off(connection, judged.quiet)
        await _skip(connection, judged.late, now)
        if judged.ready or not rows:
            return judged.ready
    return []


def _first_waiting() -> Select[Any]:
    """With the parameters ``now`` and ``most``."""
    earlier = deliveries.alias()
    part_before = exists(
        select(earlier.c.id).where(
            earlier.c.campaign == deliveries.c.campaign,
            earlier.c.chat_id == deliveries.c.chat_id,
            earlier.c.thread_id == deliveries.c.thread_id,
            earlier.c.part < deliveries.c.part,
            earlier.c.status.in_(OPEN_STATUSES),
        )
    )
    return (
        select_deliveries()
        .add_columns(subscribers.c.zone, subscribers.c.quiet_from, subscribers.c.quiet_until)
        .where(NOT_BEGUN, deliveries.c.next_attempt_at <= bindparam("now"))
        .where(or_(deliveries.c.part == 0, ~part_before))
        .order_by(deliveries.c.priority, deliveries.c.next_attempt_at, deliveries.c.id)
        .limit(bindparam("most"))
        .with_for_update(of=deliveries, skip_locked=True)
    )


_WAITING = _first_waiting()  # made once: at hundreds a second, making it costs as much as asking it


def _judge(rows: Sequence[Row[Any]], now: datetime) -> _Judged:
    judged = _Judged([], [], [])
    for row in rows:
        delivery = delivery_of(row)
        quiet_until = _quiet_until(delivery, row, now)
        if delivery.content.kind == "digest" and max(now, quiet_until or now) > delivery.due_at + LATEST:
            judged.late.append(delivery)
        elif quiet_until is not None:
            judged.quiet.append((delivery, quiet_until))
        else:
            judged.ready.append(delivery)
    return judged


def _quiet_until(delivery: Delivery, row: Row[Any], now: datetime) -> datetime | None:
    """None when it may go out. A digest at the hour that its reader chose is never unasked, whatever the hour."""
    if row.quiet_from is None or row.zone is None:
        return None
    zone, hours = zoneinfo_of(row.zone), (row.quiet_from, row.quiet_until)
    chosen = delivery.content.kind == "digest" and end_of_quiet(delivery.due_at, zone, *hours) is not None
    if chosen and now <= delivery.due_at + _PUNCTUAL:
        return None
    return end_of_quiet(now, zone, *hours)


async def _put_off(connection: AsyncConnection, quiet: Sequence[tuple[Delivery, datetime]]) -> None:
    if quiet:
        statement = update(deliveries).where(deliveries.c.id == bindparam("delivery"))
        rows = [{"delivery": delivery.id, "next_attempt_at": end} for delivery, end in quiet]
        await connection.execute(statement, rows)


async def _skip(connection: AsyncConnection, late: Sequence[Delivery], now: datetime) -> None:
    if late:
        ended = {"status": DeliveryStatus.SKIPPED, "error": TOO_LATE, "finished_at": now}
        statement = update(deliveries).where(deliveries.c.id.in_([delivery.id for delivery in late]))
        await connection.execute(statement.values(ended))
        await unshow(connection, late)
