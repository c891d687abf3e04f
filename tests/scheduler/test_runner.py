import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from scheduler.model import Delivery, DeliveryStatus
from scheduler.runner import Job, Runner
from scheduler.sending.transport import Result, Sent
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

    def room(self) -> int:
        return 30


@pytest.fixture
async def due(world: World) -> World:
    """One digest is due."""
    await world.publish("a")
    await world.subscribe(1)
    world.clock.forward(hours=1)
    return world


async def run_until_begun(
    world: World, messenger: Slow, tick: Callable[[], Awaitable[None]] | None = None, within: float = 10
) -> None:
    sender = world.new_sender("slow", messenger)

    async def find_due() -> None:
        await world.digests.tick(world.clock())

    async def send() -> bool:
        return await sender.drain() > 0

    runner = Runner([Job("tick", tick or find_due, every=20), Job("sender", send, every=1)])
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


async def test_work_that_fails_is_logged_and_the_others_go_on(due: World, caplog: pytest.LogCaptureFixture) -> None:
    await due.digests.tick(due.clock())

    async def fail() -> None:
        raise RuntimeError("no base")

    with caplog.at_level(logging.ERROR):
        await run_until_begun(due, Slow(), fail)

    assert "The tick failed" in caplog.text
    assert "RuntimeError: no base" in caplog.text
    assert await due.statuses() == {DeliveryStatus.SENT: 1}


async def test_work_that_fails_runs_again() -> None:
    tries = 0
    recovered = asyncio.Event()

    async def work() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise RuntimeError("no base")
        recovered.set()

    runner = Runner([Job("tick", work, every=0.01)])
    runner.start()
    await asyncio.wait_for(recovered.wait(), timeout=10)
    await runner.stop()

    assert tries > 1


async def test_work_with_more_to_do_runs_again_at_once_until_it_has_none() -> None:
    left = [True, True, False]
    ended = asyncio.Event()

    async def work() -> bool:
        more = left.pop(0)
        if not more:
            ended.set()
        return more

    runner = Runner([Job("sender", work, every=3600)])
    runner.start()
    await asyncio.wait_for(ended.wait(), timeout=10)
    await runner.stop()

    assert left == []
