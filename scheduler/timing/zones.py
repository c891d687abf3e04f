"""Finds the time zone that somebody means: by a city with or without typos, an IANA name, or an offset from UTC."""

import asyncio
import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from knowledge.text import normalise
from scheduler.errors import UnknownZone
from scheduler.model import Zone
from scheduler.timing.cities import zones_by_name
from scheduler.timing.likely_cities import likely_cities

_MEANT, _AHEAD = 95.0, 8.0
"""How likely a misspelt city must be to be taken at once, and by how much likelier than the next one."""
_SHORTEST_TYPO = 4  # shorter words are one letter away from a city whatever they mean
_NICKNAMES = {
    "casa": "casablanca",
    "كازا": "الدار البيضا",
    "us": "united states",
    "usa": "united states",
    "uk": "united kingdom",
    "england": "united kingdom",
    "uae": "united arab emirates",
    "ksa": "saudi arabia",
}
_LEAD_IN = re.compile(r"(?:ب?توقيت|(?:انا )?في|مدينه|(?:i am|i m|i live) in|in) ")
_COMMA = re.compile(r"[,،]")
_LENGTHENED = re.compile(r"([^\W\d])\1{2,}")

_OFFSET_NAME = re.compile(r"UTC(?P<sign>[+-])(?P<hours>\d{2}):(?P<minutes>\d{2})", re.ASCII)
_PREFIX = r"(?:utc|gmt|(?:توقيت )?[غجق]ريني?تش)"
_AMOUNT = r"(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?"
# Whoever types from right to left may put the sign last.
_OFFSET = re.compile(rf"{_PREFIX}? ?(?P<sign>[+-]) ?{_AMOUNT}")
_OFFSET_SIGN_LAST = re.compile(rf"{_PREFIX}? ?{_AMOUNT} ?(?P<sign>[+-])")
_UTC = re.compile(_PREFIX)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_EARLIEST, _LATEST = timedelta(hours=-12), timedelta(hours=14)


async def find_zone(text: str) -> Zone:
    """The zone that ``text`` means; of several places of one name, that of the most populous.

    Raises ``UnknownZone`` with what comes near. Reads the list of cities the first time, off the event loop.
    """
    by_offset = _by_offset(text)
    return by_offset if by_offset is not None else await asyncio.to_thread(_by_name, text)


@cache
def zoneinfo_of(name: str) -> tzinfo:
    """The zone of a ``Zone.name``; raises ``UnknownZone`` for what is not one."""
    if match := _OFFSET_NAME.fullmatch(name):
        return timezone(_amount(match))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownZone(name) from error


def _by_offset(text: str) -> Zone | None:
    plain = _DASHES.sub("-", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).casefold().strip()
    if _UTC.fullmatch(plain):
        return _titled("UTC", "UTC")
    match = _OFFSET.fullmatch(plain) or _OFFSET_SIGN_LAST.fullmatch(plain)
    if match is None or not _EARLIEST <= _amount(match) <= _LATEST:
        return None
    name = f"UTC{match['sign']}{int(match['hours']):02}:{int(match['minutes'] or 0):02}"
    return _titled(name, name)


def _amount(match: re.Match[str]) -> timedelta:
    amount = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return -amount if match["sign"] == "-" else amount


def _by_name(text: str) -> Zone:
    typed = normalise(text)
    if found := _named(text):
        return found
    likely = likely_cities(typed)
    if len(typed) >= _SHORTEST_TYPO and _is_clear([likelihood for _, likelihood in likely]):
        return likely[0][0]
    raise UnknownZone(text, tuple(_before_comma(text)) or tuple(zone for zone, _ in likely))


def _before_comma(text: str) -> Iterator[Zone]:
    """In "Paris, France"; only what may be meant, because there is also "Paris, Texas"."""
    city, *rest = _COMMA.split(text, maxsplit=1)
    if rest and (found := _named(city)):
        yield found


def _named(text: str) -> Zone | None:
    known = (_iana_zones().get(spelling) or zones_by_name().get(spelling) for spelling in _spellings(text))
    return next(filter(None, known), None)


def _spellings(text: str) -> Iterator[str]:
    """The typed name, and what it becomes without habits of typing that are no slips."""
    typed = normalise(text)
    yield _NICKNAMES.get(typed, typed)
    yield _LEAD_IN.sub("", typed, count=1) if _LEAD_IN.match(typed) else typed
    yield normalise(text.replace("ة", "ت"))
    yield _LENGTHENED.sub(r"\1", typed)


def _is_clear(likelihoods: list[float]) -> bool:
    first, second = [*likelihoods, 0.0, 0.0][:2]
    return first >= _MEANT and first - second >= _AHEAD


@cache
def _iana_zones() -> dict[str, Zone]:
    """Zone by normalised name: ``asia riyadh``. Without ``Etc/GMT+3``, which means three hours *behind* Greenwich."""
    names = [name for name in available_timezones() if "/" in name and not name.startswith("Etc/")]
    return {normalise(name): _titled(name, name.rpartition("/")[2].replace("_", " ")) for name in names}


def _titled(name: str, title: str) -> Zone:
    return Zone(name, {"ar": title, "en": title})
