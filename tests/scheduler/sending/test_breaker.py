from datetime import timedelta

import pytest

from scheduler.alerts import DeliveryRefused, SendingPaused, SendingResumed
from scheduler.model import DeliveryStatus
from scheduler.sending.breaker import IN_A_ROW
from scheduler.sending.transport import Barred, Gone, NotSent, Refused, Result, Sent, Unknown
from tests.scheduler.world import World

MANY = 40


@pytest.fixture
async def owing(world: World) -> World:
    """Forty chats are owed a digest."""
    await world.publish("a")
    for chat_id in range(1, MANY + 1):
        await world.subscribe(chat_id)
    await world.digests.tick(world.clock.forward(hours=1))
    world.sender = world.new_sender("ten at once", at_once=IN_A_ROW)
    return world


def answer_all(world: World, *answers: Result) -> None:
    for chat_id in range(1, MANY + 1):
        world.messenger.answers[chat_id] = [*answers]


async def run_until_idle(world: World) -> int:
    """How many were tried."""
    return await world.sender.drain()


@pytest.mark.parametrize("failure", [NotSent(None, "no connection"), Unknown("502")], ids=["not sent", "unknown"])
async def test_what_passes_by_itself_is_tried_again_with_one_later_and_later(owing: World, failure: Result) -> None:
    answer_all(owing, *[failure] * 5)

    tried = [await run_until_idle(owing)]
    for minutes in (1, 2, 4):
        owing.clock.forward(seconds=60 * minutes - 1)
        too_early = await owing.sender.drain()
        owing.clock.forward(seconds=1)
        tried += [too_early, await run_until_idle(owing)]

    assert tried == [IN_A_ROW, 0, 1, 0, 1, 0, 1]
    assert [type(alert) for alert in owing.alerts.alerts] == [SendingPaused]


async def test_owners_are_told_why_once_and_once_that_it_goes_on(owing: World) -> None:
    for chat_id in range(1, IN_A_ROW + 1):
        owing.messenger.answers[chat_id] = [NotSent(None, "no connection")]

    await run_until_idle(owing)
    opened_at = owing.clock()
    for _ in range(3):
        owing.clock.forward(minutes=1)
        await run_until_idle(owing)

    assert owing.alerts.alerts == [
        SendingPaused("no connection", IN_A_ROW, opened_at + timedelta(minutes=1)),
        SendingResumed("no connection"),
    ]
    assert await owing.statuses() == {DeliveryStatus.SENT: MANY}


async def test_while_trouble_lasts_no_attempt_is_counted(owing: World) -> None:
    answer_all(owing, *[NotSent(None, "no connection")] * 20)
    await run_until_idle(owing)

    for _ in range(12):
        owing.clock.forward(minutes=10)
        await run_until_idle(owing)

    attempts = [(await owing.delivery_to(chat_id)).attempts for chat_id in range(1, MANY + 1)]
    assert max(attempts) <= 1


@pytest.mark.parametrize(
    "failure",
    [Gone("chat not found"), Refused("can't parse entities"), Barred("Unauthorized")],
    ids=lambda one: type(one).__name__,
)
async def test_what_does_harm_when_repeated_waits_for_an_owner(owing: World, failure: Result) -> None:
    answer_all(owing, failure)

    tried = await run_until_idle(owing)
    owing.clock.forward(hours=1)
    paused = await owing.sender.drain()
    holds = await owing.switch.paused()
    await owing.switch.resume()
    answer_all(owing)

    assert (tried, paused) == (IN_A_ROW, 0)
    assert holds is not None
    assert (holds.by, holds.reason) == ("errors", failure.reason)
    assert SendingPaused(failure.reason, IN_A_ROW, None) in owing.alerts.alerts
    assert await run_until_idle(owing) > 0


async def test_failures_that_differ_or_have_successes_between_them_stop_nothing(owing: World) -> None:
    for chat_id in range(1, MANY + 1):
        failure = Gone(f"reason {chat_id}") if chat_id % 2 else Refused("too long")
        owing.messenger.answers[chat_id] = [failure if chat_id % 8 else Sent(1)]

    await run_until_idle(owing)

    assert await owing.switch.paused() is None
    assert (await owing.statuses())[DeliveryStatus.PENDING] == 0


async def test_however_many_block_the_bot_it_says_nothing_about_the_sending(owing: World) -> None:
    answer_all(owing, Gone("bot was blocked by the user", is_their_choice=True))

    await run_until_idle(owing)

    assert await owing.switch.paused() is None
    assert await owing.statuses() == {DeliveryStatus.DEAD: MANY}


async def test_a_wish_to_wait_is_no_error(owing: World) -> None:
    answer_all(owing, NotSent(1.0, "flood"))

    for _ in range(20):
        await owing.sender.drain()
        owing.clock.forward(seconds=1)

    assert owing.alerts.alerts == []
    assert await owing.statuses() == {DeliveryStatus.SENT: MANY}


async def test_a_message_that_is_refused_fails_alone_and_the_owners_see_it(owing: World) -> None:
    owing.messenger.answers[7] = [Refused("message is too long")]

    await run_until_idle(owing)

    (alert,) = owing.alerts.alerts
    assert isinstance(alert, DeliveryRefused)
    assert (alert.delivery.chat_id, alert.reason) == (7, "message is too long")
    assert await owing.statuses() == {DeliveryStatus.SENT: MANY - 1, DeliveryStatus.DEAD: 1}


async def test_a_clock_that_is_set_back_does_not_prolong_the_wait(owing: World) -> None:
    answer_all(owing, NotSent(None, "no connection"))
    await run_until_idle(owing)
    owing.clock.forward(days=-1)
    await owing.sender.recover()

    assert await owing.sender.drain() > 0
