"""The writing side of the base: every change of a fact is a revision, which can be undone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base import fact_rows, identifiers, importing, launch, references, revisions, undoing
from knowledge.base.aliases import with_alias
from knowledge.base.changes import Step, Together, apply
from knowledge.base.exporting import export_document
from knowledge.base.fact_rows import FactRow, in_batches
from knowledge.base.importing import ImportReport, Progress
from knowledge.base.references import ReferenceRow
from knowledge.base.similarity import similar_facts
from knowledge.database import Database
from knowledge.documents import Document, source_to_document, topic_to_document
from knowledge.errors import (
    EditConflict,
    FactExists,
    FactNotFound,
    InvalidFact,
    InvalidSource,
    InvalidTopic,
)
from knowledge.model import Action, Fact, FactState, Revision, Source, StoredFact, Topic, Translations
from knowledge.readers.feedback import Review
from knowledge.readers.reviews import settle_wording
from knowledge.rules import fact_faults, reference_faults, require, source_faults, topic_faults
from knowledge.tables import facts, sources, topics


class Curation:
    """``author_id`` is the Telegram user id of a curator, or None for a file or the command line."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        fact: Fact,
        *,
        author_id: int | None,
        now: datetime,
        state: FactState = FactState.PUBLISHED,
        source: Source | None = None,
        topic: Topic | None = None,
    ) -> Revision:
        """Add a fact, and with it a new source and topic if given; ids that are empty are chosen.

        Raises ``FactExists`` and ``InvalidFact``, ``InvalidSource`` or ``InvalidTopic``.
        """
        async with self._changing() as connection:
            named = replace(fact, id=fact.id or await identifiers.free_id(connection, facts, _any_of(fact.text)))
            if await fact_rows.fact_rows_of(connection, [named.id]):
                raise FactExists(named.id)
            complete = await _complete(connection, named, source, topic)
            return await _move(connection, Step(Action.ADD, None, FactRow(complete, state)), author_id, now)

    async def edit(
        self,
        fact_id: str,
        changes: Fact,
        *,
        author_id: int | None,
        now: datetime,
        based_on: int | None = None,
        source: Source | None = None,
        topic: Topic | None = None,
        together: Together | None = None,
    ) -> Revision:
        """Make the fact say what ``changes`` says, all of it; where nothing differs, the newest revision is returned.

        Raises ``EditConflict`` when the fact no longer stands at revision ``based_on``, and what ``add`` raises.
        """
        async with self._changing() as connection:
            before = await _row(connection, fact_id)
            newest = await _newest(connection, fact_id)
            if based_on is not None and newest.number != based_on:
                raise EditConflict(fact_id, based_on, newest.number)
            complete = await _complete(connection, replace(changes, id=fact_id), source, topic)
            step = Step(Action.EDIT, before, replace(before, fact=complete))
            return await _move(connection, step, author_id, now, together)

    async def approve(self, question_id: int, fact_id: str, *, author_id: int | None, now: datetime) -> Revision:
        """Make a confirmed question one more way of asking for its fact.

        Raises ``AlreadyReviewed``, ``FactNotFound`` and ``InvalidFact``.
        """
        async with self._changing() as connection:
            asked = await settle_wording(connection, question_id, fact_id, Review.APPROVED)
            before = await _row(connection, fact_id)
            complete = await _complete(connection, with_alias(before.fact, asked), None, None)
            return await _move(connection, Step(Action.EDIT, before, replace(before, fact=complete)), author_id, now)

    async def publish(
        self, fact_id: str, *, author_id: int | None, now: datetime, together: Together | None = None
    ) -> Revision:
        """Show a draft, or a retired fact again, to readers; the newest revision if it is published already."""
        return await self._set_state(fact_id, (Action.PUBLISH, FactState.PUBLISHED), author_id, now, together)

    async def retire(
        self, fact_id: str, *, author_id: int | None, now: datetime, together: Together | None = None
    ) -> Revision:
        """Hide a fact from readers; the newest revision if it is retired already."""
        return await self._set_state(fact_id, (Action.RETIRE, FactState.RETIRED), author_id, now, together)

    async def undo(
        self,
        *,
        author_id: int | None,
        now: datetime,
        number: int | None = None,
        together: Together | None = None,
    ) -> Revision:
        """Undo revision ``number``, of whomever, or else the author's own newest change that stands.

        To undo an undo, give its number. An addition that is undone leaves no fact, so that its id is free again.
        Raises ``NothingToUndo`` (``AlreadyUndone``), ``RevisionNotFound``, and ``UndoConflict`` when the fact has
        changed since.
        """
        async with self._changing() as connection:
            change = await undoing.change_to_undo(connection, author_id, number)
            (step,) = await undoing.steps_back(connection, [change])
            return await _move(connection, step, author_id, now, together)

    async def undoable(self, *, author_id: int | None, number: int | None = None) -> Revision:
        """The change that ``undo`` would take back; raises ``NothingToUndo`` and ``RevisionNotFound`` as it does."""
        async with self._database.read() as connection:
            return await undoing.change_to_undo(connection, author_id, number)

    async def undo_import(
        self, numbers: range, *, author_id: int | None, now: datetime, together: Together | None = None
    ) -> list[Revision]:
        """Undo those of an import's revisions that stand, all of them or none; none may be of one fact twice.

        Raises ``AlreadyUndone`` and ``UndoConflict``.
        """
        async with self._changing() as connection:
            undone: list[Revision] = []
            for some in in_batches(await undoing.changes_to_undo(connection, numbers)):
                steps = await undoing.steps_back(connection, some)
                undone += await apply(connection, steps, author_id=author_id, now=now, together=together)
            return undone

    async def undoable_import(self, numbers: range) -> list[Revision]:
        """The changes that ``undo_import`` would take back; raises ``AlreadyUndone`` as it does."""
        async with self._database.read() as connection:
            return await undoing.changes_to_undo(connection, numbers)

    async def history(self, fact_id: str | None = None, limit: int = 10) -> list[Revision]:
        """Revisions of one fact or of all, the newest first."""
        async with self._database.read() as connection:
            return await revisions.newest(connection, fact_id, limit)

    async def import_document(
        self,
        document: Document,
        *,
        author_id: int | None,
        now: datetime,
        progress: Progress | None = None,
        together: Together | None = None,
    ) -> ImportReport:
        """Take in all of the document or nothing of it; what it does not mention stays.

        Facts that curators have retired or drafted are not touched. Raises ``InvalidFactFile``.
        """
        async with self._changing() as connection:
            return await importing.import_document(
                connection, document, author_id=author_id, now=now, progress=progress, together=together
            )

    async def check_document(self, document: Document) -> list[Fact]:
        """The facts that an import would add or change in the base as it stands; raises ``InvalidFactFile``."""
        async with self._database.read() as connection:
            await importing.check_references(connection, document)
            return await importing.facts_to_change(connection, document)

    async def export(self) -> Document:
        """What readers see, to be imported elsewhere: published facts, and topics, sources and names."""
        async with self._database.read() as connection:
            return await export_document(connection)

    async def follow_launch(self, document: Document, now: datetime) -> ImportReport | None:
        """Fill an empty base with the launch facts, or bring one that follows them to this release.

        None when nothing was to be done: the base holds its own facts, or these already.
        """
        digest = launch.digest_of(document)
        async with self._database.read() as connection:
            if not await launch.is_behind(connection, digest):
                return None
        async with self._changing() as connection:
            if not await launch.is_behind(connection, digest):  # another process was faster
                return None
            return await launch.follow(connection, document, digest, now)

    async def free_id(self, text: str) -> str:
        """An id for a fact with this text that no fact has now."""
        async with self._database.read() as connection:
            return await identifiers.free_id(connection, facts, text)

    async def similar(self, fact: Fact) -> list[StoredFact]:
        """Up to three drafts or published facts that nearly say the same in one of its languages, the nearest first."""
        async with self._database.read() as connection:
            return await similar_facts(connection, fact)

    async def _set_state(
        self,
        fact_id: str,
        change: tuple[Action, FactState],
        author_id: int | None,
        now: datetime,
        together: Together | None,
    ) -> Revision:
        action, state = change
        async with self._changing() as connection:
            before = await _row(connection, fact_id)
            return await _move(connection, Step(action, before, replace(before, state=state)), author_id, now, together)

    @asynccontextmanager
    async def _changing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that no other change comes between."""
        async with self._database.write() as connection:
            await revisions.lock(connection)
            yield connection


async def _row(connection: AsyncConnection, fact_id: str) -> FactRow:
    rows = await fact_rows.fact_rows_of(connection, [fact_id])
    if fact_id not in rows:
        raise FactNotFound(fact_id)
    return rows[fact_id]


async def _newest(connection: AsyncConnection, fact_id: str) -> Revision:
    return (await revisions.newest_of(connection, [fact_id]))[fact_id]


async def _move(
    connection: AsyncConnection, step: Step, author_id: int | None, now: datetime, together: Together | None = None
) -> Revision:
    """Make the change; where nothing changes, the newest revision of the fact stays the newest."""
    change = step.change()
    if change.before == change.after:
        return await _newest(connection, change.fact_id)
    (made,) = await apply(connection, [step], author_id=author_id, now=now, together=together)
    return made


async def _complete(connection: AsyncConnection, fact: Fact, source: Source | None, topic: Topic | None) -> Fact:
    """The fact with the source and topic that come with it, which are saved; raises when a rule is broken."""
    if topic is not None:
        added = await _add_topic(connection, topic)
        fact = replace(fact, topics=(*fact.topics, added.id))
    if source is not None:
        fact = replace(fact, source=(await _add_source(connection, source)).id)
    known = [await references.known_ids(connection, table) for table in (topics, sources)]
    require((*fact_faults(fact), *reference_faults(fact, *known)), InvalidFact)
    return fact


async def _add_topic(connection: AsyncConnection, topic: Topic) -> Topic:
    named = replace(topic, id=topic.id or await identifiers.free_id(connection, topics, _any_of(topic.title)))
    require(topic_faults(named), InvalidTopic)
    await references.save(connection, topics, [ReferenceRow(topic_to_document(named))])
    return named


async def _add_source(connection: AsyncConnection, source: Source) -> Source:
    named = replace(source, id=source.id or await identifiers.free_id(connection, sources, source.title))
    require(source_faults(named), InvalidSource)
    await references.save(connection, sources, [ReferenceRow(source_to_document(named))])
    return named


def _any_of(texts: Translations) -> str:
    """The English text if there is one, because ids are made of Latin words."""
    return texts.get("en") or next(iter(texts.values()), "")
