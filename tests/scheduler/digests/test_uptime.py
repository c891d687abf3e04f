"""When ticks came, as processes that tick keep it, on both engines."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.digests.realigning import Realigning
from scheduler.digests.uptime import Gap, gaps
from tests.scheduler.world import World

HOUR = timedelta(hours=1)


@pytest.fixture
def process(world: World) -> Realigning:
    return Realigning(world.database)


async def ticks(world: World, process: Realigning, hours: float) -> None:
    """Every quarter of an hour, the first and the last at once."""
    await process.heed(world.clock())
    for _ in range(int(hours * 4)):
        await process.heed(world.clock.forward(minutes=15))


async def gaps_of(world: World) -> list[Gap]:
    async with world.database.read() as connection:
        return await gaps(connection, world.clock())


async def test_while_ticks_come_there_is_no_gap_nor_before_the_first(world: World, process: Realigning) -> None:
    before = await gaps_of(world)
    await ticks(world, process, hours=10)

    assert (before, await gaps_of(world)) == ([], [])


async def test_a_pause_in_which_nobody_is_too_late_is_none(world: World, process: Realigning) -> None:
    await ticks(world, process, hours=1)
    world.clock.forward(hours=3)
    await ticks(world, Realigning(world.database), hours=1)

    assert await gaps_of(world) == []


@pytest.mark.parametrize("is_restarted", [True, False], ids=["a new process", "a machine that slept"])
async def test_a_longer_one_is_known_once_it_has_ended(world: World, process: Realigning, is_restarted: bool) -> None:
    await ticks(world, process, hours=1)
    since = world.clock()
    until = world.clock.forward(hours=3.5)
    still = await gaps_of(world)
    await ticks(world, Realigning(world.database) if is_restarted else process, hours=1)

    assert (still, await gaps_of(world)) == ([], [Gap(since, until)])


async def test_processes_that_take_turns_leave_none(world: World, process: Realigning) -> None:
    other = Realigning(world.database)
    for _ in range(3):
        await ticks(world, process, hours=4)
        await ticks(world, other, hours=4)

    assert await gaps_of(world) == []


@pytest.mark.parametrize("wrong_by", [timedelta(days=1), timedelta(days=-1), timedelta(days=365), timedelta(days=-365)])
async def test_a_clock_that_is_wrong_for_an_hour_leaves_none_in_the_right_time(
    world: World, process: Realigning, wrong_by: timedelta
) -> None:
    await ticks(world, process, hours=30)
    began_at = world.clock() - timedelta(hours=30)
    world.clock.now += wrong_by
    await ticks(world, process, hours=1)
    world.clock.now -= wrong_by
    await ticks(world, Realigning(world.database), hours=30)

    assert [gap for gap in await gaps_of(world) if gap.until > began_at] == []


def test_what_a_gap_took_was_due_in_it_and_too_late_at_its_end() -> None:
    since = datetime(2025, 7, 26, tzinfo=UTC)
    gap = Gap(since, since + 10 * HOUR)

    assert [gap.took(since + hours * HOUR) for hours in (0, 1, 6, 7, 9, 11)] == [False, True, True, False, False, False]


async def test_only_the_newest_hundred_times_are_kept(world: World) -> None:
    for _ in range(120):
        world.clock.forward(hours=4)
        await Realigning(world.database).heed(world.clock())

    assert len(await gaps_of(world)) == 99
