"""Classification is tested with what a real client makes of real answers: that is where its traps are."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.connection import Api
from bot.courier import Courier, LeanRequest
from bot.limiter import Lane, Limiter, Traffic
from bot.refusals import classify
from handlers.markup import Html
from handlers.replies import Reply
from scheduler.sending.transport import Barred, Gone, Moved, NotSent, Refused, Result, Unknown
from tests.bot.stub_api import TOKEN, StubApi, error

REPLY = Reply(Html("…"))


def limiter() -> Limiter:
    return Limiter(Traffic(30), Lane.DIGEST)


@pytest.fixture
async def courier(api: Api) -> AsyncIterator[Courier]:
    courier = api.courier(limiter())
    await courier.initialize()
    yield courier
    await courier.shutdown()


async def outcome_at(port: int, read_timeout: float = 20) -> Result:
    """Of sending to whatever is, or is not, at this port."""
    request = LeanRequest(trust_env=False, read_timeout=read_timeout)
    courier = Courier(request, Api(f"http://127.0.0.1:{port}", TOKEN).base_url, limiter())
    await courier.initialize()
    try:
        return await outcome(courier)
    finally:
        await courier.shutdown()


async def outcome(courier: Courier) -> Result:
    with pytest.raises(TelegramError) as raised:
        await courier.send(7, REPLY)
    return classify(raised.value)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(error(403, "Forbidden: bot was blocked by the user"), Gone, id="blocked"),
        pytest.param(error(403, "Forbidden: user is deactivated"), Gone, id="deactivated"),
        pytest.param(error(403, "Forbidden: bot was kicked from the supergroup chat"), Gone, id="kicked"),
        pytest.param(error(400, "Bad Request: chat not found"), Gone, id="no-such-chat"),
        pytest.param(error(400, "Bad Request: message is too long"), Refused, id="too-long"),
        pytest.param(error(400, "Bad Request: can't parse entities: …"), Refused, id="broken-markup"),
        pytest.param(
            error(400, "Bad Request: not enough rights to send text messages to the chat"), Gone, id="no-rights"
        ),
        pytest.param(
            error(400, "Bad Request: need administrator rights in the channel chat"), Gone, id="no-administrator"
        ),
        pytest.param(error(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), Gone, id="may-not-write"),
        pytest.param(error(400, "Bad Request: TOPIC_CLOSED"), Gone, id="topic-closed"),
        pytest.param(error(400, "Bad Request: message thread not found"), Gone, id="topic-deleted"),
        pytest.param(error(401, "Unauthorized"), Barred, id="token-revoked"),
        pytest.param(error(429, "Too Many Requests: retry after 7", retry_after=7), NotSent, id="too-fast"),
        pytest.param(error(500, "Internal Server Error: restart"), Unknown, id="server-failed"),
        pytest.param(HTMLResponse("<h1>502 Bad Gateway</h1>", 502), Unknown, id="gateway-failed"),
        pytest.param(PlainTextResponse("not JSON"), Unknown, id="answer-without-sense"),
    ],
)
async def test_what_telegram_answers_is_told_apart(
    answer: Response, expected: type[Result], stub: StubApi, courier: Courier
) -> None:
    stub.answers["sendMessage"].append(answer)

    assert isinstance(await outcome(courier), expected)


async def test_a_group_that_became_a_supergroup_has_moved(stub: StubApi, courier: Courier) -> None:
    upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
    stub.answers["sendMessage"].append(error(400, upgraded, migrate_to_chat_id=-1001))

    assert await outcome(courier) == Moved(-1001)


async def test_a_pause_is_reported_in_seconds(stub: StubApi, courier: Courier) -> None:
    stub.answers["sendMessage"].append(error(429, "Too Many Requests: retry after 7", retry_after=7))

    result = await outcome(courier)

    assert isinstance(result, NotSent)
    assert result.retry_after == 7


async def test_a_server_that_is_not_there_got_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as freed:
        port = freed.getsockname()[1]

    assert isinstance(await outcome_at(port), NotSent)


async def test_an_answer_that_does_not_come_leaves_it_open() -> None:
    ended = asyncio.Event()

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        ended.set()

    async with await asyncio.start_server(swallow, "127.0.0.1", 0) as server:
        result = await outcome_at(server.sockets[0].getsockname()[1], read_timeout=0.2)
        await ended.wait()

    assert isinstance(result, Unknown)


async def test_a_connection_that_breaks_after_the_request_leaves_it_open() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        assert isinstance(await outcome_at(server.sockets[0].getsockname()[1]), Unknown)


async def test_a_message_goes_out_as_it_is_and_its_id_comes_back(stub: StubApi, courier: Courier) -> None:
    button = InlineKeyboardButton("اقرأ", callback_data="v1|read|a")

    message_id = await courier.send(-100, Reply(Html("<b>مرحبا</b>"), InlineKeyboardMarkup([[button]])), thread_id=3)

    (sent,) = stub.calls_of("sendMessage")
    assert message_id == 5
    assert sent == {
        "chat_id": -100,
        "text": "<b>مرحبا</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "message_thread_id": 3,
        "reply_markup": {"inline_keyboard": [[{"text": "اقرأ", "callback_data": "v1|read|a"}]]},
    }


async def test_only_what_may_cost_says_so(stub: StubApi, api: Api) -> None:
    courier = api.courier(limiter(), paid=True)
    await courier.initialize()

    await courier.send(7, REPLY)
    await courier.shutdown()

    assert [sent["allow_paid_broadcast"] for sent in stub.calls_of("sendMessage")] == [True]
