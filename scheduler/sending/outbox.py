"""The outbox: hands out what is owed, once, and keeps what became of it.

A sender leases rows, commits ``sending`` just before it sends, and reports the results. When it dies, what it had
leased is certainly not sent and is handed out again; what it was sending may have been sent and is not sent again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database
from scheduler.campaigns.corrections import note_corrections
from scheduler.deliveries import fetch, select_deliveries, unshow
from scheduler.model import Delivery, DeliveryStatus, SubscriberState
from scheduler.sending.leasing import take_ready
from scheduler.sending.outcomes import Outcome, outcome_of
from scheduler.sending.switch import pause_of
from scheduler.sending.transport import Gone, Moved, Result
from scheduler.subscribing.moves import move_chat
from scheduler.subscribing.returns import lose
from scheduler.tables import OPEN, deliveries

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

    async def lease(self, owner: str, limit: int, now: datetime) -> list[Delivery]:
        """Up to ``limit`` deliveries that nobody else has, by priority, then longest waiting first.

        ``owner`` is unique to one sender. What comes up in its chat's quiet hours is put off, digests that would come
        too late are skipped. Nothing is handed out while an owner has paused sending.
        """
        async with self._database.write() as connection:
            return await _lease(connection, owner, limit, now, DeliveryStatus.LEASED)

    async def exchange(self, results: Mapping[int, Result], owner: str, limit: int, now: datetime) -> list[Delivery]:
        """``finish``, ``lease`` and ``begin`` in one transaction, because hundreds are sent a second."""
        if not results and not limit:
            return []
        async with self._database.write() as connection:
            await _finish(connection, results, owner, now)
            return await _lease(connection, owner, limit, now, DeliveryStatus.SENDING) if limit else []

    async def lease_one(self, delivery_id: int, owner: str, now: datetime) -> list[Delivery]:
        """This one, to be sent at once, whatever its turn and the hour; none when another sender has it already."""
        query = select_deliveries().where(OPEN, deliveries.c.id == delivery_id)
        query = query.where(deliveries.c.status == DeliveryStatus.PENDING)
        async with self._database.write() as connection:
            found = await fetch(connection, query.with_for_update(of=deliveries, skip_locked=True))
            await _hand_out(connection, found, owner, now, DeliveryStatus.SENDING)
        return found

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
            await _finish(connection, results, owner, now)

    async def recover(self, now: datetime) -> Recovered:
        """Settle what stopped senders have left behind, once their leases have ended.

        A clock that was set back makes nothing wait: leases that end later than they can are not believed, and what was
        entered in what is now the future is due at once.
        """
        ended = or_(deliveries.c.lease_until < now, deliveries.c.lease_until > now + _LEASE)
        ahead = (deliveries.c.created_at > now, deliveries.c.next_attempt_at > now)
        due = update(deliveries).where(OPEN, deliveries.c.status == DeliveryStatus.PENDING, *ahead)
        async with self._database.write() as connection:
            recovered = await _settle(connection, ended, now)
            await connection.execute(due.values(next_attempt_at=now))
        return recovered

    async def take_over(self, owner: str, now: datetime) -> Recovered:
        """Settle what all other senders have left behind, at once: none of them sends any more."""
        async with self._database.write() as connection:
            return await _settle(connection, deliveries.c.lease_owner != owner, now)


async def _lease(
    connection: AsyncConnection, owner: str, limit: int, now: datetime, status: DeliveryStatus
) -> list[Delivery]:
    if await pause_of(connection):
        return []
    ready = await take_ready(connection, limit, now)
    await _hand_out(connection, ready, owner, now, status)
    return ready


async def _hand_out(
    connection: AsyncConnection, ready: Sequence[Delivery], owner: str, now: datetime, status: DeliveryStatus
) -> None:
    if ready:
        taken = update(deliveries).where(deliveries.c.id.in_([delivery.id for delivery in ready]))
        await connection.execute(taken.values(status=status, lease_owner=owner, lease_until=now + _LEASE))


async def _finish(connection: AsyncConnection, results: Mapping[int, Result], owner: str, now: datetime) -> None:
    if not results:
        return
    held = await fetch(connection, _held_by(owner, results))
    outcomes = [(delivery, outcome_of(delivery, results[delivery.id], now)) for delivery in held]
    await _save(connection, outcomes, now)
    await unshow(connection, [delivery for delivery, outcome in outcomes if outcome.status in _NOT_SHOWN])
    arrived = [delivery for delivery, outcome in outcomes if outcome.status is DeliveryStatus.SENT]
    await note_corrections(connection, arrived, now)
    for delivery in held:
        await _follow(connection, delivery, results[delivery.id], now)


async def _settle(connection: AsyncConnection, left_behind: ColumnElement[bool], now: datetime) -> Recovered:
    leased = update(deliveries).where(OPEN, deliveries.c.status == DeliveryStatus.LEASED, left_behind)
    sending = update(deliveries).where(OPEN, deliveries.c.status == DeliveryStatus.SENDING, left_behind)
    again = await connection.execute(leased.values(status=DeliveryStatus.PENDING, lease_owner=None))
    # Its owner stays noted: should it live after all, its result is better than none.
    lost = {"status": DeliveryStatus.UNKNOWN, "error": "the sender stopped", "finished_at": now}
    unknown = await connection.execute(sending.values(lost))
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
            thread_id = delivery.thread_id if result.only_thread else None
            await lose(connection, delivery.chat_id, thread_id, SubscriberState.GONE, now)
        case Moved(new_chat_id):
            await move_chat(connection, delivery.chat_id, new_chat_id, now)
