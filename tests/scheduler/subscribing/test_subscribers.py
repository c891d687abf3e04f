from datetime import UTC, date, datetime

import pytest

from scheduler.errors import NoDays, NoTopics, NotSubscribed, UnknownZone
from scheduler.model import ChatKind, DeliveryStatus, SubscriberState
from tests.scheduler.world import World


async def test_a_subscriber_is_due_at_the_next_such_hour_of_their_zone(world: World) -> None:
    cairo = await world.subscribe(1)
    tokyo = await world.subscribe(2, zone="Asia/Tokyo")

    assert cairo.next_due_at == datetime(2025, 7, 26, 5, tzinfo=UTC)
    assert tokyo.next_due_at == datetime(2025, 7, 26, 23, tzinfo=UTC)


async def test_what_was_chosen_is_kept(world: World) -> None:
    chosen = await world.subscribe(1, thread_id=7, kind=ChatKind.GROUP, language="en", topics=("waic", "deepseek"))
    kept = await world.subscribers.get(1, 7)

    assert kept is not None
    assert (kept.kind, kept.language, kept.zone, kept.minute) == (ChatKind.GROUP, "en", "Africa/Cairo", 480)
    assert set(kept.topics) == set(chosen.topics)
    assert await world.subscribers.get(1) is None


async def test_each_choice_can_be_changed(world: World) -> None:
    await world.subscribe(1)

    changed = await world.subscribers.change(
        1, now=world.clock(), zone="UTC+05:30", minute=0, language="en", days=0b0000001, amount=1, topics=("waic",)
    )

    kept = await world.subscribers.get(1)
    assert kept == changed
    assert changed.next_due_at == datetime(2025, 7, 27, 18, 30, tzinfo=UTC)  # Monday at midnight, five and a half ahead


async def test_muting_leaves_the_other_topics(world: World) -> None:
    await world.subscribe(1, topics=("deepseek", "waic"))

    muted = await world.subscribers.mute_topic(1, 0, "waic", world.clock())

    assert muted.topics == ("deepseek",)


async def test_the_last_topic_cannot_be_muted(world: World) -> None:
    await world.subscribe(1)

    with pytest.raises(NoTopics):
        await world.subscribers.mute_topic(1, 0, "deepseek", world.clock())

    kept = await world.subscribers.get(1)
    assert kept is not None
    assert kept.topics == ("deepseek",)


async def test_impossible_wishes_leave_nothing_behind(world: World) -> None:
    with pytest.raises(NoTopics):
        await world.subscribe(1, topics=())
    with pytest.raises(UnknownZone):
        await world.subscribe(1, zone="Asia/Nowhere")

    assert await world.subscribers.get(1) is None


async def test_who_leaves_is_not_due_and_what_was_owed_is_not_sent(world: World) -> None:
    await world.subscribe(1)
    await world.publish("a")
    await world.digests.tick(world.clock.forward(hours=1))

    await world.subscribers.unsubscribe(1, 0, world.clock())
    await world.tick_and_send()

    left = await world.subscribers.get(1)
    assert left is not None
    assert (left.state, left.next_due_at) == (SubscriberState.LEFT, None)
    assert await world.statuses() == {DeliveryStatus.SKIPPED: 1}
    assert await world.shown_to(1) == set()
    assert world.messenger.arrived == []


async def test_only_who_is_subscribed_can_change_or_leave(world: World) -> None:
    await world.subscribe(1)
    await world.subscribers.unsubscribe(1, 0, world.clock())

    for chat_id in (1, 2):
        with pytest.raises(NotSubscribed):
            await world.subscribers.unsubscribe(chat_id, 0, world.clock())
        with pytest.raises(NotSubscribed):
            await world.subscribers.change(chat_id, now=world.clock(), minute=0)


async def test_who_comes_back_finds_days_and_amount_as_they_were(world: World) -> None:
    await world.subscribe(1)
    await world.subscribers.change(1, now=world.clock(), days=0b1000001, amount=2)
    await world.subscribers.unsubscribe(1, 0, world.clock())

    again = await world.subscribe(1, topics=("waic",))

    assert (again.state, again.days, again.amount, again.topics) == (SubscriberState.ACTIVE, 0b1000001, 2, ("waic",))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"minute": 23 * 60}, id="later-hour"),
        pytest.param({"zone": "Pacific/Honolulu"}, id="a-zone-where-the-hour-is-still-to-come"),
        pytest.param({"zone": "Pacific/Honolulu", "minute": 23 * 60}, id="both"),
        pytest.param({"zone": "Pacific/Kiritimati"}, id="a-zone-where-it-is-tomorrow"),
    ],
)
async def test_no_change_brings_a_second_digest_for_a_local_date(world: World, change: dict[str, object]) -> None:
    await world.publish("a", "b", "c", "d", "e", "f", "g", "h", "i")
    await world.subscribe(1)
    world.clock.forward(hours=1)
    await world.tick_and_send()

    await world.subscribers.change(1, now=world.clock(), **change)
    for _ in range(4 * 12):
        await world.tick_and_send()
        world.clock.forward(hours=2)

    dates = [delivery.content.body["date"] for delivery in world.messenger.arrived]
    assert len(set(dates)) == len(dates) >= 3


