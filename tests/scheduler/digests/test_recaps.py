"""The weekly look back. The first digest is due on Saturday, 26 July 2025."""

from typing import Any

from scheduler.model import DeliveryStatus
from scheduler.sending.transport import Gone, Refused
from tests.scheduler.world import World

MONDAY, SATURDAY = 0, 5


def recap_of(body: dict[str, Any]) -> list[str]:
    return [fact["id"] for fact in body.get("recap", ())]


async def days_pass(world: World, count: int) -> None:
    for _ in range(count):
        await world.tick_and_send()
        world.clock.forward(days=1)


async def test_the_digest_of_the_chosen_day_looks_back_at_the_week(world: World) -> None:
    await world.publish("a", "b", "c", "d")
    await world.subscribe(1)
    await world.subscribers.change(1, now=world.clock(), amount=1, recap_day=MONDAY)
    world.clock.forward(hours=1)

    await days_pass(world, 3)

    saturday, sunday, monday = (delivery.content.body for delivery in world.messenger.arrived)
    assert recap_of(saturday) == recap_of(sunday) == []
    assert recap_of(monday) == ["b", "a"]
    assert world.messenger.facts_of(1) == ["a", "b", "c"]


async def test_a_day_that_is_there_for_the_recap_alone_brings_no_new_fact(world: World) -> None:
    await world.publish("a", "b")
    await world.subscribe(1)
    await world.subscribers.change(1, now=world.clock(), amount=1, days=1 << SATURDAY, recap_day=MONDAY)
    world.clock.forward(hours=1)

    await days_pass(world, 3)

    assert [delivery.content.body for delivery in world.messenger.arrived] == [
        {"date": "2025-07-26", "facts": [{"id": "a", "topic": "deepseek"}]},
        {"date": "2025-07-28", "recap": [{"id": "a", "topic": "deepseek"}]},
    ]


async def test_the_recap_forgets_what_is_older_than_a_week_retired_or_never_arrived(world: World) -> None:
    await world.publish("1-old", "2-refused", "3-retired", "4-kept")
    await world.subscribe(1)
    await world.subscribers.change(1, now=world.clock(), amount=1, recap_day=6)
    world.clock.forward(hours=1)
    await days_pass(world, 1)
    world.messenger.answers[1] = [Refused("too long")]
    await days_pass(world, 1)
    await world.retire("2-refused")  # or it would come again
    await days_pass(world, 2)
    await world.retire("3-retired")
    await days_pass(world, 4)

    await days_pass(world, 1)  # Sunday, 3 August

    newest = world.messenger.arrived[-1].content.body
    assert newest == {"date": "2025-08-03", "recap": [{"id": "4-kept", "topic": "deepseek"}]}


async def test_no_more_than_ten_are_told_those_of_a_topic_together(world: World) -> None:
    await world.publish(*(f"d{number}" for number in range(6)))
    await world.publish(*(f"w{number}" for number in range(6)), topics=("waic",))
    await world.subscribe(1, topics=("deepseek", "waic"))
    await world.subscribers.change(1, now=world.clock(), amount=6, recap_day=MONDAY)
    world.clock.forward(hours=1)

    await days_pass(world, 3)

    told = world.messenger.arrived[-1].content.body["recap"]
    topics = [fact["topic"] for fact in told]
    assert len({fact["id"] for fact in told}) == 10
    assert topics in (sorted(topics), sorted(topics, reverse=True))


async def test_each_thread_has_a_recap_of_its_own(world: World) -> None:
    await world.publish("a")
    await world.publish("w", topics=("waic",))
    for thread_id, topic in ((1, "deepseek"), (2, "waic")):
        await world.subscribe(-100, thread_id=thread_id, topics=(topic,))
        await world.subscribers.change(-100, thread_id, now=world.clock(), recap_day=6)
    world.clock.forward(hours=1)

    await days_pass(world, 2)

    told = {one.thread_id: recap_of(one.content.body) for one in world.messenger.arrived[2:]}
    assert told == {1: ["a"], 2: ["w"]}


async def test_without_anything_to_look_back_at_nothing_is_sent(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    world.messenger.answers[1] = [Gone("blocked")]
    await world.subscribers.change(1, now=world.clock(), days=1 << MONDAY, recap_day=SATURDAY)

    await world.digests.tick(world.clock.forward(hours=1))

    assert await world.outcomes_of(1) == [("digest:2025-07-26", DeliveryStatus.SKIPPED, "nothing new")]
