import logging
from collections.abc import Iterator

import httpx
import pytest
from starlette.responses import PlainTextResponse
from telegram.error import NetworkError

from bot.connection import Api
from bot.logs import configure_logging
from tests.bot.stub_api import StubApi

TOKEN = "123456789:AAF-a-token_that-nobody-has"
ODD_TOKEN = "1:short"  # test servers take it, and it is not shaped like Telegram's


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize(
    ("message", "argument"),
    [
        pytest.param(f"https://api.telegram.org/bot{TOKEN}/getMe %s", "", id="message"),
        pytest.param("%s", f"/bot{TOKEN}/getMe", id="argument"),
        pytest.param("%r", {"url": f"/bot{TOKEN}/getMe"}, id="inside-an-argument"),
        pytest.param("%s", f"/bot{ODD_TOKEN}/getMe", id="configured"),
    ],
)
def test_a_token_never_reaches_the_log(message: str, argument: object, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("debug", ODD_TOKEN)

    logging.getLogger("bot.test").info(message, argument)

    logged = capsys.readouterr().err
    assert "<token>/getMe" in logged
    assert TOKEN not in logged
    assert ODD_TOKEN not in logged


def test_a_token_in_the_address_of_an_error_is_hidden_in_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info")

    try:
        httpx.get(f"http://127.0.0.1:1/bot{TOKEN}/getMe", headers={"x": f"{TOKEN}"}).raise_for_status()
    except httpx.ConnectError as error:
        error.add_note(f"while asking http://127.0.0.1:1/bot{TOKEN}/getMe")
        logging.getLogger("bot.test").exception("no answer")

    logged = capsys.readouterr().err
    assert "while asking http://127.0.0.1:1/bot<token>/getMe" in logged
    assert TOKEN not in logged


@pytest.mark.parametrize(
    "logger", ["httpx", "httpcore.http11", "telegram.ext.Application", "telegram.Bot", "aiosqlite", "uvicorn.access"]
)
def test_what_libraries_say_of_every_request_update_and_row_is_not_logged(
    logger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("debug")

    logging.getLogger(logger).debug("with what people wrote")

    assert capsys.readouterr().err == ""


async def test_an_answer_that_is_no_json_is_told_once(
    stub: StubApi, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.answers["getMe"].append(PlainTextResponse("<h1>502 Bad Gateway</h1>", 502))
    configure_logging("info")

    async with api.request() as request:
        with pytest.raises(NetworkError, match="502"):
            await request.post(f"{api.url}/bot{api.token}/getMe")

    assert capsys.readouterr().err == ""
