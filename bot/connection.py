"""The way to the Bot API: Telegram's, an operator's own, or the sandbox's."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken, NetworkError
from telegram.ext import Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.courier import Courier, LeanRequest
from bot.errors import TokenRefused
from bot.limiter import Limiter
from bot.settings import Settings

TELEGRAM = "https://api.telegram.org"
SANDBOX_TOKEN = "1:sandbox"  # noqa: S105 (the sandbox takes any)

_READ_TIMEOUT = 20  # seconds; giving up sooner leaves it open whether a message was sent
_CONNECTIONS = 64
_LONGEST_PAUSE = 30
_DEFAULTS = Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Api:
    """A Bot API server, and the token for it."""

    url: str
    token: str

    @property
    def base_url(self) -> str:
        """Ends with the token."""
        return f"{self.url}/bot{self.token}"

    def request(self) -> HTTPXRequest:
        return HTTPXRequest(_CONNECTIONS, read_timeout=_READ_TIMEOUT, httpx_kwargs={"trust_env": self._is_remote})

    def courier(self, limiter: Limiter, *, paid: bool = False) -> Courier:
        """What sends to subscribers, with connections of its own."""
        return Courier(LeanRequest(trust_env=self._is_remote), self.base_url, limiter, paid=paid)

    @property
    def _is_remote(self) -> bool:
        """Only then the proxies that the environment names count: they do not lead back to this machine."""
        return not is_loopback(urlsplit(self.url).hostname or "")

    def bot(self, limiter: Limiter) -> ExtBot[None]:
        """A client with connections of its own."""
        return ExtBot(
            self.token,
            base_url=f"{self.url}/bot",
            base_file_url=f"{self.url}/file/bot",
            request=self.request(),
            get_updates_request=self.request(),
            defaults=_DEFAULTS,
            rate_limiter=limiter,
        )


def api_of(settings: Settings, own_address: str) -> Api:
    """The server that the settings name; the sandbox answers at ``own_address``."""
    if settings.token is None:
        return Api(own_address, SANDBOX_TOKEN)
    return Api(settings.api_url or TELEGRAM, settings.token.get_secret_value())


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can be there."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # another name
        return False


async def introduce(bot: ExtBot[None]) -> None:
    """Ask the server once who the bot is. Raises ``TokenRefused``, and ``NetworkError`` when it cannot be asked."""
    try:
        await bot.initialize()
    except InvalidToken:
        raise TokenRefused from None


async def insist(call: Callable[[], Awaitable[object]]) -> None:
    """Make a call that the start needs, again and again until the server answers it."""
    pause = 1
    while True:
        try:
            await call()
        except BadRequest:  # a NetworkError too, but no trying helps
            raise
        except NetworkError as failure:
            log.warning("Telegram does not answer, trying again in %s s: %s", pause, failure)
        else:
            return
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
