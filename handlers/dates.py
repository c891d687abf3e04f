"""Reads a date as curators write it: ``2025-04``, ``26 يوليو 2025``, ``26/7/2025``, ``July 2025``, ``اليوم``."""

import re
from datetime import date
from functools import cache

from babel import Locale

from handlers.errors import UnknownDate
from knowledge.model import PartialDate
from knowledge.text import normalise

# Months have other names in the Levant (تموز), Algeria and Tunisia (جويلية) and Morocco (يوليوز).
_LOCALES = ("ar", "ar_LB", "ar_DZ", "ar_MA", "en")
_TODAY = {normalise(word) for word in ("اليوم", "today")}

_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_NAMED = r"m(?P<month>\d{1,2})"
_FORMS = [
    re.compile(form, re.ASCII)
    for form in (
        _YEAR,
        rf"{_YEAR} {_MONTH}",
        rf"{_YEAR} {_MONTH} {_DAY}",
        rf"{_MONTH} {_YEAR}",
        rf"{_DAY} {_MONTH} {_YEAR}",
        rf"{_NAMED} {_YEAR}",
        rf"{_DAY} {_NAMED} {_YEAR}",
        rf"{_NAMED} {_DAY} {_YEAR}",
    )
]


def read_date(text: str, today: date) -> PartialDate:
    """No more precise than it is written; raises UnknownDate."""
    written = normalise(text)
    if written in _TODAY:
        return PartialDate(today.isoformat())
    written = _month_names().sub(lambda match: f"m{_months()[match[0]]}", written)
    for form in _FORMS:
        if match := form.fullmatch(written):
            return _partial_date(match.groupdict(), text)
    raise UnknownDate(text)


def _partial_date(parts: dict[str, str], text: str) -> PartialDate:
    given = [parts[name] for name in ("year", "month", "day") if name in parts]
    try:
        return PartialDate.parse("-".join(part.zfill(2) for part in given))
    except ValueError as error:
        raise UnknownDate(text) from error


@cache
def _months() -> dict[str, int]:
    """Number of the month by every normalised name."""
    return {
        normalise(name): number
        for locale in _LOCALES
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(locale).months["format"][width].items()
    }


@cache
def _month_names() -> re.Pattern[str]:
    names = sorted(map(re.escape, _months()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b")
