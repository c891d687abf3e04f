"""Follows the facts that Marsad comes with, without undoing what curators did. Nothing here commits."""

import copy
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Table, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.base import changes, fact_rows, references, revisions
from knowledge.base.changes import Step
from knowledge.base.fact_rows import FactRow
from knowledge.base.importing import ImportReport, check_references, numbers_of, reference_documents
from knowledge.base.merge import merge
from knowledge.base.references import ReferenceRow
from knowledge.documents import Document, Plain, fact_from_document, fact_to_document, to_plain
from knowledge.model import Action, Fact, FactState, Revision
from knowledge.tables import facts

Pair = tuple[FactRow | None, FactRow | None]
"""A fact before and after."""


def digest_of(document: Document) -> str:
    """The same for documents that say the same."""
    return hashlib.sha256(json.dumps(to_plain(document), sort_keys=True).encode()).hexdigest()


async def is_behind(connection: AsyncConnection, digest: str) -> bool:
    """Whether the base follows the launch facts, or is empty, and holds others than those of ``digest``."""
    launch = await state.get(connection, state.LAUNCH)
    if launch is None:
        return (await connection.execute(select(facts.c.id).limit(1))).first() is None
    followed = await state.get(connection, state.LAUNCH_DIGEST)
    return bool(launch == state.FOLLOWS and followed != digest)


async def follow(connection: AsyncConnection, document: Document, digest: str, now: datetime) -> ImportReport:
    """Bring the base to the document: what nobody changed follows it, what curators changed stays."""
    await state.put(connection, state.LAUNCH, state.FOLLOWS)
    await state.put(connection, state.LAUNCH_DIGEST, digest)
    for table, entries in reference_documents(document).items():
        await _follow_references(connection, table, entries)
    await check_references(connection, document)
    pairs = await _pairs(connection, document)
    steps = [Step(_action(before, after), before, after) for before, after in pairs if _differ(before, after)]
    made = await changes.apply(connection, steps, author_id=None, now=now)
    await fact_rows.remember_files(connection, [after for _, after in pairs if after is not None])
    outcomes = Counter(_outcome(before, after) for before, after in pairs)
    return ImportReport(**outcomes, numbers=numbers_of(made))


async def _pairs(connection: AsyncConnection, document: Document) -> list[Pair]:
    """Of every fact that the files hold or held: how it stands, and how it is to stand."""
    held = {fact.id: fact for fact in document.facts}
    followed = or_(facts.c.file_document.is_not(None), facts.c.id.in_(held))
    rows = await fact_rows.fact_rows(connection, select(facts.c.id).where(followed))
    newest = await revisions.newest_of(connection, [*held, *rows])
    gone = (row for row in rows.values() if row.fact.id not in held and row.state is not FactState.RETIRED)
    return [
        *((rows.get(fact.id), _following(rows.get(fact.id), fact, newest.get(fact.id))) for fact in held.values()),
        *((row, _without_file(row, newest[row.fact.id])) for row in gone),
    ]


def _following(row: FactRow | None, fact: Fact, newest: Revision | None) -> FactRow | None:
    """The fact as it is to stand; None for one that a curator took out of the base again."""
    file_document = fact_to_document(fact)
    if row is None:
        return None if newest is not None else FactRow(fact, FactState.PUBLISHED, file_document)
    merged = merge(row.file_document or {}, fact_to_document(row.fact), file_document)
    went_with_file = newest is not None and newest.action is Action.RETIRE and newest.author_id is None
    state_now = FactState.PUBLISHED if went_with_file else row.state
    return replace(row, fact=fact_from_document(merged), state=state_now, file_document=file_document)


def _without_file(row: FactRow, newest: Revision) -> FactRow:
    """A fact that its file no longer holds stays only if a curator changed it, or published it again."""
    if _is_curated(row) or newest.author_id is not None:
        return row
    return replace(row, state=FactState.RETIRED)


def _is_curated(row: FactRow) -> bool:
    return fact_to_document(row.fact) != row.file_document


def _differ(before: FactRow | None, after: FactRow | None) -> bool:
    if before is None or after is None:
        return before is not after
    return changes.snapshot(before) != changes.snapshot(after)


def _action(before: FactRow | None, after: FactRow | None) -> Action:
    if before is None or after is None:
        return Action.ADD
    if before.state is after.state:
        return Action.EDIT
    return Action.RETIRE if after.state is FactState.RETIRED else Action.PUBLISH


def _outcome(before: FactRow | None, after: FactRow | None) -> str:
    """The field of ``ImportReport`` that counts the fact."""
    if after is None or _is_curated(after):
        return "kept"
    if before is None:
        return "added"
    if before.state is after.state is not FactState.PUBLISHED:
        return "kept"
    return "changed" if _differ(before, after) else "unchanged"


async def _follow_references(connection: AsyncConnection, table: Table, entries: Sequence[Plain]) -> None:
    stored = await references.load(connection, table)
    wanted = {entry["id"]: _following_reference(stored.get(entry["id"]), entry) for entry in entries}
    for spelling, name_id, _ in list(references.spelling_conflicts(stored, wanted)):
        wanted[name_id].document["spellings"].remove(spelling)
    await references.save(connection, table, [row for row in wanted.values() if row != stored.get(row.id)])
    untouched = (row for row in stored.values() if row.document == row.file_document and not row.retired)
    gone = [row.id for row in untouched if row.id not in wanted]
    await references.drop(connection, table, gone)


def _following_reference(row: ReferenceRow | None, entry: Plain) -> ReferenceRow:
    document = merge(row.file_document or {}, row.document, entry) if row else copy.deepcopy(entry)
    return ReferenceRow(document, entry)
