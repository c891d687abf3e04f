"""Which facts a digest may choose from."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.model import FactState
from knowledge.state import REFERENCES, REVISION
from knowledge.tables import base_state, fact_topics, facts, topics


class Candidate(NamedTuple):
    """A published fact, as far as choosing it needs."""

    fact_id: str
    revision: int
    topics: tuple[str, ...]
    """Those that are not retired."""
    length: int = 0
    """Of its text in code points, in the longest of its languages."""
    published_at: datetime | None = None


@dataclass(frozen=True)
class _OfTopic:
    facts: Sequence[Candidate]
    published: Sequence[datetime]
    """When those of ``by_publishing`` were, oldest first."""
    by_publishing: Sequence[int]
    """Indexes of ``facts``."""
    _since: dict[int, Sequence[Candidate]] = field(default_factory=dict)

    def since(self, start: int) -> Sequence[Candidate]:
        """Those from this place of ``by_publishing`` on, newest first: hardly any place is asked for but a few."""
        if start not in self._since:
            self._since[start] = [self.facts[index] for index in sorted(self.by_publishing[start:])]
        return self._since[start]


class Pool:
    """All candidates. The newest come first: by the date that they are of, then by when they were published."""

    def __init__(self, facts: Iterable[Candidate]) -> None:
        self._facts = {fact.fact_id: fact for fact in facts}
        of_topic: dict[str, list[Candidate]] = defaultdict(list)
        for fact in self._facts.values():
            for topic in fact.topics:
                of_topic[topic].append(fact)
        self._of_topic = {topic: _indexed(some) for topic, some in of_topic.items()}

    def get(self, fact_id: str) -> Candidate | None:
        return self._facts.get(fact_id)

    def of(self, topic: str) -> Sequence[Candidate]:
        """Newest first."""
        found = self._of_topic.get(topic)
        return found.facts if found else ()

    def published_since(self, topic: str, since: datetime) -> Sequence[Candidate]:
        """Those published from ``since`` on, newest first."""
        found = self._of_topic.get(topic)
        if found is None or not found.published or found.published[-1] < since:
            return ()
        return found.since(bisect_left(found.published, since))


class Candidates:
    """Reads the pool from the base, and again only when a fact or a topic has changed."""

    def __init__(self) -> None:
        self._version: tuple[object, ...] | None = None
        self._pool = Pool(())

    async def pool(self, connection: AsyncConnection) -> Pool:
        version = await _version(connection)
        if version != self._version:
            self._pool = Pool(await _published(connection))
            self._version = version
        return self._pool


def _indexed(newest_first: Sequence[Candidate]) -> _OfTopic:
    dated = sorted(
        (fact.published_at, index) for index, fact in enumerate(newest_first) if fact.published_at is not None
    )
    return _OfTopic(newest_first, [moment for moment, _ in dated], [index for _, index in dated])


async def _version(connection: AsyncConnection) -> tuple[object, ...]:
    query = select(base_state.c.key, base_state.c.value).where(base_state.c.key.in_((REVISION, REFERENCES)))
    counters = {row.key: row.value for row in await connection.execute(query)}
    return counters.get(REVISION), counters.get(REFERENCES)


async def _published(connection: AsyncConnection) -> list[Candidate]:
    """Every published fact with a topic that is not retired, newest first."""
    topics_of: dict[str, list[str]] = defaultdict(list)
    standing = select(fact_topics.c.fact_id, fact_topics.c.topic_id).join(topics).where(~topics.c.retired)
    for fact_id, topic_id in await connection.execute(standing.order_by(fact_topics.c.position)):
        topics_of[fact_id].append(topic_id)
    query = (
        select(facts.c.id, facts.c.revision, facts.c.text, facts.c.published_at)
        .where(facts.c.state == FactState.PUBLISHED)
        .order_by(facts.c.as_of.desc().nulls_last(), facts.c.published_at.desc().nulls_last(), facts.c.id)
    )
    return [
        Candidate(fact_id, revision, tuple(topics_of[fact_id]), max(map(len, text.values()), default=0), published_at)
        for fact_id, revision, text, published_at in await connection.execute(query)
        if fact_id in topics_of
    ]
