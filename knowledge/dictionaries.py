"""Which words are words at all: a real word that no fact has is no slip of one that some fact has.

The word lists are those of pyspellchecker (MIT), counted in film subtitles; loading them takes a third of a second.
"""

import gzip
import json
from functools import cache
from importlib import resources

from knowledge.text import normalise

_OFTEN = 100  # times: among the rarer entries are many slips


@cache
def real_words() -> frozenset[str]:
    """Common Arabic and English words, normalised."""
    return _words("ar") | _words("en")


def _words(language: str) -> frozenset[str]:
    packed = resources.files("spellchecker").joinpath(f"resources/{language}.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    return frozenset(normalise(" ".join(word for word, count in counts.items() if count >= _OFTEN)).split())
