"""Whoever asks too fast is asked, once and politely, to wait; nobody else notices."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.inbox import Body, Inbox
from bot.intake import Intake
from handlers.context import App, Services
from handlers.pace import BURST, INTERVAL, PAUSE, Pace
from handlers.texts import texts_in
from knowledge.database import Database
from tests.handlers.conftest import NOW
from tests.handlers.telegram import Person, Wire

SECOND = timedelta(seconds=1)
QUESTION = "كم عدد مستخدمي ديب سيك؟"
TOO_SOON = "أسرع مما نستطيع"


def admitted(pace: Pace, moments: Iterable[datetime], reader_id: int = 7) -> list[bool]:
    return [pace.refusal(reader_id, moment) is None for moment in moments]


def test_a_burst_is_answered_and_what_follows_at_once_is_not() -> None:
    assert admitted(Pace(), [NOW] * (BURST + 2)) == [True] * BURST + [False] * 2


def test_whoever_keeps_to_the_interval_is_never_refused() -> None:
    pace = Pace()
    admitted(pace, [NOW] * BURST)

    assert all(admitted(pace, (NOW + number * INTERVAL for number in range(1, 100))))


def test_only_the_first_refusal_of_a_pause_is_told_with_the_seconds_to_wait() -> None:
    pace = Pace()
    admitted(pace, [NOW] * BURST)

    refusals = [pace.refusal(7, NOW + second * SECOND) for second in (0, 0, 3)]

    assert [(refusal.seconds, refusal.is_first) for refusal in refusals if refusal] == [
        (10, True),
        (10, False),
        (7, False),
    ]


def test_after_the_pause_a_few_questions_at_once_are_answered_again() -> None:
    pace = Pace()
    admitted(pace, [NOW] * (BURST + 1))

    assert admitted(pace, [NOW + PAUSE] * 6) == [True] * 5 + [False]


def test_one_reader_does_not_slow_down_another() -> None:
    pace = Pace()
    admitted(pace, [NOW] * 1000, reader_id=7)

    assert admitted(pace, [NOW], reader_id=8) == [True]


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    pace = Pace()
    admitted(pace, [NOW] * (BURST + 1))

    assert admitted(pace, [NOW - timedelta(days=1) + PAUSE]) == [False]
    assert admitted(pace, [NOW - timedelta(days=1) + 4 * PAUSE]) == [True]


def test_memory_is_bounded_whoever_asks() -> None:
    pace = Pace()
    for reader_id in range(12_000):
        pace.refusal(reader_id, NOW)

    assert len(pace) == 10_000


@given(st.lists(st.floats(min_value=0, max_value=5), max_size=200))
def test_nobody_gets_more_than_a_burst_and_one_for_each_interval(gaps: list[float]) -> None:
    pace, moment, answered = Pace(), NOW, 0
    for gap in gaps:
        moment += timedelta(seconds=gap)
        answered += pace.refusal(7, moment) is None

    assert answered <= BURST + (moment - NOW) / INTERVAL


async def test_refused_questions_are_neither_answered_nor_logged_and_told_once(
    reader: Person, wire: Wire, services: Services
) -> None:
    for _ in range(BURST + 5):
        await reader.says(QUESTION)

    said = [call.text for call in wire.calls if call.method == "sendMessage"]
    assert sum("97 مليون" in text for text in said) == BURST
    assert [text for text in said if TOO_SOON in text] == [said[-1]]
    assert "10 ثوانٍ" in said[-1]
    assert len(await services.questions.newest(100)) == BURST


async def test_commands_and_buttons_are_not_counted(reader: Person) -> None:
    for _ in range(BURST + 1):
        await reader.says(QUESTION)

    assert "لا حاجة إلى أي أمر" in (await reader.says("/help"))[0].text
    assert "97 مليون" in (await reader.presses_data("v1|read|deepseek-users|ar"))[-1].text


async def test_others_are_answered_while_one_pauses(reader: Person, curator: Person) -> None:
    for _ in range(BURST + 1):
        await reader.says(QUESTION)

    (call,) = await curator.says(QUESTION)

    assert "97 مليون" in call.text


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "ثانية واحدة"), (2, "ثانيتين"), (3, "3 ثوانٍ"), (11, "11 ثانية"), (100, "100 ثانية")]
)
def test_arabic_counts_the_seconds(seconds: int, said: str) -> None:
    shown = texts_in("ar").plain("question-too-soon", seconds=seconds)

    assert said in shown.translate({0x2068: None, 0x2069: None})


async def test_a_thousand_waiting_questions_of_one_chat_do_not_delay_another(
    application: App, sqlite_database: Database
) -> None:
    handled: list[int] = []
    other_was_answered = asyncio.Event()

    async def handle(body: Body) -> None:
        await application.process_update(Update.de_json(body, application.bot))
        chat_id = body["message"]["chat"]["id"]
        handled.append(chat_id)
        if chat_id == OTHER:
            other_was_answered.set()

    intake = Intake(Inbox(sqlite_database), handle, lambda: NOW)
    await intake.accept([question(number, FLOODING) for number in range(1, 1001)])
    async with asyncio.timeout(20):
        await intake.room()  # as the poller waits before it asks Telegram for more
        await intake.accept([question(1001, OTHER)])
        await other_was_answered.wait()
    await intake.stop(patience=5)

    assert handled.index(OTHER) < 20


FLOODING, OTHER = 7, 8


def question(update_id: int, chat_id: int) -> Body:
    person = {"id": chat_id, "is_bot": False, "first_name": "x", "language_code": "ar"}
    chat = {"id": chat_id, "type": "private"}
    message = {"message_id": update_id, "date": int(NOW.timestamp()), "chat": chat, "from": person}
    return {"update_id": update_id, "message": message | {"text": f"{QUESTION} {update_id}"}}
