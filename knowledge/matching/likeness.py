"""Tells which words may be the same: by letters, by sound across scripts, and by meaning across languages."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.languages import detect
from knowledge.matching.encoder import Vectors, grown
from knowledge.matching.sounds import sound
from knowledge.matching.tokens import is_name

MOST_WORDS = 20_000
"""Words whose meanings are held in memory, 40 MB; those of a larger base beyond it are compared by letters."""

_SAME_LETTERS = 78.0  # of 100: stems this alike are taken for one word, with a slip
_SHORTEST_SLIP = 4  # letters: shorter stems must be the same
_SAME_SOUND = 0.8
# Cosines. A word and its translation are mostly above; within one language "founder" is as near to "company".
_SAME_MEANING = 0.5
_SAME_MEANING_AND_SCRIPT = 0.6
_NEAR_MEANING = 0.4  # enough to look at a fact, not to take one word for the other
_NEIGHBOURS = 8
_GROWTH = 1.5
_NOTHING: Vectors = np.zeros(0, dtype=np.float32)

Alike = dict[str, dict[str, float]]
"""For each token of a question: the words it may be, itself among them, and how alike they are, from 0 to 1."""


class WordLikeness:
    """Compares tokens of a question with tokens of facts. Names are only ever equal: the tokenizer knew them."""

    def __init__(self, dimensions: int) -> None:
        self._rows: dict[str, int] = {}
        self._words: list[str] = []
        self._vectors = np.zeros((0, dimensions), dtype=np.float32)
        self._sounds: dict[str, list[str]] = defaultdict(list)
        self._heard = 0  # words whose sound is in the table

    def unknown(self, tokens: Iterable[str]) -> list[str]:
        """Those whose vectors are still wanted."""
        room = MOST_WORDS - len(self._rows)
        if room <= 0:
            return []
        fresh = dict.fromkeys(token for token in tokens if token not in self._rows and _has_meaning(token))
        return list(fresh)[:room]

    def learn(self, tokens: Sequence[str], vectors: Vectors) -> None:
        start = len(self._words)
        self._rows.update((token, start + place) for place, token in enumerate(tokens))
        self._words.extend(tokens)
        if len(self._words) > len(self._vectors):
            self._vectors = grown(self._vectors, math.ceil(len(self._words) * _GROWTH))
        self._vectors[start : len(self._words)] = vectors

    def related(self, tokens: Sequence[str], vectors: Mapping[str, Vectors]) -> "Related":
        """Compares tokens of a question with all words. ``vectors`` holds one for each token that no fact has."""
        placed = {token: vector for token in tokens if (vector := self._vector(token, vectors)) is not None}
        if not placed:
            return Related(self, tuple(tokens), {})
        cosines = (self._vectors[: len(self._words)] @ np.stack(list(placed.values())).T).T
        return Related(self, tuple(tokens), dict(zip(placed, cosines, strict=True)))

    def row(self, word: str) -> int | None:
        """Where a word stands in the rows of cosines."""
        return self._rows.get(word)

    def nearest(self, cosines: Vectors) -> Iterator[tuple[str, float]]:
        """The words of the largest cosines that are worth a look."""
        count = min(_NEIGHBOURS + 1, len(cosines))
        for place in np.argpartition(cosines, -count)[-count:] if count else ():
            if cosines[place] >= _NEAR_MEANING:
                yield self._words[place], float(cosines[place])

    def slips(self, token: str) -> dict[str, float]:
        """For a word that no fact has: what it may be with a slip, or in the other script."""
        if token in self._rows or not _has_meaning(token):
            return {}
        return _by_letters(token, self._words) or dict.fromkeys(self._sounding_like(token), _SAME_SOUND)

    def _sounding_like(self, token: str) -> list[str]:
        for word in self._words[self._heard :]:
            self._sounds[_heard(word)].append(word)
        self._heard = len(self._words)
        script = detect(token)
        return [word for form in _forms(token) for word in self._sounds.get(form, ()) if detect(word) != script]

    def _vector(self, token: str, vectors: Mapping[str, Vectors]) -> Vectors | None:
        if token in self._rows:
            known: Vectors = self._vectors[self._rows[token]]
            return known
        return vectors.get(token)


@dataclass(frozen=True)
class Related:
    """How the tokens of one question relate to the words of all facts."""

    words: WordLikeness
    tokens: tuple[str, ...]
    cosines: Mapping[str, Vectors]
    """For tokens whose meaning is known."""

    def nearest(self) -> Alike:
        """The words that are most like each token: for finding candidates."""
        found: Alike = {}
        for token in self.tokens:
            found[token] = self.words.slips(token)
            for word, cosine in self.words.nearest(self.cosines.get(token, _NOTHING)):
                found[token][word] = max(cosine, found[token].get(word, 0.0))
            found[token][token] = 1.0
        return found

    def among(self, words: Collection[str]) -> Alike:
        """Which of these words each token may be, more strictly than by ``nearest``."""
        ordered = sorted({word for word in words if not is_name(word)})
        placed = [(word, row) for word in ordered if (row := self.words.row(word)) is not None]
        rows = np.array([row for _, row in placed], dtype=np.int64)
        found: Alike = {}
        for token in self.tokens:
            found[token] = _by_letters(token, ordered)
            if not found[token] and token not in words:
                found[token] = _by_sound(token, ordered)
            if token in self.cosines:
                for word, cosine in _same_meaning(token, placed, self.cosines[token][rows]):
                    found[token][word] = max(cosine, found[token].get(word, 0.0))
            found[token][token] = 1.0
        return found


def _same_meaning(token: str, placed: Sequence[tuple[str, int]], cosines: Vectors) -> Iterator[tuple[str, float]]:
    script = detect(token)
    for place in np.flatnonzero(cosines >= _SAME_MEANING).tolist():
        word, cosine = placed[place][0], float(cosines[place])
        if cosine >= _SAME_MEANING_AND_SCRIPT or detect(word) != script:
            yield word, cosine


def _has_meaning(token: str) -> bool:
    return not is_name(token) and not token.isdigit()


def _by_letters(token: str, words: Sequence[str]) -> dict[str, float]:
    if len(token) < _SHORTEST_SLIP or not _has_meaning(token):
        return {}
    found = process.extract(token, words, scorer=fuzz.ratio, score_cutoff=_SAME_LETTERS, limit=None)
    return {word: likeness / 100 for word, likeness, _ in found}


def _by_sound(token: str, words: Sequence[str]) -> dict[str, float]:
    """Words of the other script that sound the same."""
    forms, script = _forms(token), detect(token)
    if not forms or not _has_meaning(token):
        return {}
    return {word: _SAME_SOUND for word in words if detect(word) != script and _heard(word) in forms}


def _forms(token: str) -> set[str]:
    """Latin Arabic may carry the article as an l."""
    heard = _heard(token)
    return {heard, heard.removeprefix("l")} - {""}


_heard = lru_cache(maxsize=50_000)(sound)
