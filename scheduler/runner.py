"""Runs what happens by itself, each job on its own timer. The only place that knows APScheduler."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

# A job that is late runs all the same, and once however often it was missed (APScheduler's default is not to run it).
_TIMING = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Work to be done every so many seconds, the first time at once, and never twice at a time.

    ``work`` that returns True has more to do, and is called again without waiting. What it raises is logged, and it
    runs again when its time comes.
    """

    name: str
    work: Callable[[], Awaitable[bool | None]]
    every: float


class Runner:
    """Starts and stops ``jobs``, whose names are all different."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = tuple(jobs)
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._stopping = False
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=_TIMING)

    def start(self) -> None:
        """Begin at once, on the running event loop."""
        now = datetime.now(UTC)
        for job in self._jobs:
            self._scheduler.add_job(self._run, "interval", (job,), seconds=job.every, next_run_time=now)
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

    async def _run(self, job: Job) -> None:
        """Run it as a task of ours, unless it still runs: APScheduler would cancel its own at the end."""
        run = self._runs.get(job.name)
        if not self._stopping and (run is None or run.done()):
            self._runs[job.name] = asyncio.create_task(self._guard(job))

    async def _guard(self, job: Job) -> None:
        try:
            while not self._stopping and await job.work():
                pass
        except Exception:
            logger.exception("The %s failed; it will run again", job.name)
