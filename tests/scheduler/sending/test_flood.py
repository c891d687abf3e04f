import pytest

from knowledge.database import Database
from scheduler.sending.flood import FloodPause
from tests.scheduler.world import Clock


@pytest.fixture
def flood(database: Database) -> FloodPause:
    return FloodPause(database)


async def test_without_a_wish_nothing_pauses(flood: FloodPause, clock: Clock) -> None:
    assert await flood.left(clock()) == 0


async def test_what_is_left_of_a_pause_shrinks_to_nothing(flood: FloodPause, clock: Clock) -> None:
    await flood.keep(30, clock())

    left = [await flood.left(clock.forward(seconds=seconds)) for seconds in (0, 10, 20, 10)]

    assert left == [30, 20, 0, 0]


async def test_a_shorter_pause_does_not_end_a_longer_one(flood: FloodPause, clock: Clock) -> None:
    await flood.keep(30, clock())
    await flood.keep(5, clock())

    assert await flood.left(clock()) == 30


async def test_after_the_clock_went_back_it_begins_anew(flood: FloodPause, clock: Clock) -> None:
    await flood.keep(30, clock())

    assert await flood.left(clock.forward(days=-1)) == 30
