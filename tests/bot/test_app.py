"""The whole bot in its sandbox: started, asked over HTTP, and stopped."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import app
from bot.errors import CannotListen, TokenRefused, WrongSetting
from bot.sandbox import LAYLA_ID
from bot.settings import Settings
from tests.bot.stub_api import TOKEN, StubApi, error, running


def settings_for(tmp_path: Path, **values: Any) -> Settings:
    url = f"sqlite+aiosqlite:///{tmp_path}/base.sqlite3"
    return Settings(_env_file=None, database_url=url, encoder=False, port=0, **values)  # type: ignore[call-arg] (pydantic-settings')


@asynccontextmanager
async def in_sandbox(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the bot's own server, while the bot runs."""
    announced: asyncio.Queue[str] = asyncio.Queue()
    task = asyncio.create_task(app.run(settings, announced.put_nowait))
    address = asyncio.create_task(announced.get())
    async with asyncio.timeout(60):
        await asyncio.wait({task, address}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        address.cancel()
        await task
    async with httpx.AsyncClient(base_url=address.result(), trust_env=False) as client:
        yield client
    await stop(task)


async def stop(task: "asyncio.Task[None]") -> None:
    task.cancel()
    async with asyncio.timeout(10):
        await asyncio.gather(task, return_exceptions=True)


async def say(client: httpx.AsyncClient, text: str) -> str:
    """What the bot says next to Layla."""
    messages = f"/sandbox/people/{LAYLA_ID}"
    sent = (await client.post(f"{messages}/messages", json={"text": text})).raise_for_status().json()
    async with asyncio.timeout(30):
        while True:
            (chat, *_) = (await client.get(messages)).json()["chats"]
            for message in chat["messages"]:
                if message["message_id"] > sent["message_id"]:
                    return str(message["text"])
            await asyncio.sleep(0.05)


async def test_a_question_in_the_sandbox_gets_its_fact(tmp_path: Path) -> None:
    async with in_sandbox(settings_for(tmp_path)) as client:
        answer = await say(client, "كم عدد مستخدمي ديب سيك؟")

    assert "97" in answer


async def test_health_tells_that_all_is_well(tmp_path: Path) -> None:
    async with in_sandbox(settings_for(tmp_path)) as client:
        health = await client.get("/health")

    assert health.status_code == 200
    assert health.json().items() >= {"ok": True, "base": True, "intake": True}.items()
    assert health.json()["facts"] > 0


async def health_once(client: httpx.AsyncClient, known: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    async with asyncio.timeout(60):
        while not known(health := (await client.get("/health")).json()):  # noqa: ASYNC110 (it has no event)
            await asyncio.sleep(0.05)
    return health


async def test_of_two_on_one_base_one_sends_and_both_are_healthy(tmp_path: Path) -> None:
    async with in_sandbox(settings_for(tmp_path)) as first:
        sending = await health_once(first, lambda health: health["sends"])
        async with in_sandbox(settings_for(tmp_path)) as second:
            waiting = await health_once(second, lambda health: "sender" in health)

    assert (sending["ok"], sending["sends"]) == (True, True)
    assert (waiting["ok"], waiting["sends"]) == (True, False)


async def test_the_chat_page_is_served(tmp_path: Path) -> None:
    async with in_sandbox(settings_for(tmp_path)) as client:
        page = await client.get("/")

    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]


async def test_a_sandbox_that_starts_again_on_the_same_base_still_answers(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    async with in_sandbox(settings) as client:
        await say(client, "كم عدد مستخدمي ديب سيك؟")

    async with in_sandbox(settings) as client:
        answer = await say(client, "كم عدد مستخدمي ديب سيك؟")

    assert "97" in answer


async def test_a_port_that_another_program_has_is_named(tmp_path: Path) -> None:
    async with in_sandbox(settings_for(tmp_path)) as client:
        port = client.base_url.port
        taken = settings_for(tmp_path).model_copy(update={"port": port})

        with pytest.raises(CannotListen) as refusal:
            await app.run(taken, print)

    assert refusal.value.port == port


async def test_the_sandbox_is_refused_where_other_machines_could_reach_it(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as refusal:
        await app.run(settings_for(tmp_path, host="0.0.0.0"), print)  # noqa: S104 (that is what is refused)

    assert refusal.value.variable == "MARSAD_HOST"


async def test_a_token_that_telegram_refuses_ends_the_start(stub: StubApi, tmp_path: Path) -> None:
    async with running(stub) as api:
        stub.answers["getMe"].append(error(401, "Unauthorized"))

        with pytest.raises(TokenRefused):
            await app.run(settings_for(tmp_path, token=TOKEN, api_url=api.url), print)


async def test_with_a_token_updates_are_polled_and_a_webhook_is_given_up(stub: StubApi, tmp_path: Path) -> None:
    async with running(stub) as api:
        task = asyncio.create_task(app.run(settings_for(tmp_path, token=TOKEN, api_url=api.url), print))
        await stub.until_called("getUpdates", 1)
        await stop(task)

    called = [method for method, _ in stub.calls]
    assert called.index("deleteWebhook") < called.index("getUpdates")


async def test_with_a_webhook_telegram_is_told_address_and_secret(stub: StubApi, tmp_path: Path) -> None:
    url = "https://bot.example.org/telegram"
    async with running(stub) as api:
        settings = settings_for(tmp_path, token=TOKEN, api_url=api.url, webhook_url=url)
        task = asyncio.create_task(app.run(settings, print))
        await stub.until_called("setWebhook", 1)
        await stop(task)

    (call,) = stub.calls_of("setWebhook")
    assert call["url"] == url
    assert call["secret_token"] == settings.secret_for_webhook()
    assert not stub.calls_of("getUpdates")


async def test_a_webhook_that_telegram_refuses_is_told(stub: StubApi, tmp_path: Path) -> None:
    stub.answers["setWebhook"].append(error(400, "Bad Request: bad webhook: HTTPS URL must be provided for webhook"))

    async with running(stub) as api:
        with pytest.raises(WrongSetting) as refusal:
            await app.run(settings_for(tmp_path, token=TOKEN, api_url=api.url, webhook_url="http://127.0.0.1"), print)

    assert refusal.value.variable == "MARSAD_WEBHOOK_URL"
    assert "https url must be provided" in refusal.value.problem.lower()


async def test_the_start_waits_for_a_server_that_does_not_answer_yet(
    stub: StubApi, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stub.answers["getMe"].append(error(502, "Bad Gateway"))

    async with running(stub) as api:
        task = asyncio.create_task(app.run(settings_for(tmp_path, token=TOKEN, api_url=api.url), print))
        await stub.until_called("getUpdates", 1)
        await stop(task)

    assert "Telegram does not answer, trying again" in caplog.text
