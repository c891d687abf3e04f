"""Who was shown which facts, by digests above all: for many chats in one query, inside the caller's transaction."""

from collections.abc import Collection, Iterable
from datetime import datetime
from operator import itemgetter
from typing import TypeAlias

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import execute_rows, upsert
from knowledge.tables import showings
from scheduler.model import Chat

ShownFact: TypeAlias = tuple[str, int]
"""A fact's id, and its revision."""

_SHOWN_IN = "digest"
_COLUMNS = ("chat_id", "thread_id", "fact_id", "revision", "shown_in", "shown_at")
_SEPARATOR = "\n"  # not in any fact's id


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
    connection: AsyncConnection, shown: Iterable[tuple[Chat, Iterable[ShownFact]]], now: datetime
) -> None:
    """Note that these chats get these facts, so that they never get them again."""
    rows = [
        (chat_id, thread_id, fact_id, revision, _SHOWN_IN, now)
        for (chat_id, thread_id), facts in sorted(shown, key=itemgetter(0))  # next to each other in indexes
        for fact_id, revision in facts
    ]
    await execute_rows(connection, upsert(connection, showings).on_conflict_do_nothing(), _COLUMNS, rows)


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
