"""What people give on the command line, read with a sentence for what cannot be meant."""

from datetime import date

import typer

MOST_DAYS = 36_500

_LARGEST_ID = 2**52  # Telegram: ids have at most 52 significant bits


def telegram_id(text: str) -> int:
    """Of a chat (negative for groups and channels) or of a forum's thread."""
    try:
        number = int(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not an id in Telegram: it is a whole number.") from error
    if abs(number) > _LARGEST_ID:
        raise typer.BadParameter(f"{text} is longer than any id in Telegram.")
    return number


def local_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date: write it like 2025-07-26.") from error
