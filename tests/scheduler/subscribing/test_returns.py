"""Chats that could not be written to, and come back or move: one digest, no backlog, nothing lost."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from knowledge.readers.dialogues import Dialogues
from scheduler.model import ChatKind, DeliveryStatus, SubscriberState
from scheduler.sending.transport import Gone, Moved
from tests.scheduler.world import World

GROUP, SUPERGROUP = -5, -1000000000005


async def state_of(world: World, chat_id: int, thread_id: int = 0) -> SubscriberState | None:
    subscriber = await world.subscribers.get(chat_id, thread_id)
    return subscriber.state if subscriber else None


async def test_whoever_returns_after_days_gets_one_digest_at_the_next_hour(world: World) -> None:
    await world.publish(*"abcdefghij")
    await world.subscribe(1)
    world.messenger.answers[1] = [Gone("Forbidden: bot was blocked by the user")]
    world.clock.forward(hours=1)
    await world.tick_and_send()
    world.clock.forward(days=5)
    await world.tick_and_send()

    (returned,) = await world.subscribers.take_back(1, world.clock())
    await world.tick_and_send()
    before = len(world.messenger.arrived)
    world.clock.forward(days=1)
    await world.tick_and_send()

    assert before == 0
    assert returned.next_due_at is not None
    assert [delivery.content.body["date"] for delivery in world.messenger.arrived] == [
        returned.next_due_at.date().isoformat()
    ]


async def test_whoever_returns_on_the_same_day_gets_no_second_digest_that_day(world: World) -> None:
    await world.publish(*"abcdefghij")
    await world.subscribe(1)
    world.clock.forward(hours=1)
    await world.tick_and_send()
    await world.subscribers.mark_gone(1, now=world.clock())

    await world.subscribers.take_back(1, world.clock())
    await world.subscribers.change(1, now=world.clock(), minute=23 * 60)

    back = await world.subscribers.get(1)
    assert back is not None
    assert (back.state, back.last_digest_on) == (SubscriberState.ACTIVE, date(2025, 7, 26))
    assert back.next_due_at == datetime(2025, 7, 27, 20, tzinfo=UTC)


async def test_whoever_left_stays_away_though_the_bot_was_blocked_and_unblocked_since(world: World) -> None:
    await world.subscribe(1)
    await world.subscribers.unsubscribe(1, 0, world.clock())

    await world.subscribers.mark_gone(1, now=world.clock())
    returned = await world.subscribers.take_back(1, world.clock())

    assert returned == []
    assert await state_of(world, 1) is SubscriberState.LEFT


async def test_to_return_twice_is_to_return_once(world: World) -> None:
    await world.subscribe(1)
    await world.subscribers.mark_gone(1, now=world.clock())

    first = await world.subscribers.take_back(1, world.clock())
    second = await world.subscribers.take_back(1, world.clock())

    assert (len(first), second) == (1, [])


async def test_a_group_returns_with_all_threads_that_did_not_leave(world: World) -> None:
    for thread_id in (0, 7, 8):
        await world.subscribe(GROUP, thread_id=thread_id, kind=ChatKind.GROUP)
    await world.subscribers.unsubscribe(GROUP, 8, world.clock())
    await world.subscribers.mark_gone(GROUP, now=world.clock())

    returned = await world.subscribers.take_back(GROUP, world.clock())

    assert {subscriber.thread_id for subscriber in returned} == {0, 7}


async def test_a_chat_that_is_gone_is_tried_no_more_for_anything(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await world.digests.tick(world.clock.forward(hours=1))
    world.clock.forward(days=1)
    await world.publish("b")
    await world.digests.tick(world.clock())
    world.messenger.answers[1] = [Gone("Forbidden: user is deactivated")] * 9

    await world.tick_and_send()
    world.clock.forward(days=3)
    await world.tick_and_send()

    assert len(world.messenger.answers[1]) >= 7
    assert (await world.statuses())[DeliveryStatus.DEAD] >= 1
    assert await state_of(world, 1) is SubscriberState.GONE


@pytest.mark.parametrize("news", ["told-first", "sent-first", "told-twice", "given-up-first"])
async def test_a_group_that_moves_keeps_everything_whichever_way_the_news_comes(world: World, news: str) -> None:
    await world.publish("a", "b", "c", "d")
    await world.subscribe(GROUP, thread_id=7, kind=ChatKind.GROUP)
    await world.digests.tick(world.clock.forward(hours=1))
    await Dialogues(world.database).put(GROUP, 3, "subscribe", "hour", {}, world.clock())
    if news == "given-up-first":
        await world.subscribers.mark_gone(GROUP, now=world.clock())
    if news != "sent-first":
        await world.subscribers.move(GROUP, SUPERGROUP, world.clock())
    else:
        world.messenger.answers[GROUP] = [Moved(SUPERGROUP)]
    await world.tick_and_send()
    if news != "told-first":
        await world.subscribers.move(GROUP, SUPERGROUP, world.clock())
    for _ in range(3):
        await world.tick_and_send()
        world.clock.forward(days=1)

    assert await state_of(world, GROUP, 7) is None
    assert await state_of(world, SUPERGROUP, 7) is SubscriberState.ACTIVE
    assert sorted(world.messenger.facts_of(SUPERGROUP)) == ["a", "b", "c", "d"]
    assert len(await world.shown_to(SUPERGROUP)) == 4
    assert await Dialogues(world.database).get(SUPERGROUP, 3) is not None
    assert await Dialogues(world.database).get(GROUP, 3) is None


async def test_news_of_a_move_that_come_both_ways_at_once_move_once(world: World) -> None:
    await world.publish("a")
    await world.subscribe(GROUP, kind=ChatKind.GROUP)
    await world.digests.tick(world.clock.forward(hours=1))
    world.messenger.answers[GROUP] = [Moved(SUPERGROUP)]

    await asyncio.gather(
        world.sender.drain(), *(world.subscribers.move(GROUP, SUPERGROUP, world.clock()) for _ in range(3))
    )
    await world.tick_and_send()

    assert await state_of(world, SUPERGROUP) is SubscriberState.ACTIVE
    assert world.messenger.facts_of(SUPERGROUP) == ["a"]


async def test_a_subscription_that_the_new_chat_lost_gives_way_to_that_of_the_old(world: World) -> None:
    await world.subscribe(GROUP, kind=ChatKind.GROUP, minute=9 * 60)
    await world.subscribe(SUPERGROUP, kind=ChatKind.GROUP, minute=10 * 60)
    await world.subscribers.mark_gone(SUPERGROUP, now=world.clock())

    await world.subscribers.move(GROUP, SUPERGROUP, world.clock())

    kept = await world.subscribers.get(SUPERGROUP)
    assert kept is not None
    assert (kept.state, kept.minute) == (SubscriberState.ACTIVE, 9 * 60)


async def test_a_subscription_that_the_new_chat_ended_itself_stays_ended(world: World) -> None:
    await world.subscribe(GROUP, kind=ChatKind.GROUP)
    await world.subscribe(SUPERGROUP, kind=ChatKind.GROUP)
    await world.subscribers.unsubscribe(SUPERGROUP, 0, world.clock())

    await world.subscribers.move(GROUP, SUPERGROUP, world.clock())

    assert await state_of(world, SUPERGROUP) is SubscriberState.LEFT
