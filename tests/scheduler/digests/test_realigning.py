"""Clocks that are wrong, zones whose rules change, people who move: no date brings two digests, and none is lost."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import state
from knowledge.database import Database
from scheduler.digests.tick import Digests
from scheduler.model import EVERY_DAY, DeliveryStatus, Subscriber
from scheduler.timing.due import is_allowed, moment_on
from scheduler.timing.rules import signature
from scheduler.timing.zones import zoneinfo_of
from tests.scheduler.world import Clock, Messenger, World

START = datetime(2025, 3, 24, 3, tzinfo=UTC)
MONDAY = 1
ZONES = ("Africa/Cairo", "Pacific/Kiritimati", "Pacific/Honolulu", "Europe/Berlin", "UTC-03:30")
STEP = 2
"""Hours from one tick to the next."""

steps = st.integers(1, 15)
jumps = st.lists(st.tuples(steps, st.sampled_from((-24, 0, 24)), st.booleans()), max_size=6)
changes = st.lists(st.tuples(steps, st.sampled_from(ZONES), st.integers(0, 1439)), max_size=8)


@pytest.fixture(scope="module")
def in_a_world(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Run something in a world of its own, with more than enough to tell."""

    async def run(act: Callable[[World], Awaitable[None]]) -> None:
        file = shutil.copy(migrated_file, tmp_path_factory.mktemp("world") / "base.sqlite3")
        database = Database(f"sqlite+aiosqlite:///{file}")
        world = World(database, Clock(START), Messenger())
        await world.add_topics()
        await world.publish(*(f"fact-{number}" for number in range(80)))
        await act(world)
        await database.close()

    return lambda act: asyncio.run(run(act))


async def subscribe(world: World) -> list[Subscriber]:
    """In every zone, at any time of day; one of them on Mondays only."""
    subscribers = []
    for number, zone in enumerate((*ZONES, "Africa/Cairo")):
        await world.subscribe(number, zone=zone, minute=number * 273 % 1440)
        days = MONDAY if number == len(ZONES) else EVERY_DAY
        subscribers.append(await world.subscribers.change(number, now=START, amount=1, days=days))
    return subscribers


def dates_of(world: World, chat_id: int) -> list[date]:
    bodies = [delivery.content.body for delivery in world.messenger.arrived if delivery.chat_id == chat_id]
    return [date.fromisoformat(body["date"]) for body in bodies]


@settings(max_examples=8, deadline=None)
@given(jumps)
def test_a_clock_that_is_wrong_by_a_day_brings_no_date_twice_and_costs_nothing_once_it_is_right(
    in_a_world: Callable[..., None], jumps: list[tuple[int, int, bool]]
) -> None:
    async def act(world: World) -> None:
        subscribers = await subscribe(world)
        now, right = START, set[datetime]()
        for steps, wrong_by, is_restarted in [*jumps, (40, 0, False)]:
            if is_restarted:
                world.digests = Digests(world.database)
            for _ in range(steps):
                now += timedelta(hours=STEP)
                world.clock.now = now + timedelta(hours=wrong_by)
                await world.tick_and_send()
                if wrong_by == 0:
                    right.add(now)
        for subscriber in subscribers:
            dates = dates_of(world, subscriber.chat_id)
            assert len(dates) == len(set(dates))
            assert set(served_when_right(subscriber, right, now)) <= set(dates)

    in_a_world(act)


def served_when_right(subscriber: Subscriber, right: set[datetime], end: datetime) -> list[date]:
    """The dates whose due time is followed by ticks at the right time only, for as long as they may be late."""
    found = []
    day = START.date() + timedelta(days=1)
    while (due := moment_on(day, subscriber.minute, zoneinfo_of(subscriber.zone))) and due < end:
        ticks = [START + timedelta(hours=STEP * number) for number in range(1, 400)]
        near = [tick for tick in ticks if due <= tick <= min(end, due + timedelta(hours=3))]
        if near and set(near) <= right and is_allowed(day, subscriber.days):
            found.append(day)
        day += timedelta(days=1)
    return found


