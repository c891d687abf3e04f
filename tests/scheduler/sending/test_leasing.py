"""What is handed out when: parts in order, nothing in quiet hours, nothing too late. Cairo is at UTC+3 in July."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from scheduler.deliveries import Owed, enqueue
from scheduler.digests.entering import TOO_LATE
from scheduler.model import Content, DeliveryStatus
from scheduler.sending.transport import NotSent
from scheduler.tables import deliveries, subscribers
from tests.scheduler.world import World

BODIES: dict[str, dict[str, Any]] = {
    "digest": {"facts": [{"id": "a", "topic": "deepseek"}]},
    "correction": {"fact": "a", "before": {}},
    "broadcast": {"html": "…"},
}
NIGHT = {"quiet_from": 22 * 60, "quiet_until": 7 * 60}


async def keep_quiet(world: World, chat_id: int, quiet_from: int, quiet_until: int) -> None:
    statement = update(subscribers).where(subscribers.c.chat_id == chat_id)
    async with world.database.write() as connection:
        await connection.execute(statement.values(quiet_from=quiet_from, quiet_until=quiet_until))


async def owe(world: World, kind: str, chat_id: int = 1, part: int = 0) -> None:
    subscriber = await world.subscribers.get(chat_id)
    assert subscriber is not None
    owed = Owed(f"{kind}:7", (chat_id, 0), subscriber.id, Content(kind, "ar", BODIES[kind]), world.clock(), part)
    async with world.database.write() as connection:
        await enqueue(connection, [owed], world.clock())


async def begun(world: World) -> list[int]:
    """The parts that a sender is given now, all of which it begins to send."""
    leased = await world.outbox.exchange((), "me", 30, world.clock())
    return [delivery.part for delivery in leased]


@pytest.fixture
async def quiet(world: World) -> World:
    """At 23:00 in Cairo, where one chat wants nothing from 22:00 to 07:00."""
    await world.publish("a")
    await world.subscribe(1)
    await keep_quiet(world, 1, **NIGHT)
    world.clock.now = datetime(2025, 7, 26, 20, tzinfo=UTC)
    return world


@pytest.mark.parametrize("kind", ["broadcast", "correction"])
async def test_what_nobody_asked_for_waits_until_the_quiet_hours_end(kind: str, quiet: World) -> None:
    await owe(quiet, kind)

    at_night = [await quiet.sender.drain(), quiet.clock.forward(hours=7, minutes=59), await quiet.sender.drain()]
    quiet.clock.forward(minutes=1)
    in_the_morning = await quiet.sender.drain()

    assert (at_night[0], at_night[2], in_the_morning) == (0, 0, 1)


async def test_a_chat_without_quiet_hours_is_served_behind_any_number_that_have_them(quiet: World) -> None:
    for chat_id in range(2, 42):
        await quiet.subscribe(chat_id)
        await keep_quiet(quiet, chat_id, **NIGHT)
    await quiet.subscribe(100)
    for chat_id in [*range(1, 42), 100]:
        await owe(quiet, "broadcast", chat_id)

    assert await quiet.sender.drain() == 1


async def test_a_digest_within_the_quiet_hours_comes_because_its_reader_chose_the_hour(quiet: World) -> None:
    await owe(quiet, "digest")
    quiet.clock.forward(minutes=10)

    assert await quiet.sender.drain() == 1


async def test_a_digest_that_is_late_waits_like_the_rest(quiet: World) -> None:
    await keep_quiet(quiet, 1, quiet_from=23 * 60 + 30, quiet_until=60)
    await owe(quiet, "digest")

    quiet.clock.forward(minutes=31)
    late = await quiet.sender.drain()
    quiet.clock.forward(minutes=89)

    assert (late, await quiet.sender.drain()) == (0, 1)


async def test_a_digest_that_quiet_hours_would_make_too_late_is_skipped_and_its_facts_come_again(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await world.digests.tick(world.clock.forward(hours=1))
    await keep_quiet(world, 1, quiet_from=8 * 60 + 30, quiet_until=12 * 60)
    world.clock.forward(minutes=31)

    await world.sender.drain()

    skipped = await world.delivery_to(1)
    assert (skipped.status, skipped.error) == (DeliveryStatus.SKIPPED, TOO_LATE)
    assert await world.shown_to(1) == set()


async def test_a_digest_is_sent_up_to_three_hours_late_and_no_later(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await world.subscribe(2)
    await world.digests.tick(world.clock.forward(hours=1))
    world.clock.forward(hours=3)
    in_time = await world.outbox.exchange((), "me", 1, world.clock())
    world.clock.forward(seconds=1)

    await world.sender.drain()

    assert len(in_time) == 1
    assert (await world.delivery_to(2)).error == TOO_LATE
    assert world.messenger.arrived == []


async def test_a_part_waits_for_the_one_before_it(world: World) -> None:
    await world.subscribe(1)
    for part in (1, 0, 2):
        await owe(world, "broadcast", part=part)

    assert await begun(world) == [0]
    assert await begun(world) == []


async def test_parts_arrive_in_order_whatever_fails(world: World) -> None:
    await world.subscribe(1)
    for part in range(3):
        await owe(world, "broadcast", part=part)
    world.messenger.answers[1] = [NotSent(None, "no connection")]

    for _ in range(5):
        await world.sender.drain()
        world.clock.forward(minutes=1)

    assert [delivery.part for delivery in world.messenger.arrived] == [0, 1, 2]


async def test_nothing_is_handed_out_while_an_owner_has_paused_sending(world: World) -> None:
    await world.subscribe(1)
    await owe(world, "broadcast")
    await world.switch.pause("owner", world.clock())

    paused = await world.sender.drain()
    await world.switch.resume()

    assert (paused, await world.sender.drain()) == (0, 1)


async def test_after_the_clock_went_back_a_day_nothing_waits_for_the_day_to_pass_again(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await owe(world, "broadcast")
    await owe(world, "correction")
    await world.outbox.exchange((), "dead", 1, world.clock())
    world.clock.forward(days=-1)

    lost = await world.sender.recover()

    assert (lost, await world.sender.drain()) == (1, 1)


async def test_one_delivery_is_sent_alone_whatever_its_turn_and_the_hour(quiet: World) -> None:
    await owe(quiet, "correction")
    await owe(quiet, "broadcast")
    wanted = await quiet.delivery_to(1)

    await quiet.new_sender("by hand").send_one(wanted.id)

    assert [delivery.id for delivery in quiet.messenger.arrived] == [wanted.id]


async def test_who_takes_over_gets_at_once_what_others_had(world: World) -> None:
    for chat_id in (1, 2):
        await world.subscribe(chat_id)
        await owe(world, "broadcast", chat_id)
    await world.outbox.exchange((), "dead", 1, world.clock())

    lost = await world.new_sender("new").take_over()

    assert (lost, await world.new_sender("new").drain()) == (1, 1)


async def test_who_takes_over_leaves_its_own_alone(world: World) -> None:
    await world.subscribe(1)
    await owe(world, "broadcast")
    await world.outbox.exchange((), "me", 1, world.clock())

    assert await world.new_sender("me").take_over() == 0


async def test_putting_off_touches_only_what_is_in_quiet_hours(quiet: World) -> None:
    await owe(quiet, "broadcast")

    await quiet.sender.drain()

    async with quiet.database.read() as connection:
        (put_off_to,) = await connection.scalars(deliveries.select().with_only_columns(deliveries.c.next_attempt_at))
    assert put_off_to == quiet.clock() + timedelta(hours=8)
