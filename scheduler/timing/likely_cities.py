"""Which city a misspelt name is likely to mean: by its letters and sounds, and by who would be typing it."""

import math
from collections.abc import Mapping
from functools import cache

from babel.core import get_global
from rapidfuzz import fuzz, process

from knowledge.text import normalise
from scheduler.model import Zone
from scheduler.timing.cities import zones_by_name

_NEAR = 55.0  # percent of letters: one wrong letter in a short name is far below what a long one bears
_LIKELY = 78.0
_LOOKED_AT = 200  # names, because a city has many that are alike
_SUGGESTIONS = 3

_OWN_NAME = 5.0
_SAME_BEGINNING = 8.0
_LARGE = 8.0
_ARAB = 6.0
_BY_SOUND = 3.0  # what letters that only sound alike are worth less than the same ones

_ARAB_LEAGUE = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE"
_SOUNDS = str.maketrans("ضظذثصطقغشچژگپڤ", "ددزتستككسجزكبف")
"""Letters that are typed for each other, and those of neighbouring languages."""


def likely_cities(typed: str) -> list[tuple[Zone, float]]:
    """Up to three different cities, likeliest first, each with how likely it is: 100 is a name that is all but right.

    ``typed`` is normalised. To what its letters say, a city adds when it is called so itself, begins in the same way,
    is large, and, for a name in Arabic letters, lies in an Arab country.
    """
    zones = zones_by_name()
    names = process.extract(typed, zones.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_LOOKED_AT)
    likeliest: dict[str, tuple[Zone, float]] = {}
    for likelihood, name in sorted(((_likelihood(typed, name), name) for name, _, _ in names), reverse=True):
        if likelihood >= _LIKELY:
            likeliest.setdefault(zones[name].title["en"], (zones[name], likelihood))
    return list(likeliest.values())[:_SUGGESTIONS]


def _likelihood(typed: str, name: str) -> float:
    zone = zones_by_name()[name]
    alike = max(fuzz.ratio(typed, name), fuzz.ratio(_sound(typed), _sound(name)) - _BY_SOUND)
    if name in {normalise(title) for title in zone.title.values()}:
        alike += _OWN_NAME
    if _beginning(typed) != _beginning(name):
        alike -= _SAME_BEGINNING
    if not typed.isascii() and zone.name in _arab_zones():
        alike += _ARAB
    return alike + _LARGE * _size(zone)


def _sound(name: str) -> str:
    return name.translate(_SOUNDS)


def _beginning(name: str) -> str:
    """The first letter, not counting the article."""
    return _sound(name).removeprefix("ال")[:1]


def _size(zone: Zone) -> float:
    """From 1 for the most populous city of the world down to 0."""
    ranks = _ranks()
    return 1 - math.log(ranks[zone.title["en"]] + 1) / math.log(len(ranks))


@cache
def _ranks() -> dict[str, int]:
    """Place among all cities by population, by title: that is the order in which they come."""
    titles = dict.fromkeys(zone.title["en"] for zone in zones_by_name().values())
    return {title: rank for rank, title in enumerate(titles)}


@cache
def _arab_zones() -> frozenset[str]:
    territories: Mapping[str, str] = get_global("zone_territories")
    return frozenset(zone for zone, territory in territories.items() if territory in _ARAB_LEAGUE)
