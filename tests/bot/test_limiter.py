import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.limiter import ChatBusy, Lane, Limiter, Traffic
from bot.pacing import BACK_OFF, RECOVERY, burst_of
from tests.bot.virtual_time import VirtualTime


class Telegram:
    """Takes calls and notes when; refuses as it was told to."""

    def __init__(self, time: VirtualTime) -> None:
        self._time = time
        self.calls: list[tuple[float, int | str]] = []
        self.refusals: list[TelegramError] = []

    async def call(self, chat_id: int | str) -> bool:
        self.calls.append((self._time.now, chat_id))
        if self.refusals:
            raise self.refusals.pop(0)
        return True

    def times(self, chat_id: int | str | None = None) -> list[float]:
        return [at for at, chat in self.calls if chat_id in (None, chat)]


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
def telegram(time: VirtualTime) -> Telegram:
    return Telegram(time)


@pytest.fixture
def traffic(time: VirtualTime) -> Traffic:
    return Traffic(25, clock=time, sleep=time.sleep)


@pytest.fixture
def send(telegram: Telegram, traffic: Traffic) -> Callable[..., Any]:
    def sending(chat_id: int | str, lane: Lane = Lane.INTERACTIVE, endpoint: str = "sendMessage") -> Any:
        return Limiter(traffic, lane).process_request(
            telegram.call, (chat_id,), {}, endpoint, {"chat_id": chat_id}, None
        )

    return sending


def most_in(seconds: float, times: list[float]) -> int:
    return max(sum(start <= at < start + seconds for at in times) for start in times)


