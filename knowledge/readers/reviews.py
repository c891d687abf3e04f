"""What readers said of answers, for curators to act on: confirmed ways of asking, and complaints about facts."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base.aliases import known_aliases
from knowledge.base.fact_rows import stored_facts
from knowledge.database import Database
from knowledge.errors import AlreadyReviewed
from knowledge.model import FactState, StoredFact
from knowledge.readers.feedback import Reason, Review, Verdict
from knowledge.readers.questions import wording
from knowledge.rules import LONGEST_ALIAS
from knowledge.tables import facts, feedback, questions
from knowledge.text import normalise

_LOOKED_AT = 2000
"""Open ratings that are grouped at once, the oldest: no team of curators has more before it."""
_NEARLY_THE_SAME = 90.0
"""Of 100: one letter or ending that differs in a question of usual length stays above it."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Wording:
    """A way of asking that readers confirmed and that is no alias of its fact; nearly the same ones are one.

    ``question_id`` and ``text`` are of the question that was confirmed first, ``count`` is how many there are.
    """

    fact: StoredFact
    question_id: int
    text: str
    count: int
    since: datetime


@dataclass(frozen=True)
class Complaint:
    """A reason that readers gave against a fact, how often, and what the first of them had asked."""

    fact: StoredFact
    reason: Reason
    text: str
    count: int
    since: datetime


Item: TypeAlias = Wording | Complaint
Said: TypeAlias = Row[Any]
"""A rating with what was ``asked``, as it was understood."""


class Reviews:
    """Only what is about published facts is up for review."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pending(self) -> Sequence[Item]:
        """Everything that awaits curators, the oldest first."""
        told = or_(feedback.c.verdict == Verdict.UP, feedback.c.reason.is_not(None))
        async with self._database.read() as connection:
            opened = await _said(connection, feedback.c.review == Review.OPEN, told)
            about = feedback.c.fact_id.in_({said.fact_id for said in opened})
            declined = await _said(
                connection, feedback.c.review == Review.DECLINED, feedback.c.verdict == Verdict.UP, about
            )
            shown = await stored_facts(
                connection, select(facts.c.id).where(facts.c.id.in_({said.fact_id for said in opened}))
            )
        return await asyncio.to_thread(_items, opened, declined, {stored.fact.id: stored for stored in shown})

    async def asked(self, question_id: int, fact_id: str) -> str:
        """What was asked in a confirmed question that is up for review. Raises ``AlreadyReviewed``."""
        async with self._database.read() as connection:
            opened = await _said(connection, *_confirmed(fact_id))
        return _asked(opened, question_id, fact_id)

    async def decline(self, question_id: int, fact_id: str) -> None:
        """Never show this way of asking again, nor nearly the same. Raises ``AlreadyReviewed``."""
        async with self._database.write() as connection:
            await settle_wording(connection, question_id, fact_id, Review.DECLINED)

    async def set_aside(self, fact_id: str, reason: Reason) -> None:
        """Take these complaints out of review; later ones come up again. Raises ``AlreadyReviewed``."""
        complaints = (feedback.c.fact_id == fact_id, feedback.c.reason == reason, feedback.c.review == Review.OPEN)
        async with self._database.write() as connection:
            change = update(feedback).where(*complaints).values(review=Review.DECLINED)
            if not (await connection.execute(change.returning(feedback.c.question_id))).all():
                raise AlreadyReviewed(fact_id)


async def settle_wording(connection: AsyncConnection, question_id: int, fact_id: str, review: Review) -> str:
    """Leave a confirmed way of asking, and all that are nearly the same, at ``review``; return what was asked.

    Raises ``AlreadyReviewed`` when it is not up for review any more. Commits nothing.
    """
    opened = await _said(connection, *_confirmed(fact_id))
    meant = _asked(opened, question_id, fact_id)
    alike = [said.question_id for said in opened if _are_alike(said.asked, meant)]
    change = update(feedback).where(*_confirmed(fact_id), feedback.c.question_id.in_(alike)).values(review=review)
    settled = await connection.execute(change.returning(feedback.c.question_id))
    if question_id not in settled.scalars().all():  # another process was faster
        raise AlreadyReviewed(fact_id)
    return meant


def _confirmed(fact_id: str) -> tuple[ColumnElement[bool], ...]:
    return feedback.c.fact_id == fact_id, feedback.c.verdict == Verdict.UP, feedback.c.review == Review.OPEN


def _asked(opened: Iterable[Said], question_id: int, fact_id: str) -> str:
    for said in opened:
        if said.question_id == question_id:
            return str(said.asked)
    raise AlreadyReviewed(fact_id)


async def _said(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> Sequence[Said]:
    """Ratings of published facts, the oldest first."""
    query = (
        select(feedback, wording.label("asked"))
        .join(questions, questions.c.id == feedback.c.question_id)
        .join(facts, facts.c.id == feedback.c.fact_id)
        .where(facts.c.state == FactState.PUBLISHED, *conditions)
        .order_by(feedback.c.given_at, feedback.c.question_id)
    )
    return (await connection.execute(query.limit(_LOOKED_AT))).all()


def _items(opened: Iterable[Said], declined: Iterable[Said], shown: Mapping[str, StoredFact]) -> list[Item]:
    ups: dict[str, list[Said]] = defaultdict(list)
    downs: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for said in opened:
        if said.verdict == Verdict.UP:
            ups[said.fact_id].append(said)
        else:
            downs[said.fact_id, said.reason].append(said)
    refused: dict[str, list[str]] = defaultdict(list)
    for said in declined:
        refused[said.fact_id].append(said.asked)
    items: list[Item] = [_complaint(shown[fact_id], group) for (fact_id, _), group in downs.items()]
    for fact_id, group in ups.items():
        items.extend(_wordings(shown[fact_id], group, refused[fact_id]))
    return sorted(items, key=lambda item: item.since)


def _complaint(fact: StoredFact, group: Sequence[Said]) -> Complaint:
    return Complaint(fact, Reason(group[0].reason), group[0].asked, len(group), group[0].given_at)


def _wordings(fact: StoredFact, confirmed: Iterable[Said], refused: Sequence[str]) -> Iterator[Wording]:
    """Those that can become aliases: not too long, none already, and not like one that was declined."""
    aliases = known_aliases(fact.fact)
    for group in _alike(confirmed):
        first = group[0]
        is_known = any(normalise(said.asked) in aliases for said in group)
        is_refused = any(_are_alike(first.asked, other) for other in refused)
        if not is_known and not is_refused and len(first.asked) <= LONGEST_ALIAS:
            yield Wording(fact, first.question_id, first.asked, len(group), first.given_at)


def _alike(confirmed: Iterable[Said]) -> list[list[Said]]:
    """Nearly the same ones together, each with the first of its group."""
    groups: list[list[Said]] = []
    for said in confirmed:
        group = next((group for group in groups if _are_alike(said.asked, group[0].asked)), None)
        if group is None:
            groups.append([said])
        else:
            group.append(said)
    return groups


def _are_alike(one: str, other: str) -> bool:
    """Whether one would serve as well as the other; another number is another question."""
    one, other = normalise(one), normalise(other)
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    return fuzz.ratio(one, other) >= _NEARLY_THE_SAME
