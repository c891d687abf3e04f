"""How telling a word is, by how many of the facts have it."""

import math
from collections import Counter
from collections.abc import Iterable

_LIGHTEST = 0.05


class WordWeights:
    """The inverse document frequency of tokens over the facts, from 0 (in all) to 1 (in none)."""

    def __init__(self) -> None:
        self._facts = 0
        self._counts: Counter[str] = Counter()
        self._known: dict[str, float] = {}

    def __contains__(self, token: str) -> bool:
        """Whether any fact has it."""
        return self._counts[token] > 0

    def add(self, tokens: Iterable[str]) -> None:
        """Count a fact with these tokens."""
        self._facts += 1
        self._counts.update(set(tokens))
        self._known.clear()

    def remove(self, tokens: Iterable[str]) -> None:
        """Count a fact with these tokens no more."""
        self._facts -= 1
        self._counts.subtract(set(tokens))
        self._known.clear()

    def of(self, token: str) -> float:
        """Never quite nothing, so that a question of nothing but common words still has weight."""
        weight = self._known.get(token)
        if weight is None:
            weight = math.log((self._facts + 1) / (self._counts[token] + 1)) / math.log(self._facts + 2)
            weight = self._known[token] = max(weight, _LIGHTEST)
        return weight
