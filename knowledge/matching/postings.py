"""An inverted index in memory: which rows hold a term, and how near each row is to a bag of terms.

Nearness is BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) in its binary form: that a
term occurs counts, how often does not. In short passages a repeated term says nothing more, and the binary form ranked
better on every set that was tried (``docs/matching.md``).
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

_K1 = 0.6  # how soon one more term counts less
_B = 0.5  # how much a long row is held against itself
_ROW_BITS = 32
_ROW_MASK = np.uint64(2**_ROW_BITS - 1)
_MOST_POSTINGS = 400_000  # looked at for one question: the rarest terms first, so that time does not grow with the base
_FAN = 8  # segments that become one
_NONE: Rows = np.zeros(0, dtype=np.int64)


class Postings:
    """Terms are numbers below 2**32, rows count up from 0 and are added in order. Not for several threads at once.

    Postings are kept in a few sorted segments, of which as many as are of about one size become one: so adding is cheap
    at any size (the log-structured merge of O'Neil et al., 1996).
    """

    def __init__(self) -> None:
        self._segments: list[NDArray[np.uint64]] = []
        self._lengths = np.zeros(0, dtype=np.float32)
        self._total = 0.0
        self._dead = 0

    def __len__(self) -> int:
        """How many rows were ever added."""
        return len(self._lengths)

    def add(self, rows: Iterable[NDArray[np.uint32]]) -> None:
        """Add rows, each the terms that occur in it."""
        bags = list(rows)
        if not bags:
            return
        start, sizes = len(self), [len(bag) for bag in bags]
        numbers = np.repeat(np.arange(start, start + len(bags), dtype=np.uint64), sizes)
        entries = (np.concatenate(bags).astype(np.uint64) << np.uint64(_ROW_BITS)) | numbers
        entries.sort()
        entries = entries[np.diff(entries, prepend=np.uint64(2**64 - 1)) != 0]
        lengths = np.bincount((entries & _ROW_MASK).astype(np.int64) - start, minlength=len(bags)).astype(np.float32)
        self._lengths = np.concatenate([self._lengths, lengths])
        self._total += float(lengths.sum())
        self._segments.append(entries)
        self._merge()

    def forget(self, rows: Sequence[int]) -> None:
        """Leave rows out of the average length; their postings stay until ``keep`` drops them."""
        self._total -= float(self._lengths[list(rows)].sum())
        self._dead += len(rows)

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Drop the rows for which ``kept`` is false, all of them forgotten ones; the others move up, in order."""
        places = (np.cumsum(kept) - 1).astype(np.uint64)
        for number, segment in enumerate(self._segments):
            rows = segment & _ROW_MASK
            left = kept[rows]
            self._segments[number] = (segment[left] & ~_ROW_MASK) | places[rows[left]]
        self._segments = [segment for segment in self._segments if len(segment)]
        self._lengths = self._lengths[kept]
        self._dead -= len(kept) - len(self._lengths)

    def rows_of(self, term: int) -> Rows:
        """The rows that hold the term."""
        found = [segment[start:stop] for segment, start, stop in self._spans(np.array([term], dtype=np.uint64))]
        return (np.concatenate(found) & _ROW_MASK).astype(np.int64) if found else _NONE

    def count(self, terms: Sequence[int] | NDArray[np.uint32]) -> NDArray[np.int64]:
        """In how many rows each term occurs."""
        wanted = np.asarray(terms, dtype=np.uint64)
        counts = np.zeros(len(wanted), dtype=np.int64)
        for segment in self._segments:
            starts, stops = _bounds(segment, wanted)
            counts += stops - starts
        return counts

    def weight(self, counts: NDArray[np.int64]) -> Scores:
        """How telling terms are that occur in so many rows: the inverse document frequency, always above 0."""
        rows = max(len(self) - self._dead, 1)
        weights: Scores = np.log1p((rows + 0.5) / (np.minimum(counts, rows) + 0.5)).astype(np.float32)
        return weights

    def nearness(self, terms: NDArray[np.uint32]) -> Scores:
        """For each row how near it is to the terms, from 0 to 1. Terms that no row holds count against all."""
        terms = np.unique(terms)
        counts = self.count(terms)
        weights = self.weight(counts)
        scores = np.zeros(len(self), dtype=np.float32)
        left = _MOST_POSTINGS
        for place in np.argsort(counts, kind="stable"):
            left -= int(counts[place])
            if left < 0:
                break
            if counts[place]:
                scores[self.rows_of(int(terms[place]))] += weights[place]
        return self.scaled(scores, float(weights.sum()))

    def scaled(self, scores: Scores, most: float) -> Scores:
        """Sums of weights over rows, as shares of the ``most`` that a row could have; long rows are held back."""
        if not most:
            return scores
        average = self._total / max(len(self) - self._dead, 1) or 1.0
        held_back = 1 + _K1 * (1 - _B + _B * self._lengths / average)
        shares: Scores = np.minimum(scores * ((1 + _K1 * (1 - _B)) / most) / held_back, 1.0).astype(np.float32)
        return shares

    def _spans(self, term: NDArray[np.uint64]) -> Iterable[tuple[NDArray[np.uint64], int, int]]:
        for segment in self._segments:
            starts, stops = _bounds(segment, term)
            if starts[0] < stops[0]:
                yield segment, int(starts[0]), int(stops[0])

    def _merge(self) -> None:
        """Whenever the newest segments are as many as one of the next size is made of, make it."""
        while len(self._segments) >= _FAN and len(self._segments[-_FAN]) < _FAN * len(self._segments[-1]):
            merged = np.concatenate(self._segments[-_FAN:])
            merged.sort(kind="stable")  # sorted runs are merged in one go
            self._segments[-_FAN:] = [merged]


def _bounds(segment: NDArray[np.uint64], terms: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    low = terms << np.uint64(_ROW_BITS)
    return np.searchsorted(segment, low), np.searchsorted(segment, low | _ROW_MASK, side="right")


def largest(values: Scores, count: int) -> list[int]:
    """The places of the largest values above 0, at most ``count``, in no order."""
    places = np.flatnonzero(values > 0) if len(values) <= count else np.argpartition(values, -count)[-count:]
    return [int(place) for place in places if values[place] > 0]


def trigrams(text: str) -> NDArray[np.uint32]:
    """A number for each three letters in a row, word boundaries included; now and then two share one (1 in 2**32)."""
    return trigrams_of_all([text])[0]


def trigrams_of_all(texts: Sequence[str]) -> list[NDArray[np.uint32]]:
    """The trigrams of each text; all at once takes a fifth of the time."""
    padded = [f" {text} " if text else "" for text in texts]
    letters = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    packed = (letters[:-2] << np.uint64(42)) | (letters[1:-1] << np.uint64(21)) | letters[2:]
    # Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4) spreads them over 32 bits.
    numbers = ((packed * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)).astype(np.uint32)
    starts = accumulate(map(len, padded), initial=0)
    return [numbers[start : start + max(len(text) - 2, 0)] for start, text in zip(starts, padded, strict=False)]
