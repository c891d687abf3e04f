"""Runs the tick and the sender on their timers. The only place that knows APScheduler."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.digests import Digests
from scheduler.sender import Sender

_TICK_EVERY = 20
_SEND_EVERY = 1
"""Seconds."""

# A job that is late runs all the same, and once however often it was missed (APScheduler's default is not to run it).
_JOBS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

logger = logging.getLogger(__name__)


class Runner:
    """Starts and stops what happens by itself. A run that fails is logged and does not stop those after it."""

    def __init__(self, digests: Digests, sender: Sender, clock: Callable[[], datetime]) -> None:
        self._digests = digests
        self._sender = sender
        self._clock = clock
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._stopping = False
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=_JOBS)

    def start(self) -> None:
        """Begin at once, on the running event loop."""
        self._repeat("tick", self._tick, _TICK_EVERY)
        self._repeat("sender", self._send, _SEND_EVERY)
        self._scheduler.start()

    async def stop(self, within: float = 10) -> None:
        """Begin nothing more, let what is in flight end within so many seconds, and cancel what has not."""
        self._stopping = True
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # it stops in the next turn of the event loop
        if self._runs:
            _, late = await asyncio.wait(self._runs.values(), timeout=within)
            for run in late:
                run.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _repeat(self, name: str, work: Callable[[], Awaitable[None]], seconds: int) -> None:
        now = datetime.now(UTC)
        self._scheduler.add_job(self._run, "interval", (name, work), seconds=seconds, next_run_time=now)

    async def _run(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run it as a task of ours, unless it still runs: APScheduler would cancel its own at the end."""
        run = self._runs.get(name)
        if not self._stopping and (run is None or run.done()):
            self._runs[name] = asyncio.create_task(self._guard(name, work))

    async def _guard(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception:
            logger.exception("The %s failed; it will run again", name)

    async def _tick(self) -> None:
        await self._sender.recover()
        await self._digests.tick(self._clock())

    async def _send(self) -> None:
        while not self._stopping and await self._sender.run_once():
            pass
