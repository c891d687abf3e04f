"""The reading side of the base."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select

from knowledge import state
from knowledge.base import fact_rows, references, revisions
from knowledge.base.fact_rows import Chosen, FactToMatch
from knowledge.database import Database
from knowledge.documents import fact_from_document, name_from_document, source_from_document, topic_from_document
from knowledge.errors import FactNotFound, TopicNotFound
from knowledge.model import FactState, Name, Revision, Source, StoredFact, Topic
from knowledge.tables import base_state, fact_topics, facts, names, sources, topics

_PUBLISHED = facts.c.state == FactState.PUBLISHED


class Version(NamedTuple):
    """``revision`` counts changes of facts; ``references`` those of topics, sources and names."""

    revision: int
    references: int
    thresholds: Any = None
    """As ``knowledge.thresholds`` keeps them."""


class Catalogue:
    """Lists hold published facts unless it is said that they hold more."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def fact(self, fact_id: str) -> StoredFact:
        """A fact in any state; raises ``FactNotFound``."""
        found = await self._chosen(select(facts.c.id).where(facts.c.id == fact_id))
        if not found:
            raise FactNotFound(fact_id)
        return found[0]

    async def facts(self, ids: Sequence[str]) -> list[StoredFact]:
        """Facts in any state, in the order of ``ids``; those that do not exist are left out."""
        by_id = {
            stored.fact.id: stored
            for some in fact_rows.in_batches(ids)
            for stored in await self._chosen(select(facts.c.id).where(facts.c.id.in_(some)))
        }
        return [by_id[fact_id] for fact_id in ids if fact_id in by_id]

    async def ids(self) -> list[str]:
        """Of facts in any state."""
        async with self._database.read() as connection:
            return list((await connection.execute(select(facts.c.id))).scalars())

    async def published(self) -> list[StoredFact]:
        """All of them, by id."""
        return await self._chosen(select(facts.c.id).where(_PUBLISHED).order_by(facts.c.id))

    async def facts_of(self, topic_id: str, limit: int, offset: int = 0) -> list[StoredFact]:
        """The facts of a topic, those with the newest date first, those without one last."""
        in_topic = select(fact_topics.c.fact_id).where(fact_topics.c.topic_id == topic_id)
        newest_first = (facts.c.as_of.desc().nulls_last(), facts.c.published_at.desc(), facts.c.id)
        query = select(facts.c.id).where(_PUBLISHED, facts.c.id.in_(in_topic)).order_by(*newest_first)
        return await self._chosen(query.limit(limit).offset(offset))

    async def latest(self, limit: int) -> list[StoredFact]:
        """What was published last, and of what came at the same time the newest dates first."""
        newest_first = (facts.c.published_at.desc(), facts.c.as_of.desc().nulls_last(), facts.c.id)
        return await self._chosen(select(facts.c.id).where(_PUBLISHED).order_by(*newest_first).limit(limit))

    async def drafts(self) -> list[StoredFact]:
        """Drafts, the oldest first."""
        query = select(facts.c.id).where(facts.c.state == FactState.DRAFT)
        return await self._chosen(query.order_by(facts.c.updated_at, facts.c.id))

    async def changed_since(self, revision: int, at_once: int = 5000) -> AsyncIterator[list[FactToMatch]]:
        """Facts in any state that a later revision changed, oldest change first, a few at a time: a base may be large.

        Those that were deleted come last, as they last were, and retired.
        """
        after = revision
        query = select(facts.c.id).order_by(facts.c.revision).limit(at_once)
        while some := await self._to_match(query.where(facts.c.revision > after)):
            yield some
            after = some[-1].revision
        async with self._database.read() as connection:
            deleted = await revisions.deletions_since(connection, revision)
        if deleted:
            yield [_deleted(deletion) for deletion in deleted]

    async def topics(self) -> list[Topic]:
        """Those that are not retired, in their order."""
        return await self._topics(retired=False)

    async def retired_topics(self) -> list[Topic]:
        """Those that are no more, for whoever still has them."""
        return await self._topics(retired=True)

    async def _topics(self, *, retired: bool) -> list[Topic]:
        async with self._database.read() as connection:
            rows = (await references.load(connection, topics)).values()
        return [topic_from_document(row.document) for row in rows if row.retired is retired]

    async def topic(self, topic_id: str) -> Topic:
        """Raises ``TopicNotFound`` for one that does not exist or is retired."""
        for topic in await self.topics():
            if topic.id == topic_id:
                return topic
        raise TopicNotFound(topic_id)

    async def counts(self) -> dict[str, int]:
        """How many facts each topic has; topics without one are left out."""
        query = select(fact_topics.c.topic_id, func.count()).join(facts).where(_PUBLISHED)
        async with self._database.read() as connection:
            counted = await connection.execute(query.group_by(fact_topics.c.topic_id))
            return dict(counted.all())

    async def sources(self) -> list[Source]:
        """All of them, by id."""
        async with self._database.read() as connection:
            rows = (await references.load(connection, sources)).values()
        return [source_from_document(row.document) for row in rows]

    async def names(self) -> list[Name]:
        """All of them, by id, with their spellings in order."""
        async with self._database.read() as connection:
            rows = (await references.load(connection, names)).values()
        return [name_from_document(row.document) for row in rows]

    async def revision(self) -> int:
        """Number of the newest revision; 0 in an empty base."""
        return (await self.version()).revision

    async def version(self) -> Version:
        """What moves when anything that answers depend on changes."""
        query = select(base_state.c.key, base_state.c.value).where(
            base_state.c.key.in_([state.REVISION, state.REFERENCES, state.THRESHOLDS])
        )
        async with self._database.read() as connection:
            values = {row.key: row.value for row in await connection.execute(query)}
        return Version(values.get(state.REVISION, 0), values.get(state.REFERENCES, 0), values.get(state.THRESHOLDS))

    async def _to_match(self, chosen: Chosen) -> list[FactToMatch]:
        async with self._database.read() as connection:
            return await fact_rows.facts_to_match(connection, chosen)

    async def _chosen(self, chosen: Chosen) -> list[StoredFact]:
        async with self._database.read() as connection:
            return await fact_rows.stored_facts(connection, chosen)


def _deleted(deletion: Revision) -> FactToMatch:
    if deletion.before is None:
        raise ValueError(f"revision {deletion.number} deleted nothing")
    return FactToMatch(fact_from_document(deletion.before), FactState.RETIRED, deletion.number)