async def test_leaving_and_coming_back_brings_no_second_digest_for_a_local_date(world: World) -> None:
    await world.publish("a", "b", "c", "d")
    await world.subscribe(1)
    world.clock.forward(hours=1)
    await world.tick_and_send()

    await world.subscribers.unsubscribe(1, 0, world.clock())
    again = await world.subscribe(1, minute=20 * 60)

    assert again.last_digest_on == date(2025, 7, 26)
    assert again.next_due_at == datetime(2025, 7, 27, 17, tzinfo=UTC)


async def test_who_threw_the_bot_out_gets_nothing_in_any_thread(world: World) -> None:
    for thread_id in (0, 7):
        await world.subscribe(1, thread_id=thread_id)
    await world.publish("a")
    await world.digests.tick(world.clock.forward(hours=1))

    await world.subscribers.mark_gone(1, now=world.clock())
    await world.tick_and_send()

    blocked = await world.subscribers.get(1, 7)
    assert blocked is not None
    assert (blocked.state, blocked.next_due_at) == (SubscriberState.BLOCKED, None)
    assert world.messenger.arrived == []
    assert await world.statuses() == {DeliveryStatus.SKIPPED: 2}


async def test_a_group_that_moves_takes_everything_along(world: World) -> None:
    await world.publish("a", "b", "c", "d")
    await world.subscribe(1)
    await world.digests.tick(world.clock.forward(hours=1))

    await world.subscribers.move(1, -100, world.clock())
    await world.tick_and_send()
    world.clock.forward(days=1)
    await world.tick_and_send()

    assert await world.subscribers.get(1) is None
    assert world.messenger.facts_of(1) == []
    assert sorted(world.messenger.facts_of(-100)) == ["a", "b", "c", "d"]


async def test_a_group_that_moves_where_a_subscription_is_keeps_that_one(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1, minute=8 * 60)
    await world.subscribe(-100, minute=9 * 60)
    await world.digests.tick(world.clock.forward(hours=2))

    await world.subscribers.move(1, -100, world.clock())
    await world.tick_and_send()

    kept = await world.subscribers.get(-100)
    assert kept is not None
    assert kept.minute == 9 * 60
    assert world.messenger.facts_of(-100) == ["a"]
    assert await world.statuses() == {DeliveryStatus.SENT: 1, DeliveryStatus.SKIPPED: 1}


async def test_who_is_forgotten_leaves_no_row(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    world.clock.forward(hours=1)
    await world.tick_and_send()

    await world.subscribers.forget(1)

    assert await world.subscribers.get(1) is None
    assert await world.ledger.of_chat(1) == []


async def test_opening_a_fact_is_counted_for_the_subscribed_topics_of_it(world: World) -> None:
    await world.publish("a", topics=("deepseek", "waic"))
    await world.publish("b", topics=("export-controls",))
    await world.subscribe(1, topics=("deepseek", "export-controls"))
    await world.subscribe(2, topics=("deepseek",))

    await world.subscribers.opened(1, 0, "a")
    await world.subscribers.opened(1, 0, "a")
    await world.subscribers.opened(3, 0, "a")

    assert await world.openings_of(1) == {"deepseek": 2, "export-controls": 0}
    assert await world.openings_of(2) == {"deepseek": 0}


async def test_a_subscription_for_no_day_is_refused(world: World) -> None:
    await world.subscribe(1)

    with pytest.raises(NoDays):
        await world.subscribers.change(1, now=world.clock(), days=0, recap_day=4)


async def test_the_day_of_the_recap_is_a_turn_too(world: World) -> None:
    await world.subscribe(1)

    changed = await world.subscribers.change(1, now=world.clock(), days=0b0000001, recap_day=6)

    assert changed.next_due_at == datetime(2025, 7, 27, 5, tzinfo=UTC)  # Sunday
