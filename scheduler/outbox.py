"""The outbox: hands out what is owed, once, and keeps what became of it.

A sender leases rows, commits ``sending`` just before it sends, and reports the results. When it dies, what it had
leased is certainly not sent and is handed out again; what it was sending may have been sent and is not sent again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database
from scheduler.corrections import note_corrections
from scheduler.deliveries import fetch, select_deliveries, unshow
from scheduler.model import Delivery, DeliveryStatus, SubscriberState
from scheduler.moves import move_chat
from scheduler.outcomes import Outcome, outcome_of
from scheduler.returns import lose
from scheduler.tables import OPEN, deliveries
from scheduler.transport import Gone, Moved, Result

_LEASE = timedelta(seconds=90)  # well above the slowest sending of a batch, time-outs included
_NOT_SHOWN = (DeliveryStatus.DEAD, DeliveryStatus.SKIPPED)


@dataclass(frozen=True)
class Recovered:
    """How many deliveries stopped senders had left behind."""

    pending: int
    unknown: int


class Outbox:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def lease(self, owner: str, limit: int, now: datetime, lease_for: timedelta = _LEASE) -> list[Delivery]:
        """Up to ``limit`` deliveries that nobody else has, by priority, then longest waiting first.

        ``owner`` is unique to one sender.
        """
        query = (
            select_deliveries()
            .where(OPEN, deliveries.c.status == DeliveryStatus.PENDING, deliveries.c.next_attempt_at <= now)
            .order_by(deliveries.c.priority, deliveries.c.next_attempt_at, deliveries.c.id)
            .limit(limit)
            .with_for_update(of=deliveries, skip_locked=True)
        )
        async with self._database.write() as connection:
            free = await fetch(connection, query)
            if not free:
                return []
            taken = update(deliveries).where(deliveries.c.id.in_([delivery.id for delivery in free]))
            leased = {"status": DeliveryStatus.LEASED, "lease_owner": owner, "lease_until": now + lease_for}
            await connection.execute(taken.values(leased))
        return free

    async def begin(self, ids: Collection[int], owner: str) -> set[int]:
        """Mark them as being sent; only those returned are still the owner's to send."""
        statement = update(deliveries).where(
            deliveries.c.id.in_(ids),
            deliveries.c.lease_owner == owner,
            deliveries.c.status == DeliveryStatus.LEASED,
        )
        statement = statement.values(status=DeliveryStatus.SENDING)
        async with self._database.write() as connection:
            return set(await connection.scalars(statement.returning(deliveries.c.id)))

    async def finish(self, results: Mapping[int, Result], owner: str, now: datetime) -> None:
        """Keep the results, by delivery id, of deliveries that are still the owner's.

        One that was given up as unknown meanwhile still is: its result is better than none.
        """
        async with self._database.write() as connection:
            held = await fetch(connection, _held_by(owner, results))
            outcomes = [(delivery, outcome_of(delivery, results[delivery.id], now)) for delivery in held]
            await _save(connection, outcomes, now)
            await unshow(connection, [delivery for delivery, outcome in outcomes if outcome.status in _NOT_SHOWN])
            arrived = [delivery for delivery, outcome in outcomes if outcome.status is DeliveryStatus.SENT]
            await note_corrections(connection, arrived, now)
            for delivery in held:
                await _follow(connection, delivery, results[delivery.id], now)

    async def recover(self, now: datetime) -> Recovered:
        """Settle what stopped senders have left behind, once their leases have ended."""
        left = update(deliveries).where(OPEN, deliveries.c.lease_until < now)
        leased = left.where(deliveries.c.status == DeliveryStatus.LEASED)
        sending = left.where(deliveries.c.status == DeliveryStatus.SENDING)
        async with self._database.write() as connection:
            again = await connection.execute(leased.values(status=DeliveryStatus.PENDING, lease_owner=None))
            unknown = await connection.execute(
                sending.values(status=DeliveryStatus.UNKNOWN, error="the sender stopped", finished_at=now)
            )
        return Recovered(again.rowcount, unknown.rowcount)


def _held_by(owner: str, ids: Collection[int]) -> Select[Any]:
    return (
        select_deliveries()
        .where(
            deliveries.c.id.in_(ids),
            deliveries.c.lease_owner == owner,
            deliveries.c.status.in_((DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN)),
        )
        .with_for_update(of=deliveries)
    )


async def _save(connection: AsyncConnection, outcomes: list[tuple[Delivery, Outcome]], now: datetime) -> None:
    if not outcomes:
        return
    rows = [
        {
            "delivery": delivery.id,
            "status": outcome.status,
            "attempts": outcome.attempts,
            "message_id": outcome.message_id,
            "error": outcome.error,
            "next_attempt_at": outcome.next_attempt_at or now,
            "finished_at": None if outcome.next_attempt_at else now,
            "lease_owner": None,
            "lease_until": None,
        }
        for delivery, outcome in outcomes
    ]
    await connection.execute(update(deliveries).where(deliveries.c.id == bindparam("delivery")), rows)


async def _follow(connection: AsyncConnection, delivery: Delivery, result: Result, now: datetime) -> None:
    """What a result says about the chat, beyond this delivery."""
    match result:
        case Gone():
            await lose(connection, delivery.chat_id, delivery.thread_id, SubscriberState.GONE, now)
        case Moved(new_chat_id):
            await move_chat(connection, delivery.chat_id, new_chat_id, now)
