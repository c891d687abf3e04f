"""Numbers and dates in a text, with their places in it, as they are said: "more than 1,200", "35–40%", "since 2022"."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.matching.lexicon import YEAR, months
from knowledge.matching.mentions import Span, Word
from knowledge.model import Figure
from knowledge.text import normalise

_NUMBER = r"(?:\d{1,3}(?:[,٬]\d{3})+(?!\d)|\d+)(?:[.٫]\d+)?"
_BOUND = (
    r"more than|less than|fewer than|at least|at most|up to|over|under|nearly|almost|no more than"
    r"|(?:ل|ب)?[أا]كثر من|[أا]قل من|ما يزيد على|ما يزيد عن|ما يتجاوز|ما لا يقل عن|ما يقارب|ما يناهز"
)
_SCALES = {
    word: scale
    for scale, words in {
        1e3: ("thousand", "ألف", "الف", "آلاف"),
        1e6: ("million", "مليون", "مليونا", "ملايين"),
        1e9: ("billion", "مليار", "مليارات"),
        1e12: ("trillion", "تريليون"),
    }.items()
    for word in words
}
_PERCENT = r"%|٪|percent(?:age points?)?\b|per cent\b|(?:في|ب)\s?ال(?:مئة|مائة|مية)"
_MEASURE = (
    r"(?:US )?dollars?\b|euros?\b|yuan\b|(?:day|week|month|year|hour|minute)s?\b|دولارا?\b|يورو\b|يوانا?\b"
    r"|أيام\b|يوما\b|أسابيع\b|أسبوعا\b|أشهر\b|شهرا\b|سنوات\b|أعوام\b|عاما\b|ساعات\b|ساعة\b"
)
_QUANTITY = re.compile(
    rf"(?:(?<!\w)(?:{_BOUND})\s+)?(?:[$€£¥]\s?)?(?<![A-Za-z\d.])(?<![A-Za-z][-–])"
    rf"(?P<number>{_NUMBER})(?:\s?[-–—]\s?(?P<upper>{_NUMBER}))?(?![A-Za-z])"
    rf"(?:\s?(?P<percent>{_PERCENT})|\s(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?"
    rf"(?:\s(?:{_MEASURE}))?",
    re.IGNORECASE,
)

_DAY = re.compile(r"[12]?\d(?:st|nd|rd|th)?|3[01](?:st|rd)?")
_CONNECTING = frozenset({"of", "من"})
_WITHIN_A_DATE = _CONNECTING | frozenset(map(normalise, ["عام", "سنة", "شهر"]))
_LEADS = frozenset(
    map(
        normalise,
        [
            *("since", "early", "late", "mid", "before", "after", "by", "until"),
            *("spring", "summer", "autumn", "fall", "winter", "beginning", "start", "end"),
            *("منذ", "قبل", "بعد", "حتى", "مطلع", "أوائل", "أواخر", "منتصف", "بداية", "نهاية"),
            *("ربيع", "صيف", "خريف", "شتاء"),
        ],
    )
)
_BETWEEN = re.compile(r"[\s,،/–-]*")


@dataclass(frozen=True)
class Quantity(Span):
    """``values`` are one number, or the two ends of a range, with "million" and the like multiplied in."""

    values: tuple[float, ...]
    is_share: bool

    def is_of(self, figure: Figure) -> bool:
        """Whether this is the number of the figure."""
        scale = _SCALES.get(figure.unit or "", 1.0)
        return math.isclose(self.values[0], figure.value * scale) or math.isclose(self.values[0], figure.value)


def quantities_in(text: str, taken: Sequence[Span]) -> list[Quantity]:
    """The numbers of a text that are not within what is ``taken``: dates, and names such as Kimi K2."""
    found = (_quantity(match) for match in _QUANTITY.finditer(text))
    return [quantity for quantity in found if not any(quantity.overlaps(other) for other in taken)]


def _quantity(match: re.Match[str]) -> Quantity:
    scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
    values = tuple(float(normalise(number)) * scale for number in (match["number"], match["upper"]) if number)
    return Quantity(match.start(), match.end(), values, bool(match["percent"]))


@dataclass(frozen=True)
class Date(Span):
    """``parts`` are its years, and its months as numbers from 1 to 12."""

    parts: frozenset[str | int]


def dates_in(text: str, words: Sequence[Word]) -> list[Date]:
    """Years and months of a text, each with the day before or after it and with what leads in to it."""
    found, at = [], 0
    while at < len(words):
        first, last = at, at
        if _is_core(words[at].text):
            while last + 1 < len(words) and _goes_on(text, words, last):
                last += 1
            while first > 0 and _leads_in(text, words, first):
                first -= 1
            found.append(_date(words[first : last + 1]))
        at = last + 1
    return found


def _is_core(word: str) -> bool:
    return bool(YEAR.fullmatch(word) or months(word))


def _goes_on(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether the date goes on with the word after this one."""
    following = words[at + 1]
    if not _BETWEEN.fullmatch(text, words[at].end, following.start):
        return False
    if _is_core(following.text):
        return True
    if _DAY.fullmatch(following.text):
        return bool(months(words[at].text))
    return following.text in _WITHIN_A_DATE and at + 2 < len(words) and _is_core(words[at + 2].text)


def _leads_in(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether the date begins with the word before this one."""
    before = words[at - 1]
    if not _BETWEEN.fullmatch(text, before.end, words[at].start):
        return False
    if _DAY.fullmatch(before.text):
        return bool(months(words[at].text))
    return before.text in _LEADS or before.text in _WITHIN_A_DATE


def _date(words: Sequence[Word]) -> Date:
    while words[0].text in _CONNECTING:
        words = words[1:]
    parts: set[str | int] = {word.text for word in words if YEAR.fullmatch(word.text)}
    return Date(words[0].start, words[-1].end, frozenset(parts | set().union(*(months(word.text) for word in words))))
