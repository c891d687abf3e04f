"""Sends what the outbox hands out, some at a time."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from scheduler.model import Delivery
from scheduler.sending.breaker import Breaker
from scheduler.sending.outage import Outage
from scheduler.sending.outbox import Done, Outbox
from scheduler.sending.transport import NotSent, Result, Transport, Unknown

AT_ONCE = 30
"""Deliveries that are under way at any moment, and so the most that a crash can leave uncertain."""
_GATHER = 0.005
"""Seconds in which results are gathered, so that one transaction keeps them all."""

_LOOK = 0.1
"""Seconds after which more may be taken on, though nothing that is under way has ended."""

_AGAIN = 1
"""Seconds until results that the base did not take are handed to it once more."""

_UnderWay: TypeAlias = dict[asyncio.Task[Result], Delivery]
"""The sendings under way, and the delivery of each."""

logger = logging.getLogger(__name__)


class Sender:
    """``owner`` names it in leases: unique among all processes, and new at every start."""

    def __init__(
        self,
        outbox: Outbox,
        transport: Transport,
        owner: str,
        clock: Callable[[], datetime],
        breaker: Breaker,
        *,
        at_once: int = AT_ONCE,
    ) -> None:
        self._outbox = outbox
        self._transport = transport
        self._owner = owner
        self._clock = clock
        self._breaker = breaker
        self._at_once = at_once
        self._paused_until: datetime | None = None
        self._pause = timedelta()

    @property
    def outage(self) -> Outage | None:
        """What keeps it from sending until it passes by itself."""
        return self._breaker.outage

    async def drain(self, goes_on: Callable[[], bool] = lambda: True) -> int:
        """Send what is owed until nothing more may go now; how many were tried.

        0 when nothing is owed, or while the messenger, the owners or a run of errors want nothing to be sent. Once
        ``goes_on`` is false nothing more is taken on, and what is under way is waited for. Results are kept in the
        transaction that hands out the next, so that the pace does not wait for the base.
        """
        under_way: _UnderWay = {}
        try:
            return await self._stream(under_way, goes_on)
        finally:
            for task in under_way:
                task.cancel()

    async def _stream(self, under_way: _UnderWay, goes_on: Callable[[], bool]) -> int:
        tried = 0
        done: list[Done] = []
        while True:
            try:
                begun = await self._exchange(done, self._room(under_way) if goes_on() else 0)
            except Exception:
                await self._keep(done, under_way)
                raise
            if not begun and not under_way:
                self._breaker.tried()
            under_way |= {asyncio.create_task(self._send(delivery)): delivery for delivery in begun}
            tried += len(begun)
            if not under_way:
                return tried
            done = await _some_of(under_way)

    def _room(self, under_way: _UnderWay) -> int:
        """How many more may be taken on. What waits for its turn counts as being sent, so hardly any should wait."""
        return min(self._at_once - len(under_way), self._transport.room())

    async def _exchange(self, done: Sequence[Done], room: int) -> list[Delivery]:
        """Keep the results of some, and take up to so many others on."""
        allowed = 0 if self._is_paused() else self._breaker.allow(room)
        return await self._outbox.exchange(done, self._owner, allowed, self._clock())

    async def _keep(self, done: list[Done], under_way: _UnderWay) -> None:
        """The base has failed: what went out must not be forgotten with it."""
        while under_way:
            done += await _some_of(under_way)
        await asyncio.sleep(_AGAIN)
        await self._outbox.finish(done, self._owner, self._clock())

    async def send_one(self, delivery_id: int) -> int:
        """This delivery alone, whatever its turn; 0 when another sender has it, or the messenger wants nothing."""
        if self._is_paused():
            return 0
        begun = await self._outbox.take_one(delivery_id, self._owner, self._clock())
        done = [Done(delivery, await self._send(delivery)) for delivery in begun]
        await self._outbox.finish(done, self._owner, self._clock())
        return len(begun)

    async def recover(self) -> int:
        """Give up as unknown what senders that died have left behind; how many."""
        return await self._outbox.recover(self._clock())

    async def take_over(self) -> int:
        """The same, at once, with what all others have left behind: this is the only sender now."""
        return await self._outbox.take_over(self._owner, self._clock())

    async def _send(self, delivery: Delivery) -> Result:
        try:
            result = await self._transport.send(delivery)
        except Exception as error:  # a fault of ours: whether the message went out before it, nobody knows
            logger.exception("Delivery %d failed", delivery.id)
            result = Unknown(type(error).__name__)
        self._heed(result)
        return await self._breaker.heed(delivery, result)

    def _heed(self, result: Result) -> None:
        if isinstance(result, NotSent) and result.retry_after:
            pause = timedelta(seconds=result.retry_after)
            until = self._clock() + pause
            if self._paused_until is None or until > self._paused_until:
                self._paused_until, self._pause = until, pause

    def _is_paused(self) -> bool:
        """A pause that ends later than it can is not believed: the clock was set back."""
        now = self._clock()
        return self._paused_until is not None and now < self._paused_until <= now + self._pause


async def _some_of(under_way: _UnderWay) -> list[Done]:
    """Wait for a while until some have ended, and take them out."""
    ended, _ = await asyncio.wait(under_way, timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED)
    if 0 < len(ended) < len(under_way):
        ended, _ = await asyncio.wait(under_way, timeout=_GATHER)
    return [Done(under_way.pop(task), task.result()) for task in ended]
