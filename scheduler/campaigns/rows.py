"""Reads and writes the rows of campaigns, inside the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.model import Language
from scheduler.deliveries import skip_campaigns
from scheduler.errors import CampaignNotFound
from scheduler.model import Chat
from scheduler.tables import campaigns


class CampaignKind(StrEnum):
    BROADCAST = "broadcast"
    CORRECTION = "correction"


class CampaignState(StrEnum):
    """How far a campaign has come: whether its deliveries are entered. What became of them is theirs to say."""

    SCHEDULED = "scheduled"
    """Nothing is entered yet, and it can be undone as if it had never been."""
    ENTERING = "entering"
    ENTERED = "entered"
    CANCELLED = "cancelled"
    """Undone before its start, stopped later, or superseded."""


WAITING = (CampaignState.SCHEDULED, CampaignState.ENTERING)
"""Has deliveries still to be entered."""


@dataclass(frozen=True)
class Campaign:
    """What goes to many at once."""

    id: int
    kind: CampaignKind
    state: CampaignState
    audience: dict[str, Any]
    """Of a broadcast: an ``Audience`` as data."""
    bodies: dict[Language, dict[str, Any]]
    """The body of a broadcast's content, by language; of a correction, each chat's follows from what it was shown."""
    fact_id: str | None
    revision: int | None
    """Of a correction: the change that is told; those who were shown the fact before it are."""
    starts_at: datetime
    cursor: Chat | None
    """The last chat whose delivery is entered, in the order of campaigns."""
    entered: int
    author_id: int | None
    created_at: datetime

    @property
    def key(self) -> str:
        """What its deliveries are named by."""
        return f"{self.kind}:{self.id}"


async def add(connection: AsyncConnection, kind: CampaignKind, **values: Any) -> Campaign:
    entry = insert(campaigns).values(kind=kind, state=CampaignState.SCHEDULED, **values)
    return _campaign((await connection.execute(entry.returning(campaigns))).one())


async def find(connection: AsyncConnection, campaign_id: int, *, lock: bool = False) -> Campaign:
    """``lock`` holds the row until the transaction ends. Raises ``CampaignNotFound``."""
    query = select(campaigns).where(campaigns.c.id == campaign_id)
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise CampaignNotFound(campaign_id)
    return _campaign(row)


async def those_where(
    connection: AsyncConnection, *conditions: ColumnElement[bool], lock: bool = False
) -> list[Campaign]:
    """The oldest first."""
    query = select(campaigns).where(*conditions).order_by(campaigns.c.id)
    rows = await connection.execute(query.with_for_update() if lock else query)
    return [_campaign(row) for row in rows]


async def newest(connection: AsyncConnection, limit: int) -> list[Campaign]:
    """The newest first."""
    rows = await connection.execute(select(campaigns).order_by(campaigns.c.id.desc()).limit(limit))
    return [_campaign(row) for row in rows]


async def change(connection: AsyncConnection, campaign_id: int, **values: Any) -> None:
    await connection.execute(update(campaigns).where(campaigns.c.id == campaign_id).values(**values))


async def call_off(connection: AsyncConnection, campaign: Campaign, reason: str, now: datetime) -> None:
    """Enter no more of it, and send nothing whose sending has not begun; one that is over stays as it is."""
    skipped = await skip_campaigns(connection, [campaign.key], reason, now)
    if skipped or campaign.state in WAITING:
        await change(connection, campaign.id, state=CampaignState.CANCELLED)


def _campaign(row: Row[Any]) -> Campaign:
    return Campaign(
        id=row.id,
        kind=CampaignKind(row.kind),
        state=CampaignState(row.state),
        audience=row.audience,
        bodies=row.bodies,
        fact_id=row.fact_id,
        revision=row.revision,
        starts_at=row.starts_at,
        cursor=None if row.cursor_chat is None else (row.cursor_chat, row.cursor_thread),
        entered=row.entered,
        author_id=row.author_id,
        created_at=row.created_at,
    )
