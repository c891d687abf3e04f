"""Reads the time of day that a subscriber types, in digits or in words, and two of them with what lies between."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from rapidfuzz import fuzz, process

from knowledge.text import normalise
from scheduler.errors import UnknownSpan, UnknownTime
from scheduler.timing.clock_words import FRACTIONS, KNOWN, NUMBERS, PERIODS, PHRASES, SIGNS, SILENT

_NOON, _DAY, _HOUR, _HALF = 12, 24, 60, 30
_TWO_DIGITS = 99
_NIGHT_ENDS = 6  # 2 at night is early, 9 at night is late
_ALIKE = 76.0
_SUGGESTIONS = 3
_USUAL = {"morning": (7, 8, 9), "noon": (12, 13), "afternoon": (15, 16, 17), "evening": (18, 19, 20), "night": (21, 22)}

_SHAPES: Mapping[str, tuple[int, ...]] = {
    "n": (0,),
    **dict.fromkeys(("nn", "nf", "n+n", "n+f"), (0, 1)),
    **dict.fromkeys(("nf+n", "n+f+n", "n+n+n"), (0, 1, 1)),
    **dict.fromkeys(("nf-n", "n+f-n"), (0, 1, -1)),
    **dict.fromkeys(("n-n", "n-f"), (0, -1)),
    **dict.fromkeys(("fn", "f>n", "n>n"), (1, 0)),
    **dict.fromkeys(("f<n", "n<n"), (-1, 0)),
}
"""How numbers (n) and parts of an hour (f) follow one another, and what each counts in minutes: 0 is the hour."""

_PHRASE = re.compile(rf"\b({'|'.join(sorted(PHRASES, key=len, reverse=True))})\b")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_TOGETHER = re.compile(r"(?P<hour>\d{1,2})(?P<minute>[0-5]\d)", re.ASCII)
_BETWEEN = re.compile(
    r"\s*[-\u2010-\u2015\u2212]\s*|\s+(?:إلى|الى|الي|حتى|حتي|لغاية|لحد|لين|to|till|until|and|و)\s+|\s+لـ*\s*(?=\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Said:
    """What was understood; in doubt, it is only to be suggested."""

    hour: int
    minute: int = 0
    """After the hour, or before it when negative."""
    period: str | None = None
    is_clear: bool = True


def parse_time(text: str) -> int:
    """Minutes after midnight: ``8``, ``08:30``, ``8:30 pm``, ``٨ مساء``, ``الثامنة والنصف``, ``quarter to nine``.

    Raises ``UnknownTime``, with what is near to what was typed.
    """
    tokens = _tokens(text)
    said = _understood(tokens)
    hour = _hour_of_day(said.hour, said.period) if said else None
    if said is None or hour is None or not said.is_clear or said.minute >= _HOUR:
        raise UnknownTime(text, _suggestions(tokens))
    return _minutes(hour, said.minute)


def parse_span(text: str) -> tuple[int, int]:
    """Where hours begin and end, in minutes after midnight: ``22:00-07:30``, ``من 10 مساء إلى 7 صباحا``.

    Raises ``UnknownSpan``. More than half a day is in doubt: who writes "10 to 7" may mean the night.
    """
    halves = [half for half in _BETWEEN.split(text.strip()) if half]
    if len(halves) != 2:  # noqa: PLR2004 (a beginning and an end)
        raise UnknownSpan(text)
    (first, is_clear), (last, last_is_clear) = _possible(halves[0]), _possible(halves[1])
    spans = [span for span in product(first, last) if span[0] != span[1]]
    if not spans:
        raise UnknownSpan(text)
    if is_clear and last_is_clear and _length(spans[0]) <= _NOON * _HOUR:
        return spans[0]
    later = [(begin + _NOON * _HOUR, end) for begin, end in spans if begin < _NOON * _HOUR < _length((begin, end))]
    raise UnknownSpan(text, tuple(dict.fromkeys([*later, *spans]))[:_SUGGESTIONS])


def _possible(text: str) -> tuple[Sequence[int], bool]:
    """What it may mean, and whether that is all clear."""
    try:
        return [parse_time(text)], True
    except UnknownTime as error:
        return error.suggestions, False


def _length(span: tuple[int, int]) -> int:
    return (span[1] - span[0]) % (_DAY * _HOUR)


def _tokens(text: str) -> list[str]:
    """Words and numbers; an "and" that is written together with what follows stands alone."""
    phrased = _PHRASE.sub(lambda match: PHRASES[match[0]], normalise(text))
    tokens: list[str] = []
    for token in _TOKEN.findall(phrased):
        rest = token.removeprefix("و")
        is_joined = token not in KNOWN and rest != token and (rest in KNOWN or rest.isdigit())
        tokens += ["و", rest] if is_joined else [token]
    return [token for token in tokens if token not in SILENT]


def _understood(tokens: Iterable[str]) -> _Said | None:
    """None when there is a word that says nothing, or the words do not make a time."""
    periods = {PERIODS[token] for token in tokens if token in PERIODS}
    rest = [token for token in tokens if token not in PERIODS]
    if not rest and periods == {"noon"}:
        return _Said(_NOON)
    said = _put_together("".join(map(_kind, rest)), [_value(token) for token in rest if token not in SIGNS], rest)
    return replace(said, period=next(iter(periods), None)) if said and len(periods) <= 1 else None


def _kind(token: str) -> str:
    if token.isdigit():
        return "n"
    return "n" if token in NUMBERS else "f" if token in FRACTIONS else SIGNS.get(token, "?")


def _value(token: str) -> int:
    return int(token) if token.isdigit() else NUMBERS.get(token, FRACTIONS.get(token, 0))


def _put_together(shape: str, values: Sequence[int], tokens: Sequence[str]) -> _Said | None:
    if shape not in _SHAPES:
        return None
    factors = _SHAPES[shape]
    minute = sum(value * factor for value, factor in zip(values, factors, strict=True))
    return _Said(values[factors.index(0)], minute, is_clear=_is_clear(shape, tokens))


def _is_clear(shape: str, tokens: Sequence[str]) -> bool:
    match shape:
        case "nn":  # 8:7 may have lost a digit
            return not (tokens[1].isdigit() and len(tokens[1]) == 1)
        case "fn":  # "half eight" is after it in English; what "نص ثمانية" is depends on who says it
            return tokens[0].isascii()
    return True


def _hour_of_day(hour: int, period: str | None) -> int | None:
    """From 0 to 23; None for what is not said of any hour."""
    if hour >= _DAY or (period == "morning" and hour > _NOON):
        return None
    if period == "evening" and hour == _NOON:  # midnight to some, noon to others
        return None
    if period is None or hour > _NOON:
        return hour
    return hour % _NOON + (_NOON if _is_late(hour, period) else 0)


def _is_late(hour: int, period: str) -> bool:
    """Whether it lies in the second half of the day."""
    match period:
        case "morning":
            return False
        case "noon":  # eleven is before it, one is after it
            return not _NOON - 2 <= hour < _NOON
        case "night":
            return hour % _NOON >= _NIGHT_ENDS
    return True


def _minutes(hour: int, minute: int) -> int:
    return (hour * _HOUR + minute) % (_DAY * _HOUR)


def _suggestions(tokens: Sequence[str]) -> tuple[int, ...]:
    """What may have been meant, likeliest first."""
    if match := _TOGETHER.fullmatch("".join(tokens)):
        tokens = [match["hour"], match["minute"]]
    mended = [mend for token in tokens if (mend := _mended(token))]
    said = _understood(mended)
    if said is None:
        periods = [PERIODS[token] for token in mended if token in PERIODS]
        return tuple(hour * _HOUR for hour in _USUAL[periods[0]]) if len(mended) == 1 and periods else ()
    return tuple(dict.fromkeys(_near(said)))[:_SUGGESTIONS]


def _mended(token: str) -> str | None:
    """The known word that it is like; None for one that is like none."""
    if token.isdigit() or token in KNOWN:
        return token
    alike = process.extractOne(token, sorted(KNOWN - SILENT), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return alike[0] if alike else None


def _near(said: _Said) -> Iterable[int]:
    for hour in _near_hours(said):
        yield _minutes(hour, said.minute)
        if said.minute >= _HOUR:
            yield _minutes(hour, 0)
        elif not said.is_clear:
            yield _minutes(hour - 1, said.minute) if said.minute == _HALF else _minutes(hour, 0)
            yield _minutes(hour + _NOON, said.minute)


def _near_hours(said: _Said) -> list[int]:
    hour = _hour_of_day(said.hour, said.period)
    if hour is not None:
        return [hour]
    if said.hour < _DAY:
        return [said.hour % _NOON, said.hour]
    last = said.hour % 10
    return [said.hour % _DAY, 10 + last, last] if said.hour <= _TWO_DIGITS else []
