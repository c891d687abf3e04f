"""The outbox: hands out what is owed, once, and keeps what became of it.

A sender takes rows with a lease, which marks them as being sent before they are, and reports the results. When it dies,
what it had taken may have been sent and is not sent again; so it takes no more than will go out at once.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database
from scheduler.campaigns.corrections import corrected_in, note_corrections
from scheduler.deliveries import fetch, select_deliveries, unshow
from scheduler.model import Delivery, DeliveryStatus, SubscriberState
from scheduler.sending.leasing import take_ready
from scheduler.sending.outcomes import Outcome, outcome_of
from scheduler.sending.switch import pause_of
from scheduler.sending.transport import Gone, Moved, Result, Sent
from scheduler.subscribing.moves import move_chat
from scheduler.subscribing.returns import lose
from scheduler.tables import NOT_BEGUN, OPEN, deliveries

_LEASE = timedelta(seconds=90)  # well above the slowest sending of a batch, time-outs included
_NOT_SHOWN = (DeliveryStatus.DEAD, DeliveryStatus.SKIPPED)
# A late result of one that was given up as unknown is still better than none.
_HELD = or_(deliveries.c.status == DeliveryStatus.SENDING, deliveries.c.status == DeliveryStatus.UNKNOWN)


class Done(NamedTuple):
    """A delivery as it was handed out, and what its sending came to."""

    delivery: Delivery
    result: Result


class Outbox:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def exchange(self, done: Collection[Done], owner: str, limit: int, now: datetime) -> list[Delivery]:
        """Keep these results, as ``finish`` does, and take on up to ``limit`` deliveries that nobody else has.

        By priority, then longest waiting first. ``owner`` is unique to one sender. What comes up in its chat's quiet
        hours is put off, digests that would come too late are skipped. Nothing is handed out while an owner has paused
        sending. In one transaction, because hundreds are sent a second.
        """
        if not done and not limit:
            return []
        async with self._database.write() as connection:
            await _finish(connection, done, owner, now)
            if not limit or await pause_of(connection):
                return []
            ready = await take_ready(connection, limit, now)
            await _hand_out(connection, ready, owner, now)
            return ready

    async def take_one(self, delivery_id: int, owner: str, now: datetime) -> list[Delivery]:
        """This one, to be sent at once, whatever its turn and the hour; none when another sender has it already."""
        query = select_deliveries().where(NOT_BEGUN, deliveries.c.id == delivery_id)
        async with self._database.write() as connection:
            found = await fetch(connection, query.with_for_update(of=deliveries, skip_locked=True))
            await _hand_out(connection, found, owner, now)
        return found

    async def finish(self, done: Collection[Done], owner: str, now: datetime) -> None:
        """Keep the results of deliveries that are still the owner's."""
        async with self._database.write() as connection:
            await _finish(connection, done, owner, now)

    async def recover(self, now: datetime) -> int:
        """Give up as unknown what stopped senders have left behind, once their leases have ended; how many.

        A clock that was set back makes nothing wait: leases that end later than they can are not believed, and what was
        entered in what is now the future is due at once.
        """
        ended = or_(deliveries.c.lease_until < now, deliveries.c.lease_until > now + _LEASE)
        ahead = (deliveries.c.created_at > now, deliveries.c.next_attempt_at > now)
        due = update(deliveries).where(NOT_BEGUN, *ahead)
        async with self._database.write() as connection:
            lost = await _give_up(connection, ended, now)
            await connection.execute(due.values(next_attempt_at=now))
        return lost

    async def take_over(self, owner: str, now: datetime) -> int:
        """The same, at once, with what all others have left behind: none of them sends any more."""
        async with self._database.write() as connection:
            return await _give_up(connection, deliveries.c.lease_owner != owner, now)


async def _hand_out(connection: AsyncConnection, ready: Sequence[Delivery], owner: str, now: datetime) -> None:
    if ready:
        taken = update(deliveries).where(deliveries.c.id.in_([delivery.id for delivery in ready]))
        leased = {"status": DeliveryStatus.SENDING, "lease_owner": owner, "lease_until": now + _LEASE}
        await connection.execute(taken.values(leased))


async def _give_up(connection: AsyncConnection, left_behind: ColumnElement[bool], now: datetime) -> int:
    """Their owner stays noted: should it live after all, its result is better than none."""
    sending = update(deliveries).where(OPEN, deliveries.c.status == DeliveryStatus.SENDING, left_behind)
    lost = {"status": DeliveryStatus.UNKNOWN, "error": "the sender stopped", "finished_at": now}
    return (await connection.execute(sending.values(lost))).rowcount


async def _finish(connection: AsyncConnection, done: Collection[Done], owner: str, now: datetime) -> None:
    simple, others = [], {}
    for delivery, result in done:
        if isinstance(result, Sent) and not corrected_in(delivery.content):
            simple.append({"delivery": delivery.id, "message": result.message_id, "owner": owner, "now": now})
        else:
            others[delivery.id] = result
    if simple:
        await connection.execute(_ARRIVED, simple)
    if others:
        await _follow_up(connection, others, owner, now)


# Of nearly all, their arrival is all there is to keep, and no row has to be read for it.
_ARRIVED = (
    update(deliveries)
    .where(
        deliveries.c.id == bindparam("delivery"),
        deliveries.c.lease_owner == bindparam("owner"),
        _HELD,
    )
    .values(
        status=DeliveryStatus.SENT,
        message_id=bindparam("message"),
        error=None,
        finished_at=bindparam("now"),
        lease_owner=None,
        lease_until=None,
    )
)


async def _follow_up(connection: AsyncConnection, results: Mapping[int, Result], owner: str, now: datetime) -> None:
    held = await fetch(connection, _held_by(owner, results))
    outcomes = [(delivery, outcome_of(delivery, results[delivery.id], now)) for delivery in held]
    await _save(connection, outcomes, now)
    await unshow(connection, [delivery for delivery, outcome in outcomes if outcome.status in _NOT_SHOWN])
    arrived = [delivery for delivery, outcome in outcomes if outcome.status is DeliveryStatus.SENT]
    await note_corrections(connection, arrived, now)
    for delivery in held:
        await _follow(connection, delivery, results[delivery.id], now)


def _held_by(owner: str, ids: Collection[int]) -> Select[Any]:
    return (
        select_deliveries()
        .where(deliveries.c.id.in_(ids), deliveries.c.lease_owner == owner, _HELD)
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
