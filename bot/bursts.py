"""Messages that one person sends in a burst: which of them goes on from the one before."""

from functools import partial

from telegram import Message, Update

from bot.inbox import Body
from bot.intake import Intake
from knowledge.text import normalise

_APART = 3
"""Seconds between two messages of a burst, by Telegram's clock, which counts whole ones."""
_LONGEST = 300
"""Characters: a longer text is a message of its own."""


async def next_text(intake: Intake, update: Update, patience: float) -> str | None:
    """The text that the same person sends next in the same chat, taken from the intake; see ``Intake.take_next``."""
    message = update.message
    if message is None or message.from_user is None:
        return None
    body = await intake.take_next(message.chat.id, partial(_goes_on, message), patience)
    return body["message"]["text"] if body else None


def _goes_on(before: Message, body: Body) -> bool:
    """Whether the update is a plain text of theirs from the same moment; commands, pictures and replies are not."""
    match body.get("message"):
        case {"from": {"id": sender}, "date": int(date), "text": str(text), **more}:
            is_theirs = before.from_user is not None and sender == before.from_user.id
            is_plain = not text.startswith("/") and "reply_to_message" not in more and bool(normalise(text))
            is_short = len(text) <= _LONGEST
            return is_theirs and is_plain and is_short and 0 <= date - before.date.timestamp() <= _APART
    return False
