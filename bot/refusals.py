"""What became of a message that Telegram did not confirm: gone, moved, not sent, refused, or nobody knows."""

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.limiter import seconds_of
from scheduler.transport import Gone, Moved, NotSent, Refused, Result, Unknown

# Telegram's words for a chat, or a thread of one, that will not come back or that the bot may not write to, as far as
# they do not come with 403. Errors that begin so concern the one place; the other threads of the chat are not touched.
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "need administrator rights in the channel chat",
    "chat_write_forbidden",
    "have no rights to send a message",
    "not enough rights to send",
    "chat_send_plain_forbidden",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
)
# The request did not leave this machine.
_NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
)


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
