"""Words and names of a text with their places in it, as it was written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.matching.lexicon import EMPTY_WORDS
from knowledge.matching.tokens import stem
from knowledge.model import Name
from knowledge.text import normalise

# Marks on letters (diacritics, tatweel, zero-width joiners) belong to their word, as does the hyphen of R-1 and GPT-5.
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_HYPHENS = "\\-\u2010-\u2015\u2212"
_WORD = re.compile(rf"[^\W\d_]+[{_HYPHENS}]\d\w*|\d+(?:[.,٫٬]\d+)+|[\w{_MARKS}]+")
# What Arabic writes onto the word that follows, short of the article, which spellings have.
_WRITTEN_ON = ("وب", "ول", "و", "ف", "ب", "ل", "ك")


@dataclass(frozen=True)
class Span:
    """A part of a text: from the character at ``start`` to before that at ``end``."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Word(Span):
    """``text`` is the normalised word."""

    text: str

    @property
    def token(self) -> str:
        """What is compared; empty for a word that carries no subject."""
        return "" if self.text in EMPTY_WORDS else stem(self.text)


@dataclass(frozen=True)
class Mention(Span):
    """A name where it is mentioned, with what is written onto it."""

    name: Name

    @property
    def token(self) -> str:
        return f"@{self.name.id}"


def words_of(text: str) -> list[Word]:
    found = (Word(match.start(), match.end(), normalise(match[0])) for match in _WORD.finditer(text))
    return [word for word in found if word.text]


class NameFinder:
    """Finds the names of the base in a text, the longest spelling first."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = {
            spelling: name
            for name in names
            for spelling in map(normalise, (*name.title.values(), *name.spellings))
            if spelling
        }
        self._longest: dict[str, int] = {}
        for spelling in self._names:
            first, length = spelling.split(" ")[0], spelling.count(" ") + 1
            self._longest[first] = max(length, self._longest.get(first, 0))

    def read(self, words: Sequence[Word]) -> list[Word | Mention]:
        """The same words, those that are a name together as one mention."""
        found: list[Word | Mention] = []
        at = 0
        while at < len(words):
            name, used = self._name(words[at:])
            found.append(Mention(words[at].start, words[at + used - 1].end, name) if name else words[at])
            at += used
        return found

    def _name(self, words: Sequence[Word]) -> tuple[Name | None, int]:
        for first in _readings(words[0].text):
            together = list(_unbroken(words[: self._longest.get(first, 0)]))
            for used in range(len(together), 0, -1):
                spelling = " ".join([first, *(word.text for word in together[1:used])])
                if name := self._names.get(spelling):
                    return name, used
        return None, 1


def _unbroken(words: Sequence[Word]) -> Iterator[Word]:
    """The first of these words, and those that follow it with a single character between: no comma stands in a name."""
    yield from words[:1]
    for before, word in pairwise(words):
        if word.start - before.end > 1:
            return
        yield word


def _readings(word: str) -> list[str]:
    return [word, *(word.removeprefix(prefix) for prefix in _WRITTEN_ON if word.startswith(prefix))]
