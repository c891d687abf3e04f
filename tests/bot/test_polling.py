import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot import polling
from bot.connection import Api
from bot.errors import TokenRefused
from bot.inbox import Body, Inbox
from bot.intake import Intake
from bot.polling import Poller
from knowledge.database import Database
from tests.bot.stub_api import TOKEN, StubApi, error, result


@pytest.fixture
def handled() -> list[int]:
    return []


@pytest.fixture
def intake(sqlite_database: Database, handled: list[int]) -> Intake:
    async def handle(body: Body) -> None:
        handled.append(body["update_id"])

    return Intake(Inbox(sqlite_database), handle, lambda: datetime.now(UTC))


@pytest.fixture
async def poller(api: Api, intake: Intake, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Poller]:
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.01)
    async with api.request() as request:
        yield Poller(request, f"{api.url}/bot{TOKEN}", intake)
    await intake.settle()


@asynccontextmanager
async def polled(poller: Poller) -> AsyncIterator[None]:
    task = asyncio.create_task(poller.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def message(update_id: int) -> Body:
    return {"update_id": update_id, "message": {"chat": {"id": 7}, "text": "…"}}


async def test_updates_are_confirmed_only_after_they_are_stored(
    stub: StubApi, poller: Poller, sqlite_database: Database, handled: list[int]
) -> None:
    stub.answers["getUpdates"].append(result([message(41), message(42)]))

    async with polled(poller):
        await stub.until_called("getUpdates", 2)

    assert [call["offset"] for call in stub.calls_of("getUpdates")[:2]] == ["0", "43"]
    assert await Inbox(sqlite_database).store([message(41), message(42)], datetime.now(UTC)) == []


async def test_only_the_kinds_of_updates_that_have_handlers_are_asked_for(stub: StubApi, poller: Poller) -> None:
    async with polled(poller):
        await stub.until_called("getUpdates", 1)

    asked = stub.calls_of("getUpdates")[0]
    assert set(json.loads(asked["allowed_updates"])) == {"message", "callback_query", "my_chat_member"}


async def test_an_update_of_a_kind_that_nobody_knows_holds_up_nothing(
    stub: StubApi, poller: Poller, handled: list[int]
) -> None:
    stub.answers["getUpdates"].append(result([{"update_id": 1, "message": "?"}, message(2)]))

    async with polled(poller):
        await stub.until_called("getUpdates", 3)

    assert sorted(handled) == [1, 2]


async def test_a_second_poller_is_told_of_once_and_polling_goes_on(
    stub: StubApi, poller: Poller, handled: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    stub.answers["getUpdates"].extend([error(409, conflict), error(409, conflict), result([message(1)])])

    async with polled(poller):
        await stub.until_called("getUpdates", 5)

    assert caplog.text.count("Another process gets the updates of this bot") == 1
    assert handled == [1]


async def test_polling_waits_as_long_as_telegram_asks(stub: StubApi, poller: Poller) -> None:
    stub.answers["getUpdates"].append(error(429, "Too Many Requests: retry after 1", retry_after=1))

    async with polled(poller):
        began = asyncio.get_running_loop().time()
        await stub.until_called("getUpdates", 2)

    assert asyncio.get_running_loop().time() - began >= 1


async def test_polling_survives_a_server_that_fails(stub: StubApi, poller: Poller, handled: list[int]) -> None:
    stub.answers["getUpdates"].extend([error(502, "Bad Gateway"), result([message(1)])])

    async with polled(poller):
        await stub.until_called("getUpdates", 4)

    assert handled == [1]


async def test_a_token_that_telegram_does_not_know_ends_the_polling(stub: StubApi, poller: Poller) -> None:
    stub.answers["getUpdates"].append(error(401, "Unauthorized"))

    with pytest.raises(TokenRefused) as refusal:
        async with asyncio.timeout(10):
            await poller.run()

    assert TOKEN not in str(refusal.value)


async def test_a_base_that_fails_loses_no_update(
    stub: StubApi, poller: Poller, intake: Intake, handled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    accept = intake.accept
    stub.answers["getUpdates"].extend([result([message(1)]), result([message(1)])])

    async def fail_once(bodies: list[Body]) -> None:
        monkeypatch.setattr(intake, "accept", accept)
        raise OSError("disk full")

    monkeypatch.setattr(intake, "accept", fail_once)
    async with polled(poller):
        await stub.until_called("getUpdates", 4)

    assert [call["offset"] for call in stub.calls_of("getUpdates")[:3]] == ["0", "0", "2"]
    assert handled == [1]
