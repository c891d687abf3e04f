"""Buttons under a message, and the data that a press brings back.

Data are ``v1|action|argument|…``, at most 64 bytes. They survive restarts and releases, so a change of meaning needs a
new version; a press of an unknown one is answered as stale.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import InlineKeyboardButtonLimit

from handlers.errors import StalePress
from handlers.markup import RIGHT_TO_LEFT, one_line
from knowledge.model import Language

VERSION = "v1"

_LABEL_LENGTH = 48
_PLAIN_REFERENCE = re.compile(r"[A-Za-z0-9-][A-Za-z0-9_-]{0,39}", re.ASCII)
_DIGEST_LENGTH = 16
_CHANNEL = re.compile(r"c(?P<id>-\d{1,15})", re.ASCII)


def encode(action: str, *arguments: str | int) -> str:
    """Callback data; raises ``ValueError`` when it is longer than Telegram takes, or could not be read back."""
    data = "|".join((VERSION, action, *map(str, arguments)))
    if len(data.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise ValueError(f"callback data too long: {data}")
    if data.count("|") != len(arguments) + 1:
        raise ValueError(f"an argument holds the separator: {data}")
    return data


def decode(data: str) -> tuple[str, tuple[str, ...]]:
    """The action and its arguments; raises StalePress."""
    version, _, rest = data.partition("|")
    action, *arguments = rest.split("|")
    if version != VERSION or not action:
        raise StalePress(data)
    return action, tuple(arguments)


def presses(action: str) -> re.Pattern[str]:
    """What a CallbackQueryHandler matches to get the presses of one action."""
    return re.compile(rf"{VERSION}\|{re.escape(action)}(\||$)")


def arguments_of(update: Update, count: int) -> tuple[str, ...]:
    """Exactly ``count`` arguments of the pressed button, the channel not counted; raises StalePress."""
    data, arguments = _pressed(update)
    if arguments and _CHANNEL.fullmatch(arguments[-1]):
        arguments = arguments[:-1]
    if len(arguments) != count:
        raise StalePress(data)
    return arguments


def channel_of_press(update: Update) -> int | None:
    """The channel that the pressed button is about; None for one about the chat in which it stands, or no press."""
    if update.callback_query is None:
        return None
    _, arguments = _pressed(update)
    aimed = _CHANNEL.fullmatch(arguments[-1]) if arguments else None
    return int(aimed["id"]) if aimed else None


def aimed_at(markup: InlineKeyboardMarkup | None, channel_id: int) -> InlineKeyboardMarkup | None:
    """The same buttons, about the channel."""
    if markup is None:
        return None
    rows = [[_aimed(shown, channel_id) for shown in row] for row in markup.inline_keyboard]
    return InlineKeyboardMarkup(rows)


def _aimed(shown: InlineKeyboardButton, channel_id: int) -> InlineKeyboardButton:
    action, arguments = decode(str(shown.callback_data))
    return InlineKeyboardButton(shown.text, callback_data=encode(action, *arguments, f"c{channel_id}"))


def _pressed(update: Update) -> tuple[str, tuple[str, ...]]:
    data = (update.callback_query.data if update.callback_query else None) or ""
    return data, decode(data)[1]


def number(argument: str) -> int:
    """A number out of callback data; raises StalePress."""
    if not re.fullmatch(r"-?\d{1,18}", argument, re.ASCII):
        raise StalePress(argument)
    return int(argument)


def span(numbers: range) -> str:
    """Numbers that follow each other, as an argument of callback data: ``12-40``, or ``12`` for one alone."""
    return f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def numbers(argument: str) -> range:
    """The inverse of ``span``, never empty; raises StalePress."""
    first, _, last = argument.partition("-")
    found = range(number(first), number(last or first) + 1)
    if not found:
        raise StalePress(argument)
    return found


def refer(identifier: str) -> str:
    """A short form of an id, fit for callback data and deep links: the id itself, or else a digest of it."""
    if _PLAIN_REFERENCE.fullmatch(identifier):
        return identifier
    return "_" + sha256(identifier.encode()).hexdigest()[:_DIGEST_LENGTH]


def resolve(reference: str, identifiers: Iterable[str]) -> str:
    """The id that ``refer`` shortened; raises StalePress when none of them is meant."""
    if not reference.startswith("_"):
        return reference
    for identifier in identifiers:
        if refer(identifier) == reference:
            return identifier
    raise StalePress(reference)


def button(label: str, action: str, *arguments: str | int) -> InlineKeyboardButton:
    return InlineKeyboardButton(one_line(label, _LABEL_LENGTH), callback_data=encode(action, *arguments))


def link_button(label: str, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(one_line(label, _LABEL_LENGTH), url=url)


def ticked(label: str, *, is_chosen: bool) -> str:
    """The label of a choice, marked if it is the one that was made."""
    return f"✓ {label}" if is_chosen else label


def keyboard(rows: Sequence[Sequence[InlineKeyboardButton]], language: Language) -> InlineKeyboardMarkup | None:
    """Rows of buttons, mirrored for right-to-left languages: Telegram lays every row out from the left."""
    filled = [list(row) for row in rows if row]
    if language in RIGHT_TO_LEFT:
        filled = [row[::-1] for row in filled]
    return InlineKeyboardMarkup(filled) if filled else None


def with_rows(
    markup: InlineKeyboardMarkup,
    rows: Sequence[Sequence[InlineKeyboardButton]],
    replaced: Collection[str],
    language: Language,
) -> InlineKeyboardMarkup:
    """The keyboard with ``rows`` where the buttons of the ``replaced`` actions stood; all other rows stay."""
    old = markup.inline_keyboard
    gone = [place for place, row in enumerate(old) if any(_action_of(shown) in replaced for shown in row)]
    fresh = keyboard(rows, language)
    start = gone[0] if gone else len(old)
    rest = [row for place, row in enumerate(old) if place not in gone]
    return InlineKeyboardMarkup([*rest[:start], *(fresh.inline_keyboard if fresh else ()), *rest[start:]])


def _action_of(shown: InlineKeyboardButton) -> str | None:
    """None for a button that opens a link."""
    return decode(shown.callback_data)[0] if isinstance(shown.callback_data, str) else None


def in_rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[list[InlineKeyboardButton]]:
    """The buttons in rows of at most ``width``."""
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]
