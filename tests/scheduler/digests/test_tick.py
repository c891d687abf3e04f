import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.digests.tick import TickReport
from scheduler.errors import NotSubscribed
from scheduler.model import DeliveryStatus
from tests.scheduler.world import World


async def test_whose_hour_has_come_is_owed_the_newest_facts(world: World) -> None:
    await world.publish("old", as_of="2024")
    await world.publish("undated", as_of=None)
    await world.publish("new", as_of="2025-07-20")
    await world.publish("newer", as_of="2025-07-25")
    await world.publish("elsewhere", topics=("waic",))
    await world.subscribe(1)

    report = await world.digests.tick(world.clock.forward(hours=1))

    delivery = await world.delivery_to(1)
    assert report == TickReport(due=1, entered=1)
    assert [fact["id"] for fact in delivery.content.body["facts"]] == ["newer", "new", "old"]
    assert (delivery.campaign, delivery.status) == ("digest:2025-07-26", DeliveryStatus.PENDING)
    assert delivery.due_at == datetime(2025, 7, 26, 5, tzinfo=UTC)
    assert await world.shown_to(1) == {"newer", "new", "old"}


async def test_nobody_is_served_before_their_hour(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)

    report = await world.digests.tick(world.clock.forward(minutes=59))

    assert report == TickReport()


async def test_drafts_and_retired_facts_are_not_chosen(world: World) -> None:
    await world.publish("kept", "retired")
    await world.retire("retired")
    await world.subscribe(1)

    await world.digests.tick(world.clock.forward(hours=1))

    assert await world.shown_to(1) == {"kept"}


