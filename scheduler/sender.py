"""Sends what the outbox hands out, a batch at a time."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from scheduler.model import Delivery
from scheduler.outbox import Outbox, Recovered
from scheduler.transport import NotSent, Result, Transport, Unknown

_BATCH = 30  # a second's worth at the rate that Telegram allows, and the most that a crash can leave uncertain

logger = logging.getLogger(__name__)


class Sender:
    """One loop of sending. ``owner`` names it in leases: unique among all processes, and new at every start."""

    def __init__(self, outbox: Outbox, transport: Transport, owner: str, clock: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._transport = transport
        self._owner = owner
        self._clock = clock
        self._paused_until: datetime | None = None

    async def run_once(self) -> int:
        """Send one batch, all at once, and keep the results.

        Returns how many were tried: 0 when nothing is owed, or while the messenger wants nothing.
        """
        now = self._clock()
        if self._paused_until and now < self._paused_until:
            return 0
        leased = await self._outbox.lease(self._owner, _BATCH, now)
        if not leased:
            return 0
        begun = await self._outbox.begin([delivery.id for delivery in leased], self._owner)
        batch = [delivery for delivery in leased if delivery.id in begun]
        results = await asyncio.gather(*(self._send(delivery) for delivery in batch))
        self._heed(results)
        by_id = {delivery.id: result for delivery, result in zip(batch, results, strict=True)}
        await self._outbox.finish(by_id, self._owner, self._clock())
        return len(batch)

    async def recover(self) -> Recovered:
        """Settle what senders that died have left behind."""
        return await self._outbox.recover(self._clock())

    async def _send(self, delivery: Delivery) -> Result:
        try:
            return await self._transport.send(delivery)
        except Exception as error:  # a fault of ours: whether the message went out before it, nobody knows
            logger.exception("Delivery %d failed", delivery.id)
            return Unknown(type(error).__name__)

    def _heed(self, results: Iterable[Result]) -> None:
        waits = [result.retry_after for result in results if isinstance(result, NotSent) and result.retry_after]
        if waits:
            self._paused_until = self._clock() + timedelta(seconds=max(waits))
