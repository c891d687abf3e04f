"""What owners see of how sending goes."""

from datetime import timedelta

from sqlalchemy import update

from scheduler.accounts.sending import Amount, Sending
from scheduler.model import Priority
from scheduler.sending.flood import FloodPause
from scheduler.sending.switch import Switch
from scheduler.sending.transport import NotSent
from scheduler.tables import deliveries
from tests.scheduler.world import World


async def owe(world: World, *chat_ids: int) -> None:
    await world.publish("a")
    for chat_id in chat_ids:
        await world.subscribe(chat_id)
    await world.digests.tick(world.clock.forward(hours=1))


async def set_priority(world: World, chat_id: int, priority: Priority) -> None:
    async with world.database.write() as connection:
        await connection.execute(update(deliveries).where(deliveries.c.chat_id == chat_id).values(priority=priority))


async def test_nothing_is_said_of_kinds_that_there_are_none_of(world: World) -> None:
    status = await Sending(world.database).status(world.clock())

    assert (status.pause, status.amounts, status.rate, status.ends_at) == (None, {}, 0, None)


async def test_what_is_left_is_told_by_kind_and_apart_from_what_waits_for_later(world: World) -> None:
    await owe(world, 1, 2, 3)
    await set_priority(world, 3, Priority.BROADCAST)
    world.messenger.answers[1] = [NotSent(None, "no connection")]
    world.messenger.answers[3] = [NotSent(None, "no connection")]
    await world.sender.drain()
    await set_priority(world, 2, Priority.CORRECTION)

    status = await Sending(world.database).status(world.clock())

    assert status.amounts == {
        Priority.CORRECTION: Amount(sent=1),
        Priority.DIGEST: Amount(later=1),
        Priority.BROADCAST: Amount(later=1),
    }
    assert status.total == Amount(sent=1, later=2)
    world.clock.forward(minutes=1)
    assert (await Sending(world.database).status(world.clock())).total == Amount(sent=1, ready=2)


async def test_the_rate_of_the_last_minute_says_until_when_the_rest_will_take(world: World) -> None:
    await owe(world, *range(1, 61))
    await world.send_some(10)
    sent = len(world.messenger.arrived)
    now = world.clock.forward(seconds=10)

    status = await Sending(world.database).status(now)

    assert (status.rate, status.total.ready) == (sent / 10, 60 - sent)
    assert status.ends_at == now + timedelta(seconds=(60 - sent) * 10 / sent)
    assert (await Sending(world.database).status(world.clock.forward(minutes=1))).rate == 0


async def test_while_paused_no_end_is_promised(world: World) -> None:
    await owe(world, 1, 2)
    pause = await Switch(world.database).pause("owner", world.clock(), "Layla")

    status = await Sending(world.database).status(world.clock())

    assert (status.pause, status.total.ready, status.ends_at) == (pause, 2, None)


async def test_what_was_sent_counts_for_a_day(world: World) -> None:
    await owe(world, 1)
    await world.sender.drain()
    sending = Sending(world.database)
    before = world.clock() - timedelta(seconds=1)

    assert (await sending.status(world.clock.forward(hours=23))).total.sent == 1
    assert (await sending.status(world.clock.forward(hours=2))).total.sent == 0
    assert await sending.sent_since(before) == 1


async def test_a_pause_that_the_messenger_asked_for_puts_off_the_end(world: World) -> None:
    await owe(world, 1, 2)
    await world.sender.drain()
    async with world.database.write() as connection:
        again = {"status": "pending", "finished_at": None}
        await connection.execute(update(deliveries).where(deliveries.c.chat_id == 2).values(again))
    now = world.clock.forward(seconds=10)
    await FloodPause(world.database).keep(20, now)

    status = await Sending(world.database).status(now)

    assert status.waits_until == now + timedelta(seconds=20)
    assert status.ends_at == now + timedelta(seconds=30)
