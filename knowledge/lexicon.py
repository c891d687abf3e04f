"""What the words of a question are for: which ask, and for what kind of answer, and which only hold it together.

The words are in ``lexicon.yaml``, Arabic as it is typed from Morocco to the Gulf; they are compared normalised.
"""

from collections.abc import Iterable
from enum import StrEnum
from importlib import resources

import yaml

from knowledge.text import normalise


class Wanted(StrEnum):
    """The kind of answer a question asks for."""

    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    PERSON = "person"
    REASON = "reason"


def _flat(lists: dict[str, list[str]]) -> Iterable[str]:
    return (normalise(phrase) for phrases in lists.values() for phrase in phrases)


_FILE = yaml.safe_load(resources.files("knowledge").joinpath("lexicon.yaml").read_text(encoding="utf-8"))
_ASKING = {Wanted(kind): frozenset(_flat(lists)) for kind, lists in _FILE["asking"].items()}

_MONTHS = {normalise(name): month for month, names in _FILE["months"].items() for name in names}

EMPTY_WORDS = frozenset(_flat(_FILE["empty"])) | {
    phrase for phrases in _ASKING.values() for phrase in phrases if " " not in phrase
}
"""Normalised words that carry no subject."""


def wanted(normalised: str) -> frozenset[Wanted]:
    """The kinds of answer that a normalised question asks for; often none or one."""
    padded = f" {normalised} "
    kinds = {kind for kind, phrases in _ASKING.items() if any(f" {phrase} " in padded for phrase in phrases)}
    if normalised.startswith("من ") and not normalised.startswith("من اي "):
        kinds.add(Wanted.PERSON)  # where a question begins with it, "من" is "who"; elsewhere it is "from"
    return frozenset(kinds)


def months(normalised: str) -> frozenset[int]:
    """The months that a normalised text names, from 1 to 12."""
    padded = f" {normalised} "
    return frozenset(month for name, month in _MONTHS.items() if f" {name} " in padded)
