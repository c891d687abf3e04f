import asyncio
import logging

import pytest

from scheduler.digests import Digests, TickReport
from scheduler.model import Delivery, DeliveryStatus
from scheduler.runner import Runner
from scheduler.transport import Result, Sent
from tests.scheduler.world import World


async def until(condition: asyncio.Event) -> None:
    await asyncio.wait_for(condition.wait(), timeout=10)


async def test_started_it_sends_what_is_due_and_stops(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    world.clock.forward(hours=1)
    arrived = asyncio.Event()

    class Ringing:
        async def send(self, delivery: Delivery) -> Result:
            arrived.set()
            return Sent(1)

    runner = Runner(world.digests, type(world.sender)(world.outbox, Ringing(), "ringing", world.clock), world.clock)
    runner.start()
    await until(arrived)
    await runner.stop()

    assert await world.statuses() == {DeliveryStatus.SENT: 1}


async def test_what_is_in_flight_when_it_stops_is_let_end(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await world.digests.tick(world.clock.forward(hours=1))
    begun = asyncio.Event()

    class Slow:
        async def send(self, delivery: Delivery) -> Result:
            begun.set()
            await asyncio.sleep(0.2)
            return Sent(1)

    runner = Runner(world.digests, type(world.sender)(world.outbox, Slow(), "slow", world.clock), world.clock)
    runner.start()
    await until(begun)
    await runner.stop()

    assert await world.statuses() == {DeliveryStatus.SENT: 1}


async def test_what_does_not_end_in_time_is_cut_off_and_marked_later(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await world.digests.tick(world.clock.forward(hours=1))
    begun = asyncio.Event()

    class Stuck:
        async def send(self, delivery: Delivery) -> Result:
            begun.set()
            await asyncio.Event().wait()
            raise AssertionError

    runner = Runner(world.digests, type(world.sender)(world.outbox, Stuck(), "stuck", world.clock), world.clock)
    runner.start()
    await until(begun)
    await runner.stop(within=0.05)
    world.clock.forward(minutes=2)
    await world.sender.recover()

    assert await world.statuses() == {DeliveryStatus.UNKNOWN: 1}


async def test_a_tick_that_fails_is_logged_and_the_sender_goes_on(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await world.digests.tick(world.clock.forward(hours=1))
    arrived = asyncio.Event()

    class Ringing:
        async def send(self, delivery: Delivery) -> Result:
            arrived.set()
            return Sent(1)

    class Failing(Digests):
        async def tick(self, now: object, limit: int = 1000) -> TickReport:
            raise RuntimeError("no base")

    sender = type(world.sender)(world.outbox, Ringing(), "ringing", world.clock)
    runner = Runner(Failing(world.database), sender, world.clock)
    with caplog.at_level(logging.ERROR):
        runner.start()
        await until(arrived)
        await runner.stop()

    assert "The tick failed" in caplog.text
    assert "RuntimeError: no base" in caplog.text
    assert await world.statuses() == {DeliveryStatus.SENT: 1}
