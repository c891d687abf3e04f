"""Who would know facts otherwise than these become: asked before they are changed, and when they are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Subquery, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base.fact_rows import in_batches
from knowledge.model import Language
from knowledge.tables import revisions, showings
from scheduler.campaigns.versions import Version, reachable, says_otherwise

Facts: TypeAlias = Mapping[str, Version]
"""By id, what they become."""
Told: TypeAlias = Mapping[int, tuple[str, Version]]
"""By revision, a fact's id and what it was then."""


async def count_misled(connection: AsyncConnection, facts: Facts) -> int:
    """How many chats that can be reached were shown any of the facts otherwise; each counts once."""
    outdated = await _outdated(connection, facts)
    if not outdated:
        return 0
    each = _shown(outdated)
    wrong = defaultdict(list)
    for revision, language in await connection.execute(select(each.c.revision, each.c.language).distinct()):
        fact_id, before = outdated[revision]
        if says_otherwise(before, facts[fact_id], language):
            wrong[language].append(revision)
    return await _count_chats(connection, each, wrong)


async def is_anyone_misled(connection: AsyncConnection, fact_id: str, after: Version) -> bool:
    """Whether the fact was shown otherwise in any language, to whomever: quick, also when many were shown it."""
    outdated = await _outdated(connection, {fact_id: after})
    if not outdated:
        return False
    query = select(showings.c.revision).where(showings.c.fact_id == fact_id, showings.c.revision.in_(outdated))
    return (await connection.execute(query.limit(1))).first() is not None


async def _outdated(connection: AsyncConnection, facts: Facts) -> Told:
    """The revisions of the facts that say otherwise in at least one language."""
    found = {}
    for some in in_batches(list(facts)):
        query = select(revisions.c.number, revisions.c.fact_id, revisions.c.after)
        for number, fact_id, document in await connection.execute(query.where(revisions.c.fact_id.in_(some))):
            before = Version.of(document)
            if before.fact and any(says_otherwise(before, facts[fact_id], one) for one in before.fact.text):
                found[number] = (fact_id, before)
    return found


def _shown(outdated: Collection[int]) -> Subquery:
    # From revisions to showings: these have no index by revision, but one by fact.
    as_of = and_(showings.c.fact_id == revisions.c.fact_id, showings.c.revision == revisions.c.number)
    source = revisions.join(showings, as_of)
    return reachable(source).where(_is_one_of(revisions.c.number, outdated)).subquery()


async def _count_chats(connection: AsyncConnection, each: Subquery, wrong: Mapping[Language, Sequence[int]]) -> int:
    if not wrong:
        return 0
    conditions = [
        and_(each.c.language == language, _is_one_of(each.c.revision, those)) for language, those in wrong.items()
    ]
    chats = select(each.c.chat_id, each.c.thread_id).where(or_(*conditions)).distinct().subquery()
    return (await connection.execute(select(func.count()).select_from(chats))).scalar_one()


def _is_one_of(column: ColumnElement[int], numbers: Collection[int]) -> ColumnElement[bool]:
    """Written into the statement: an import may change more facts than a statement takes parameters."""
    listed: Any = bindparam(None, list(numbers), unique=True, expanding=True, literal_execute=True)
    return column.in_(listed)
