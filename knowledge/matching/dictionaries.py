"""Which words are words at all: a real word that no fact has is no slip of one that some fact has.

The word lists are those of pyspellchecker (MIT), counted in film subtitles; loading them takes a third of a second.
"""

import gzip
import json
from functools import cache
from importlib import resources

from knowledge.text import normalise

_OFTEN = 100  # times: among the rarer entries are many slips
_COMMON = 2000  # times: some ten thousand words


@cache
def real_words() -> frozenset[str]:
    """Arabic and English words, normalised."""
    (arabic, _), (english,) = _arabic(), _words("en", _OFTEN)
    return arabic | english


def common_arabic_words() -> frozenset[str]:
    """What is said every day, normalised."""
    return _arabic()[1]


@cache
def _arabic() -> tuple[frozenset[str], ...]:
    return _words("ar", _OFTEN, _COMMON)


def _words(language: str, *least: int) -> tuple[frozenset[str], ...]:
    """Those that were said so many times, for each number."""
    packed = resources.files("spellchecker").joinpath(f"resources/{language}.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    return tuple(
        frozenset(normalise(" ".join(word for word, count in counts.items() if count >= times)).split())
        for times in least
    )