@settings(max_examples=8, deadline=None)
@given(changes)
def test_who_moves_and_changes_the_hour_gets_no_date_twice_and_one_within_two_days(
    in_a_world: Callable[..., None], changes: list[tuple[int, str, int]]
) -> None:
    async def act(world: World) -> None:
        await subscribe(world)
        changed_at = START
        for steps, zone, minute in [*changes, (25, "Asia/Riyadh", 480)]:
            await world.subscribers.change(0, now=world.clock(), zone=zone, minute=minute)
            changed_at = world.clock()
            for _ in range(steps):
                world.clock.forward(hours=STEP)
                await world.tick_and_send()
        dates = dates_of(world, 0)
        assert len(dates) == len(set(dates))
        assert any(one.chat_id == 0 and one.due_at > changed_at for one in world.messenger.arrived)

    in_a_world(act)


async def test_what_was_too_late_only_by_a_wrong_clock_is_sent_when_it_is_right(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    right = world.clock()
    world.clock.forward(hours=6)
    await world.tick_and_send()
    too_late = await world.outcomes_of(1)

    world.clock.now = right + timedelta(hours=1, minutes=5)
    await world.tick_and_send()

    assert [status for _, status, _ in too_late] == [DeliveryStatus.SKIPPED]
    assert await world.outcomes_of(1) == [("digest:2025-07-26", DeliveryStatus.SENT, None)]


async def test_a_clock_that_is_corrected_a_little_moves_nothing(world: World) -> None:
    await world.publish("a", "b", "c", "d")
    subscriber = await world.subscribe(1)
    world.clock.forward(hours=1)
    await world.tick_and_send()
    world.clock.forward(seconds=-50)

    await world.tick_and_send()

    after = await world.subscribers.get(1)
    assert after is not None
    assert subscriber.next_due_at is not None
    assert after.next_due_at == subscriber.next_due_at + timedelta(days=1)


async def test_where_a_zone_has_other_rules_after_an_update_the_due_times_follow(world: World) -> None:
    await world.publish("a")
    for chat_id, zone in ((1, "Africa/Cairo"), (2, "Asia/Riyadh")):
        await world.subscribe(chat_id, zone=zone)
    await world.digests.tick(world.clock())
    await pretend_other_rules(world, "Africa/Cairo")

    await Digests(world.database).tick(world.clock())

    cairo, riyadh = await world.subscribers.get(1), await world.subscribers.get(2)
    assert cairo is not None
    assert riyadh is not None
    assert (cairo.next_due_at, riyadh.next_due_at) == (
        datetime(2025, 7, 26, 5, tzinfo=UTC),
        datetime(2025, 7, 27, 5, tzinfo=UTC),
    )


async def test_a_turn_that_is_a_little_ago_by_the_new_rules_is_served_at_once(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await world.digests.tick(world.clock())
    await pretend_other_rules(world, "Africa/Cairo")

    await Digests(world.database).tick(world.clock.forward(hours=2))

    assert await world.outcomes_of(1) == [("digest:2025-07-26", DeliveryStatus.PENDING, None)]


async def pretend_other_rules(world: World, zone: str) -> None:
    """As if everyone's due time were by rules of the zone that hold no more: a day later."""
    for chat_id in (1, 2):
        await world.delay(chat_id, days=1)
    async with world.database.write() as connection:
        kept = await state.get(connection, "zone_rules")
        await state.put(connection, "zone_rules", kept | {"zones": kept["zones"] | {zone: "other"}})


def test_the_signature_of_a_zone_tells_its_offsets_and_when_they_change() -> None:
    since = date(2025, 1, 1)
    signatures = {
        zone: signature(zone, since) for zone in ("Europe/Berlin", "Africa/Lagos", "UTC+01:00", "Asia/Beirut")
    }

    assert signatures["Africa/Lagos"] == signatures["UTC+01:00"]
    assert len(set(signatures.values())) == 3
    assert signature("Europe/Berlin", since) == signature("Europe/Paris", since)
    assert signature("Europe/Berlin", since) != signature("Europe/Berlin", date(2025, 6, 1))
