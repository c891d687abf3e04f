"""Which facts a digest may choose from, and who was shown which of them: for many chats in one query."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import upsert
from knowledge.model import FactState
from knowledge.tables import fact_topics, facts, showings
from scheduler.model import Chat

_SHOWN_IN = "digest"
_SEPARATOR = "\n"  # not in any fact's id


@dataclass(frozen=True)
class Candidate:
    """A published fact, as far as choosing it needs."""

    fact_id: str
    revision: int
    topics: tuple[str, ...]


async def candidates(connection: AsyncConnection) -> list[Candidate]:
    """Every published fact with a topic, newest first."""
    query = (
        select(facts.c.id, facts.c.revision, fact_topics.c.topic_id)
        .join(fact_topics, fact_topics.c.fact_id == facts.c.id)
        .where(facts.c.state == FactState.PUBLISHED)
        .order_by(
            facts.c.as_of.desc().nulls_last(),
            facts.c.published_at.desc().nulls_last(),
            facts.c.id,
            fact_topics.c.position,
        )
    )
    topics: dict[tuple[str, int], list[str]] = defaultdict(list)
    for fact_id, revision, topic_id in await connection.execute(query):
        topics[fact_id, revision].append(topic_id)
    return [Candidate(fact_id, revision, tuple(of_fact)) for (fact_id, revision), of_fact in topics.items()]


async def shown_facts(connection: AsyncConnection, chats: Collection[Chat]) -> dict[Chat, frozenset[str]]:
    """Ids of the facts that each chat was shown, in an answer or a digest; a chat that saw none is left out."""
    # One row a chat: fetching one row a fact would take ten times as long.
    query = (
        select(
            showings.c.chat_id,
            showings.c.thread_id,
            func.aggregate_strings(showings.c.fact_id, _SEPARATOR),
        )
        .where(showings.c.chat_id.in_({chat_id for chat_id, _ in chats}))
        .group_by(showings.c.chat_id, showings.c.thread_id)
    )
    rows = await connection.execute(query)
    return {(chat_id, thread_id): frozenset(ids.split(_SEPARATOR)) for chat_id, thread_id, ids in rows}


async def record_digests(
    connection: AsyncConnection, shown: Iterable[tuple[Chat, Iterable[Candidate]]], now: datetime
) -> None:
    """Note that these chats get these facts, so that they never get them again."""
    rows = [
        {
            "chat_id": chat_id,
            "thread_id": thread_id,
            "fact_id": fact.fact_id,
            "revision": fact.revision,
            "shown_in": _SHOWN_IN,
            "shown_at": now,
        }
        for (chat_id, thread_id), chosen in shown
        for fact in chosen
    ]
    if rows:
        await connection.execute(upsert(connection, showings).on_conflict_do_nothing(), rows)


async def take_back(connection: AsyncConnection, unsent: Iterable[tuple[Chat, str]]) -> None:
    """Undo ``record_digests`` for facts that never arrived; one that an answer has shown since stays shown."""
    rows = [{"chat": chat_id, "thread": thread_id, "fact": fact_id} for (chat_id, thread_id), fact_id in unsent]
    if not rows:
        return
    statement = delete(showings).where(
        showings.c.chat_id == bindparam("chat"),
        showings.c.thread_id == bindparam("thread"),
        showings.c.fact_id == bindparam("fact"),
        showings.c.shown_in == _SHOWN_IN,
    )
    await connection.execute(statement, rows)
