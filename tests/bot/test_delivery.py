"""Classification is tested with what a real client makes of real answers: that is where its traps are."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.connection import Api
from bot.delivery import classify
from bot.limiter import Lane, Limiter, Traffic
from scheduler.transport import Gone, Moved, NotSent, Refused, Result, Unknown
from tests.bot.stub_api import TOKEN, StubApi, error


def client(api: Api) -> ExtBot[None]:
    return api.bot(Limiter(Traffic(30), Lane.DIGEST))


@pytest.fixture
async def bot(api: Api) -> AsyncIterator[ExtBot[None]]:
    async with client(api) as connected:
        yield connected


async def outcome_at(port: int, **timeouts: float) -> Result:
    """Of sending to whatever is, or is not, at this port."""
    bot = client(Api(f"http://127.0.0.1:{port}", TOKEN))
    try:
        return await outcome(bot, **timeouts)
    finally:
        await bot.request.shutdown()


async def outcome(bot: ExtBot[None], **timeouts: float) -> Result:
    with pytest.raises(TelegramError) as raised:
        await bot.send_message(7, "…", **timeouts)
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
        pytest.param(error(400, "Bad Request: not enough rights to send text messages"), Refused, id="no-rights"),
        pytest.param(error(401, "Unauthorized"), NotSent, id="token-revoked"),
        pytest.param(error(429, "Too Many Requests: retry after 7", retry_after=7), NotSent, id="too-fast"),
        pytest.param(error(500, "Internal Server Error: restart"), Unknown, id="server-failed"),
        pytest.param(HTMLResponse("<h1>502 Bad Gateway</h1>", 502), Unknown, id="gateway-failed"),
        pytest.param(PlainTextResponse("not JSON"), Unknown, id="answer-without-sense"),
    ],
)
async def test_what_telegram_answers_is_told_apart(
    answer: Response, expected: type[Result], stub: StubApi, bot: ExtBot[None]
) -> None:
    stub.answers["sendMessage"].append(answer)

    assert isinstance(await outcome(bot), expected)


async def test_a_group_that_became_a_supergroup_has_moved(stub: StubApi, bot: ExtBot[None]) -> None:
    upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
    stub.answers["sendMessage"].append(error(400, upgraded, migrate_to_chat_id=-1001))

    assert await outcome(bot) == Moved(-1001)


async def test_a_pause_is_reported_in_seconds(stub: StubApi, bot: ExtBot[None]) -> None:
    stub.answers["sendMessage"].append(error(429, "Too Many Requests: retry after 7", retry_after=7))

    result = await outcome(bot)

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
