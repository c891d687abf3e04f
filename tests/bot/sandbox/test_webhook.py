import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram.ext import ExtBot

from bot.sandbox import LAYLA_ID, TOM_ID, Sandbox, people
from tests.bot.sandbox.serving import serve


class Receiver:
    """A bot's own server: keeps what it gets, and answers with what the test laid out."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[Response] = []
        self._arrival = asyncio.Condition()

    async def receive(self, request: Request) -> Response:
        self.bodies.append(await request.json())
        self.secrets.append(request.headers.get("x-telegram-bot-api-secret-token"))
        async with self._arrival:
            self._arrival.notify_all()
        return self.answers.pop(0) if self.answers else Response()

    @property
    def texts(self) -> list[str]:
        return [body["message"]["text"] for body in self.bodies]

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(5), self._arrival:
            await self._arrival.wait_for(lambda: len(self.bodies) >= count)


@pytest.fixture
async def receiver(client: ExtBot[None]) -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with serve(Starlette(routes=[Route("/hook", receiver.receive, methods=["POST"])])) as address:
        await client.set_webhook(f"{address}/hook", secret_token="secret")
        yield receiver
        await client.delete_webhook()


async def test_updates_come_with_the_secret_and_once(sandbox: Sandbox, receiver: Receiver) -> None:
    people.say(sandbox, LAYLA_ID, "a")
    people.say(sandbox, LAYLA_ID, "b")

    await receiver.wait_for(2)

    assert receiver.texts == ["a", "b"]
    assert receiver.secrets == ["secret", "secret"]
    await asyncio.sleep(0.05)
    assert sandbox.updates.pending() == []


async def test_a_refused_update_comes_again_before_the_next_of_its_chat(
    sandbox: Sandbox, receiver: Receiver, client: ExtBot[None]
) -> None:
    receiver.answers = [Response(status_code=500), Response(status_code=503)]
    people.say(sandbox, LAYLA_ID, "a")
    people.say(sandbox, LAYLA_ID, "b")

    await receiver.wait_for(4)

    assert receiver.texts == ["a", "a", "a", "b"]
    info = await client.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"


async def test_a_stuck_chat_does_not_hold_up_others(sandbox: Sandbox, receiver: Receiver) -> None:
    receiver.answers = [Response(status_code=500)]
    people.say(sandbox, LAYLA_ID, "stuck")
    await receiver.wait_for(1)
    receiver.answers = [Response(status_code=500)]

    people.say(sandbox, TOM_ID, "free")

    await receiver.wait_for(3)
    assert "free" in receiver.texts


async def test_an_answer_may_carry_a_call(sandbox: Sandbox, receiver: Receiver, control: httpx.AsyncClient) -> None:
    receiver.answers = [JSONResponse({"method": "sendMessage", "chat_id": LAYLA_ID, "text": "pong"})]

    people.say(sandbox, LAYLA_ID, "ping")
    await receiver.wait_for(1)
    await asyncio.sleep(0.05)

    calls = (await control.get("/sandbox/calls?method=sendMessage")).json()
    assert [call["parameters"]["text"] for call in calls] == ["pong"]
