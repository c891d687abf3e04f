"""Corrections that are still on their way when a digest is composed."""

from scheduler.deliveries import Owed, enqueue
from scheduler.model import Content, DeliveryStatus
from scheduler.sending.transport import NotSent, Refused
from tests.scheduler.world import World

BEFORE = {"ar": "كما كانت"}
TOLD = ("correction:1", DeliveryStatus.SKIPPED, "told in the digest of 2025-07-26")


async def correct(world: World, chat_id: int, fact_id: str = "old", number: int = 1) -> None:
    """As the fan-out of a correction does."""
    content = Content("correction", "ar", {"fact": fact_id, "before": BEFORE})
    owed = Owed(f"correction:{number}", (chat_id, 0), None, content, world.clock())
    async with world.database.write() as connection:
        await enqueue(connection, [owed], world.clock())


async def test_the_digest_tells_it_first_and_it_is_not_sent_by_itself(world: World) -> None:
    await world.publish("old", "new")
    await world.subscribe(1)
    await world.show(1, "old")
    world.clock.forward(hours=1)
    await correct(world, 1)

    await world.tick_and_send()

    assert [delivery.content.body for delivery in world.messenger.arrived] == [
        {
            "date": "2025-07-26",
            "corrections": [{"id": "old", "before": BEFORE}],
            "facts": [{"id": "new", "topic": "deepseek"}],
        }
    ]
    assert await world.outcomes_of(1) == [TOLD, ("digest:2025-07-26", DeliveryStatus.SENT, None)]
    assert await world.shown_in(1, "old") == "correction"


async def test_it_alone_is_reason_enough_for_a_digest(world: World) -> None:
    await world.publish("old")
    await world.subscribe(1)
    await world.show(1, "old")
    world.clock.forward(hours=1)
    await correct(world, 1)

    await world.tick_and_send()

    assert [list(delivery.content.body) for delivery in world.messenger.arrived] == [["date", "corrections"]]


async def test_one_whose_sending_has_begun_is_not_told_again(world: World) -> None:
    await world.publish("old", "new")
    await world.subscribe(1)
    await world.show(1, "old")
    await correct(world, 1)
    await world.outbox.exchange((), "other", 30, world.clock())

    await world.digests.tick(world.clock.forward(hours=1))

    assert "corrections" not in (await world.delivery_to(1)).content.body


async def test_others_are_told_by_themselves(world: World) -> None:
    await world.publish("old", "new")
    await world.subscribe(1)
    world.clock.forward(hours=1)
    await correct(world, 2)

    await world.tick_and_send()

    assert {(one.chat_id, one.content.kind) for one in world.messenger.arrived} == {(1, "digest"), (2, "correction")}


async def test_of_two_of_one_fact_the_newest_is_told(world: World) -> None:
    await world.publish("old")
    await world.subscribe(1)
    await world.show(1, "old")
    await correct(world, 1, number=1)
    await correct(world, 1, number=2)

    await world.digests.tick(world.clock.forward(hours=1))

    assert len((await world.delivery_to(1)).content.body["corrections"]) == 1
    assert (await world.statuses())[DeliveryStatus.SKIPPED] == 2


async def test_when_the_digest_is_refused_it_is_owed_by_itself_again(world: World) -> None:
    await world.publish("old", "new")
    await world.subscribe(1)
    await world.show(1, "old")
    world.clock.forward(hours=1)
    await correct(world, 1)
    world.messenger.answers[1] = [NotSent(None, "no connection"), Refused("too long")]

    await world.tick_and_send()
    world.clock.forward(minutes=5)
    await world.tick_and_send()
    world.clock.forward(minutes=5)
    await world.tick_and_send()

    assert [delivery.content.kind for delivery in world.messenger.arrived] == ["correction"]
    assert {status for _, status, _ in await world.outcomes_of(1)} == {DeliveryStatus.DEAD, DeliveryStatus.SENT}


async def test_a_preview_leaves_it_as_it_is(world: World) -> None:
    await world.publish("old")
    await world.subscribe(1)
    await world.show(1, "old")
    await correct(world, 1)

    (content,) = await world.digests.preview(1, world.clock())

    assert [told["id"] for told in content.body["corrections"]] == ["old"]
    assert await world.statuses() == {DeliveryStatus.PENDING: 1}
