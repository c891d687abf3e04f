import httpx
import pytest
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.sandbox import NEWSROOM_ID, FloodLimits, Sandbox, people
from bot.sandbox.model import Person
from tests.bot.sandbox.serving import Clock


@pytest.fixture
def limits() -> FloodLimits:
    return FloodLimits()


async def send(client: ExtBot[None], chat_id: int, times: int) -> None:
    for _ in range(times):
        await client.send_message(chat_id, "x")


async def test_a_private_chat_takes_a_short_burst_and_then_one_a_second(
    layla: int, client: ExtBot[None], clock: Clock
) -> None:
    await send(client, layla, 5)

    with pytest.raises(RetryAfter):
        await client.send_message(layla, "x")

    clock.advance(seconds=1)
    await client.send_message(layla, "x")


async def test_a_group_takes_twenty_a_minute(client: ExtBot[None], clock: Clock) -> None:
    await send(client, NEWSROOM_ID, 20)

    with pytest.raises(RetryAfter):
        await client.send_message(NEWSROOM_ID, "x")

    clock.advance(minutes=1)
    await send(client, NEWSROOM_ID, 20)


async def test_all_chats_together_take_thirty_a_second(sandbox: Sandbox, client: ExtBot[None]) -> None:
    for number in range(31):
        sandbox.add_person(Person(5000 + number, "Reader", "ar"))
        people.start(sandbox, 5000 + number)

    for number in range(30):
        await client.send_message(5000 + number, "x")

    with pytest.raises(RetryAfter):
        await client.send_message(5030, "x")


async def test_a_refused_message_says_when_and_does_not_count(
    layla: int, client: ExtBot[None], control: httpx.AsyncClient, clock: Clock
) -> None:
    await send(client, layla, 5)

    answers = [await control.get(f"/bot1:a/sendMessage?chat_id={layla}&text=x") for _ in range(3)]

    assert answers[-1].json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert answers[-1].headers["retry-after"] == "1"


async def test_what_is_not_a_message_is_not_counted(layla: int, client: ExtBot[None]) -> None:
    for _ in range(10):
        await client.send_chat_action(layla, "typing")

    await send(client, layla, 5)
