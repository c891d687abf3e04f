"""Tells which words may be the same: by letters, by sound across scripts, and by meaning across languages."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.encoder import Vectors
from knowledge.languages import detect
from knowledge.sounds import sound
from knowledge.tokens import is_name

_SAME_LETTERS = 78.0  # of 100: stems this alike are taken for one word, with a slip
_SHORTEST_SLIP = 4  # letters: shorter stems must be the same
_SAME_SOUND = 0.8
_SAME_MEANING = 0.55  # cosine: a word and its translation are mostly above, two words of one field mostly below
MOST_WORDS = 20_000  # whose meanings are held in memory: 20 MB; a larger base does without


Alike = dict[str, dict[str, float]]
"""For each token of a question: the words it may be, and how alike they are, from 0 to 1."""


class WordLikeness:
    """Compares tokens of a question with tokens of facts. Names are only ever equal: the tokenizer knew them."""

    def __init__(self, dimensions: int) -> None:
        self._rows: dict[str, int] = {}
        self._vectors = np.zeros((0, dimensions), dtype=np.float16)

    def unknown(self, tokens: Sequence[str]) -> list[str]:
        """Those whose vectors are still wanted."""
        room = MOST_WORDS - len(self._rows)
        fresh = dict.fromkeys(token for token in tokens if token not in self._rows and _has_meaning(token))
        return list(fresh)[: max(room, 0)]

    def learn(self, tokens: Sequence[str], vectors: Vectors) -> None:
        start = len(self._rows)
        self._rows.update((token, start + place) for place, token in enumerate(tokens))
        self._vectors = np.vstack([self._vectors[:start], vectors.astype(np.float16)])

    def alike(self, tokens: Sequence[str], words: Collection[str], vectors: Mapping[str, Vectors]) -> Alike:
        """For each token, the words it may be and how alike they are, from 0 to 1.

        ``vectors`` holds one for each token whose meaning is to be compared.
        """
        ordered = sorted({word for word in words if not is_name(word)})
        rows = [(word, self._rows[word]) for word in ordered if word in self._rows]
        meanings = self._vectors[[row for _, row in rows]].astype(np.float32)
        found: Alike = {}
        for token in tokens:
            found[token] = _by_letters(token, ordered)
            if not found[token] and token not in words:
                found[token] = _by_sound(token, ordered)
            if (vector := self._vector(token, vectors)) is not None:
                cosines = meanings @ vector
                for place in np.flatnonzero(cosines >= _SAME_MEANING):
                    word, cosine = rows[place][0], float(cosines[place])
                    found[token][word] = max(cosine, found[token].get(word, 0.0))
            found[token][token] = 1.0
        return found

    def _vector(self, token: str, vectors: Mapping[str, Vectors]) -> Vectors | None:
        if token in self._rows:
            known: Vectors = self._vectors[self._rows[token]].astype(np.float32)
            return known
        return vectors.get(token)


def _has_meaning(token: str) -> bool:
    return not is_name(token) and not token.isdigit()


def _by_letters(token: str, words: Sequence[str]) -> dict[str, float]:
    if len(token) < _SHORTEST_SLIP or not _has_meaning(token):
        return {}
    found = process.extract(token, words, scorer=fuzz.ratio, score_cutoff=_SAME_LETTERS, limit=None)
    return {word: likeness / 100 for word, likeness, _ in found}


def _by_sound(token: str, words: Sequence[str]) -> dict[str, float]:
    """Words of the other script that sound the same; Latin Arabic may carry the article as an l."""
    heard = _heard(token)
    forms = {heard, heard.removeprefix("l")} - {""}
    if not forms or not _has_meaning(token):
        return {}
    script = detect(token)
    return {word: _SAME_SOUND for word in words if detect(word) != script and _heard(word) in forms}


_heard = lru_cache(maxsize=50_000)(sound)
