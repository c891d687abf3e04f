"""Sends what the outbox hands out, a batch at a time."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from scheduler.breaker import Breaker
from scheduler.model import Delivery
from scheduler.outbox import Outbox, Recovered
from scheduler.transport import NotSent, Result, Transport, Unknown

WORKERS = 3
"""How many loops call ``run_once`` side by side, so that while one waits for the base the others send."""
BATCH = 10
"""Deliveries a loop has under way; all together are the most that a crash can leave uncertain."""

logger = logging.getLogger(__name__)


class Sender:
    """``owner`` names it in leases: unique among all processes, and new at every start."""

    def __init__(
        self, outbox: Outbox, transport: Transport, owner: str, clock: Callable[[], datetime], breaker: Breaker
    ) -> None:
        self._outbox = outbox
        self._transport = transport
        self._owner = owner
        self._clock = clock
        self._breaker = breaker
        self._paused_until: datetime | None = None
        self._pause = timedelta()

    async def run_once(self) -> int:
        """Send one batch, all at once, and keep the results.

        Returns how many were tried: 0 when nothing is owed, or while the messenger, the owners or a run of errors want
        nothing to be sent.
        """
        allowed = 0 if self._is_paused() else self._breaker.allow(BATCH)
        if not allowed:
            return 0
        try:
            return await self._send_all(await self._outbox.lease(self._owner, allowed, self._clock(), begin=True))
        finally:
            if allowed < BATCH:
                self._breaker.tried()

    async def send_one(self, delivery_id: int) -> int:
        """This delivery alone, whatever its turn; 0 when another sender has it, or the messenger wants nothing."""
        if self._is_paused():
            return 0
        return await self._send_all(await self._outbox.lease_one(delivery_id, self._owner, self._clock()))

    async def recover(self) -> Recovered:
        """Settle what senders that died have left behind."""
        return await self._outbox.recover(self._clock())

    async def take_over(self) -> Recovered:
        """Settle at once what all others have left behind: this is the only sender now."""
        return await self._outbox.take_over(self._owner, self._clock())

    async def _send_all(self, batch: list[Delivery]) -> int:
        if not batch:
            return 0
        results = await asyncio.gather(*(self._send(delivery) for delivery in batch))
        by_id = {delivery.id: result for delivery, result in zip(batch, results, strict=True)}
        await self._outbox.finish(by_id, self._owner, self._clock())
        return len(batch)

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
