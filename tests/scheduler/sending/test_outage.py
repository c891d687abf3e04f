"""What other processes can tell of an outage, on both engines."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from knowledge.database import Database
from scheduler.accounts.sending import Sending, Status
from scheduler.sending.breaker import IN_A_ROW
from scheduler.sending.leader import Leader
from scheduler.sending.outage import Outage, Outages
from scheduler.sending.transport import NotSent, Result
from tests.scheduler.world import World

NO_CONNECTION = NotSent(None, "no connection")
A_MINUTE = timedelta(minutes=1)


def leader_of(world: World, owner: str) -> Leader:
    return Leader(world.database, owner, "here", world.clock)


@pytest.fixture
async def owing(world: World) -> World:
    """The sender named "first" leads, and owes fifteen chats a digest."""
    await world.publish("a")
    for chat_id in range(1, 16):
        await world.subscribe(chat_id)
    await world.digests.tick(world.clock.forward(hours=1))
    world.sender = world.new_sender("first", at_once=IN_A_ROW)
    await leader_of(world, "first").renew()
    return world


async def fail(world: World, failure: Result = NO_CONNECTION) -> datetime:
    """As often as it takes, and once more for each chat; when sending stopped."""
    for chat_id in range(1, 16):
        world.messenger.answers[chat_id] = [failure] * 2
    await world.sender.drain()
    return world.clock()


async def told(world: World) -> Status:
    """By another process, which only has the base; the sender, if it lives, has its place renewed."""
    return await Sending(world.database).status(world.clock())


async def try_again(world: World) -> datetime:
    now = world.clock.forward(minutes=1)
    await leader_of(world, "first").renew()
    await world.sender.drain()
    return now


async def test_an_outage_is_told_with_its_reason_its_begin_and_the_next_trial(owing: World) -> None:
    stopped_at = await fail(owing)

    status = await told(owing)

    assert status.outage == owing.sender.outage == Outage("no connection", stopped_at, stopped_at + A_MINUTE)
    assert (status.pause, status.ends_at) == (None, None)


async def test_a_trial_that_fails_puts_off_the_next_and_not_the_begin(owing: World) -> None:
    stopped_at = await fail(owing)
    tried_at = await try_again(owing)

    assert (await told(owing)).outage == Outage("no connection", stopped_at, tried_at + 2 * A_MINUTE)


async def test_a_trial_that_succeeds_ends_it(owing: World) -> None:
    await fail(owing)
    owing.messenger.answers.clear()
    await try_again(owing)

    assert (await told(owing)).outage is None
    assert owing.sender.outage is None


async def test_a_trial_that_is_under_way_does_not_end_it_but_one_that_never_comes_does(owing: World) -> None:
    await fail(owing)

    found = []
    for seconds in (59, 31, 31):  # the trial comes after 60
        owing.clock.forward(seconds=seconds)
        await leader_of(owing, "first").renew()
        found.append((await told(owing)).outage is not None)

    assert found == [True, True, False]


async def leave(world: World) -> None:
    await leader_of(world, "first").leave()


async def hand_over(world: World) -> None:
    await leave(world)
    await leader_of(world, "second").renew()


async def die(world: World) -> None:
    """An hour-long wait is left behind, and a place that nobody renews."""
    hence = world.clock() + timedelta(hours=1)
    await Outages(world.database, "first").keep(Outage("no connection", world.clock(), hence), world.clock())
    world.clock.forward(minutes=2)


async def set_the_clock_back(world: World) -> None:
    world.clock.forward(hours=-1)
    await leader_of(world, "first").renew()


@pytest.mark.parametrize("happen", [leave, hand_over, die, set_the_clock_back])
async def test_what_nobody_stands_for_any_more_is_not_told(
    owing: World, happen: Callable[[World], Awaitable[None]]
) -> None:
    await fail(owing)
    assert (await told(owing)).outage is not None

    await happen(owing)

    assert (await told(owing)).outage is None


async def test_while_all_is_well_nothing_is_read_or_written_for_it(owing: World) -> None:
    asked: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        asked.append(f"{statement} {parameters}")

    event.listen(owing.database.engine.sync_engine, "before_cursor_execute", note)
    await owing.sender.drain()
    well = [one for one in asked if "outage" in one]
    await Outages(owing.database, "first").keep(None, owing.clock())

    assert len(owing.messenger.arrived) == 15
    assert not well
    assert [one for one in asked if "outage" in one], "it would have been seen"


async def test_a_base_that_cannot_keep_it_does_not_keep_the_sender_from_its_work(
    tmp_path: Path, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    without_tables = Database(f"sqlite+aiosqlite:///{tmp_path}/empty.sqlite3")

    await Outages(without_tables, "first").keep(None, world.clock())

    await without_tables.close()
    assert "could not be kept" in caplog.text
