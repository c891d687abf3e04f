import asyncio
import logging
from datetime import datetime

import pytest

from scheduler.digests import Digests, TickReport
from scheduler.model import Delivery, DeliveryStatus
from scheduler.runner import Runner
from scheduler.transport import Result, Sent
from tests.scheduler.world import World


class Slow:
    """A messenger that takes its time. ``begun`` is set once it has been given something."""

    def __init__(self, seconds: float = 0) -> None:
        self.begun = asyncio.Event()
        self._seconds = seconds

    async def send(self, delivery: Delivery) -> Result:
        self.begun.set()
        await asyncio.sleep(self._seconds)
        return Sent(1)


class Failing(Digests):
    async def tick(self, now: datetime, limit: int = 1000) -> TickReport:
        raise RuntimeError("no base")


@pytest.fixture
async def due(world: World) -> World:
    """One digest is due."""
    await world.publish("a")
    await world.subscribe(1)
    world.clock.forward(hours=1)
    return world


async def run_until_begun(world: World, messenger: Slow, digests: Digests | None = None, within: float = 10) -> None:
    runner = Runner(digests or world.digests, world.new_sender("slow", messenger), world.clock)
    runner.start()
    await asyncio.wait_for(messenger.begun.wait(), timeout=10)
    await runner.stop(within)


async def test_started_it_finds_what_is_due_and_sends_it(due: World) -> None:
    await run_until_begun(due, Slow())

    assert await due.statuses() == {DeliveryStatus.SENT: 1}


async def test_what_is_in_flight_when_it_stops_is_let_end(due: World) -> None:
    await run_until_begun(due, Slow(seconds=0.2))

    assert await due.statuses() == {DeliveryStatus.SENT: 1}


async def test_what_does_not_end_in_time_is_cut_off_and_marked_later(due: World) -> None:
    await run_until_begun(due, Slow(seconds=3600), within=0.05)
    due.clock.forward(minutes=2)
    await due.sender.recover()

    assert await due.statuses() == {DeliveryStatus.UNKNOWN: 1}


async def test_a_tick_that_fails_is_logged_and_the_sender_goes_on(due: World, caplog: pytest.LogCaptureFixture) -> None:
    await due.digests.tick(due.clock())

    with caplog.at_level(logging.ERROR):
        await run_until_begun(due, Slow(), Failing(due.database))

    assert "The tick failed" in caplog.text
    assert "RuntimeError: no base" in caplog.text
    assert await due.statuses() == {DeliveryStatus.SENT: 1}
