"""Reads the time of day that a subscriber types."""

import re

from knowledge.text import normalise
from scheduler.errors import UnknownTime

# As ``normalise`` leaves them.
_MORNING = {"am", "a m", "ص", "صباحا", "الصبح", "فجرا"}
_AFTERNOON = {"pm", "p m", "م", "مسا", "مساا", "ظهرا", "عصرا"}
_NIGHT = {"ليلا", "بالليل", "at night"}
_NOON = 12
_FORM = re.compile(
    r"(?:الساعه |at )?(?P<hour>\d{1,2})(?:[ .h](?P<minute>[0-5]\d)|h)? ?(?P<half>\D*)",
    re.ASCII,
)


def parse_time(text: str) -> int:
    """Minutes after midnight: ``8``, ``08:30``, ``20h30``, ``8:30 pm``, ``٨ مساء``; raises ``UnknownTime``."""
    match = _FORM.fullmatch(normalise(text))
    hour = _hour_of_day(int(match["hour"]), match["half"]) if match else None
    if match is None or hour is None:
        raise UnknownTime(text)
    return hour * 60 + int(match["minute"] or 0)


def _hour_of_day(hour: int, half: str) -> int | None:
    """From 0 to 23; None for what is not said of any hour. Nights last until six: 2 at night is early."""
    if half in _NIGHT:
        half = "am" if hour % _NOON < _NOON / 2 else "pm"
    if half in _MORNING:
        return hour % _NOON if hour <= _NOON else None
    if half in _AFTERNOON:
        hour += _NOON if hour < _NOON else 0
    elif half:
        return None
    return hour if hour < 2 * _NOON else None
