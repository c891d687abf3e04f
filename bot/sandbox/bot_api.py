"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import json
import re
from datetime import datetime
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.sandbox import methods
from bot.sandbox.errors import ApiError, RefusedError, forbidden, too_many_requests
from bot.sandbox.faults import Fault
from bot.sandbox.model import Json
from bot.sandbox.parameters import Parameters, read_parameters
from bot.sandbox.state import Sandbox

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
INSTEAD = {"flood", "blocked", "error"}
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


class BotApi:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self.routes = [
            Route("/bot{token}/{method}", self.answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    async def answer(self, request: Request) -> Response:
        if not TOKEN.fullmatch(request.path_params["token"]):
            return _refusal(ApiError(404, "Not Found"))
        try:
            parameters = await read_parameters(request)
            return await self._serve(request.path_params["method"], parameters)
        except ApiError as error:
            return _refusal(error)
        except ClientDisconnect:  # as when the bot is stopped in the middle of a request: nobody hears the answer
            return Response(status_code=400)

    async def _serve(self, method: str, parameters: Parameters) -> Response:
        at = self._sandbox.now()
        chat_id = parameters.integer("chat_id") if _is_number(parameters.text("chat_id")) else None
        fault = self._sandbox.faults.strike(method, chat_id)
        if fault and (response := await self._misbehave(fault, method, parameters, at)):
            return response
        kind = fault.kind if fault else ""
        result = await methods.call(self._sandbox, method, parameters, at=at, fault=kind)
        if fault and fault.kind == "lost_reply":
            return DroppedConnection()
        if fault and fault.kind == "late_error":
            return _failure(fault)
        return EscapedJSON({"ok": True, "result": result})

    async def _misbehave(self, fault: Fault, method: str, parameters: Parameters, at: datetime) -> Response | None:
        """The answer in place of the method's own, if there is one."""
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault.kind == "migrate":
            self._migrate(parameters.chat_id())
        elif fault.kind == "cut":
            self._sandbox.record(method, parameters.recorded(), 0, "no answer", at=at, fault=fault.kind)
            return DroppedConnection()
        elif fault.kind in INSTEAD:
            error = _error(fault)
            self._sandbox.record(method, parameters.recorded(), error.code, error.description, at=at, fault=fault.kind)
            return _failure(fault)
        return None

    def _migrate(self, chat_id: int) -> None:
        try:
            self._sandbox.migrate(chat_id)
        except RefusedError as error:
            raise ApiError(400, f"Bad Request: {error}") from error

    async def download(self, request: Request) -> Response:
        if not TOKEN.fullmatch(request.path_params["token"]):
            return _refusal(ApiError(404, "Not Found"))
        path = request.path_params["path"]
        for file in self._sandbox.files.values():
            if file.path == path:
                return Response(file.content, media_type="application/octet-stream")
        return _refusal(ApiError(404, "Not Found"))


class EscapedJSON(JSONResponse):
    """In ASCII, as Telegram's answers are; half a surrogate pair can only travel so."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content).encode()


class DroppedConnection(Response):
    """Promises a body and sends none, at which the server closes the connection."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def _is_number(text: str) -> bool:
    return text.lstrip("-").isdecimal()


def _failure(fault: Fault) -> Response:
    error = _error(fault)
    return _refusal(error) if error.description else HTMLResponse(BAD_GATEWAY, error.code)


def _error(fault: Fault) -> ApiError:
    if fault.kind == "flood":
        return too_many_requests(max(1, round(fault.seconds)))
    if fault.kind == "blocked":
        return forbidden("bot was blocked by the user")
    return ApiError(fault.code, fault.description)


def _refusal(error: ApiError) -> JSONResponse:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    headers: dict[str, str] = {}
    parameters: Json = error.parameters
    if parameters:
        body["parameters"] = parameters
    if "retry_after" in parameters:
        headers["Retry-After"] = str(parameters["retry_after"])
    return JSONResponse(body, error.code, headers)
