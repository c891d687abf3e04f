"""Finds the time zone that somebody means: by a city with or without typos, an IANA name, or an offset from UTC."""

import asyncio
import re
import unicodedata
from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from rapidfuzz import fuzz, process

from knowledge.text import normalise
from scheduler.cities import zones_by_name
from scheduler.errors import UnknownZone
from scheduler.model import Zone

_SAME = 83.0  # one wrong letter in six; one more or less in three
_NEAR = 60.0
_SHORTEST_TYPO = 5  # shorter words are one letter away from a city whatever they mean
_SUGGESTIONS = 3

_OFFSET_NAME = re.compile(r"UTC(?P<sign>[+-])(?P<hours>\d{2}):(?P<minutes>\d{2})", re.ASCII)
_PREFIX = r"(?:utc|gmt|(?:توقيت )?[غج]ريني?تش)"
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
    found = _iana_zones().get(typed) or zones_by_name().get(typed)
    if found:
        return found
    near = _near(typed)
    if near and near[0][1] >= _SAME and len(typed) >= _SHORTEST_TYPO:
        return near[0][0]
    raise UnknownZone(text, tuple(zone for zone, _ in near))


def _near(typed: str) -> list[tuple[Zone, float]]:
    """Up to three different places and how alike their names are, in percent; likest, then most populous first."""
    zones = zones_by_name()
    # More than three names are looked at, because a place has many that are alike.
    names = process.extract(typed, zones.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=10 * _SUGGESTIONS)
    likest: dict[str, tuple[Zone, float]] = {}
    for name, score, _ in names:
        likest.setdefault(zones[name].title["en"], (zones[name], score))
    return list(likest.values())[:_SUGGESTIONS]


@cache
def _iana_zones() -> dict[str, Zone]:
    """Zone by normalised name: ``asia riyadh``. Without ``Etc/GMT+3``, which means three hours *behind* Greenwich."""
    names = [name for name in available_timezones() if "/" in name and not name.startswith("Etc/")]
    return {normalise(name): _titled(name, name.rpartition("/")[2].replace("_", " ")) for name in names}


def _titled(name: str, title: str) -> Zone:
    return Zone(name, {"ar": title, "en": title})
