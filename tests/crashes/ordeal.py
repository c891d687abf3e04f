"""The bot as a process that is killed and started again, until nothing is owed any more."""

import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path

from sqlalchemy import func, select

from bot.sandbox import FloodLimits, Sandbox
from bot.sandbox.faults import Fault
from bot.sandbox.flood import Rate
from bot.sandbox.model import Json
from bot.settings import Settings
from knowledge.database import Database
from scheduler.campaigns.rows import WAITING
from scheduler.model import DeliveryStatus
from scheduler.tables import ACTIVE, OPEN, campaigns, deliveries, subscribers
from tests.bot.sandbox.serving import TOKEN, serve_sandbox
from tests.crashes.audience import Audience

FREE = 30
"""Messages a second that Telegram lets a bot send for nothing."""
MARSAD = Path(sys.executable).with_name("marsad")

_LOOK_EVERY = 0.02
_TOLD_EVERY = 500
_WHILE_STARTING = 0.25  # the share of kills that fall anywhere from the start of the process, without waiting for more
_START = 3.0  # seconds that starting takes, about


@dataclass(frozen=True)
class Plan:
    """``kills`` at moments that ``seed`` decides, up to ``span`` seconds after a process has sent its first message."""

    kills: int
    span: float
    seed: int = 0
    rate: float = FREE
    encoder: bool = False
    faults: Sequence[Fault] = ()
    patience: float = 120
    """Seconds in which something must arrive, and after which it is given up."""


@dataclass
class Course:
    """What happened."""

    killed_at: list[datetime] = field(default_factory=list)
    uncertain: list[int] = field(default_factory=list)
    """For each kill, how many deliveries it caught in ``sending``."""
    resumed: list[float] = field(default_factory=list)
    """Seconds from the start of each process that was let live so long until its first message."""
    took: float = 0.0
    stalled: float = 0.0
    """For how many seconds this machine let this process wait at worst."""


