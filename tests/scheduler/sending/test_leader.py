"""Each leader is a process of its own; ``watch`` is the clock that nobody sets."""

import logging
import multiprocessing
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from knowledge.database import Database
from knowledge.tables import base_state
from scheduler.sending.leader import KEY, TTL, Leader
from tests.scheduler.world import Clock


class Watch:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


NewLeader = Callable[[str, str], Leader]


@pytest.fixture
def leader(database: Database, clock: Clock, watch: Watch) -> NewLeader:
    return lambda owner, host: Leader(database, owner, host, clock, watch=watch)


async def pid_becomes(database: Database, pid: int) -> None:
    async with database.write() as connection:
        kept = (await connection.execute(select(base_state.c.value).where(base_state.c.key == KEY))).scalar_one()
        await connection.execute(update(base_state).where(base_state.c.key == KEY).values(value=kept | {"pid": pid}))


def dead_pid() -> int:
    process = multiprocessing.get_context("spawn").Process()
    process.start()
    process.join()
    assert process.pid is not None
    return process.pid


async def test_of_two_processes_one_sends_and_the_other_says_so(
    leader: NewLeader, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = leader("first", "here"), leader("second", "there")

    with caplog.at_level(logging.WARNING):
        taken = [await first.renew(), await second.renew(), await second.renew()]

    assert taken == [True, False, False]
    assert (first.leads, second.leads) == (True, False)
    assert second.other is not None
    assert second.other.host == "here"
    assert caplog.text.count("Another process sends on this base") == 1


async def test_who_renews_in_time_keeps_the_place(leader: NewLeader, watch: Watch) -> None:
    first, second = leader("first", "here"), leader("second", "there")
    for _ in range(20):
        await first.renew()
        await second.renew()
        watch.now += 1

    assert first.leads
    assert not second.leads


async def test_a_place_that_is_not_renewed_is_taken_over_on_another_machine(leader: NewLeader, watch: Watch) -> None:
    first, second = leader("first", "here"), leader("second", "there")
    await first.renew()
    await second.renew()
    watch.now += TTL - 1
    early = await second.renew()
    watch.now += 1

    assert (early, await second.renew()) == (False, True)
    assert (first.leads, second.leads) == (False, True)
    assert await first.renew() is False


@pytest.mark.parametrize("hours", [-24, 24])
async def test_a_clock_that_is_set_makes_no_difference_to_two_machines(
    hours: int, leader: NewLeader, clock: Clock, watch: Watch
) -> None:
    first, second = leader("first", "here"), leader("second", "there")
    await first.renew()
    clock.forward(hours=hours)

    held = [await second.renew(), await first.renew(), await second.renew()]
    watch.now += TTL

    assert held == [False, False, False]
    assert await second.renew() is True


async def test_a_process_that_died_on_this_machine_is_replaced_at_once(database: Database, leader: NewLeader) -> None:
    await leader("first", "here").renew()
    await pid_becomes(database, dead_pid())

    assert await leader("second", "here").renew() is True


async def test_one_that_lives_on_this_machine_is_not(database: Database, leader: NewLeader) -> None:
    await leader("first", "here").renew()
    await pid_becomes(database, 1)

    assert await leader("second", "here").renew() is False


async def test_one_with_the_same_number_as_ours_is_replaced_when_its_time_is_over(
    leader: NewLeader, clock: Clock
) -> None:
    await leader("first", "container").renew()
    early = await leader("second", "container").renew()
    clock.forward(seconds=TTL)

    assert (early, await leader("third", "container").renew()) == (False, True)


async def test_who_leaves_makes_way_at_once(leader: NewLeader) -> None:
    first, second = leader("first", "here"), leader("second", "there")
    await first.renew()
    await second.renew()

    await first.leave()

    assert not first.leads
    assert await second.renew() is True


async def test_a_process_that_was_stopped_for_a_while_and_finds_its_place_goes_on(
    leader: NewLeader, watch: Watch
) -> None:
    first = leader("first", "here")
    await first.renew()
    watch.now += 3 * TTL

    lapsed = first.leads
    taken = await first.renew()

    assert (lapsed, taken, first.leads) == (False, False, True)
