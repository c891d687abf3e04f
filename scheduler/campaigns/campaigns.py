"""Broadcasts, and how every campaign gets into the outbox: some chats at a time, each of them once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database
from knowledge.model import Language, in_order
from scheduler.campaigns.audiences import Audience, Recipient, count_recipients, recipients
from scheduler.campaigns.corrections import corrections_owed
from scheduler.campaigns.progress import Progress, progress_of
from scheduler.campaigns.rows import (
    WAITING,
    Campaign,
    CampaignKind,
    CampaignState,
    add,
    call_off,
    change,
    find,
    newest,
    those_where,
)
from scheduler.deliveries import Owed, enqueue
from scheduler.errors import CampaignBegun
from scheduler.model import Chat, Content
from scheduler.tables import campaigns

UNDO_WITHIN = timedelta(minutes=1)
"""How long after it is confirmed a campaign starts."""


class Campaigns:
    """All methods that name a campaign raise ``CampaignNotFound``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def broadcast(
        self, html: Mapping[Language, str], audience: Audience, *, author_id: int | None, now: datetime
    ) -> Campaign:
        """Schedule a message, in Telegram's HTML and at least one language; who reads another gets what there is."""
        async with self._database.write() as connection:
            return await add(
                connection,
                CampaignKind.BROADCAST,
                audience=audience.to_data(),
                bodies={language: {"html": text} for language, text in html.items()},
                starts_at=now + UNDO_WITHIN,
                author_id=author_id,
                created_at=now,
            )

    async def get(self, campaign_id: int) -> Campaign:
        async with self._database.read() as connection:
            return await find(connection, campaign_id)

    async def newest(self, limit: int) -> list[Campaign]:
        """Broadcasts and corrections, the newest first."""
        async with self._database.read() as connection:
            return await newest(connection, limit)

    async def waiting_of(self, author_id: int) -> Campaign | None:
        """The author's newest broadcast that can still be undone."""
        mine = (campaigns.c.author_id == author_id, campaigns.c.kind == CampaignKind.BROADCAST)
        async with self._database.read() as connection:
            waiting = await those_where(connection, *mine, campaigns.c.state == CampaignState.SCHEDULED)
        return waiting[-1] if waiting else None

    async def reach(self, audience: Audience) -> int:
        """How many chats it has now."""
        async with self._database.read() as connection:
            return await count_recipients(connection, audience)

    async def progress(self, campaign_id: int, now: datetime) -> Progress:
        async with self._database.read() as connection:
            return await progress_of(connection, await find(connection, campaign_id), now)

    async def cancel(self, campaign_id: int, now: datetime) -> Campaign:
        """Undo it before anything of it was entered; raises ``CampaignBegun`` afterwards."""
        async with self._database.write() as connection:
            campaign = await find(connection, campaign_id, lock=True)
            if campaign.state in {CampaignState.ENTERING, CampaignState.ENTERED}:
                raise CampaignBegun(campaign_id)
            await call_off(connection, campaign, "undone", now)
            return await find(connection, campaign_id)

    async def stop(self, campaign_id: int, now: datetime) -> Campaign:
        """What is not on its way yet is not sent."""
        async with self._database.write() as connection:
            campaign = await find(connection, campaign_id, lock=True)
            await call_off(connection, campaign, "stopped", now)
            return await find(connection, campaign_id)

    async def advance(self, now: datetime, limit: int = 1000) -> int:
        """Enter the deliveries of all campaigns that have started, ``limit`` of each in turn; how many were entered.

        A transaction each, which moves the campaign's cursor too: a crash loses nothing and repeats nothing.
        """
        entered = 0
        while started := await self._started(now):
            for campaign_id in started:
                async with self._database.write() as connection:
                    entered += await _enter_some(connection, campaign_id, now, limit)
        return entered

    async def _started(self, now: datetime) -> list[int]:
        async with self._database.read() as connection:
            found = await those_where(connection, campaigns.c.state.in_(WAITING), campaigns.c.starts_at <= now)
        return [campaign.id for campaign in found]


async def _enter_some(connection: AsyncConnection, campaign_id: int, now: datetime, limit: int) -> int:
    campaign = await find(connection, campaign_id, lock=True)
    if campaign.state not in WAITING:  # called off, or entered by another process, since it was found
        return 0
    last, owed = await _owed(connection, campaign, limit)
    entered = await enqueue(connection, owed, now)
    if last is None:
        await change(connection, campaign.id, state=CampaignState.ENTERED)
    else:
        place = {"cursor_chat": last[0], "cursor_thread": last[1], "entered": campaign.entered + len(entered)}
        await change(connection, campaign.id, state=CampaignState.ENTERING, **place)
    return len(entered)


async def _owed(connection: AsyncConnection, campaign: Campaign, limit: int) -> tuple[Chat | None, list[Owed]]:
    """What the next chats get, and the last chat that was looked at: None after all of them."""
    if campaign.kind is CampaignKind.CORRECTION:
        return await corrections_owed(connection, campaign, limit)
    found = await recipients(connection, Audience.from_data(campaign.audience), campaign.cursor, limit)
    return found[-1].chat if found else None, _shares(campaign, found)


def _shares(campaign: Campaign, found: Sequence[Recipient]) -> list[Owed]:
    contents = {language: _content(campaign, language) for language in {one.language for one in found}}
    return [
        Owed(campaign.key, one.chat, one.subscriber_id, contents[one.language], campaign.starts_at) for one in found
    ]


def _content(campaign: Campaign, language: Language) -> Content:
    """In the reader's language, though its text may be in another: what the bot adds to it is said in that."""
    best = in_order(dict.fromkeys(campaign.bodies, ""), language)[0]
    return Content(campaign.kind, language, campaign.bodies[best])
