"""A Bot API over real HTTP that answers what a test tells it to."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.connection import Api
from bot.web import address_of, listen, serve

TOKEN = "123456789:AAF-a-token-that-nobody-has"
ME = {"id": 123456789, "is_bot": True, "first_name": "Marsad", "username": "marsad_bot"}
RESULTS: dict[str, Any] = {
    "getMe": ME,
    "getUpdates": [],
    "sendMessage": {"message_id": 5, "date": 1_700_000_000, "chat": {"id": 7, "type": "private"}, "text": "…"},
}


def error(code: int, description: str, **parameters: int) -> Response:
    body = {"ok": False, "error_code": code, "description": description}
    return JSONResponse(body | ({"parameters": parameters} if parameters else {}), code)


def result(value: Any) -> Response:
    return JSONResponse({"ok": True, "result": value})


class StubApi:
    """``answers[method]`` are given first, in order; then the method's usual result."""

    def __init__(self) -> None:
        self.answers: defaultdict[str, deque[Response]] = defaultdict(deque)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self._called = asyncio.Condition()
        self.app = Starlette(routes=[Route("/bot{token}/{method}", self.answer, methods=["GET", "POST"])])

    async def answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        parameters = await _parameters(request)
        async with self._called:
            self.calls.append((method, parameters))
            self._called.notify_all()
        if self.answers[method]:
            return self.answers[method].popleft()
        if method == "getUpdates":
            await asyncio.sleep(0.01)
        return result(RESULTS.get(method, True))

    def calls_of(self, method: str) -> list[dict[str, Any]]:
        return [parameters for called, parameters in self.calls if called == method]

    async def until_called(self, method: str, times: int) -> None:
        async with asyncio.timeout(10), self._called:
            await self._called.wait_for(lambda: len(self.calls_of(method)) >= times)


async def _parameters(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type") == "application/json":
        return dict(await request.json())
    async with request.form() as form:
        return dict(request.query_params) | dict(form)


@asynccontextmanager
async def running(stub: StubApi) -> AsyncIterator[Api]:
    with listen("127.0.0.1", 0) as listener:
        async with serve(stub.app, listener):
            yield Api(address_of(listener), TOKEN)
