"""The record of changes. Numbers have no gaps and follow the order of commits; nothing here commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.documents import Plain
from knowledge.errors import RevisionNotFound
from knowledge.model import Action, Revision
from knowledge.tables import facts, revisions


@dataclass(frozen=True)
class Change:
    """What is about to become a revision; see ``Revision`` for ``before`` and ``after``."""

    fact_id: str
    action: Action
    before: Plain | None
    after: Plain | None
    undoes: int | None = None


async def lock(connection: AsyncConnection) -> None:
    """Make other writers wait until this transaction ends. Take it before reading what is about to be changed."""
    await state.lock_counter(connection, state.REVISION)


async def append(
    connection: AsyncConnection, changes: Sequence[Change], *, author_id: int | None, now: datetime
) -> list[Revision]:
    """Number the changes in their order, and record them."""
    newest = await state.increase(connection, state.REVISION, by=len(changes))
    made = [
        Revision(number, change.fact_id, change.action, author_id, change.before, change.after, change.undoes, now)
        for number, change in enumerate(changes, newest + 1)
    ]
    await connection.execute(insert(revisions), [vars(revision) for revision in made])
    return made


async def get(connection: AsyncConnection, number: int) -> Revision:
    """Raises ``RevisionNotFound``."""
    row = (await connection.execute(select(revisions).where(revisions.c.number == number))).one_or_none()
    if row is None:
        raise RevisionNotFound(number)
    return _revision(row)


async def newest(connection: AsyncConnection, fact_id: str | None, limit: int) -> list[Revision]:
    """The newest first, of one fact or of all."""
    query = select(revisions).order_by(revisions.c.number.desc()).limit(limit)
    if fact_id is not None:
        query = query.where(revisions.c.fact_id == fact_id)
    return [_revision(row) for row in await connection.execute(query)]


async def newest_of(connection: AsyncConnection, fact_ids: Sequence[str]) -> dict[str, Revision]:
    """By id of the fact, its newest revision; facts that never existed are left out."""
    numbers = select(func.max(revisions.c.number)).where(revisions.c.fact_id.in_(fact_ids))
    query = select(revisions).where(revisions.c.number.in_(numbers.group_by(revisions.c.fact_id)))
    rows = await connection.execute(query)
    return {row.fact_id: _revision(row) for row in rows}


async def deletions_since(connection: AsyncConnection, number: int) -> list[Revision]:
    """Revisions after ``number`` that deleted a fact which does not exist now."""
    query = select(revisions).where(
        revisions.c.number > number, revisions.c.after.is_(None), revisions.c.fact_id.not_in(select(facts.c.id))
    )
    return [_revision(row) for row in await connection.execute(query.order_by(revisions.c.number))]


async def standing(connection: AsyncConnection, numbers: range) -> list[Revision]:
    """Those of the revisions that were not undone, in their order."""
    undone = select(revisions.c.undoes).where(revisions.c.undoes.between(numbers[0], numbers[-1]))
    query = select(revisions).where(
        revisions.c.number.between(numbers[0], numbers[-1]), revisions.c.number.not_in(undone)
    )
    return [_revision(row) for row in await connection.execute(query.order_by(revisions.c.number))]


async def undone_by(connection: AsyncConnection, number: int) -> int | None:
    """Number of the revision that undid this one."""
    query = select(revisions.c.number).where(revisions.c.undoes == number)
    return (await connection.execute(query)).scalar_one_or_none()


async def newest_standing(connection: AsyncConnection, author_id: int | None) -> Revision | None:
    """The author's newest change that was not undone. An undo is no such change; an undo of an undo is one."""
    targets = select(revisions.c.number, revisions.c.undoes).where(revisions.c.undoes.is_not(None))
    undoes = dict((await connection.execute(targets)).all())
    query = select(revisions).where(
        revisions.c.author_id == author_id,
        revisions.c.number.not_in(list(undoes.values())),
        or_(revisions.c.undoes.is_(None), revisions.c.number.in_(_redos(undoes))),
    )
    row = (await connection.execute(query.order_by(revisions.c.number.desc()).limit(1))).one_or_none()
    return None if row is None else _revision(row)


def _redos(undoes: Mapping[int, int]) -> list[int]:
    """Of undos, given with what each undoes, those that undo an undo."""
    redos: set[int] = set()
    for number, target in sorted(undoes.items()):
        if target in undoes and target not in redos:
            redos.add(number)
    return sorted(redos)


def _revision(row: Row[Any]) -> Revision:
    return Revision(**dict(row._mapping) | {"action": Action(row.action)})
