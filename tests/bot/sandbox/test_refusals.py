"""What Telegram refuses, in its own words, as the library reports them."""

import asyncio
import json
import logging
from typing import Any

import httpx
import pytest
from telegram.ext import ExtBot

from bot.sandbox import LAYLA_ID, NEWSROOM_ID, TOM_ID, Sandbox, people
from bot.sandbox.model import Person

PATH = "/bot1:token"


def keyboard(button: dict[str, Any]) -> str:
    return json.dumps({"inline_keyboard": [[button]]})


async def refused(control: httpx.AsyncClient, method: str, **parameters: object) -> str:
    answer = (await control.post(f"{PATH}/{method}", json=parameters)).json()
    assert answer["ok"] is False
    return f"{answer['error_code']} {answer['description']}"


@pytest.mark.parametrize(
    ("method", "parameters", "refusal"),
    [
        pytest.param("sendMessage", {"text": " \n"}, "message text is empty", id="blank-text"),
        pytest.param(
            "sendMessage", {"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty", id="blank-html"
        ),
        pytest.param("sendMessage", {"text": "س" * 4097}, "message is too long", id="long-text"),
        pytest.param("sendMessage", {"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode", id="parse-mode"),
        pytest.param(
            "sendMessage",
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
            id="bad-html",
        ),
        pytest.param(
            "sendMessage",
            {"text": "x", "reply_markup": keyboard({"text": "y", "callback_data": "س" * 33})},
            "BUTTON_DATA_INVALID",
            id="66-bytes-of-data",
        ),
        pytest.param(
            "sendMessage",
            {"text": "x", "reply_markup": keyboard({"text": "y", "callback_data": ""})},
            "BUTTON_DATA_INVALID",
            id="empty-data",
        ),
        pytest.param(
            "sendMessage",
            {"text": "x", "reply_markup": keyboard({"text": "y"})},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            id="idle-button",
        ),
        pytest.param(
            "sendMessage",
            {"text": "x", "reply_markup": keyboard({"text": "y", "url": "no address"})},
            "inline keyboard button URL 'no address' is invalid: Wrong HTTP URL",
            id="button-address",
        ),
        pytest.param(
            "sendMessage",
            {"text": "x", "reply_parameters": {"message_id": 99}},
            "message to be replied not found",
            id="reply-to-nothing",
        ),
        pytest.param("sendMessage", {"text": "x", "message_thread_id": 5}, "message thread not found", id="no-forum"),
        pytest.param("sendPhoto", {}, "there is no photo in the request", id="no-photo"),
        pytest.param(
            "sendPhoto",
            {"photo": "https://example.org/x.png"},
            "failed to get HTTP URL content",
            id="nothing-is-fetched",
        ),
        pytest.param(
            "sendDocument",
            {"document": "unknown"},
            "wrong remote file identifier specified: Wrong string length",
            id="unknown-file",
        ),
        pytest.param("sendChatAction", {"action": "dance"}, "wrong parameter action in request", id="action"),
        pytest.param(
            "editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found", id="edit-nothing"
        ),
        pytest.param("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited", id="edit-anothers"),
        pytest.param("editMessageText", {"text": "x"}, "message identifier is not specified", id="edit-what"),
        pytest.param("deleteMessage", {"message_id": 99}, "message to delete not found", id="delete-nothing"),
        pytest.param(
            "copyMessage",
            {"from_chat_id": LAYLA_ID, "message_id": 99},
            "message to copy not found",
            id="copy-nothing",
        ),
        pytest.param("getFile", {"file_id": "unknown"}, "invalid file_id", id="file"),
        pytest.param(
            "getChatAdministrators",
            {},
            "there are no administrators in the private chat",
            id="private-administrators",
        ),
        pytest.param(
            "setMyCommands",
            {"commands": [{"command": "Start", "description": "x"}]},
            "BOT_COMMAND_INVALID",
            id="command-in-capitals",
        ),
        pytest.param(
            "setMyCommands",
            {"commands": [{"command": "x" * 33, "description": "x"}]},
            "command length must not exceed 32",
            id="long-command",
        ),
        pytest.param(
            "setMyCommands",
            {"commands": [{"command": "x", "description": " "}]},
            "command description must be non-empty",
            id="command-without-description",
        ),
        pytest.param(
            "setMyCommands",
            {"commands": [{"command": "x", "description": "x" * 257}]},
            "command description length must not exceed 256",
            id="long-description",
        ),
        pytest.param(
            "setMyCommands",
            {"commands": [{"command": f"c{n}", "description": "x"} for n in range(101)]},
            "BOT_COMMANDS_TOO_MUCH",
            id="many-commands",
        ),
        pytest.param(
            "answerCallbackQuery",
            {"callback_query_id": "99"},
            "query is too old and response timeout expired or query ID is invalid",
            id="unknown-press",
        ),
    ],
)
async def test_bad_requests_are_refused(
    layla: int, control: httpx.AsyncClient, method: str, parameters: dict[str, Any], refusal: str
) -> None:
    assert await refused(control, method, chat_id=layla, **parameters) == f"400 Bad Request: {refusal}"


async def test_length_counts_code_points_after_parsing(layla: int, client: ExtBot[None]) -> None:
    sent = await client.send_message(layla, f"<b>{'🔭' * 4096}</b>", parse_mode="HTML")

    assert sent.entities[0].length == 8192


async def test_long_caption_is_refused(layla: int, client: ExtBot[None]) -> None:
    with pytest.raises(Exception, match="caption is too long"):
        await client.send_document(layla, b"x", caption="x" * 1025)


async def test_unchanged_message_is_refused(layla: int, client: ExtBot[None]) -> None:
    sent = await client.send_message(layla, "<b>x</b>", parse_mode="HTML")

    with pytest.raises(Exception, match="specified new message content and reply markup are exactly the same"):
        await sent.edit_text("<b>x</b>", parse_mode="HTML")


async def test_text_of_a_document_is_refused(layla: int, client: ExtBot[None]) -> None:
    document = await client.send_document(layla, b"x")
    words = await client.send_message(layla, "x")

    with pytest.raises(Exception, match="There is no text in the message to edit"):
        await document.edit_text("y")
    with pytest.raises(Exception, match="There is no caption in the message to edit"):
        await words.edit_caption("y")


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        pytest.param("/bot1:a/danceAround", 404, "Not Found: method not found", id="unknown-method"),
        pytest.param("/bota/getMe", 404, "Not Found", id="malformed-token"),
        pytest.param("/bot1:a/sendMessage?text=x", 400, "Bad Request: chat_id is empty", id="no-chat"),
        pytest.param("/bot1:a/sendMessage?text=x&chat_id=5", 400, "Bad Request: chat not found", id="unknown-chat"),
    ],
)
async def test_calls_to_nowhere_are_refused(
    control: httpx.AsyncClient, path: str, status: int, description: str
) -> None:
    answer = await control.get(path)

    assert (answer.status_code, answer.json()["description"]) == (status, description)


