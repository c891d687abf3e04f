"""Tells everyone who was shown a fact what was changed in it since, once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base import revisions
from knowledge.base.changes import Together
from knowledge.database import Database
from knowledge.model import Fact, Revision
from knowledge.tables import facts, showings
from scheduler.campaigns.carried import chats_awaiting, follow_change
from scheduler.campaigns.misled import count_misled, is_anyone_misled
from scheduler.campaigns.rows import Campaign, CampaignKind, CampaignState, add, call_off, those_where
from scheduler.campaigns.versions import (
    Shown,
    Version,
    present_version,
    says_otherwise,
    shown_to,
    versions_of,
)
from scheduler.deliveries import Owed, skip_campaigns
from scheduler.model import Chat, Content, Delivery
from scheduler.tables import campaigns

UNDO_WITHIN = timedelta(minutes=1)
"""How long after the change its telling starts, so that an undo leaves no trace."""

_CORRECTIONS = campaigns.c.kind == CampaignKind.CORRECTION


class Corrections:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def count(self, fact_id: str, after: Fact | None) -> int:
        """How many chats were shown a fact otherwise than it would be: as ``after``, or to nobody when that is None."""
        return await self._count({fact_id: Version(after, is_published=after is not None)})

    async def count_import(self, facts: Iterable[Fact]) -> int:
        """How many chats were shown any of the facts otherwise than they would be."""
        return await self._count({fact.id: Version(fact, is_published=True) for fact in facts})

    async def count_undo(self, *changes: Revision) -> int:
        """The same for the undoing of changes, of one fact each."""
        return await self._count({change.fact_id: Version.of(change.before) for change in changes})

    async def _count(self, facts: Mapping[str, Version]) -> int:
        async with self._database.read() as connection:
            return await count_misled(connection, facts)

    def following(self, *, tell: bool, author_id: int | None, now: datetime) -> Together:
        """What belongs to a change: who was misled is told, or not; what an undone one had to tell is called off."""

        async def follow(connection: AsyncConnection, revision: Revision) -> None:
            of_fact = campaigns.c.fact_id == revision.fact_id
            if revision.undoes is not None:
                await _call_off(connection, and_(of_fact, campaigns.c.revision == revision.undoes), "undone", now)
            if tell and await is_anyone_misled(connection, revision.fact_id, Version.of(revision.after)):
                await _call_off(connection, of_fact, "superseded", now)
                await _schedule(connection, revision, author_id, now)

        return follow


async def corrections_owed(
    connection: AsyncConnection, campaign: Campaign, limit: int
) -> tuple[Chat | None, list[Owed]]:
    """Of the next ``limit`` chats that were shown the fact, what is owed to those who know it otherwise.

    Besides, the last of these chats: None when there are no more. Whose digest has the fact and has not gone out yet
    does not know it: it will show the fact as it stands then.
    """
    if campaign.fact_id is None:
        raise ValueError(f"campaign {campaign.id} corrects nothing")
    chats = await shown_to(connection, campaign.fact_id, campaign.cursor, limit)
    seen = await versions_of(connection, [one.revision for one in chats])
    present = await present_version(connection, campaign.fact_id)
    told = [one for one in chats if one.revision in seen and says_otherwise(seen[one.revision], present, one.language)]
    awaiting = await chats_awaiting(connection, campaign.fact_id, [one.chat for one in told])
    if awaiting:
        newest = (await _newest(connection, [campaign.fact_id]))[campaign.fact_id]
        await follow_change(connection, campaign.fact_id, awaiting, newest, withdrawn=not present.is_published)
    owed = [_owed(campaign, one, seen[one.revision], present) for one in told if one.chat not in awaiting]
    return chats[-1].chat if chats else None, owed


async def note_corrections(connection: AsyncConnection, sent: Iterable[Delivery], now: datetime) -> None:
    """These deliveries arrived: their chats know now how the facts that they corrected stand."""
    told = [(delivery, fact_id) for delivery in sent for fact_id in corrected_in(delivery.content)]
    if not told:
        return
    newest = await _newest(connection, {fact_id for _, fact_id in told})
    campaigns_of = await _campaigns_of(connection, newest)
    moved = []
    for delivery, fact_id in told:
        of_fact = campaigns_of[fact_id]
        moved.append(_moved(delivery, fact_id, _told_revision(delivery, newest[fact_id], of_fact)))
        if delivery.content.kind == "digest":
            keys = [campaign.key for campaign in of_fact]
            await skip_campaigns(connection, keys, f"told in {delivery.campaign}", now, delivery.chat)
    await connection.execute(_MOVE.values(shown_in="correction", shown_at=now), moved)


def corrected_in(content: Content) -> list[str]:
    """Ids of the facts whose corrections it tells."""
    if content.kind == "correction":
        return [content.body["fact"]]
    return [entry["id"] for entry in content.body.get("corrections", ())]


async def _newest(connection: AsyncConnection, fact_ids: Collection[str]) -> dict[str, int]:
    """The revision at which each fact stands, or with which it was deleted."""
    standing = await connection.execute(select(facts.c.id, facts.c.revision).where(facts.c.id.in_(fact_ids)))
    last = await revisions.newest_of(connection, list(fact_ids))
    return {fact_id: revision.number for fact_id, revision in last.items()} | dict(standing.all())


def _told_revision(delivery: Delivery, newest: int, of_fact: Sequence[Campaign]) -> int:
    """The newest, unless a later campaign is still to tell that: it may have come when this was on its way."""
    begun = [campaign for campaign in of_fact if campaign.state is not CampaignState.SCHEDULED]
    mine = next((campaign for campaign in begun if campaign.key == delivery.campaign), begun[-1] if begun else None)
    if mine is None or mine.revision is None or mine is of_fact[-1]:
        return newest
    return mine.revision


def _moved(delivery: Delivery, fact_id: str, revision: int) -> dict[str, Any]:
    return {"chat": delivery.chat_id, "thread": delivery.thread_id, "fact": fact_id, "told": revision}


_MOVE = (
    update(showings)
    .where(
        showings.c.chat_id == bindparam("chat"),
        showings.c.thread_id == bindparam("thread"),
        showings.c.fact_id == bindparam("fact"),
        showings.c.revision <= bindparam("told"),
    )
    .values(revision=bindparam("told"))
)


async def _campaigns_of(connection: AsyncConnection, fact_ids: Iterable[str]) -> dict[str, list[Campaign]]:
    by_fact: dict[str, list[Campaign]] = defaultdict(list)
    for campaign in await those_where(connection, _CORRECTIONS, campaigns.c.fact_id.in_(list(fact_ids))):
        by_fact[campaign.fact_id or ""].append(campaign)
    return by_fact


async def _schedule(connection: AsyncConnection, revision: Revision, author_id: int | None, now: datetime) -> None:
    await add(
        connection,
        CampaignKind.CORRECTION,
        audience={"kind": "shown"},
        bodies={},
        fact_id=revision.fact_id,
        revision=revision.number,
        starts_at=now + UNDO_WITHIN,
        author_id=author_id,
        created_at=now,
    )


async def _call_off(connection: AsyncConnection, which: ColumnElement[bool], reason: str, now: datetime) -> None:
    for campaign in await those_where(connection, _CORRECTIONS, which, lock=True):
        await call_off(connection, campaign, reason, now)


def _owed(campaign: Campaign, chat: Shown, shown: Version, present: Version) -> Owed:
    content = Content(campaign.kind, chat.language, _body(campaign.fact_id, shown, present))
    return Owed(campaign.key, chat.chat, chat.subscriber_id, content, campaign.starts_at)


def _body(fact_id: str | None, shown: Version, present: Version) -> dict[str, Any]:
    """What it says; see ``Content``."""
    if shown.fact is None:
        raise ValueError(f"nothing of {fact_id} was shown")
    body: dict[str, Any] = {"fact": fact_id, "before": shown.fact.text}
    if shown.fact.as_of is not None:
        body["date"] = str(shown.fact.as_of)
    if not shown.is_published:
        body["restored"] = True
    if not present.is_published:
        body["withdrawn"] = True
    return body
