from datetime import timedelta

from scheduler.model import DeliveryStatus
from scheduler.transport import Refused
from tests.scheduler.world import World


async def test_a_chat_can_ask_what_it_got_and_when(world: World) -> None:
    await world.publish("a", "b", "c", "d")
    await world.subscribe(1)
    await world.subscribe(2)
    world.clock.forward(hours=1)
    for _ in range(2):
        await world.tick_and_send()
        world.clock.forward(days=1)

    newest, oldest = await world.ledger.of_chat(1)

    assert [newest.campaign, oldest.campaign] == ["digest:2025-07-27", "digest:2025-07-26"]
    assert newest.finished_at == newest.due_at
    assert newest.content.body["facts"] == [{"id": "d", "topic": "deepseek"}]
    assert await world.ledger.of_chat(1, limit=1) == [newest]


async def test_a_day_shows_what_was_due_to_whom_and_why_it_failed(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1, minute=9 * 60)
    await world.subscribe(2, minute=8 * 60)
    world.messenger.answers[1] = [Refused("message is too long")]
    start = world.clock()
    world.clock.forward(hours=2)
    await world.tick_and_send()

    first, second = await world.ledger.between(start, start + timedelta(hours=3))

    assert (first.chat_id, first.status, first.error) == (2, DeliveryStatus.SENT, None)
    assert (second.chat_id, second.status, second.error) == (1, DeliveryStatus.DEAD, "message is too long")
    assert await world.ledger.between(start, first.due_at) == []
    assert await world.ledger.between(first.due_at, second.due_at) == [first]
