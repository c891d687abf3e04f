"""Finds the question within what people wrap round it: "my boss wants to know …", "hi! I read that …, how many …?"."""

import re
from collections.abc import Iterator, Sequence

from knowledge.matching.lexicon import EMPTY_WORDS, Wanted, asking
from knowledge.text import normalise

_LONG = 8  # words: a shorter text is all question
_ENOUGH = 3  # words with a subject: fewer are no question by themselves
_PREAMBLE = 4  # words before a word that asks, which may be no part of the question
_BREAK = re.compile(r"[!?؟:;؛\n]+|[.,،](?=\s)|\s[–—-]\s")


def cores(text: str) -> list[str]:
    """Parts of a long text that may be what is asked, longest first; none of a short one."""
    words = normalise(text).split()
    if len(words) <= _LONG:
        return []
    found = [*_clauses(text), *_from_asking(words)]
    return sorted({part for part in found if _says_enough(part.split()) and part != " ".join(words)}, key=len)[::-1]


def _clauses(text: str) -> Iterator[str]:
    parts = [normalise(part) for part in _BREAK.split(text)]
    asked = [part for part in parts if asking(part.split())]
    yield from asked or parts[-1:]


def _from_asking(words: Sequence[str]) -> Iterator[str]:
    """What follows the first word that asks, with it."""
    starts = [phrase.start for phrase in asking(words) if phrase.kind is not Wanted.SPEECH]
    if starts and starts[0] >= _PREAMBLE:
        yield " ".join(words[starts[0] :])


def _says_enough(words: Sequence[str]) -> bool:
    return sum(word not in EMPTY_WORDS for word in words) >= _ENOUGH
