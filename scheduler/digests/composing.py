"""Chooses the facts of a digest, and puts them in order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import log2

from scheduler.digests.candidates import Candidate, Pool

_CYCLE = 60


@dataclass(frozen=True)
class Item:
    """A fact in a digest, under the topic for which it was chosen."""

    fact: Candidate
    topic: str


def weight(opened: int) -> float:
    """How often a topic's turn comes: twice as often as another's after one opening, five times as often after 15."""
    return 1 + log2(1 + opened)


def compose(
    pool: Pool,
    shown: Collection[str],
    openings: Mapping[str, int],
    amount: int,
    *,
    since: datetime | None = None,
    turn: int = 0,
) -> list[Item]:
    """Up to ``amount`` facts that were not ``shown``, of the topics of ``openings`` (how often each was opened).

    Facts published from ``since`` on come before older ones. Among these, topics take turns by their weights, each with
    its newest facts first (smooth weighted round robin, as nginx shares out requests). ``turn`` counts digests: the
    next begins where this one ended, so that also one fact a day comes from every topic. In the order of reading:
    the topics as they were chosen, the facts of each together.
    """
    chosen = list(_chosen(pool, shown, openings, amount, since=since, turn=turn))
    order = list(dict.fromkeys(item.topic for item in chosen))
    return sorted(chosen, key=lambda item: order.index(item.topic)) if len(order) > 1 else chosen


def _chosen(
    pool: Pool,
    shown: Collection[str],
    openings: Mapping[str, int],
    amount: int,
    *,
    since: datetime | None,
    turn: int,
) -> Iterator[Item]:
    topics = sorted(openings)
    turns = _Turns(dict(zip(topics, map(weight, map(openings.__getitem__, topics)), strict=True)), turn * amount)
    taken = set[str]()
    tiers = [{topic: pool.of(topic) for topic in topics}]
    if since is not None:
        tiers.insert(0, {topic: pool.published_since(topic, since) for topic in topics})
    for tier in tiers:
        queues = {topic: _unseen(facts, shown, taken) for topic, facts in tier.items() if facts}
        heads = {topic: fact for topic, queue in queues.items() if (fact := next(queue, None))}
        while heads and len(taken) < amount:
            topic = turns.next(heads)
            taken.add(heads[topic].fact_id)
            yield Item(heads[topic], topic)
            _advance(heads, queues, taken)


def _unseen(facts: Sequence[Candidate], shown: Collection[str], taken: Collection[str]) -> Iterator[Candidate]:
    return (fact for fact in facts if fact.fact_id not in shown and fact.fact_id not in taken)


def _advance(heads: dict[str, Candidate], queues: Mapping[str, Iterator[Candidate]], taken: Collection[str]) -> None:
    """Past what is taken, by whichever of its topics."""
    for topic in [topic for topic, fact in heads.items() if fact.fact_id in taken]:
        fact = next(queues[topic], None)
        if fact is None:
            del heads[topic]
        else:
            heads[topic] = fact


class _Turns:
    """Whose turn it is, after ``past`` turns in which all topics took part."""

    def __init__(self, weights: Mapping[str, float], past: int) -> None:
        self._weights = weights
        credits_ = _after(tuple(weights.values()), past % _CYCLE)
        self._credits = dict(zip(weights, credits_, strict=True))

    def next(self, topics: Collection[str]) -> str:
        """One of these; of equals the one that comes first, as in ``_after``."""
        for topic in topics:
            self._credits[topic] += self._weights[topic]
        topic = max(topics, key=self._credits.__getitem__)
        self._credits[topic] -= sum(self._weights[topic] for topic in topics)
        return topic


@lru_cache(maxsize=10_000)
def _after(weights: tuple[float, ...], turns: int) -> tuple[float, ...]:
    """What each of the topics, given by weight, has to its credit then."""
    credits_ = [0.0] * len(weights)
    for _ in range(turns):
        credits_ = [credit + own for credit, own in zip(credits_, weights, strict=True)]
        credits_[credits_.index(max(credits_))] -= sum(weights)
    return tuple(credits_)
