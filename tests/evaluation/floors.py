"""Holds results against the floors of ``floors.yaml``."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from tests.evaluation.scoring import Row
from tests.evaluation.sets import SETS

FILE = Path(__file__).with_name("floors.yaml")

_AT_LEAST = frozenset({"right", "first", "at_10"})
_AT_MOST = frozenset({"wrong"})

Floors = Mapping[str, Mapping[str, Mapping[str, float]]]
"""By set, group and measure, the share that must be reached, or not be passed."""


class UnknownFloor(ValueError):
    """A floor for what is not measured would never be missed."""


def read_floors(file: Path = FILE) -> Floors:
    floors: Floors = yaml.safe_load(file.read_text(encoding="utf-8"))
    return floors


def shortfalls(results: Mapping[str, Mapping[str, Row]], floors: Floors) -> list[str]:
    """A line for each floor that is not reached; sets that are not at hand have no results, and miss none.

    Raises ``UnknownFloor`` for a set, a group or a measure that there is not.
    """
    return [line for name, groups in floors.items() for line in _of_set(name, groups, results)]


def _of_set(
    name: str, groups: Mapping[str, Mapping[str, float]], results: Mapping[str, Mapping[str, Row]]
) -> Iterator[str]:
    if name not in SETS:
        raise UnknownFloor(f"no set is called {name!r}")
    if name not in results:
        return
    for group, limits in groups.items():
        if group not in results[name]:
            raise UnknownFloor(f"{name} has no group {group!r}")
        for measure, limit in limits.items():
            yield from _missed(f"{name}, {group}", results[name][group], measure, limit)


def _missed(label: str, row: Row, measure: str, limit: float) -> Iterator[str]:
    if measure not in _AT_LEAST | _AT_MOST:
        raise UnknownFloor(f"{label}: {measure!r} is none of {', '.join(sorted(_AT_LEAST | _AT_MOST))}")
    share = row.share(measure)
    if share > limit if measure in _AT_MOST else share < limit:
        bound = "at most" if measure in _AT_MOST else "at least"
        yield f"{label}: {measure} {share:.3f} of {row.questions}, not {bound} {limit:.3f}"
