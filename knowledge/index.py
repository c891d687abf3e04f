"""Finds the facts that may answer, by letters and by meaning. Derived from the base and disposable.

Every statement and every alias is a passage. Letters: SQLite's FTS5 with the trigram tokenizer, ranked by BM25
(Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). Meaning: cosine of unit vectors.
"""

import math
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.encoder import Vectors

_TRIGRAMS_ASKED = 24  # the rarest: nearly as good as all of them, and a fraction of the time on large bases
_BM25_CEILING = 2.2  # k1 + 1 with FTS5's k1 of 1.2: what one term can add at most, in units of its weight
_GROWTH = 1.5


@dataclass(frozen=True)
class Closeness:
    """How near the nearest passage of a fact is: each from 0, nothing in common, to 1."""

    letters: float = 0.0
    meaning: float = 0.0


class Index:
    """Passages of facts, in memory. Not for several threads at once."""

    def __init__(self, dimensions: int) -> None:
        self._facts: list[str | None] = []  # by row; None once discarded
        self._rows: dict[str, range] = {}
        self._vectors: Vectors = np.zeros((0, dimensions), dtype=np.float32)
        self._letters = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._letters.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='trigram')")
        self._passages_with: Counter[str] = Counter()

    def __len__(self) -> int:
        """How many facts it holds."""
        return len(self._rows)

    def put(self, fact_id: str, passages: Sequence[str], vectors: Vectors) -> None:
        """Add a fact, or replace it. ``passages`` are normalised; ``vectors`` has one row for each."""
        self.discard(fact_id)
        rows = range(len(self._facts), len(self._facts) + len(passages))
        self._facts.extend([fact_id] * len(rows))
        self._reserve(rows.stop)
        self._vectors[rows.start : rows.stop] = vectors
        self._letters.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", zip(rows, passages, strict=True))
        self._passages_with.update(trigram for passage in passages for trigram in _trigrams(passage))
        self._rows[fact_id] = rows

    def discard(self, fact_id: str) -> None:
        for row in self._rows.pop(fact_id, ()):
            self._facts[row] = None
            self._vectors[row] = 0
            ((passage,),) = self._letters.execute("SELECT text FROM passages WHERE rowid = ?", (row,))
            self._passages_with.subtract(_trigrams(passage))
            self._letters.execute("DELETE FROM passages WHERE rowid = ?", (row,))

    def search(self, normalised: str, vector: Vectors, limit: int) -> dict[str, Closeness]:
        """The nearest facts by letters and the nearest by meaning, up to ``limit`` passages of each."""
        letters = self._by_letters(normalised, limit)
        cosines = self._vectors[: len(self._facts)] @ vector
        rows = set(letters) | set(_largest(cosines, limit))
        found: dict[str, Closeness] = {}
        for row in rows:
            fact_id = self._facts[row]
            if fact_id is not None:
                best = found.get(fact_id, Closeness())
                found[fact_id] = Closeness(
                    letters=max(best.letters, letters.get(row, 0.0)), meaning=max(best.meaning, float(cosines[row]))
                )
        return found

    def _by_letters(self, normalised: str, limit: int) -> dict[int, float]:
        weights = self._weights(normalised)
        rarest = sorted(weights, key=lambda trigram: -weights[trigram])[:_TRIGRAMS_ASKED]
        if not rarest:
            return {}
        ceiling = _BM25_CEILING * sum(weights[trigram] for trigram in rarest)
        query = " OR ".join('"' + trigram.replace('"', '""') + '"' for trigram in rarest)
        found = self._letters.execute(
            "SELECT rowid, bm25(passages) FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (query, limit)
        )
        return {row: min(1.0, -score / ceiling) for row, score in found}

    def _weights(self, normalised: str) -> dict[str, float]:
        """Trigrams of the text that occur in the index, with their inverse document frequency as FTS5 counts it."""
        total = len(self._facts)
        counted = ((trigram, self._passages_with[trigram]) for trigram in _trigrams(normalised))
        return {
            trigram: max(1e-6, math.log((total - passages + 0.5) / (passages + 0.5)))
            for trigram, passages in counted
            if passages
        }

    def _reserve(self, rows: int) -> None:
        if rows > len(self._vectors):
            grown = np.zeros((math.ceil(rows * _GROWTH), self._vectors.shape[1]), dtype=np.float32)
            grown[: len(self._vectors)] = self._vectors
            self._vectors = grown


def _trigrams(text: str) -> set[str]:
    return {text[start : start + 3] for start in range(len(text) - 2)}


def _largest(values: Vectors, count: int) -> list[int]:
    if len(values) <= count:
        return list(range(len(values)))
    return [int(row) for row in np.argpartition(values, -count)[-count:]]
