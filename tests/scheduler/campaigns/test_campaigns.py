"""A broadcast reaches everyone it is for, once, through crashes, moves and second thoughts."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event

from scheduler.campaigns.audiences import Audience
from scheduler.campaigns.rows import Campaign, CampaignState
from scheduler.errors import CampaignBegun, CampaignNotFound
from scheduler.model import ChatKind, DeliveryStatus
from scheduler.sending.transport import Gone
from tests.scheduler.world import Clock, Messenger, World

OWNER = 100
TEXTS = {"ar": "رسالة", "en": "A message"}
NEVER_DUE = {"minute": 12 * 60}


async def broadcast(world: World, audience: Audience | None = None, texts: dict[str, str] | None = None) -> Campaign:
    return await world.campaigns.broadcast(texts or TEXTS, audience or Audience(), author_id=OWNER, now=world.clock())


async def subscribe_many(world: World, chats: range) -> None:
    for chat_id in chats:
        await world.subscribe(chat_id, **NEVER_DUE)


async def send(world: World) -> None:
    world.clock.forward(minutes=1)
    await world.tick_and_send()


def reached(messenger: Messenger) -> list[int]:
    return [delivery.chat_id for delivery in messenger.arrived]


async def test_everyone_gets_it_once_in_their_language(world: World, messenger: Messenger) -> None:
    await world.subscribe(1, language="ar", **NEVER_DUE)
    await world.subscribe(2, language="en", **NEVER_DUE)
    campaign = await broadcast(world)

    await send(world)
    await send(world)

    assert {one.chat_id: one.content.body["html"] for one in messenger.arrived} == {1: "رسالة", 2: "A message"}
    assert len(messenger.arrived) == 2
    assert (await world.campaigns.get(campaign.id)).state is CampaignState.ENTERED


async def test_who_reads_the_other_language_gets_the_text_there_is(world: World, messenger: Messenger) -> None:
    await world.subscribe(1, language="en", **NEVER_DUE)
    await broadcast(world, texts={"ar": "رسالة"})

    await send(world)

    (delivery,) = messenger.arrived
    assert (delivery.content.language, delivery.content.body) == ("en", {"html": "رسالة"})


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        pytest.param(Audience(), {1, 2, 3, -4, -5}, id="all"),
        pytest.param(Audience(people_only=True), {1, 2, 3}, id="people"),
        pytest.param(Audience("topic", "waic"), {3, -4}, id="topic"),
        pytest.param(Audience("topic", "waic", people_only=True), {3}, id="topic-people"),
        pytest.param(Audience("language", "en"), {2}, id="language"),
        pytest.param(Audience("topic", "nowhere"), set(), id="nobody"),
    ],
)
async def test_an_audience_is_who_it_says(
    world: World, messenger: Messenger, audience: Audience, expected: set[int]
) -> None:
    await world.subscribe(1, **NEVER_DUE)
    await world.subscribe(2, language="en", **NEVER_DUE)
    await world.subscribe(3, topics=("waic",), **NEVER_DUE)
    await world.subscribe(-4, kind=ChatKind.GROUP, topics=("waic",), **NEVER_DUE)
    await world.subscribe(-5, kind=ChatKind.CHANNEL, **NEVER_DUE)
    await world.subscribe(6, **NEVER_DUE)
    await world.subscribers.unsubscribe(6, 0, world.clock())

    assert await world.campaigns.reach(audience) == len(expected)
    await broadcast(world, audience)
    await send(world)

    assert set(reached(messenger)) == expected


async def test_nothing_is_entered_before_its_start(world: World) -> None:
    await world.subscribe(1, **NEVER_DUE)
    await broadcast(world)

    assert await world.campaigns.advance(world.clock() + timedelta(seconds=59)) == 0


async def test_an_undone_broadcast_leaves_no_trace(world: World, messenger: Messenger) -> None:
    await world.subscribe(1, **NEVER_DUE)
    campaign = await broadcast(world)

    undone = await world.campaigns.cancel(campaign.id, world.clock())
    await send(world)

    assert undone.state is CampaignState.CANCELLED
    assert messenger.arrived == []
    assert await world.ledger.of_chat(1) == []


async def test_undoing_twice_is_harmless(world: World) -> None:
    campaign = await broadcast(world)

    await world.campaigns.cancel(campaign.id, world.clock())

    assert (await world.campaigns.cancel(campaign.id, world.clock())).state is CampaignState.CANCELLED


async def test_what_has_begun_cannot_be_undone(world: World) -> None:
    await world.subscribe(1, **NEVER_DUE)
    campaign = await broadcast(world)
    await send(world)

    with pytest.raises(CampaignBegun):
        await world.campaigns.cancel(campaign.id, world.clock())


async def test_a_campaign_that_never_was_is_not_found(world: World) -> None:
    with pytest.raises(CampaignNotFound):
        await world.campaigns.stop(1, world.clock())


async def test_stopping_spares_who_has_not_got_it_yet(world: World, messenger: Messenger, clock: Clock) -> None:
    await subscribe_many(world, range(1, 41))
    campaign = await broadcast(world)
    await world.campaigns.advance(clock.forward(minutes=1))
    await world.send_some(10)
    sent = len(messenger.arrived)

    stopped = await world.campaigns.stop(campaign.id, clock())
    await world.tick_and_send()

    assert stopped.state is CampaignState.CANCELLED
    assert 0 < sent < 40
    assert await world.statuses() == {DeliveryStatus.SENT: sent, DeliveryStatus.SKIPPED: 40 - sent}
    errors = {(await world.delivery_to(chat_id)).error for chat_id in range(1, 41)}
    assert errors == {None, "stopped"}


async def test_a_stop_in_the_middle_of_entering_enters_no_more(world: World, clock: Clock) -> None:
    await subscribe_many(world, range(1, 6))
    campaign = await broadcast(world)
    clock.forward(minutes=1)
    await _fail_at_transaction(world, 3)

    await world.campaigns.stop(campaign.id, clock())
    await world.campaigns.advance(clock())

    assert await world.statuses() == {DeliveryStatus.SKIPPED: 4}


async def test_a_crash_between_two_batches_loses_and_repeats_nobody(
    world: World, messenger: Messenger, clock: Clock
) -> None:
    await subscribe_many(world, range(1, 12))
    await broadcast(world)
    clock.forward(minutes=1)

    await _fail_at_transaction(world, 3)
    half = (await world.statuses()).total()
    await world.tick_and_send()

    assert half == 4
    assert sorted(reached(messenger)) == list(range(1, 12))


async def _fail_at_transaction(world: World, number: int, limit: int = 2) -> None:
    """Enter some at a time, until a transaction fails just before its end."""
    engine, commits = world.database.engine.sync_engine, 0

    def crash(connection: object) -> None:
        nonlocal commits
        commits += 1
        if commits == number:
            raise ConnectionError

    event.listen(engine, "commit", crash)
    with pytest.raises(ConnectionError):
        await world.campaigns.advance(world.clock(), limit)
    event.remove(engine, "commit", crash)


async def test_two_campaigns_take_turns(world: World, clock: Clock) -> None:
    await subscribe_many(world, range(1, 6))
    first, second = await broadcast(world), await broadcast(world)
    clock.forward(minutes=1)

    await _fail_at_transaction(world, 3)

    entered = [(await world.campaigns.get(one.id)).entered for one in (first, second)]
    assert entered == [2, 2]


async def test_two_processes_enter_nobody_twice(world: World, messenger: Messenger, clock: Clock) -> None:
    await subscribe_many(world, range(1, 12))
    await broadcast(world)
    clock.forward(minutes=1)

    await asyncio.gather(*(world.campaigns.advance(clock(), limit=2) for _ in range(3)))
    await world.tick_and_send()

    assert sorted(reached(messenger)) == list(range(1, 12))


@pytest.mark.parametrize("entered", [0, 1, 3])
async def test_a_group_that_moves_while_it_is_entered_gets_it_once(
    world: World, messenger: Messenger, clock: Clock, entered: int
) -> None:
    for chat_id in (-10, -20, -30):
        await world.subscribe(chat_id, kind=ChatKind.GROUP, **NEVER_DUE)
    await broadcast(world)
    clock.forward(minutes=1)
    await _fail_at_transaction(world, entered + 1, limit=1)

    await world.subscribers.move(-10, -1000000000010, clock())
    await world.tick_and_send()

    assert sorted(reached(messenger)) == [-1000000000010, -30, -20]


async def test_each_topic_of_a_forum_that_subscribes_gets_it(world: World, messenger: Messenger) -> None:
    for thread_id in (0, 7, 9):
        await world.subscribe(-1, thread_id=thread_id, kind=ChatKind.GROUP, **NEVER_DUE)
    await broadcast(world)
    await world.campaigns.advance(world.clock() + timedelta(minutes=1), limit=2)

    await send(world)

    assert sorted(delivery.thread_id for delivery in messenger.arrived) == [0, 7, 9]


async def test_digests_go_out_before_broadcasts(world: World, messenger: Messenger, clock: Clock) -> None:
    await world.publish("fact")
    await world.subscribe(1)
    await world.subscribe(2, **NEVER_DUE)
    await broadcast(world)
    clock.forward(hours=1)

    await world.campaigns.advance(clock())
    await world.tick_and_send()

    assert [delivery.content.kind for delivery in messenger.arrived] == ["digest", "broadcast", "broadcast"]


async def test_progress_says_what_became_of_it(world: World, messenger: Messenger, clock: Clock) -> None:
    await subscribe_many(world, range(1, 41))
    messenger.answers[40] = [Gone("blocked")]
    campaign = await broadcast(world)
    scheduled = await world.campaigns.progress(campaign.id, clock())
    await world.campaigns.advance(clock.forward(minutes=1))
    await world.send_some(10)
    clock.forward(seconds=10)

    begun = await world.campaigns.progress(campaign.id, clock())
    await world.tick_and_send()
    done = await world.campaigns.progress(campaign.id, clock())

    assert (scheduled.sent, scheduled.left, scheduled.ends_at) == (0, 40, None)
    assert begun.sent + begun.left + begun.dead == 40
    assert begun.rate == begun.sent / 10
    assert begun.ends_at == clock() + timedelta(seconds=begun.left / begun.rate)
    assert (done.sent, done.left, done.dead, done.ends_at) == (39, 0, 1, None)


async def test_a_broadcast_that_can_be_undone_is_found_by_its_author(world: World) -> None:
    first = await broadcast(world)
    second = await broadcast(world)

    assert await world.campaigns.waiting_of(OWNER) == second
    assert await world.campaigns.waiting_of(OWNER + 1) is None
    await world.campaigns.cancel(second.id, world.clock())
    assert await world.campaigns.waiting_of(OWNER) == first


async def test_who_is_forgotten_gets_nothing(world: World, messenger: Messenger, clock: Clock) -> None:
    await world.subscribe(1, **NEVER_DUE)
    await broadcast(world)
    await world.campaigns.advance(clock.forward(minutes=1))

    await world.subscribers.forget(1)
    await world.tick_and_send()

    assert messenger.arrived == []
