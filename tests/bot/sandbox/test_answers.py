import httpx
import pytest
from telegram import CallbackQuery, InlineQueryResultArticle, InputTextMessageContent
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.sandbox import LAYLA_ID, Sandbox, people
from tests.bot.sandbox.serving import Clock

TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


async def pressed(client: ExtBot[None], sandbox: Sandbox, message_id: int = 1, data: str = "x") -> CallbackQuery:
    people.press(sandbox, LAYLA_ID, message_id, data)
    query = (await client.get_updates())[-1].callback_query
    assert query is not None
    return query


async def test_a_press_brings_the_message_and_its_data(sandbox: Sandbox, layla: int, client: ExtBot[None]) -> None:
    sent = await client.send_message(layla, "choose")

    query = await pressed(client, sandbox, sent.message_id, "v1|yes")

    assert (query.data, query.from_user.id, query.message) == ("v1|yes", layla, sent)
    assert query.chat_instance


async def test_an_answer_reaches_whoever_pressed(
    sandbox: Sandbox, layla: int, client: ExtBot[None], control: httpx.AsyncClient
) -> None:
    query = await pressed(client, sandbox)

    await query.answer("تم", show_alert=True)

    shown = (await control.get(f"/sandbox/presses/{query.id}")).json()
    assert shown["answer"] == {"text": "تم", "show_alert": True, "url": ""}


async def test_a_press_is_answered_once(sandbox: Sandbox, layla: int, client: ExtBot[None]) -> None:
    query = await pressed(client, sandbox)
    await query.answer()

    with pytest.raises(BadRequest, match=r"(?i)" + TOO_OLD):
        await query.answer()


async def test_a_press_is_answered_in_time(sandbox: Sandbox, layla: int, client: ExtBot[None], clock: Clock) -> None:
    query = await pressed(client, sandbox)
    clock.advance(seconds=151)

    with pytest.raises(BadRequest, match=r"(?i)" + TOO_OLD):
        await query.answer()


async def test_an_answer_has_two_hundred_characters_at_most(sandbox: Sandbox, layla: int, client: ExtBot[None]) -> None:
    query = await pressed(client, sandbox)

    with pytest.raises(BadRequest, match=r"(?i)MESSAGE_TOO_LONG"):
        await query.answer("x" * 201)


async def test_a_press_below_a_deleted_message_arrives_without_it(
    sandbox: Sandbox, layla: int, client: ExtBot[None]
) -> None:
    query = await pressed(client, sandbox, message_id=77)

    assert query.message is not None
    assert query.message.is_accessible is False


async def test_inline_query_is_answered(sandbox: Sandbox, client: ExtBot[None], control: httpx.AsyncClient) -> None:
    asked = people.ask_inline(sandbox, LAYLA_ID, "ديب سيك")
    query = (await client.get_updates())[0].inline_query
    assert query is not None

    result = InlineQueryResultArticle("1", "ديب سيك", InputTextMessageContent("حقيقة"))
    await query.answer([result], is_personal=True)

    shown = (await control.get(f"/sandbox/inline/{asked.id}")).json()["answer"]
    assert [found["title"] for found in shown["results"]] == ["ديب سيك"]
    assert shown["is_personal"] is True
