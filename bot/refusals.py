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

from bot.limiter import ChatBusy, seconds_of
from scheduler.sending.transport import Barred, Gone, Later, Moved, NotSent, Refused, Result, Unknown

# Telegram's words for a chat that will not come back or that the bot may not write to, where they do not come with 403.
_CHAT_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "need administrator rights in the channel chat",
    "chat_write_forbidden",
    "have no rights to send a message",
    "not enough rights to send",
    "chat_send_plain_forbidden",
)
_THREAD_GONE = ("topic_closed", "topic_deleted", "message thread not found")
_THEIR_CHOICE = ("bot was blocked by the user", "user is deactivated")
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
    if (wait := _asked_to_wait(error)) is not None:
        return wait
    match error:
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Gone(error.message, is_their_choice=_is_their_choice(error.message))
        case BadRequest():
            return _refused(error.message)
        case InvalidToken():
            return Barred(error.message)
    # Without an answer, or with one that cannot be read, it may have arrived.
    never_sent = isinstance(error, Conflict) or isinstance(error.__cause__, _NEVER_SENT)
    return NotSent(None, error.message) if never_sent else Unknown(error.message)


def _asked_to_wait(error: TelegramError) -> NotSent | Later | None:
    match error:
        case RetryAfter():
            return NotSent(seconds_of(error), error.message)
        case ChatBusy():
            return Later(error.seconds, error.message)
    return None


def _is_their_choice(reason: str) -> bool:
    said = reason.lower()
    return any(words in said for words in _THEIR_CHOICE)


def _refused(reason: str) -> Gone | Refused:
    said = reason.lower()
    if any(words in said for words in _THREAD_GONE):
        return Gone(reason, only_thread=True)
    return Gone(reason) if any(words in said for words in _CHAT_GONE) else Refused(reason)
