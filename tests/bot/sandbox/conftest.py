"""Fixtures: the sandbox behind a real server, and who talks to it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Update
from telegram.ext import ExtBot

from bot.sandbox import LAYLA_ID, FloodLimits, Sandbox
from tests.bot.sandbox.serving import Clock, connect, serve_sandbox


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits() -> FloodLimits | None:
    """Flood control is off where a test does not ask for it."""
    return None


@pytest.fixture
def sandbox(clock: Clock, limits: FloodLimits | None) -> Sandbox:
    return Sandbox(clock=clock, limits=limits, first_retry=0.01)


@pytest.fixture
async def sandbox_server(sandbox: Sandbox) -> AsyncIterator[str]:
    async with serve_sandbox(sandbox) as address:
        yield address


@pytest.fixture
async def client(sandbox_server: str) -> AsyncIterator[ExtBot[None]]:
    async with connect(sandbox_server) as connected:
        yield connected


@pytest.fixture
async def control(sandbox_server: str) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.AsyncHTTPTransport(verify=False)
    async with httpx.AsyncClient(base_url=sandbox_server, transport=transport) as connected:
        yield connected


@pytest.fixture
async def layla(client: ExtBot[None], control: httpx.AsyncClient) -> int:
    """Somebody who has started the bot; the update about it is confirmed."""
    await control.post(f"/sandbox/people/{LAYLA_ID}/messages", json={"start": ""})
    started: tuple[Update, ...] = await client.get_updates()
    await client.get_updates(offset=started[-1].update_id + 1)
    return LAYLA_ID
