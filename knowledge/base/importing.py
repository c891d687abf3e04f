"""Takes fact files that people bring into the base. Nothing here commits."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.base import changes, fact_rows, references
from knowledge.base.changes import Step, Together
from knowledge.base.fact_rows import FactRow, in_batches
from knowledge.base.references import ReferenceRow
from knowledge.documents import (
    Document,
    Plain,
    fact_to_document,
    name_to_document,
    source_to_document,
    topic_to_document,
)
from knowledge.errors import InvalidFactFile, Problem
from knowledge.model import Action, Fact, FactState, Revision
from knowledge.rules import quoted, reference_faults
from knowledge.tables import names, sources, topics

Progress = Callable[[int, int], None]
"""Told how many facts are done, and of how many."""


@dataclass(frozen=True)
class ImportReport:
    """Numbers of facts."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    """Not as the file says, because curators changed, retired or drafted them in the base."""
    numbers: range = field(default=range(0), compare=False)
    """Those of the revisions that the import made."""


async def import_document(
    connection: AsyncConnection,
    document: Document,
    *,
    author_id: int | None,
    now: datetime,
    progress: Progress | None = None,
    together: Together | None = None,
) -> ImportReport:
    """Add what is new and change what differs. Raises ``InvalidFactFile`` for what the base cannot take."""
    if document.facts and await state.get(connection, state.LAUNCH) is None:
        await state.put(connection, state.LAUNCH, state.OWN)
    for table, entries in reference_documents(document).items():
        await _import_references(connection, table, entries)
    await check_references(connection, document)
    outcomes: Counter[str] = Counter()
    made: list[Revision] = []
    for some in in_batches(document.facts):
        steps = await _steps(connection, some, outcomes)
        made += await changes.apply(connection, steps, author_id=author_id, now=now, together=together)
        if progress is not None:
            progress(outcomes.total(), len(document.facts))
    return ImportReport(**outcomes, numbers=numbers_of(made))


async def facts_to_change(connection: AsyncConnection, document: Document) -> list[Fact]:
    """Those that an import would add or change, as they would be."""
    steps = [step for some in in_batches(document.facts) for step in await _steps(connection, some, Counter())]
    return [step.after.fact for step in steps if step.after is not None]


async def check_references(connection: AsyncConnection, document: Document) -> None:
    """Raise ``InvalidFactFile`` for facts whose topics or source are neither in the base nor in the document."""
    known_topics = await references.known_ids(connection, topics) | {topic.id for topic in document.topics}
    known_sources = await references.known_ids(connection, sources) | {source.id for source in document.sources}
    problems = tuple(
        Problem(document.files.get(fact.id, ""), fact.id, fault.field, fault.code, fault.detail)
        for fact in document.facts
        for fault in reference_faults(fact, known_topics, known_sources)
    )
    if problems:
        raise InvalidFactFile(problems)


def numbers_of(made: Sequence[Revision]) -> range:
    """No other change comes between those of one transaction."""
    return range(made[0].number, made[-1].number + 1) if made else range(0)


def reference_documents(document: Document) -> Mapping[Table, Sequence[Plain]]:
    """The topics, sources and names of a document, by the table that holds them."""
    return {
        topics: [topic_to_document(topic) for topic in document.topics],
        sources: [source_to_document(source) for source in document.sources],
        names: [name_to_document(name) for name in document.names],
    }


async def _import_references(connection: AsyncConnection, table: Table, entries: Iterable[Plain]) -> None:
    stored = await references.load(connection, table)
    wanted = {
        entry["id"]: replace(stored.get(entry["id"], ReferenceRow(entry)), document=entry, retired=False)
        for entry in entries
    }
    if problems := tuple(_spelling_problems(stored, wanted)):
        raise InvalidFactFile(problems)
    await references.save(connection, table, [row for row in wanted.values() if row != stored.get(row.id)])


def _spelling_problems(stored: Mapping[str, ReferenceRow], wanted: Mapping[str, ReferenceRow]) -> Iterable[Problem]:
    for spelling, name_id, owner in references.spelling_conflicts(stored, wanted):
        detail = f"{quoted(spelling)} is a spelling of {quoted(owner)} in the base; remove it from one of them"
        yield Problem("", name_id, "spellings", "taken", detail)


async def _steps(connection: AsyncConnection, some: Sequence[Fact], outcomes: Counter[str]) -> list[Step]:
    """What is to be done for the facts; counts each under a field of ``ImportReport``."""
    rows = await fact_rows.fact_rows_of(connection, [fact.id for fact in some])
    steps = []
    for fact in some:
        row = rows.get(fact.id)
        if row is None:
            outcomes["added"] += 1
            steps.append(Step(Action.ADD, None, FactRow(fact, FactState.PUBLISHED)))
        elif row.state is not FactState.PUBLISHED:
            outcomes["kept"] += 1
        elif fact_to_document(row.fact) == fact_to_document(fact):
            outcomes["unchanged"] += 1
        else:
            outcomes["changed"] += 1
            steps.append(Step(Action.EDIT, row, replace(row, fact=fact)))
    return steps
