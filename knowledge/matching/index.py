"""Finds the facts that may answer: by letters, by words and by meaning. Derived from the base and disposable.

Every statement and every alias is a passage, a row here. Letters are its trigrams and words its tokens, both compared
by BM25; a question's words stand for others too, as far as they are alike. Meaning is the cosine of unit vectors.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, count
from operator import mul

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.encoder import Vectors, grown
from knowledge.matching.postings import Postings, Scores, largest, trigrams, trigrams_of_all
from knowledge.matching.tokens import Passage

_GROWTH = 2.0
_MOST_WASTE = 0.25  # of the rows: what discarded facts leave takes memory and time, and blurs how rare a term is
_LETTERS, _WORDS, _MEANING = 1.0, 1.0, 0.5  # the coarse mix that chooses candidates; ranked best on sets of sentences

_UNHEARD = 2**32 - 1  # the number of every token that no passage has

Expansions = Mapping[str, Mapping[str, float]]
"""For each token of a question the tokens it may stand for, itself among them, and how alike they are, up to 1."""


@dataclass(frozen=True)
class Closeness:
    """How near the nearest passage of a fact is in each way: from 0, nothing in common, to 1."""

    letters: float = 0.0
    words: float = 0.0
    meaning: float | None = 0.0
    """None where the encoder knows nothing of the question."""


class Index:
    """Passages of facts, in memory. Not for several threads at once."""

    def __init__(self, dimensions: int) -> None:
        self._facts: list[str | None] = []  # by row; None once discarded
        self._rows: dict[str, range] = {}
        self._dead = 0  # rows of discarded facts
        self._alive = np.zeros(0, dtype=np.float32)
        self._vectors: Vectors = np.zeros((0, dimensions), dtype=np.float32)
        self._letters = Postings()
        self._words = Postings()
        self._terms: defaultdict[str, int] = defaultdict(count().__next__)

    def __len__(self) -> int:
        """How many facts it holds."""
        return len(self._rows)

    def put(self, facts: Mapping[str, Sequence[Passage]], vectors: Vectors) -> None:
        """Add facts, or replace them. ``vectors`` has one row for each passage of each, in order."""
        for fact_id in facts.keys() & self._rows.keys():
            self.discard(fact_id)
        self._give_back()
        passages = [passage for of_one in facts.values() for passage in of_one]
        start = len(self._facts)
        self._letters.add(trigrams_of_all([passage.normalised for passage in passages]))
        self._words.add(self._numbers(passages))
        self._reserve(start + len(passages))
        self._vectors[start : start + len(passages)] = vectors
        self._alive[start : start + len(passages)] = 1.0
        for fact_id, of_one in facts.items():
            self._rows[fact_id] = range(len(self._facts), len(self._facts) + len(of_one))
            self._facts.extend([fact_id] * len(of_one))

    def discard(self, fact_id: str) -> None:
        rows = self._rows.pop(fact_id, None)
        if rows is None:
            return
        for row in rows:
            self._facts[row] = None
        self._alive[rows.start : rows.stop] = 0.0
        self._vectors[rows.start : rows.stop] = 0.0
        self._dead += len(rows)
        self._letters.forget(rows)
        self._words.forget(rows)

    def _give_back(self) -> None:
        """Close the gaps that discarded facts left, once they are many."""
        if self._dead <= _MOST_WASTE * len(self._facts):
            return
        kept = self._alive[: len(self._facts)] > 0
        kept_before = np.concatenate([[0], np.cumsum(kept)]).tolist()
        self._letters.keep(kept)
        self._words.keep(kept)
        self._vectors, self._alive = self._vectors[: len(kept)][kept], self._alive[: len(kept)][kept]
        self._facts = [fact_id for fact_id in self._facts if fact_id is not None]
        self._rows = {
            fact_id: range(kept_before[rows.start], kept_before[rows.stop]) for fact_id, rows in self._rows.items()
        }
        self._dead = 0

    def search(self, normalised: str, words: Expansions, vector: Vectors, limit: int) -> dict[str, Closeness]:
        """The nearest facts, at most ``limit`` of them."""
        letters, spoken = self._letters.nearness(trigrams(normalised)), self._by_words(words)
        meaning = self._vectors[: len(self._facts)] @ vector
        mixed = (_LETTERS * letters + _WORDS * spoken + _MEANING * np.maximum(meaning, 0.0)) * self._alive[
            : len(self._facts)
        ]
        found: dict[str, Closeness] = {}
        # A fact may have many near passages; four for each that is wanted are enough in practice.
        for row in sorted(largest(mixed, 4 * limit), key=lambda row: -mixed[row]):
            fact_id = self._facts[row]
            if fact_id is not None and fact_id not in found:
                span = slice(self._rows[fact_id].start, self._rows[fact_id].stop)
                found[fact_id] = Closeness(
                    letters=float(letters[span].max()),
                    words=float(spoken[span].max()),
                    meaning=max(float(meaning[span].max()), 0.0) if vector.any() else None,
                )
            if len(found) == limit:
                break
        return found

    def _by_words(self, words: Expansions) -> Scores:
        """Each token of the question counts once in a row, by the most alike of the words that it may stand for."""
        scores = np.zeros(len(self._facts), dtype=np.float32)
        most = 0.0
        for token, stands_for in words.items():
            terms = [self._terms.get(word, _UNHEARD) for word in (token, *stands_for)]
            weights = self._words.weight(self._words.count(terms)).tolist()
            most += weights[0]
            self._add_best(scores, sorted(zip(map(mul, stands_for.values(), weights[1:]), terms[1:], strict=True)))
        return self._words.scaled(scores, most)

    def _add_best(self, scores: Scores, weighted: Sequence[tuple[float, int]]) -> None:
        """Weights of terms, in rising order, so that of several terms in a row the last, the best, is what stays."""
        best = np.zeros(len(scores), dtype=np.float32)
        for weight, term in weighted:
            best[self._words.rows_of(term)] = weight
        scores += best

    def _numbers(self, passages: Sequence[Passage]) -> list[NDArray[np.uint32]]:
        """The tokens of each passage as numbers."""
        numbers = np.array([self._terms[token] for passage in passages for token in passage.tokens], dtype=np.uint32)
        stops = accumulate(len(passage.tokens) for passage in passages)
        return [numbers[stop - len(passage.tokens) : stop] for stop, passage in zip(stops, passages, strict=True)]

    def _reserve(self, rows: int) -> None:
        if rows > len(self._vectors):
            size = math.ceil(rows * _GROWTH)
            self._vectors, self._alive = grown(self._vectors, size), grown(self._alive, size)
