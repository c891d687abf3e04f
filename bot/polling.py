"""Long polling: asks Telegram for updates, and confirms them only once they are stored.

The updates are taken as JSON: python-telegram-bot's own method refuses a whole batch, again and again, when it cannot
read one update in it.
"""

import asyncio
import json
import logging
import time
from typing import Any
from urllib.parse import urlencode

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.errors import TokenRefused
from bot.intake import Intake
from bot.limiter import seconds_of

UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
"""The kinds that have handlers; Telegram sends no others."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between attempts while something fails; each is twice the one before."""

_HOLD = 30  # seconds for which the server holds a request that finds nothing
_READ_TIMEOUT = _HOLD + 10
_ALIVE = 2 * (_READ_TIMEOUT + LONGEST_PAUSE)

log = logging.getLogger(__name__)


class Poller:
    """Feeds ``intake`` until it is cancelled. ``base_url`` ends with the token."""

    def __init__(self, request: BaseRequest, base_url: str, intake: Intake) -> None:
        self._request = request
        self._base_url = base_url
        self._intake = intake
        self._offset = 0
        self._failure: TelegramError | None = None
        self._pause = FIRST_PAUSE
        self._answered_at = time.monotonic()

    @property
    def is_alive(self) -> bool:
        """Whether Telegram answered lately."""
        return time.monotonic() - self._answered_at < _ALIVE

    async def run(self) -> None:
        """Raises ``TokenRefused`` when the token is not, or no longer, one of a bot."""
        while True:
            try:
                await self._poll()
            except InvalidToken:
                raise TokenRefused from None
            except TelegramError as failure:
                await self._back_off(failure)
            except Exception:  # the edge of a loop: the base failed, and Telegram will give these updates again
                log.exception("updates could not be stored")
                await asyncio.sleep(self._pause)
            else:
                self._recover()

    async def _poll(self) -> None:
        await self._intake.room()
        updates = await self._get_updates()
        if updates:
            await self._intake.accept(updates)
            self._offset = updates[-1]["update_id"] + 1

    async def _get_updates(self) -> list[dict[str, Any]]:
        parameters = {"offset": self._offset, "timeout": _HOLD, "allowed_updates": json.dumps(UPDATES)}
        answer = await self._request.post(
            f"{self._base_url}/getUpdates?{urlencode(parameters)}", read_timeout=_READ_TIMEOUT
        )
        return answer if isinstance(answer, list) else []

    async def _back_off(self, failure: TelegramError) -> None:
        if type(failure) is not type(self._failure):  # once for each kind, however long it lasts
            log.warning("%s", _explain(failure))
        self._failure = failure
        await asyncio.sleep(seconds_of(failure) if isinstance(failure, RetryAfter) else self._pause)
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def _recover(self) -> None:
        self._answered_at = time.monotonic()
        if self._failure is not None:
            log.warning("Telegram gives updates again.")
        self._failure = None
        self._pause = FIRST_PAUSE


def _explain(failure: TelegramError) -> str:
    if isinstance(failure, Conflict):
        return f"Another process gets the updates of this bot: stop it, or give this one another token. ({failure})"
    return f"Telegram gives no updates, trying again: {failure}"
