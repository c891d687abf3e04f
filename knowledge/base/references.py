"""Topics, sources and names as rows: what facts refer to. Nothing here commits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.base.fact_rows import in_batches
from knowledge.database import upsert
from knowledge.documents import Plain
from knowledge.tables import name_spellings, names, sources, topics
from knowledge.text import normalise

_BESIDE_DOCUMENT = frozenset({"file_document", "position", "retired"})
_KEPT = frozenset({"id", "position"})
_EMPTY: Mapping[str, Any] = {"title": {}, "description": {}}


@dataclass(frozen=True)
class ReferenceRow:
    """A topic, source or name: its document, and what its file last said (None when it came from no file)."""

    document: Plain
    file_document: Plain | None = None
    retired: bool = False
    """Topics only: no longer offered, though facts may still refer to it."""

    @property
    def id(self) -> str:
        identifier: str = self.document["id"]
        return identifier


async def load(connection: AsyncConnection, table: Table) -> dict[str, ReferenceRow]:
    """All rows of ``topics``, ``sources`` or ``names`` by id; topics in their order."""
    rows = await connection.execute(select(table).order_by(table.c.position if table is topics else table.c.id))
    spellings = await _spellings(connection) if table is names else {}
    return {row["id"]: _reference(row, spellings.get(row["id"], [])) for row in rows.mappings()}


async def known_ids(connection: AsyncConnection, table: Table) -> set[str]:
    return set((await connection.execute(select(table.c.id))).scalars())


async def save(connection: AsyncConnection, table: Table, rows: Sequence[ReferenceRow]) -> None:
    """Write rows, new or in place of what they were. New topics come last."""
    if not rows:
        return
    await state.increase(connection, state.REFERENCES)
    first = await _next_position(connection) if table is topics else 0
    statement = upsert(connection, table)
    replaced = {column.name: statement.excluded[column.name] for column in table.c if column.name not in _KEPT}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["id"], set_=replaced),
        [_values(table, row, position) for position, row in enumerate(rows, first)],
    )
    if table is names:
        await _save_spellings(connection, rows)


async def drop(connection: AsyncConnection, table: Table, ids: Sequence[str]) -> None:
    """Names are deleted, topics retired; sources stay, because facts that stay may have them."""
    if not ids or table is sources:
        return
    await state.increase(connection, state.REFERENCES)
    for some in in_batches(ids):
        statement = update(topics).values(retired=True) if table is topics else delete(table)
        await connection.execute(statement.where(table.c.id.in_(some)))


def spelling_conflicts(
    before: Mapping[str, ReferenceRow], after: Mapping[str, ReferenceRow]
) -> Iterator[tuple[str, str, str]]:
    """Spellings that two names claim once ``after`` is saved over ``before``: spelling, claiming id, id that has it.

    A name keeps what it has; of two that claim a new spelling, the first gets it.
    """
    owners = {
        normalise(spelling): row.id
        for row in before.values()
        for spelling in _spellings_of(row)
        if spelling in _spellings_of(after.get(row.id, row))
    }
    for row in after.values():
        for spelling in _spellings_of(row):
            owner = owners.setdefault(normalise(spelling), row.id)
            if owner != row.id:
                yield spelling, row.id, owner


def _spellings_of(row: ReferenceRow) -> Sequence[str]:
    spellings: Sequence[str] = row.document.get("spellings", ())
    return spellings


def _reference(row: RowMapping, spellings: Sequence[str]) -> ReferenceRow:
    document = {name: row[name] for name in row if name not in _BESIDE_DOCUMENT and row[name]}
    if spellings:
        document["spellings"] = list(spellings)
    return ReferenceRow(document, row["file_document"], row.get("retired", False))


def _values(table: Table, row: ReferenceRow, position: int) -> dict[str, Any]:
    beside = {"file_document": row.file_document, "position": position, "retired": row.retired}
    return {
        column.name: beside.get(column.name, row.document.get(column.name, _EMPTY.get(column.name)))
        for column in table.c
    }


async def _next_position(connection: AsyncConnection) -> int:
    highest: int | None = (await connection.execute(select(func.max(topics.c.position)))).scalar_one()
    return 0 if highest is None else highest + 1


async def _spellings(connection: AsyncConnection) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in await connection.execute(select(name_spellings).order_by(name_spellings.c.position)):
        found[row.name_id].append(row.spelling)
    return found


async def _save_spellings(connection: AsyncConnection, rows: Iterable[ReferenceRow]) -> None:
    by_id = {row.id: _spellings_of(row) for row in rows}
    for some in in_batches(list(by_id)):
        await connection.execute(delete(name_spellings).where(name_spellings.c.name_id.in_(some)))
    values = [
        {"normalised": normalise(spelling), "name_id": name_id, "spelling": spelling, "position": position}
        for name_id, spellings in by_id.items()
        for position, spelling in enumerate(spellings)
    ]
    if values:
        await connection.execute(insert(name_spellings), values)
