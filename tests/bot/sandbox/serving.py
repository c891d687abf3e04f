"""The sandbox behind a real server on an ephemeral port, a clock that the test moves, and a real client."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import uvicorn
from starlette.types import ASGIApp
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.sandbox import Sandbox, create_sandbox

TOKEN = "123456:sandbox-token"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@asynccontextmanager
async def serve(app: ASGIApp, port: int = 0) -> AsyncIterator[str]:
    """The address at which `app` answers."""
    listener = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def serve_sandbox(state: Sandbox, port: int = 0) -> AsyncIterator[str]:
    async with serve(create_sandbox(state), port) as address:
        try:
            yield address
        finally:
            await state.close()


def own_request() -> HTTPXRequest:
    # Nothing here is encrypted, and reading the certificates would take 0.1 s for each client.
    return HTTPXRequest(httpx_kwargs={"trust_env": False, "verify": False})


@asynccontextmanager
async def connect(address: str) -> AsyncIterator[ExtBot[None]]:
    """A client as our bot uses it."""
    client: ExtBot[None] = ExtBot(
        TOKEN,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=own_request(),
        get_updates_request=own_request(),
    )
    async with client:
        yield client
