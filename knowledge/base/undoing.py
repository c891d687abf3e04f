"""Which changes an undo takes back, and what the facts become then. Nothing here commits."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base import fact_rows, revisions
from knowledge.base.changes import Step, restored, snapshot
from knowledge.errors import AlreadyUndone, NothingToUndo, UndoConflict
from knowledge.model import Action, Revision


async def change_to_undo(connection: AsyncConnection, author_id: int | None, number: int | None) -> Revision:
    """Revision ``number``, or the author's newest that stands; raises ``NothingToUndo`` and ``RevisionNotFound``."""
    if number is None:
        revision = await revisions.newest_standing(connection, author_id)
        if revision is None:
            raise NothingToUndo
        return revision
    if await revisions.undone_by(connection, number) is not None:
        raise AlreadyUndone(number)
    return await revisions.get(connection, number)


async def changes_to_undo(connection: AsyncConnection, numbers: range) -> list[Revision]:
    """Those of the revisions that stand; raises ``AlreadyUndone`` where none does."""
    standing = await revisions.standing(connection, numbers)
    if not standing:
        raise AlreadyUndone(numbers[-1])
    return standing


async def steps_back(connection: AsyncConnection, changes: Sequence[Revision]) -> list[Step]:
    """Each from its fact as it stands; raises ``UndoConflict`` when one has changed since."""
    rows = await fact_rows.fact_rows_of(connection, [change.fact_id for change in changes])
    steps = []
    for change in changes:
        before = rows.get(change.fact_id)
        if (before and snapshot(before)) != change.after:
            newest = await revisions.newest_of(connection, [change.fact_id])
            raise UndoConflict(change.number, newest[change.fact_id].number)
        after = None if change.before is None else restored(change.before, before)
        steps.append(Step(Action.UNDO, before, after, undoes=change.number))
    return steps