async def test_people_who_are_out_of_reach(sandbox: Sandbox, control: httpx.AsyncClient) -> None:
    people.start(sandbox, LAYLA_ID)
    people.block(sandbox, LAYLA_ID, blocked=True)
    sandbox.add_person(Person(50, "Gone", "en"))
    people.start(sandbox, 50)
    people.deactivate(sandbox, 50)
    people.set_bot_status(sandbox, NEWSROOM_ID, TOM_ID, "kicked")

    reasons = {
        chat: await refused(control, "sendMessage", chat_id=chat, text="x")
        for chat in (LAYLA_ID, TOM_ID, 50, NEWSROOM_ID)
    }

    assert reasons == {
        LAYLA_ID: "403 Forbidden: bot was blocked by the user",
        TOM_ID: "403 Forbidden: bot can't initiate conversation with a user",
        50: "403 Forbidden: user is deactivated",
        NEWSROOM_ID: "403 Forbidden: bot was kicked from the group chat",
    }


async def test_messages_of_others_in_a_group_cannot_be_deleted(sandbox: Sandbox, control: httpx.AsyncClient) -> None:
    said = people.say(sandbox, TOM_ID, "hello", chat_id=NEWSROOM_ID)

    reason = await refused(control, "deleteMessage", chat_id=NEWSROOM_ID, message_id=said.id)

    assert reason == "400 Bad Request: message can't be deleted"


async def test_whoever_hangs_up_in_the_middle_of_a_request_is_no_fault(
    sandbox_server: str, control: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = logging.getLogger("uvicorn.error")
    monkeypatch.setattr(log, "handlers", [caplog.handler])
    monkeypatch.setattr(log, "level", logging.ERROR)
    address = httpx.URL(sandbox_server)
    _, writer = await asyncio.open_connection(address.host, address.port)
    form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100"
    writer.write(f"POST {PATH}/getMe HTTP/1.1\r\nHost: {address.netloc.decode()}\r\n{form}\r\n\r\nchat_".encode())
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.close()
    await writer.wait_closed()
    await asyncio.sleep(0.1)

    assert (await control.post(f"{PATH}/getMe")).json()["ok"] is True
    assert caplog.records == []
