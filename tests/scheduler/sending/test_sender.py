import asyncio
import logging
from typing import Any

import pytest

from scheduler.model import Delivery, DeliveryStatus, SubscriberState
from scheduler.sending.outcomes import MOST_ATTEMPTS
from scheduler.sending.sender import AT_ONCE
from scheduler.sending.transport import Gone, Moved, NotSent, Refused, Result, Sent, Skipped, Unknown
from tests.scheduler.world import World


async def owe(world: World, *chat_ids: int) -> None:
    """Enter today's digest for each chat."""
    await world.publish("a", "b")
    for chat_id in chat_ids:
        await world.subscribe(chat_id)
    await world.digests.tick(world.clock.forward(hours=1))


async def test_what_is_owed_is_sent_once(world: World) -> None:
    await owe(world, 1, 2)

    tried = [await world.sender.drain() for _ in range(2)]

    delivery = await world.delivery_to(1)
    assert tried == [2, 0]
    assert [arrived.chat_id for arrived in world.messenger.arrived] == [1, 2]
    assert (delivery.status, delivery.message_id, delivery.finished_at) == (
        DeliveryStatus.SENT,
        1,
        world.clock(),
    )


async def test_it_is_marked_as_being_sent_before_it_is_sent(world: World) -> None:
    await owe(world, 1)
    seen: list[DeliveryStatus] = []

    class Looking:
        async def send(self, delivery: Delivery) -> Result:
            seen.append((await world.delivery_to(delivery.chat_id)).status)
            return Sent(1)

        def room(self) -> int:
            return AT_ONCE

    await world.new_sender("looking", Looking()).drain()

    assert seen == [DeliveryStatus.SENDING]


async def test_while_the_messenger_wants_nothing_nothing_is_sent_and_no_attempt_counts(world: World) -> None:
    await owe(world, 1, 2)
    world.messenger.answers[1] = [NotSent(17.0, "flood")] * 2

    await world.sender.drain()
    tried_too_early = [await world.sender.drain(), world.clock.forward(seconds=16), await world.sender.drain()]
    delivery = await world.delivery_to(1)
    world.clock.forward(seconds=1)
    await world.sender.drain()
    world.clock.forward(seconds=17)
    await world.sender.drain()

    assert tried_too_early[::2] == [0, 0]
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.PENDING, 0)
    assert [arrived.chat_id for arrived in world.messenger.arrived] == [2, 1]


async def test_what_was_not_sent_is_tried_again_later_and_later(world: World) -> None:
    await owe(world, 1)
    world.messenger.answers[1] = [NotSent(None, "no connection")] * 2

    waited = []
    for wait in (30, 60):
        await world.sender.drain()
        world.clock.forward(seconds=wait - 1)
        waited.append(await world.sender.drain())
        world.clock.forward(seconds=1)
    await world.sender.drain()

    delivery = await world.delivery_to(1)
    assert waited == [0, 0]
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.SENT, 2)


async def test_after_too_many_attempts_it_is_given_up_and_the_facts_come_again(world: World) -> None:
    await owe(world, 1)
    world.messenger.answers[1] = [NotSent(None, "no connection")] * MOST_ATTEMPTS

    for attempt in range(MOST_ATTEMPTS):
        await world.sender.drain()
        world.clock.forward(seconds=30 * 2**attempt)
    given_up = await world.delivery_to(1)
    world.clock.forward(hours=22)
    await world.tick_and_send()

    assert (given_up.status, given_up.error) == (DeliveryStatus.DEAD, "no connection")
    assert world.messenger.facts_of(1) == ["a", "b"]


async def test_a_refused_message_leaves_the_subscription(world: World) -> None:
    await owe(world, 1)
    world.messenger.answers[1] = [Refused("message is too long")]

    await world.sender.drain()

    subscriber = await world.subscribers.get(1)
    assert subscriber is not None
    assert subscriber.state is SubscriberState.ACTIVE
    assert (await world.delivery_to(1)).status is DeliveryStatus.DEAD
    assert await world.shown_to(1) == set()


async def test_who_is_gone_is_not_due_any_more(world: World) -> None:
    await owe(world, 1, 2)
    world.messenger.answers[1] = [Gone("bot was blocked by the user")]

    await world.sender.drain()

    gone, other = await world.subscribers.get(1), await world.subscribers.get(2)
    assert gone is not None
    assert other is not None
    assert (gone.state, gone.next_due_at) == (SubscriberState.GONE, None)
    assert other.state is SubscriberState.ACTIVE
    assert await world.statuses() == {DeliveryStatus.DEAD: 1, DeliveryStatus.SENT: 1}
    assert await world.shown_to(1) == set()


