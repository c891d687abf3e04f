"""Names and their spellings, as curators keep them from the chat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.base import references
from knowledge.base.references import ReferenceRow
from knowledge.database import Database
from knowledge.documents import name_from_document, name_to_document
from knowledge.errors import InvalidName, NameNotFound, NameTaken
from knowledge.model import Name
from knowledge.rules import distinct_spellings, name_faults, require
from knowledge.tables import names
from knowledge.text import normalise


class Names:
    """What is changed here, no release of the launch facts changes back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, name: Name) -> None:
        """Add a name, or replace it. Raises ``InvalidName``, and ``NameTaken`` for a spelling of another name."""
        async with self._changing() as connection:
            await _save(connection, name)

    async def add_spelling(self, name_id: str, spelling: str) -> None:
        """Nothing happens when the name has it. Raises ``NameNotFound``, ``InvalidName`` and ``NameTaken``."""
        async with self._changing() as connection:
            name = await _name(connection, name_id)
            await _save(connection, replace(name, spellings=(*name.spellings, spelling.strip())))

    async def remove_spelling(self, name_id: str, spelling: str) -> None:
        """Nothing happens when the name does not have it. Raises ``NameNotFound``."""
        async with self._changing() as connection:
            name = await _name(connection, name_id)
            left = tuple(other for other in name.spellings if normalise(other) != normalise(spelling))
            await _save(connection, replace(name, spellings=left))

    @asynccontextmanager
    async def _changing(self) -> AsyncIterator[AsyncConnection]:
        async with self._database.write() as connection:
            await state.lock_counter(connection, state.REFERENCES)
            yield connection


async def _name(connection: AsyncConnection, name_id: str) -> Name:
    stored = await references.load(connection, names)
    if name_id not in stored:
        raise NameNotFound(name_id)
    return name_from_document(stored[name_id].document)


async def _save(connection: AsyncConnection, name: Name) -> None:
    distinct = replace(name, spellings=distinct_spellings(name.spellings))
    require(name_faults(distinct), InvalidName)
    stored = await references.load(connection, names)
    row = stored.get(name.id, ReferenceRow({}))
    wanted = {name.id: replace(row, document=name_to_document(distinct))}
    for spelling, _, owner in references.spelling_conflicts(stored, wanted):
        raise NameTaken(spelling, owner)
    if wanted != {name.id: row}:
        await references.save(connection, names, list(wanted.values()))