async def test_no_second_holds_more_than_thirty_messages(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    await time.run(*(send(chat) for chat in range(1, 200)))

    assert most_in(1, telegram.times()) <= 30
    assert telegram.times()[-1] == pytest.approx((199 - 5) / 25)


async def test_a_private_chat_gets_a_small_burst_and_then_one_a_second(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    await time.run(*(send(7) for _ in range(5)))

    assert telegram.times() == [0, 0, 0, 1, 2]


@pytest.mark.parametrize("group", [-100123, "@channel"])
async def test_no_minute_holds_more_than_twenty_messages_to_a_group(
    group: int | str, time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    await time.run(*(send(group) for _ in range(60)))

    assert most_in(60, telegram.times()) <= 20


async def test_a_slow_chat_holds_up_no_other(time: VirtualTime, telegram: Telegram, send: Callable[..., Any]) -> None:
    await time.run(*(send(-1) for _ in range(10)), send(2))

    assert telegram.times(2)[0] < 1


async def test_answers_go_before_digests_that_wait_already(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    digests = [send(chat, Lane.DIGEST) for chat in range(1, 101)]

    await time.run(*digests, send(1000))

    assert telegram.times(1000)[0] <= 1 / 25


async def test_messages_of_one_lane_go_in_the_order_they_came(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    await time.run(*(send(chat) for chat in range(1, 51)))

    assert [chat for _, chat in telegram.calls] == list(range(1, 51))


async def test_an_answer_does_not_wait_for_digests_that_wait_for_the_same_chat(
    time: VirtualTime, telegram: Telegram, traffic: Traffic
) -> None:
    order: list[str] = []

    async def send(name: str, lane: Lane) -> bool:
        async def call() -> bool:
            order.append(name)
            return True

        return await Limiter(traffic, lane).process_request(call, (), {}, "sendMessage", {"chat_id": 7}, None) is True

    digests = [send("digest", Lane.DIGEST) for _ in range(4)]

    await time.run(*digests, send("answer", Lane.INTERACTIVE))

    assert order.index("answer") <= 2
    assert time.now < 5


async def test_a_chat_that_got_enough_gets_a_digest_later_and_others_go_first(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    results = await time.run(*(send(-1, Lane.DIGEST) for _ in range(10)), send(-2, Lane.DIGEST))

    busy = [result for result in results if isinstance(result, ChatBusy)]
    assert len(busy) == 6
    assert 0 < busy[0].seconds <= 4
    assert results[-1] is True


async def test_after_a_complaint_digests_go_slower_and_recover_evenly(
    time: VirtualTime, telegram: Telegram, traffic: Traffic
) -> None:
    full = traffic.rate()
    await traffic.heed(5)
    fallen = traffic.rate()
    time.now += 5 + RECOVERY * 0.1
    recovering = traffic.rate()
    time.now += RECOVERY
    recovered = traffic.rate()

    assert (full, recovered) == (25, 25)
    assert fallen == pytest.approx(25 * BACK_OFF)
    assert recovering == pytest.approx(25 * (BACK_OFF + 0.1))


async def test_complaints_that_come_together_count_once(traffic: Traffic) -> None:
    for _ in range(5):
        await traffic.heed(5)

    assert traffic.rate() == pytest.approx(25 * BACK_OFF)


async def test_it_never_falls_below_a_message_a_second(time: VirtualTime, traffic: Traffic) -> None:
    for _ in range(50):
        await traffic.heed(1)
        time.now += 1

    assert traffic.rate() >= 1


async def test_slowed_digests_keep_the_lower_pace_and_answers_do_not_wait_for_them(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any], traffic: Traffic
) -> None:
    for _ in range(10):
        await traffic.heed(1)
        time.now += 1
    began, slow = time.now, traffic.rate()

    await time.run(*(send(chat, Lane.DIGEST) for chat in range(1, 21)), send(1000))

    assert telegram.times(1000)[0] == began
    assert sum(at - began < 1 for at in telegram.times()) <= slow + 3


async def test_pauses_are_handed_on_to_be_kept_and_shorter_ones_are_not(time: VirtualTime) -> None:
    kept: list[float] = []

    async def keep(seconds: float) -> None:
        kept.append(seconds)

    traffic = Traffic(25, clock=time, sleep=time.sleep, keep=keep)
    for seconds in (9, 2, 10):
        await traffic.heed(seconds)

    assert kept == [9, 10]


@pytest.mark.parametrize(("rate", "burst"), [(1, 29), (25, 5), (30, 3), (500, 50), (1000, 100)])
def test_what_a_late_event_loop_missed_is_made_up_for(rate: float, burst: int) -> None:
    assert burst_of(rate) == burst


async def test_room_is_what_goes_out_in_a_moment_less_what_waits(
    time: VirtualTime, traffic: Traffic, send: Callable[..., Any]
) -> None:
    quiet = traffic.room()
    rooms = []

    async def look() -> None:
        await time.sleep(0)
        rooms.append(traffic.room())

    await time.run(look(), *(send(chat, Lane.DIGEST) for chat in range(1, 11)), *(send(chat) for chat in range(11, 20)))

    assert quiet == 3  # of 25 a second, in a tenth of one
    assert rooms == [0]  # the answers go first: all ten wait
    assert traffic.room() == 3


async def test_digests_that_wait_for_their_own_chat_take_no_room(
    time: VirtualTime, traffic: Traffic, send: Callable[..., Any]
) -> None:
    rooms = []

    async def look() -> None:
        await time.sleep(0.5)
        rooms.append(traffic.room())

    await time.run(look(), *(send(7, Lane.DIGEST) for _ in range(3)))

    assert time.now == 1  # the third waited for its chat
    assert rooms == [3]


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "sendChatAction", "getChatMember"])
async def test_what_is_no_message_does_not_wait(
    endpoint: str, time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    await time.run(*(send(7, endpoint=endpoint) for _ in range(50)))

    assert telegram.times()[-1] == 0


async def test_an_answer_is_sent_again_when_the_pause_is_over(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    telegram.refusals = [RetryAfter(timedelta(seconds=3))]

    results = await time.run(send(7))

    assert results == [True]
    assert telegram.times() == [0, 3]


async def test_nobody_sends_before_the_pause_that_telegram_asked_for_is_over(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    telegram.refusals = [RetryAfter(timedelta(seconds=9)), RetryAfter(timedelta(seconds=2))]

    await time.run(*(send(chat) for chat in range(1, 40)))

    assert not [at for at in telegram.times() if 0.2 < at < 9]


async def test_the_pause_is_kept_by_calls_that_end_during_it(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any], traffic: Traffic
) -> None:
    traffic.pause(3)

    await time.run(send(1, endpoint="answerCallbackQuery"), send(2))

    assert telegram.times(2) == [3]


async def test_a_digest_is_refused_with_the_time_left_instead_of_waiting_out_a_pause(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any], traffic: Traffic
) -> None:
    traffic.pause(300)

    (refusal,) = await time.run(send(1, Lane.DIGEST))

    assert refusal.retry_after == timedelta(seconds=300)
    assert telegram.calls == []


async def test_digests_that_queue_are_refused_when_a_pause_begins(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    telegram.refusals = [RetryAfter(timedelta(seconds=30))]

    results = await time.run(*(send(chat, Lane.DIGEST) for chat in range(1, 50)))

    assert all(isinstance(result, RetryAfter) for result in results if result is not True)
    assert time.now < 30


async def test_an_answer_is_given_up_when_the_pause_is_too_long_for_it(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    telegram.refusals = [RetryAfter(timedelta(hours=1))]

    (refusal,) = await time.run(send(7))

    assert isinstance(refusal, RetryAfter)


async def test_other_errors_are_raised_and_pause_nobody(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any], traffic: Traffic
) -> None:
    telegram.refusals = [BadRequest("message is too long")]

    (refusal,) = await time.run(send(7))

    assert isinstance(refusal, BadRequest)
    assert traffic.paused_for() == 0


async def test_a_caller_that_gives_up_costs_nobody_a_turn(
    time: VirtualTime, telegram: Telegram, send: Callable[..., Any]
) -> None:
    impatient = asyncio.create_task(send(1))
    impatient.cancel()

    await time.run(*(send(chat) for chat in range(2, 7)))

    assert telegram.times() == [0] * 5
