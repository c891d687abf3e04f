"""Sends messages that nobody waits for, by the shortest way.

At hundreds a second the cost of each counts. python-telegram-bot's own way (httpx, and a ``Message`` made of every
answer) takes three times the processor time, which two cores do not have beside the answers.
"""

import json
from functools import lru_cache
from typing import Any

import aiohttp
from telegram import InlineKeyboardMarkup
from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram.constants import ParseMode
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.limiter import Limiter
from handlers.replies import Reply

_METHOD = "sendMessage"
_CONNECTIONS = 64
_CONNECT_TIMEOUT, _READ_TIMEOUT = 10, 20
"""Seconds. Giving up on an answer sooner leaves it open whether a message was sent."""
_JSON = {"Content-Type": "application/json"}


class Courier:
    """``base_url`` ends with the token; ``limiter`` says when each message may go.

    ``paid``: what goes out above the free rate is charged to the bot's owner, instead of refused.
    """

    def __init__(self, request: BaseRequest, base_url: str, limiter: Limiter, *, paid: bool = False) -> None:
        self._request = request
        self._url = f"{base_url}/{_METHOD}"
        self._limiter = limiter
        self._paid = paid

    async def send(self, chat_id: int, reply: Reply, thread_id: int = 0) -> int:
        """The message's id. Raises ``TelegramError``."""
        fields: dict[str, Any] = {
            "chat_id": chat_id,
            "text": reply.text,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": {"is_disabled": True},
        }
        if thread_id:
            fields["message_thread_id"] = thread_id
        if reply.keyboard is not None:
            fields["reply_markup"] = _markup(reply.keyboard)
        if self._paid:
            fields["allow_paid_broadcast"] = True
        message = await self._limiter.process_request(self._post, (fields,), {}, _METHOD, fields, None)
        assert isinstance(message, dict)  # noqa: S101 (what the method returns: core.telegram.org/bots/api#sendmessage)
        return int(message["message_id"])

    def room(self) -> int:
        """How many more would be sent at once, or in a moment."""
        return self._limiter.room()

    async def initialize(self) -> None:
        await self._request.initialize()

    async def shutdown(self) -> None:
        await self._request.shutdown()

    async def _post(self, fields: dict[str, Any]) -> Any:
        parameters = [RequestParameter(name, value, None) for name, value in fields.items()]
        return await self._request.post(self._url, RequestData(parameters))


class LeanRequest(BaseRequest):
    """Calls of the Bot API over aiohttp, without files. ``trust_env``: whether proxies of the environment count."""

    def __init__(self, *, trust_env: bool, read_timeout: float = _READ_TIMEOUT) -> None:
        self._trust_env = trust_env
        self._timeouts = aiohttp.ClientTimeout(None, _CONNECT_TIMEOUT, read_timeout, _CONNECT_TIMEOUT)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._timeouts.sock_read

    async def initialize(self) -> None:
        connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
        self._session = aiohttp.ClientSession(connector=connector, timeout=self._timeouts, trust_env=self._trust_env)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(  # noqa: PLR0917 (the library's signature)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = DEFAULT_NONE,  # noqa: ARG002 (as above)
        write_timeout: Any = DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("not initialized")
        body = json.dumps(request_data.parameters if request_data else {}).encode()
        try:
            async with self._session.request(method, url, data=body, headers=_JSON) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error  # what it says may hold the address, with the token


@lru_cache(maxsize=64)
def _markup(keyboard: InlineKeyboardMarkup) -> dict[str, Any]:
    """Kept for a while, because a digest or a broadcast goes out many times in a row."""
    return keyboard.to_dict()
