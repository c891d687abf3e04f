"""Sums up deliveries that ended long ago and deletes them, in small transactions. Who was shown which fact stays."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import Database, upsert
from scheduler.tables import contents, deliveries, delivery_summaries

_BATCH = 500
_DIGEST = "digest:"


class Pruning:
    """Each delivery is counted in the transaction that deletes it: a crash loses none and counts none twice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def prune(self, now: datetime, keep: timedelta, most: int = _BATCH) -> int:
        """One batch of those that ended before ``now - keep``; how many, 0 when there are no more."""
        end = now - keep
        query = (
            select(
                deliveries.c.id,
                deliveries.c.campaign,
                deliveries.c.due_at,
                deliveries.c.status,
                deliveries.c.content_id,
                contents.c.kind,
            )
            .join(contents, contents.c.id == deliveries.c.content_id)
            .where(deliveries.c.due_at < end, deliveries.c.finished_at < end)
            .order_by(deliveries.c.due_at, deliveries.c.id)
            .limit(most)
            .with_for_update(of=deliveries, skip_locked=True)
        )
        async with self._database.write() as connection:
            old = (await connection.execute(query)).all()
            if old:
                await _sum_up(connection, old)
                await connection.execute(delete(deliveries).where(deliveries.c.id.in_([row.id for row in old])))
                await _drop_contents(connection, {row.content_id for row in old})
        return len(old)


async def _sum_up(connection: AsyncConnection, old: Sequence[Any]) -> None:
    counts = Counter((_day_of(row), row.kind, row.status) for row in old)
    rows = [
        {"day": day, "kind": kind, "status": status, "count": count}
        for (day, kind, status), count in sorted(counts.items())
    ]
    statement = upsert(connection, delivery_summaries)
    grown = delivery_summaries.c["count"] + statement.excluded["count"]
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["day", "kind", "status"], set_={"count": grown}), rows
    )


def _day_of(row: Any) -> date:
    """The local date of a digest; of anything else the UTC date on which it was due."""
    if row.campaign.startswith(_DIGEST):
        return date.fromisoformat(row.campaign.removeprefix(_DIGEST)[: len("2025-07-26")])
    due_at: datetime = row.due_at
    return due_at.date()


async def _drop_contents(connection: AsyncConnection, ids: Collection[int]) -> None:
    """Those that nobody refers to any more, nor is about to."""
    used = exists(select(deliveries.c.id).where(deliveries.c.content_id == contents.c.id))
    unused = select(contents.c.id).where(contents.c.id.in_(ids), ~used).with_for_update(skip_locked=True)
    await connection.execute(delete(contents).where(contents.c.id.in_(unused)))
