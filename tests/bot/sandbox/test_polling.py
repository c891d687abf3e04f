import asyncio

import httpx
import pytest
from telegram.error import Conflict
from telegram.ext import ExtBot

from bot.sandbox import LAYLA_ID, Sandbox, people
from bot.sandbox.updates import FIRST_UPDATE_ID
from tests.bot.sandbox.serving import Clock


async def texts(client: ExtBot[None], **parameters: int) -> list[str]:
    updates = await client.get_updates(**parameters)
    return [update.effective_message.text for update in updates if update.effective_message]


@pytest.fixture
def three_updates(sandbox: Sandbox) -> int:
    for word in ("a", "b", "c"):
        people.say(sandbox, LAYLA_ID, word)
    return FIRST_UPDATE_ID


@pytest.mark.usefixtures("three_updates")
async def test_updates_repeat_until_confirmed(client: ExtBot[None]) -> None:
    assert await texts(client) == ["a", "b", "c"]
    assert await texts(client) == ["a", "b", "c"]


async def test_an_offset_confirms_what_is_before_it(client: ExtBot[None], three_updates: int) -> None:
    await texts(client, offset=three_updates + 2)

    assert await texts(client) == ["c"]


@pytest.mark.usefixtures("three_updates")
async def test_a_negative_offset_keeps_the_last_ones(client: ExtBot[None]) -> None:
    assert await texts(client, offset=-1) == ["c"]
    assert await texts(client) == ["c"]


@pytest.mark.usefixtures("three_updates")
async def test_limit_cuts_the_batch(client: ExtBot[None]) -> None:
    assert await texts(client, limit=2) == ["a", "b"]


async def test_a_poll_waits_for_what_comes(sandbox: Sandbox, client: ExtBot[None]) -> None:
    poll = asyncio.create_task(texts(client, timeout=30))
    await asyncio.sleep(0.1)

    people.say(sandbox, LAYLA_ID, "at last")

    assert await asyncio.wait_for(poll, 5) == ["at last"]


async def test_a_second_poll_ends_the_first(client: ExtBot[None], control: httpx.AsyncClient) -> None:
    first = asyncio.create_task(control.get("/bot1:a/getUpdates?timeout=30"))
    await asyncio.sleep(0.1)

    await client.get_updates()

    answer = (await first).json()
    assert answer == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }


async def test_no_polling_beside_a_webhook(client: ExtBot[None], sandbox_server: str) -> None:
    await client.set_webhook(f"{sandbox_server}/nowhere")

    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await client.get_updates()


async def test_messages_expire_after_a_day(sandbox: Sandbox, client: ExtBot[None], clock: Clock) -> None:
    people.say(sandbox, LAYLA_ID, "old")
    clock.advance(hours=23)
    people.say(sandbox, LAYLA_ID, "new")

    clock.advance(hours=2)

    assert await texts(client) == ["new"]


async def test_presses_expire_sooner(sandbox: Sandbox, client: ExtBot[None], clock: Clock) -> None:
    people.press(sandbox, LAYLA_ID, 1, "x")

    clock.advance(seconds=151)

    assert await client.get_updates() == ()


async def test_only_wanted_kinds_are_kept(sandbox: Sandbox, client: ExtBot[None]) -> None:
    await client.get_updates(allowed_updates=["callback_query"])

    people.say(sandbox, LAYLA_ID, "x")
    people.press(sandbox, LAYLA_ID, 1, "y")

    updates = await client.get_updates()
    assert [update.callback_query.data for update in updates if update.callback_query] == ["y"]
