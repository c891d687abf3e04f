"""Applies changes to facts: each becomes a revision, and the fact what the revision says. Nothing here commits."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base import fact_rows, revisions
from knowledge.base.fact_rows import FactRow
from knowledge.documents import Plain, fact_from_document, fact_to_document
from knowledge.model import Action, FactState, Revision

Together: TypeAlias = Callable[[AsyncConnection, Revision], Awaitable[None]]
"""What must happen with a change or not at all: called in its transaction, when something did change."""


@dataclass(frozen=True)
class Step:
    """A fact before and after a change, never None both: None is where there is no such fact."""

    action: Action
    before: FactRow | None
    after: FactRow | None
    undoes: int | None = None

    def change(self) -> revisions.Change:
        known = self.after or self.before
        if known is None:
            raise ValueError("a change of nothing")
        return revisions.Change(
            fact_id=known.fact.id,
            action=self.action,
            before=None if self.before is None else snapshot(self.before),
            after=None if self.after is None else snapshot(self.after),
            undoes=self.undoes,
        )


def snapshot(row: FactRow) -> Plain:
    """What a revision keeps of a fact."""
    return fact_to_document(row.fact) | {"state": row.state.value}


def restored(kept: Mapping[str, Any], row: FactRow | None) -> FactRow:
    """The fact as a snapshot has it; ``row`` is how it stands now."""
    current = row or FactRow(fact_from_document(kept), FactState.RETIRED)
    return replace(current, fact=fact_from_document(kept), state=FactState(kept["state"]))


async def apply(
    connection: AsyncConnection,
    steps: Sequence[Step],
    *,
    author_id: int | None,
    now: datetime,
    together: Together | None = None,
) -> list[Revision]:
    """Make the changes, in their order; no fact may be in two of them."""
    if not steps:
        return []
    made = await revisions.append(connection, [step.change() for step in steps], author_id=author_id, now=now)
    written = [
        (_first_seen(step.after, now), revision.number)
        for step, revision in zip(steps, made, strict=True)
        if step.after is not None
    ]
    await fact_rows.save(connection, [row for row, _ in written], [number for _, number in written], now)
    await fact_rows.remove(connection, [revision.fact_id for revision in made if revision.after is None])
    if together is not None:
        for revision in made:
            await together(connection, revision)
    return made


def _first_seen(row: FactRow, now: datetime) -> FactRow:
    """Readers see a fact from when it is first published."""
    if row.published_at is None and row.state is FactState.PUBLISHED:
        return replace(row, published_at=now)
    return row
