"""Tries a change of a fact on the index: the change is made, questions are asked, and the change is taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.matching.encoder import Vectors
from knowledge.matching.ranking import Profile
from knowledge.matching.retrieval import Retrieval


class Entries(NamedTuple):
    """What ``Retrieval.put`` takes: what is derived from facts."""

    profiles: Sequence[Profile]
    vectors: Vectors


@dataclass(frozen=True)
class Presence:
    """How a fact is found: by its entry, or not at all."""

    fact_id: str
    entry: Entries | None = None

    def take_effect(self, retrieval: Retrieval) -> None:
        if self.entry is None:
            retrieval.discard(self.fact_id)
        else:
            retrieval.put(*self.entry)


def rehearse(
    retrieval: Retrieval,
    now: Presence,
    then: Presence,
    asserted: Callable[[str], str | None],
    texts: Sequence[str],
) -> list[str | None]:
    """What ``asserted`` says of each text with the fact as it would be ``then``; afterwards it is as it is ``now``.

    Whoever runs it lets nothing else use the index meanwhile.
    """
    then.take_effect(retrieval)
    try:
        return [asserted(text) for text in texts]
    finally:
        now.take_effect(retrieval)
