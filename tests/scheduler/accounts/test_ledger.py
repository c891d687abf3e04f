import pytest

from scheduler.accounts.ledger import Wanted
from scheduler.model import Delivery, DeliveryStatus
from scheduler.sending.transport import Refused
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

    first, second = await found(world, Wanted(since=start))

    assert (first.chat_id, first.status, first.error) == (2, DeliveryStatus.SENT, None)
    assert (second.chat_id, second.status, second.error) == (1, DeliveryStatus.DEAD, "message is too long")
    assert await found(world, Wanted(since=second.due_at)) == [second]


async def test_deliveries_are_found_by_chat_campaign_and_status(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.accounts.paging._PAGE", 2)
    await world.publish("a")
    for chat_id in range(1, 6):
        await world.subscribe(chat_id)
    world.messenger.answers[2] = [Refused("message is too long")]
    world.clock.forward(hours=2)
    await world.tick_and_send()

    assert [one.chat_id for one in await found(world, Wanted())] == [1, 2, 3, 4, 5]
    assert [one.chat_id for one in await found(world, Wanted(campaign="digest:2025-07-26"))] == [1, 2, 3, 4, 5]
    assert [one.chat_id for one in await found(world, Wanted(status=DeliveryStatus.DEAD))] == [2]
    assert [one.chat_id for one in await found(world, Wanted(chat_id=4, status=DeliveryStatus.SENT))] == [4]
    assert await found(world, Wanted(campaign="digest:2025-07-27")) == []


async def found(world: World, wanted: Wanted) -> list[Delivery]:
    return [delivery async for delivery in world.ledger.find(wanted)]
