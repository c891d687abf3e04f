"""The web server: health, the webhook, and the sandbox with its chat page."""

import asyncio
import hmac
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from http import HTTPStatus
from json import JSONDecodeError
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from bot.errors import CannotListen
from bot.inbox import Body

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the header's name)

_STOPS_WITHIN = 2  # seconds for the requests that are being answered


@contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """A socket for the server, taken before anything else starts. Raises ``CannotListen``."""
    try:
        listener = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        reason = str(error.strerror).partition(" (while")[0]  # the rest repeats the address
        raise CannotListen(host, port, reason) from error
    with listener:
        yield listener


def address_of(listener: socket.socket) -> str:
    """As a person types it."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@asynccontextmanager
async def serve(app: ASGIApp, listener: socket.socket) -> AsyncIterator[None]:
    """Answer requests while the block runs."""
    server = _Server(
        uvicorn.Config(app, access_log=False, log_config=None, lifespan="off", timeout_graceful_shutdown=_STOPS_WITHIN)
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def create_web(
    health: Callable[[], Awaitable[dict[str, Any]]], webhook: Route | None = None, sandbox: ASGIApp | None = None
) -> Starlette:
    """``health`` gives what to report; 503 is answered unless its ``ok`` is true."""

    async def report(_request: Request) -> Response:
        body = await health()
        return JSONResponse(body, HTTPStatus.OK if body["ok"] else HTTPStatus.SERVICE_UNAVAILABLE)

    routes: list[BaseRoute] = [Route("/health", report)]
    if webhook is not None:
        routes.append(webhook)
    if sandbox is not None:
        routes.append(Mount("/", sandbox))
    return Starlette(routes=routes)


def webhook_route(path: str, secret: str, accept: Callable[[list[Body]], Awaitable[None]]) -> Route:
    """Where Telegram delivers updates. It is told 200 only when the update is stored: otherwise it sends it again."""

    async def receive(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return PlainTextResponse("wrong secret", HTTPStatus.FORBIDDEN)
        try:
            body = await request.json()
        except (JSONDecodeError, UnicodeDecodeError):
            body = None
        if not isinstance(body, dict) or not isinstance(body.get("update_id"), int):
            return PlainTextResponse("not an update", HTTPStatus.BAD_REQUEST)
        await accept([body])
        return PlainTextResponse("stored")

    return Route(path or "/", receive, methods=["POST"])


class _Server(uvicorn.Server):
    """Leaves signals to ``bot/app.py``, which stops everything in order."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
