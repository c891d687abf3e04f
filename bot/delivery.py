"""Sends what the outbox owes, and tells the scheduler what became of it."""

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from bot.limiter import seconds_of
from handlers.delivery_view import message_of
from handlers.outlet import Outlet
from knowledge.catalogue import Catalogue
from scheduler.model import Delivery
from scheduler.transport import Gone, Moved, NotSent, Refused, Result, Sent, Skipped, Unknown

# Telegram's words for a chat that will not come back, as far as they do not come with 403.
_GONE = ("chat not found", "user not found", "peer_id_invalid", "group chat was deactivated")
# The request did not leave this machine.
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class TelegramTransport:
    """Sends deliveries as their facts stand now. ``bot`` sends in the lane of digests."""

    def __init__(self, bot: ExtBot[None], catalogue: Catalogue) -> None:
        self._bot = bot
        self._catalogue = catalogue

    async def send(self, delivery: Delivery) -> Result:
        outlet = Outlet(delivery.chat_kind, self._bot.username)
        reply = await message_of(delivery.content, self._catalogue, outlet)
        if reply is None:
            return Skipped("none of its facts is published any more")
        try:
            message = await self._bot.send_message(
                delivery.chat_id,
                reply.text,
                message_thread_id=delivery.thread_id or None,
                reply_markup=reply.keyboard,
            )
        except TelegramError as error:
            return classify(error)
        return Sent(message.message_id)


def classify(error: TelegramError) -> Result:
    """What became of a message whose sending raised ``error``.

    The order matters: ``BadRequest`` and ``TimedOut`` are kinds of ``NetworkError``.
    """
    match error:
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case RetryAfter():
            return NotSent(seconds_of(error), error.message)
        case Forbidden():
            return Gone(error.message)
        case BadRequest():
            return _refused(error.message)
        case InvalidToken() | Conflict():
            return NotSent(None, error.message)
    # Without an answer, or with one that cannot be read, it may have arrived.
    return NotSent(None, error.message) if isinstance(error.__cause__, _NEVER_SENT) else Unknown(error.message)


def _refused(reason: str) -> Gone | Refused:
    return Gone(reason) if any(words in reason.lower() for words in _GONE) else Refused(reason)
