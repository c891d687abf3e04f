"""What the words of a question are for: which ask, and for what kind of answer, and which only hold it together.

The words are in ``lexicon.yaml``, Arabic as it is typed from Morocco to the Gulf; they are compared normalised.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from knowledge.text import normalise
from knowledge.yamlfiles import read_yaml

Meaning = TypeVar("Meaning")


class Wanted(StrEnum):
    """The kind of answer a question asks for."""

    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    PERSON = "person"
    REASON = "reason"
    SPEECH = "speech"


@dataclass(frozen=True)
class Asking:
    """A phrase that asks: the words from ``start`` up to ``stop`` of a question, and what it asks for."""

    start: int
    stop: int
    kind: Wanted


class Phrases(Generic[Meaning]):
    """Finds phrases in a text, however many there are to look for."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = defaultdict(list)
        for phrase, meaning in phrases:
            words = tuple(phrase.split())
            if words:
                self._by_first[words[0]].append((words, meaning))

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, int, Meaning]]:
        """Where each that occurs begins and ends, and what it means."""
        if self._by_first.keys().isdisjoint(words):
            return
        for start, word in enumerate(words):
            for phrase, meaning in self._by_first.get(word, ()):
                stop = start + len(phrase)
                if tuple(words[start:stop]) == phrase:
                    yield start, stop, meaning


def _flat(lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    return (normalise(phrase) for phrases in lists.values() for phrase in phrases)


_FILE = read_yaml("matching/lexicon.yaml")
_ASKING = Phrases((phrase, Wanted(kind)) for kind, lists in _FILE["asking"].items() for phrase in _flat(lists))
_MONTH_NAMES = [normalise(name) for names in _FILE["months"].values() for name in names]
_MONTHS = Phrases((normalise(name), int(month)) for month, names in _FILE["months"].items() for name in names)

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
"""A year in a normalised text."""

_RELATIVE = frozenset({"who", "whose", "whom", "when", "where"})

ASKING_WORDS = frozenset(phrase for lists in _FILE["asking"].values() for phrase in _flat(lists) if " " not in phrase)
"""Normalised words that ask."""

EMPTY_WORDS = frozenset(_flat(_FILE["empty"])) | ASKING_WORDS
"""Normalised words that carry no subject."""

_FOREIGN = frozenset(
    {"french", "spanish", "german", "italian", "portuguese", "turkish", "persian", "russian", "dutch", "polish"}
)
LEXICON_WORDS = frozenset(
    word
    for lists in (_FILE["empty"], *_FILE["asking"].values(), {"months": _MONTH_NAMES})
    for phrase in _flat({name: phrases for name, phrases in lists.items() if name not in _FOREIGN})
    for word in phrase.split()
)
"""Every word of the lexicon in Arabic, however it is spelled, and in English."""

ARABIZI_WORDS = frozenset(
    normalise(word)
    for lists in (_FILE["empty"], *_FILE["asking"].values())
    for word in lists.get("arabizi", ())
    if " " not in word
) - frozenset(word for name, words in _FILE["empty"].items() if name != "arabizi" for word in _flat({"": words}))
"""Words of Arabic in Latin letters that are no words of another language."""


def asking(words: Sequence[str]) -> list[Asking]:
    """The phrases that ask in a question, given as normalised words, in order."""
    found = [
        Asking(start, stop, kind)
        for start, stop, kind in _ASKING.found(words)
        if not (words[start] in _RELATIVE and _joins_a_clause(words, start))
    ]
    # Where a question begins with it, "من" is "who"; elsewhere, and before a word that asks, it is "from".
    if len(words) > 1 and words[0] == "من" and words[1] not in EMPTY_WORDS:
        found.append(Asking(0, 1, Wanted.PERSON))
    return sorted(found, key=lambda phrase: (phrase.start, phrase.stop))


def _joins_a_clause(words: Sequence[str], place: int) -> bool:
    """Whether "who", "when" or "where" does not ask but tells more of the word before: Americans who trust AI."""
    return 0 < place < len(words) - 1 and words[place - 1] not in EMPTY_WORDS


def wanted(normalised: str) -> frozenset[Wanted]:
    """The kinds of answer that a normalised question asks for; often none or one."""
    return frozenset(phrase.kind for phrase in asking(normalised.split()))


def months(normalised: str) -> frozenset[int]:
    """The months that a normalised text names, from 1 to 12."""
    return frozenset(month for _, _, month in _MONTHS.found(normalised.split()))