class Ordeal:
    """One bot, its base and the sandbox that it talks to."""

    def __init__(
        self, plan: Plan, sandbox: Sandbox, database: Database, *, address: str, day: date, folder: Path
    ) -> None:
        self.sandbox = sandbox
        self.database = database
        self.plan = plan
        self.course = Course()
        self._address = address
        self._day = day
        self._log = folder / "bot.log"
        self._born = datetime.now(UTC)

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """``marsad run``, killed at the end of the block if it still runs."""
        self._born = datetime.now(UTC)
        with self._log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                MARSAD, "run", env=self._environment(), cwd=self._log.parent, stdout=log, stderr=log
            )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def endure(self, tell: Callable[[str], None] = lambda _: None) -> Course:
        """Kill it as planned, and then let it finish."""
        watching = asyncio.create_task(self._watch_for_stalls())
        began = time.monotonic()
        chance = random.Random(self.plan.seed)  # noqa: S311 (no secret)
        for number in range(self.plan.kills):
            await self._live_and_die(chance)
            tell(f"{number + 1} of {self.plan.kills} kills, {await self.left()} left")
        async with self.bot() as process:
            await self.see_it_resume()
            await self.until_nothing_is_owed(tell)
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0, self.log()
        self.course.took = time.monotonic() - began
        watching.cancel()
        return self.course

    async def see_it_resume(self) -> None:
        """Wait for the first message of the newest process, or until there is nothing to send."""
        while not (sent := list(self._sent_since())):
            waited = (datetime.now(UTC) - self._born).total_seconds()
            assert waited < self.plan.patience, f"nothing arrives\n{self.log()}"
            if not await self.left():
                return
            await asyncio.sleep(_LOOK_EVERY)
        self.course.resumed.append((sent[-1] - self._born).total_seconds())

    async def until_nothing_is_owed(self, tell: Callable[[str], None] = lambda _: None) -> None:
        """Fails when nothing changes for longer than the plan's patience."""
        left, changed = await self.left(), time.monotonic()
        while left:
            await asyncio.sleep(0.2)
            before, left = left, await self.left()
            if left != before:
                changed = time.monotonic()
            if left // _TOLD_EVERY != before // _TOLD_EVERY:
                tell(f"{left} left")
            assert time.monotonic() - changed < self.plan.patience, f"{left} are left\n{self.log()}"

    async def left(self) -> int:
        """How many subscribers have not had their turn, deliveries are open, and broadcasts are not entered."""
        due = (
            select(func.count()).select_from(subscribers).where(ACTIVE, subscribers.c.next_due_at <= datetime.now(UTC))
        )
        opened = select(func.count()).select_from(deliveries).where(OPEN)
        waiting = select(func.count()).select_from(campaigns).where(campaigns.c.state.in_(WAITING))
        async with self.database.read() as connection:
            return sum([await connection.scalar(query) or 0 for query in (due, opened, waiting)])

    async def sending(self) -> frozenset[int]:
        """The deliveries that are being sent, or were when their sender died."""
        query = select(deliveries.c.id).where(OPEN, deliveries.c.status == DeliveryStatus.SENDING)
        async with self.database.read() as connection:
            return frozenset(await connection.scalars(query))

    async def audit(self) -> Json:
        """What ``marsad digest audit`` reports of the whole date."""
        command = [MARSAD, "digest", "audit", str(self._day), "--json"]
        with self._log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *command, env=self._environment(), stdout=asyncio.subprocess.PIPE, stderr=log
            )
            output, _ = await process.communicate()
        report: Json = json.loads(output.splitlines()[-1])
        assert (process.returncode == 0) == report["clean"]
        return report

    async def until_it_says(self, words: str) -> None:
        """Until the log of these processes holds ``words``."""
        async with asyncio.timeout(self.plan.patience):
            while words not in self.whole_log():  # noqa: ASYNC110 (a file has no event)
                await asyncio.sleep(_LOOK_EVERY)

    def whole_log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def log(self) -> str:
        """The end of it, to be shown when something fails."""
        return self.whole_log()[-4000:]

    async def _watch_for_stalls(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(_LOOK_EVERY)
            self.course.stalled = max(self.course.stalled, time.monotonic() - before - _LOOK_EVERY)

    async def _live_and_die(self, chance: random.Random) -> None:
        anywhere, moment = chance.random() < _WHILE_STARTING, chance.random()
        before = await self.sending()
        async with self.bot() as process:
            if anywhere:
                await asyncio.sleep(moment * _START)
            else:
                await self.see_it_resume()
                await asyncio.sleep(moment * self.plan.span)
            process.kill()
            self.course.killed_at.append(datetime.now(UTC))
        self.course.uncertain.append(len(await self.sending() - before))

    def _sent_since(self) -> Iterator[datetime]:
        """When each message of the newest process was taken, newest first."""
        for call in reversed(self.sandbox.calls):
            if call.answered < self._born:
                return
            if call.method == "sendMessage" and call.status == HTTPStatus.OK:
                yield call.at

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
        url = self.database.url.render_as_string(hide_password=False)
        return kept | {
            "MARSAD_TOKEN": TOKEN,
            "MARSAD_API_URL": self._address,
            "MARSAD_DATABASE_URL": url,
            "MARSAD_RATE": f"{self.plan.rate:g}",
            "MARSAD_PAID_BROADCAST": str(self.plan.rate > FREE).lower(),
            "MARSAD_ENCODER": str(self.plan.encoder).lower(),
            "MARSAD_PORT": "0",
        }


def budgets(rate: float) -> FloodLimits:
    """Telegram's for each chat; over all, what the bot is told to keep to, and not one more."""
    return FloodLimits(overall=Rate(burst=max(FREE, round(rate)), per_second=rate))


@asynccontextmanager
async def ordeal(settings: Settings, audience: Audience, plan: Plan) -> AsyncIterator[Ordeal]:
    """A filled base, and a sandbox that misbehaves as planned."""
    day = await audience.fill(settings)
    sandbox = Sandbox(limits=budgets(plan.rate), seed=plan.seed, calls_kept=None)
    audience.settle_in(sandbox)
    sandbox.faults.plan(plan.faults)
    database = Database(settings.database_url)
    with tempfile.TemporaryDirectory() as folder:
        async with serve_sandbox(sandbox) as address:
            yield Ordeal(plan, sandbox, database, address=address, day=day, folder=Path(folder))
    await database.close()
