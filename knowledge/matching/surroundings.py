"""What stands around a part of a statement, and belongs to it."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice, takewhile

from knowledge.matching.mentions import Mention, Span, Word

CONJUNCTIONS = frozenset({"and", "or", "و", "أو", "او"})

_WINDOW = 4  # words on either side that may say what a number or a name is about
_CUT = re.compile(r"[,،;؛:.]")


class Surroundings:
    """``parts`` are the words and names of the statement, in order."""

    def __init__(self, statement: str, parts: Sequence[Word | Mention]) -> None:
        self._statement = statement
        self._parts = parts

    def before(self, span: Span) -> list[Word | Mention]:
        return [part for part in self._parts if part.end <= span.start]

    def after(self, span: Span) -> list[Word | Mention]:
        return [part for part in self._parts if part.start >= span.end]

    def nearness(self, span: Span, others: Sequence[Span], asked: Container[str]) -> float:
        """How near the words that are ``asked`` stand: one beside the span counts 1, the next 1/2, and so on.

        The others of its kind end what belongs to it, as do commas and conjunctions.
        """
        nearest: dict[str, float] = {}
        for side in (self._leading_to(span), self._following(span)):
            for distance, token in enumerate(_until(side, others), start=1):
                if token in asked:
                    nearest[token] = max(nearest.get(token, 0.0), 1 / distance)
        return sum(nearest.values())

    def _leading_to(self, span: Span) -> Iterator[Word | Mention]:
        """What stands before it in its part of the sentence, the nearest first."""
        following = span
        for part in reversed(self.before(span)):
            if self._begins_anew(following) or self._is_cut(part, following):
                return
            yield part
            following = part

    def _following(self, span: Span) -> Iterator[Word | Mention]:
        before = span
        for part in self.after(span):
            if self._begins_anew(part) or self._is_cut(before, part):
                return
            yield part
            before = part

    def _begins_anew(self, part: Span) -> bool:
        """Whether it is joined by an "and", which Arabic writes onto it."""
        if isinstance(part, Word) and part.text in CONJUNCTIONS:
            return True
        return "و" in self._statement[max(part.start - 1, 0) : part.start] + self._statement[part.start]

    def _is_cut(self, part: Span, following: Span) -> bool:
        return bool(_CUT.search(self._statement, part.end, following.start))


def _until(parts: Iterable[Word | Mention], others: Sequence[Span]) -> Iterator[str]:
    """The tokens that carry a subject, at most _WINDOW, and none from where another candidate stands."""
    apart = takewhile(lambda part: not any(part.overlaps(other) for other in others), parts)
    return islice((part.token for part in apart if part.token), _WINDOW)
