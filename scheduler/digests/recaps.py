"""What digests brought to chats in the last week."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.digests.candidates import Pool
from scheduler.digests.parts import Entry, recap_entry
from scheduler.model import Chat, DeliveryStatus
from scheduler.tables import contents, deliveries

_WEEK = 7
_MOST = 10
_ARRIVED = (DeliveryStatus.SENT, DeliveryStatus.UNKNOWN)


async def recaps(connection: AsyncConnection, days: Mapping[Chat, date], pool: Pool) -> dict[Chat, list[Entry]]:
    """The facts of the digests of the seven local dates before the one given, that are still published.

    At most ten, the newest digests' first, those of a topic together.
    """
    if not days:
        return {}
    campaigns = {
        chat: {f"digest:{day - timedelta(days=back)}" for back in range(1, _WEEK + 1)} for chat, day in days.items()
    }
    query = (
        select(deliveries.c.chat_id, deliveries.c.thread_id, deliveries.c.campaign, deliveries.c.content_id)
        .where(
            deliveries.c.chat_id.in_({chat_id for chat_id, _ in days}),
            deliveries.c.campaign.in_(set[str]().union(*campaigns.values())),
            deliveries.c.status.in_(_ARRIVED),
        )
        .order_by(deliveries.c.campaign.desc(), deliveries.c.part)
    )
    arrived: dict[Chat, list[int]] = defaultdict(list)
    for chat_id, thread_id, campaign, content_id in await connection.execute(query):
        if campaign in campaigns.get((chat_id, thread_id), ()):
            arrived[chat_id, thread_id].append(content_id)
    told = await _facts_of(connection, {content_id for ids in arrived.values() for content_id in ids})
    return {chat: _entries([fact for one in ids for fact in told[one]], pool) for chat, ids in arrived.items()}


async def _facts_of(connection: AsyncConnection, content_ids: set[int]) -> dict[int, list[dict[str, str]]]:
    query = select(contents.c.id, contents.c.body).where(contents.c.id.in_(content_ids))
    return {row.id: row.body.get("facts", []) for row in await connection.execute(query)}


def _entries(facts: Sequence[dict[str, str]], pool: Pool) -> list[Entry]:
    standing = [fact for fact in facts if pool.get(fact["id"])][:_MOST]
    order = list(dict.fromkeys(fact["topic"] for fact in standing))
    standing.sort(key=lambda fact: order.index(fact["topic"]))
    return [recap_entry(fact["id"], fact["topic"]) for fact in standing]