async def test_a_moved_group_gets_it_at_its_new_id(world: World) -> None:
    await owe(world, 1)
    world.messenger.answers[1] = [Moved(-100)]

    await world.tick_and_send()

    moved = await world.subscribers.get(-100)
    assert moved is not None
    assert moved.state is SubscriberState.ACTIVE
    assert world.messenger.facts_of(-100) == ["a", "b"]
    assert await world.shown_to(-100) == {"a", "b"}
    assert await world.shown_to(1) == set()


async def test_what_may_have_arrived_is_not_sent_again(world: World) -> None:
    await owe(world, 1)
    world.messenger.answers[1] = [Unknown("read timeout")]

    await world.sender.drain()
    world.clock.forward(days=1)
    await world.tick_and_send()

    assert await world.outcomes_of(1) == [
        ("digest:2025-07-26", DeliveryStatus.UNKNOWN, "read timeout"),
        ("digest:2025-07-27", DeliveryStatus.SKIPPED, "nothing new"),
    ]
    assert world.messenger.arrived == []


async def test_a_digest_whose_facts_were_all_retired_is_skipped(world: World) -> None:
    await owe(world, 1)
    world.messenger.answers[1] = [Skipped("no fact left")]

    await world.sender.drain()

    assert (await world.delivery_to(1)).status is DeliveryStatus.SKIPPED
    assert await world.shown_to(1) == set()


async def test_a_fault_in_the_transport_touches_one_delivery(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await owe(world, 1, 2)
    world.messenger.answers[1] = [ValueError("a fault")]

    with caplog.at_level(logging.ERROR):
        await world.sender.drain()

    assert (await world.delivery_to(1)).status is DeliveryStatus.UNKNOWN
    assert (await world.delivery_to(2)).status is DeliveryStatus.SENT
    assert "ValueError: a fault" in caplog.text


async def test_at_no_moment_are_more_than_thirty_on_their_way(world: World) -> None:
    await owe(world, *range(1, 101))
    at_once: list[int] = []
    every_hand_is_full = asyncio.Event()

    class Slow:
        def __init__(self) -> None:
            self.holds = 0

        async def send(self, delivery: Delivery) -> Result:
            self.holds += 1
            if self.holds == AT_ONCE:
                every_hand_is_full.set()
            await every_hand_is_full.wait()
            at_once.append((await world.statuses())[DeliveryStatus.SENDING])
            return Sent(1)

        def room(self) -> int:
            return 2 * AT_ONCE

    assert await world.new_sender("slow", Slow()).drain() == 100

    assert max(at_once) == AT_ONCE == 30
    assert await world.statuses() == {DeliveryStatus.SENT: 100}


async def test_what_would_wait_for_its_turn_is_not_taken_on_before_there_is_room(world: World) -> None:
    await owe(world, *range(1, 11))
    at_once: list[int] = []

    class Paced:
        def __init__(self) -> None:
            self.waiting = 0

        async def send(self, delivery: Delivery) -> Result:
            self.waiting += 1
            at_once.append((await world.statuses())[DeliveryStatus.SENDING])
            self.waiting -= 1
            return Sent(1)

        def room(self) -> int:
            return 3 - self.waiting

    assert await world.new_sender("paced", Paced()).drain() == 10

    assert max(at_once) == 3


async def test_room_is_used_though_nothing_that_is_under_way_ends(world: World) -> None:
    await owe(world, 1, 2)
    second_begins = asyncio.Event()

    class Stuck:
        async def send(self, delivery: Delivery) -> Result:
            if delivery.chat_id == 1:
                await second_begins.wait()
            else:
                second_begins.set()
            return Sent(1)

        def room(self) -> int:
            return 1

    assert await asyncio.wait_for(world.new_sender("stuck", Stuck()).drain(), 10) == 2


async def test_senders_that_race_send_nothing_twice(world: World) -> None:
    await owe(world, *range(1, 101))
    senders = [world.new_sender(f"sender {number}") for number in range(4)]

    await asyncio.gather(*(sender.drain() for sender in senders))

    assert sorted(arrived.chat_id for arrived in world.messenger.arrived) == list(range(1, 101))


async def test_when_the_base_fails_what_went_out_is_not_forgotten(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await owe(world, 1, 2, 3)
    exchange, calls = world.outbox.exchange, []

    async def failing(*arguments: Any) -> list[Delivery]:
        calls.append(arguments)
        if len(calls) > 1:
            raise OSError("the disk is full")
        return await exchange(*arguments)

    monkeypatch.setattr(world.outbox, "exchange", failing)

    with pytest.raises(OSError, match="the disk is full"):
        await world.sender.drain()

    assert await world.statuses() == {DeliveryStatus.SENT: 3}


async def test_whoever_is_told_to_end_takes_on_nothing_more(world: World) -> None:
    await owe(world, *range(1, 101))

    await world.send_some(7)

    assert await world.statuses() == {DeliveryStatus.SENT: 7, DeliveryStatus.PENDING: 93}