async def test_without_news_nothing_is_sent_and_tomorrow_is_tried_again(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    world.clock.forward(hours=1)
    await world.tick_and_send()
    world.clock.forward(days=1)

    report = await world.digests.tick(world.clock())
    await world.publish("b")
    await world.digests.tick(world.clock.forward(days=1))

    assert report == TickReport(due=1)
    assert await world.outcomes_of(1) == [
        ("digest:2025-07-26", DeliveryStatus.SENT, None),
        ("digest:2025-07-27", DeliveryStatus.SKIPPED, "nothing new"),
        ("digest:2025-07-28", DeliveryStatus.PENDING, None),
    ]


async def test_a_turn_without_news_leaves_a_row_when_all_topics_are_gone_too(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await world.retire_topic("deepseek")

    await world.digests.tick(world.clock.forward(hours=1))

    assert await world.outcomes_of(1) == [("digest:2025-07-26", DeliveryStatus.SKIPPED, "nothing new")]
    assert (await world.delivery_to(1)).content.body == {"date": "2025-07-26"}


async def test_a_fact_of_a_retired_topic_comes_under_another_of_its_topics(world: World) -> None:
    await world.publish("a", topics=("waic", "deepseek"))
    await world.subscribe(1, topics=("deepseek", "waic"))
    await world.retire_topic("waic")

    await world.digests.tick(world.clock.forward(hours=1))

    assert (await world.delivery_to(1)).content.body["facts"] == [{"id": "a", "topic": "deepseek"}]


async def test_a_turn_that_brought_nothing_gives_way_to_a_digest_of_the_same_date(world: World) -> None:
    await world.subscribe(1)
    await world.digests.tick(world.clock.forward(hours=1))
    await world.publish("a")
    await world.subscribers.change(1, minute=9 * 60, now=world.clock())

    report = await world.digests.tick(world.clock.forward(hours=1))

    assert report == TickReport(due=1, entered=1)
    assert await world.outcomes_of(1) == [("digest:2025-07-26", DeliveryStatus.PENDING, None)]
    assert (await world.delivery_to(1)).due_at == world.clock()


async def test_what_was_published_since_the_last_digest_comes_first(world: World) -> None:
    await world.publish("a", "b", "c")
    await world.subscribe(1, now=world.clock())
    await world.subscribers.change(1, amount=1, now=world.clock())
    await world.digests.tick(world.clock.forward(hours=1))
    await world.publish("late", as_of="2024")

    await world.digests.tick(world.clock.forward(days=1))

    assert [fact["id"] for fact in (await world.delivery_to(1)).content.body["facts"]] == ["late"]


async def test_a_topic_that_is_opened_comes_more_often(world: World) -> None:
    await world.publish(*(f"d{number}" for number in range(20)))
    await world.publish(*(f"w{number}" for number in range(20)), topics=("waic",))
    await world.subscribe(1, topics=("deepseek", "waic"))
    await world.subscribers.change(1, amount=8, now=world.clock())
    for _ in range(7):
        await world.subscribers.opened(1, 0, "w0")

    await world.digests.tick(world.clock.forward(hours=1))

    topics = [fact["topic"] for fact in (await world.delivery_to(1)).content.body["facts"]]
    assert topics.count("waic") in {6, 7}


async def test_a_long_digest_comes_in_parts_between_facts(world: World) -> None:
    await world.publish("a", "b", "c", text={"ar": "ا" * 1900})
    await world.subscribe(1)
    world.clock.forward(hours=1)

    await world.tick_and_send()

    bodies = [delivery.content.body for delivery in world.messenger.arrived]
    assert [(body["part"], body["parts"]) for body in bodies] == [(0, 3), (1, 3), (2, 3)]
    assert world.messenger.facts_of(1) == ["a", "b", "c"]
    assert [delivery.part for delivery in world.messenger.arrived] == [0, 1, 2]
    assert {delivery.campaign for delivery in world.messenger.arrived} == {"digest:2025-07-26"}


async def test_more_brings_no_more_than_one_message_holds(world: World) -> None:
    await world.publish("a", "b", "c", text={"ar": "ا" * 1900})
    await world.subscribe(1)

    more = await world.digests.more(1, world.clock())

    assert more is not None
    assert more.body == {"date": "2025-07-26", "facts": [{"id": "a", "topic": "deepseek"}]}
    assert await world.shown_to(1) == {"a"}


async def test_a_fact_that_an_answer_showed_is_not_sent(world: World) -> None:
    await world.publish("answered", "fresh")
    await world.subscribe(1)
    await world.show(1, "answered")

    await world.digests.tick(world.clock.forward(hours=1))

    delivery = await world.delivery_to(1)
    assert [fact["id"] for fact in delivery.content.body["facts"]] == ["fresh"]


async def test_two_who_get_the_same_share_the_content(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    await world.subscribe(2)
    await world.subscribe(3, language="en")

    await world.digests.tick(world.clock.forward(hours=1))

    assert await world.count_contents() == 2


async def test_all_who_are_due_are_served_however_small_the_transactions(world: World) -> None:
    await world.publish("a")
    for chat_id in range(1, 8):
        await world.subscribe(chat_id)

    report = await world.digests.tick(world.clock.forward(hours=1), limit=3)

    assert report == TickReport(due=7, entered=7)


@pytest.mark.parametrize(
    ("hours", "campaign", "next_date"),
    [
        pytest.param(3, "digest:2025-07-26", 27, id="late-by-less-than-three-hours"),
        pytest.param(24, "digest:2025-07-27", 28, id="a-day-later-the-new-day-counts"),
        pytest.param(73, "digest:2025-07-29", 30, id="three-days-later-too"),
    ],
)
async def test_after_an_outage_one_digest_comes(world: World, hours: int, campaign: str, next_date: int) -> None:
    await world.publish("a")
    subscriber = await world.subscribe(1)
    assert subscriber.next_due_at is not None

    await world.digests.tick(subscriber.next_due_at + timedelta(hours=hours))
    await world.digests.tick(subscriber.next_due_at + timedelta(hours=hours))

    after = await world.subscribers.get(1)
    assert after is not None
    *missed, today = await world.outcomes_of(1)
    assert today == (campaign, DeliveryStatus.PENDING, None)
    assert len(missed) == hours // 24
    assert all(reason == "too late: its facts come with the next" for _, _, reason in missed)
    assert after.next_due_at == datetime(2025, 7, next_date, 5, tzinfo=UTC)


async def test_more_than_three_hours_late_is_left_to_the_next_day(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)

    report = await world.digests.tick(world.clock.forward(hours=5))

    after = await world.subscribers.get(1)
    assert after is not None
    assert report == TickReport(due=1, late=1)
    assert await world.outcomes_of(1) == [
        ("digest:2025-07-26", DeliveryStatus.SKIPPED, "too late: its facts come with the next")
    ]
    assert await world.shown_to(1) == set()
    assert after.next_due_at == datetime(2025, 7, 27, 5, tzinfo=UTC)


async def test_two_ticks_at_once_enter_each_digest_once(world: World) -> None:
    await world.publish("a")
    for chat_id in range(1, 40):
        await world.subscribe(chat_id)
    now = world.clock.forward(hours=1)

    reports = await asyncio.gather(*(world.digests.tick(now, limit=5) for _ in range(4)))

    assert sum(report.entered for report in reports) == 39
    assert await world.statuses() == {DeliveryStatus.PENDING: 39}


async def test_a_preview_changes_nothing(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)

    (content,) = await world.digests.preview(1, world.clock())

    assert content.body == {"date": "2025-07-26", "facts": [{"id": "a", "topic": "deepseek"}]}
    assert await world.shown_to(1) == set()
    assert await world.ledger.of_chat(1) == []


async def test_a_newcomer_sees_beforehand_what_comes(world: World) -> None:
    await world.publish("a", "b")
    await world.publish("elsewhere", topics=("waic",))

    (content,) = await world.digests.preview_for("en", ("deepseek",), 3, world.clock(), zone="Pacific/Kiritimati")

    assert content.language == "en"
    assert content.body == {
        "date": "2025-07-26",
        "facts": [{"id": "a", "topic": "deepseek"}, {"id": "b", "topic": "deepseek"}],
    }
    assert await world.digests.preview_for("en", ("export-controls",), 3, world.clock()) == []


async def test_more_brings_what_was_not_shown_yet_each_time(world: World) -> None:
    await world.publish("a", "b", "c", "d")
    await world.subscribe(1)
    await world.digests.tick(world.clock.forward(hours=1))

    more = await world.digests.more(1, world.clock())
    still_more = await world.digests.more(1, world.clock())

    assert more is not None
    assert [fact["id"] for fact in more.body["facts"]] == ["d"]
    assert still_more is None
    assert await world.shown_to(1) == {"a", "b", "c", "d"}


async def test_a_digest_sent_ahead_of_its_hour_is_the_digest_of_the_day(world: World) -> None:
    await world.publish("a", "b")
    await world.subscribe(1)

    delivery = await world.digests.send_now(1, world.clock())

    after = await world.subscribers.get(1)
    assert after is not None
    assert delivery is not None
    assert delivery.campaign == "digest:2025-07-26"
    assert (after.last_digest_on, after.next_due_at) == (date(2025, 7, 26), datetime(2025, 7, 27, 5, tzinfo=UTC))


async def test_a_second_digest_of_the_day_can_be_sent_by_hand(world: World) -> None:
    await world.publish("a", "b", "c", "d")
    await world.subscribe(1)
    first = await world.digests.send_now(1, world.clock())

    second = await world.digests.send_now(1, world.clock.forward(hours=2))
    third = await world.digests.send_now(1, world.clock.forward(hours=2))

    assert first is not None
    assert second is not None
    assert second.campaign == "digest:2025-07-26:now:060000"
    assert [fact["id"] for fact in second.content.body["facts"]] == ["d"]
    assert third is None


async def test_one_sent_by_hand_on_an_earlier_date_does_not_bring_a_sent_date_back(world: World) -> None:
    await world.publish("a", "b", "c", "d")
    await world.subscribe(1, zone="Pacific/Kiritimati")
    await world.digests.send_now(1, world.clock())
    await world.subscribers.change(1, now=world.clock(), zone="Pacific/Honolulu")

    await world.digests.send_now(1, world.clock())

    after = await world.subscribers.get(1)
    assert after is not None
    assert after.last_digest_on == date(2025, 7, 26)
    assert after.next_due_at == datetime(2025, 7, 27, 18, tzinfo=UTC)


async def test_only_subscribers_have_digests(world: World) -> None:
    with pytest.raises(NotSubscribed):
        await world.digests.preview(1, world.clock())
    with pytest.raises(NotSubscribed):
        await world.digests.send_now(1, world.clock())
    with pytest.raises(NotSubscribed):
        await world.digests.more(1, world.clock())
