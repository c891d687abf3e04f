"""Facts as rows: how they are read with their topics, aliases and source, and how they are written. Nothing commits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Column, Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Insert

from knowledge.documents import Plain, date_from, figure_to_document
from knowledge.model import Fact, FactState, Figure, Source, Standing, StoredFact
from knowledge.tables import aliases, fact_topics, facts, sources

AT_ONCE = 1000
"""Rows in one statement; SQLite takes at most 32,766 bound values in one."""

Item = TypeVar("Item")
Chosen = Select[tuple[str]]
"""A query for ids of facts: which ones, in which order, and how many."""

_ARTICLE = [column.label(f"article_{column.name}") for column in sources.c if column.name != "file_document"]


@dataclass(frozen=True)
class FactRow:
    """A fact with what the writing side needs: its state, what its file last said, and when readers first saw it."""

    fact: Fact
    state: FactState
    file_document: Plain | None = None
    published_at: datetime | None = None


class FactToMatch(NamedTuple):
    """What matching reads of a fact: no source, no attribution, no standing."""

    fact: Fact
    state: FactState
    revision: int


async def stored_facts(connection: AsyncConnection, chosen: Chosen) -> list[StoredFact]:
    """The facts of a query, in its order, with their sources."""
    columns = [column for column in facts.c if column is not facts.c.file_document]  # as large as all the rest
    return [
        StoredFact(fact, FactState(row.state), _source(row), row.revision, row.updated_at)
        for row, fact in await _load(connection, chosen, columns)
    ]


async def facts_to_match(connection: AsyncConnection, chosen: Chosen) -> list[FactToMatch]:
    """The facts of a query, in its order."""
    columns = (facts.c.id, facts.c.state, facts.c.revision, facts.c.text, facts.c.as_of, facts.c.figure)
    topics_of, aliases_of = await _topics(connection, chosen), await _aliases(connection, chosen)
    return [
        FactToMatch(
            Fact(
                id=row.id,
                text=row.text,
                topics=tuple(topics_of.get(row.id, ())),
                as_of=date_from(row.as_of),
                aliases={language: tuple(texts) for language, texts in aliases_of.get(row.id, {}).items()},
                figure=Figure(**row.figure) if row.figure else None,
            ),
            FactState(row.state),
            row.revision,
        )
        for row in await connection.execute(chosen.with_only_columns(*columns))
    ]


async def fact_rows(connection: AsyncConnection, chosen: Chosen) -> dict[str, FactRow]:
    """The same facts for the writing side, by id."""
    return {
        fact.id: FactRow(fact, FactState(row.state), row.file_document, row.published_at)
        for row, fact in await _load(connection, chosen, facts.c)
    }


async def fact_rows_of(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, FactRow]:
    """By id, those of the facts that exist."""
    found: dict[str, FactRow] = {}
    for some in in_batches(ids):
        found |= await fact_rows(connection, select(facts.c.id).where(facts.c.id.in_(some)))
    return found


async def save(connection: AsyncConnection, rows: Sequence[FactRow], revisions: Iterable[int], now: datetime) -> None:
    """Write facts, new or in place of what they were, each as of its revision."""
    await remove(connection, [row.fact.id for row in rows])
    await _insert_all(connection, insert(facts), map(_fact_values, rows, revisions, [now] * len(rows)))
    await _insert_all(connection, insert(fact_topics), (value for row in rows for value in _topic_values(row.fact)))
    await _insert_all(connection, insert(aliases), (value for row in rows for value in _alias_values(row.fact)))


async def remember_files(connection: AsyncConnection, rows: Sequence[FactRow]) -> None:
    """Note what the files say, whatever curators made of it."""
    statement = update(facts).where(facts.c.id == bindparam("row")).values(file_document=bindparam("document"))
    if rows:
        await connection.execute(statement, [{"row": row.fact.id, "document": row.file_document} for row in rows])


async def remove(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """Delete facts, and with them their aliases and their places in topics."""
    for some in in_batches(ids):
        await connection.execute(delete(facts).where(facts.c.id.in_(some)))


def in_batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))


async def _load(
    connection: AsyncConnection, chosen: Chosen, columns: Iterable[Column[Any]]
) -> list[tuple[Row[Any], Fact]]:
    topics_of, aliases_of = await _topics(connection, chosen), await _aliases(connection, chosen)
    rows = await connection.execute(
        chosen.with_only_columns(*columns, *_ARTICLE).join_from(facts, sources, isouter=True)
    )
    return [(row, _fact(row, topics_of[row.id], aliases_of[row.id])) for row in rows]


async def _topics(connection: AsyncConnection, chosen: Chosen) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = select(fact_topics).where(fact_topics.c.fact_id.in_(chosen)).order_by(fact_topics.c.position)
    for row in await connection.execute(query):
        found[row.fact_id].append(row.topic_id)
    return found


async def _aliases(connection: AsyncConnection, chosen: Chosen) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    query = select(aliases).where(aliases.c.fact_id.in_(chosen)).order_by(aliases.c.position)
    for row in await connection.execute(query):
        found[row.fact_id][row.language].append(row.text)
    return found


def _fact(row: Row[Any], topics: Sequence[str], fact_aliases: dict[str, list[str]]) -> Fact:
    return Fact(
        id=row.id,
        text=row.text,
        topics=tuple(topics),
        standing=Standing(row.standing),
        attributed_to=row.attributed_to,
        as_of=date_from(row.as_of),
        source=row.source_id,
        aliases={language: tuple(texts) for language, texts in fact_aliases.items()},
        figure=Figure(**row.figure) if row.figure else None,
    )


def _source(row: Row[Any]) -> Source | None:
    if row.source_id is None:
        return None
    return Source(
        id=row.source_id,
        title=row.article_title,
        publisher=row.article_publisher,
        language=row.article_language,
        published=date_from(row.article_published),
        url=row.article_url,
    )


def _fact_values(row: FactRow, revision: int, now: datetime) -> dict[str, Any]:
    fact = row.fact
    return {
        "id": fact.id,
        "state": row.state.value,
        "standing": fact.standing.value,
        "attributed_to": fact.attributed_to,
        "as_of": fact.as_of and fact.as_of.iso,
        "source_id": fact.source,
        "text": fact.text,
        "measure": fact.figure and fact.figure.measure,
        "figure": fact.figure and figure_to_document(fact.figure),
        "revision": revision,
        "file_document": row.file_document,
        "published_at": row.published_at,
        "updated_at": now,
    }


def _topic_values(fact: Fact) -> Iterator[dict[str, Any]]:
    for position, topic in enumerate(fact.topics):
        yield {"fact_id": fact.id, "topic_id": topic, "position": position}


def _alias_values(fact: Fact) -> Iterator[dict[str, Any]]:
    texts = ((language, text) for language, texts in fact.aliases.items() for text in texts)
    for position, (language, text) in enumerate(texts):
        yield {"fact_id": fact.id, "language": language, "text": text, "position": position}


async def _insert_all(connection: AsyncConnection, statement: Insert, values: Iterable[dict[str, Any]]) -> None:
    if rows := list(values):  # without a row, SQLAlchemy would insert one of defaults
        await connection.execute(statement, rows)
