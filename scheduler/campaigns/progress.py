"""How far a campaign has come, and how fast it goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.campaigns.audiences import Audience, count_recipients
from scheduler.campaigns.rows import WAITING, Campaign, CampaignKind
from scheduler.model import OPEN_STATUSES, DeliveryStatus
from scheduler.tables import deliveries

_LOOKED_BACK = timedelta(minutes=1)


@dataclass(frozen=True)
class Progress:
    """Of one campaign: how many chats, by what became of its message there."""

    campaign: Campaign
    sent: int
    left: int
    """Not tried yet, or to be tried again. Until all are entered, for a broadcast, as many as its audience has now."""
    unknown: int
    dead: int
    skipped: int
    rate: float
    """Sent in a second, over the last minute or since its start."""
    ends_at: datetime | None
    """When nothing is left, at that rate; None when nothing is left or nothing goes."""


async def progress_of(connection: AsyncConnection, campaign: Campaign, now: datetime) -> Progress:
    counts = await _counts(connection, campaign)
    left = sum(counts.get(status, 0) for status in OPEN_STATUSES) + await _still_to_enter(connection, campaign)
    rate = await _rate(connection, campaign, now)
    return Progress(
        campaign=campaign,
        sent=counts.get(DeliveryStatus.SENT, 0),
        left=left,
        unknown=counts.get(DeliveryStatus.UNKNOWN, 0),
        dead=counts.get(DeliveryStatus.DEAD, 0),
        skipped=counts.get(DeliveryStatus.SKIPPED, 0),
        rate=rate,
        ends_at=now + timedelta(seconds=left / rate) if left and rate else None,
    )


async def _counts(connection: AsyncConnection, campaign: Campaign) -> dict[str, int]:
    query = select(deliveries.c.status, func.count()).where(deliveries.c.campaign == campaign.key)
    return dict((await connection.execute(query.group_by(deliveries.c.status))).all())


async def _still_to_enter(connection: AsyncConnection, campaign: Campaign) -> int:
    if campaign.kind is not CampaignKind.BROADCAST or campaign.state not in WAITING:
        return 0
    return max(0, await count_recipients(connection, Audience.from_data(campaign.audience)) - campaign.entered)


async def _rate(connection: AsyncConnection, campaign: Campaign, now: datetime) -> float:
    since = max(campaign.starts_at, now - _LOOKED_BACK)
    query = select(func.count()).where(
        deliveries.c.campaign == campaign.key,
        deliveries.c.status == DeliveryStatus.SENT,
        deliveries.c.finished_at >= since,
    )
    sent = (await connection.execute(query)).scalar_one()
    return sent / max(1.0, (now - since).total_seconds())
