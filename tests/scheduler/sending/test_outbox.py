"""A sender that dies is one that stops between two of these calls and never comes back."""

from datetime import timedelta

import pytest

from scheduler.model import DeliveryStatus
from scheduler.sending.outbox import Done
from scheduler.sending.transport import Moved, NotSent, Sent
from tests.scheduler.world import World

LEASE = timedelta(seconds=90)


@pytest.fixture
async def owing(world: World) -> World:
    """Five chats are owed a digest."""
    await world.publish("a")
    for chat_id in range(1, 6):
        await world.subscribe(chat_id)
    await world.digests.tick(world.clock.forward(hours=1))
    return world


async def test_what_is_leased_is_nobody_elses(owing: World) -> None:
    mine = await owing.outbox.exchange((), "me", 3, owing.clock())
    others = await owing.outbox.exchange((), "other", 10, owing.clock())

    assert [delivery.chat_id for delivery in mine] == [1, 2, 3]
    assert [delivery.chat_id for delivery in others] == [4, 5]


async def test_what_a_dead_sender_was_sending_is_marked_and_not_sent_again(owing: World) -> None:
    await owing.outbox.exchange((), "dead", 2, owing.clock())

    early = await owing.outbox.recover(owing.clock.forward(seconds=89))
    lost = await owing.outbox.recover(owing.clock.forward(seconds=2))
    await owing.tick_and_send()

    assert (early, lost) == (0, 2)
    assert await owing.statuses() == {DeliveryStatus.UNKNOWN: 2, DeliveryStatus.SENT: 3}
    assert sorted(arrived.chat_id for arrived in owing.messenger.arrived) == [3, 4, 5]


async def test_a_result_of_another_owner_is_not_taken(owing: World) -> None:
    (leased,) = await owing.outbox.exchange((), "owner", 1, owing.clock())

    await owing.outbox.finish([Done(leased, NotSent(None, "stolen"))], "thief", owing.clock())

    assert (await owing.delivery_to(leased.chat_id)).status is DeliveryStatus.SENDING


async def test_a_late_result_still_settles_what_was_unknown(owing: World) -> None:
    (leased,) = await owing.outbox.exchange((), "slow", 1, owing.clock())
    await owing.outbox.recover(owing.clock() + LEASE * 2)

    await owing.outbox.finish([Done(leased, Sent(42))], "slow", owing.clock())

    delivery = await owing.delivery_to(leased.chat_id)
    assert (delivery.status, delivery.message_id) == (DeliveryStatus.SENT, 42)


async def test_a_result_counts_once(owing: World) -> None:
    (leased,) = await owing.outbox.exchange((), "me", 1, owing.clock())

    await owing.outbox.finish([Done(leased, Sent(42))], "me", owing.clock())
    await owing.outbox.finish([Done(leased, NotSent(None, "twice"))], "me", owing.clock())

    assert (await owing.delivery_to(leased.chat_id)).status is DeliveryStatus.SENT


async def test_a_chat_that_moves_to_where_the_digest_was_sent_already_gets_no_second(owing: World) -> None:
    owing.messenger.answers[1] = [Moved(2)]

    await owing.tick_and_send()

    assert await owing.statuses() == {DeliveryStatus.SENT: 4, DeliveryStatus.SKIPPED: 1}
    assert [arrived.chat_id for arrived in owing.messenger.arrived].count(2) == 1
    assert await owing.shown_to(2) == {"a"}
