"""Enters digests into the outbox: every turn leaves a row, even one without news, and no local date brings two."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.deliveries import Owed, enter
from scheduler.digests.drafting import Draft
from scheduler.folding import fold
from scheduler.model import Chat, Content, DeliveryStatus, Subscriber
from scheduler.shown import record_digests
from scheduler.tables import deliveries
from scheduler.timing.turns import turn_date

NOTHING_NEW = "nothing new"
TOO_LATE = "too late: its facts come with the next"


@dataclass(frozen=True)
class Missed:
    """A turn that is past, and cannot be served any more."""

    subscriber: Subscriber
    due_at: datetime

    @property
    def chat(self) -> Chat:
        return self.subscriber.chat

    @property
    def day(self) -> date:
        return turn_date(self.subscriber.zone, self.due_at)


async def enter_digests(
    connection: AsyncConnection,
    drafts: Sequence[Draft],
    now: datetime,
    missed: Sequence[Missed] = (),
    suffix: str = "",
) -> set[Chat]:
    """Enter them, note as shown what they carry, and return the chats to which one will be sent.

    The caller holds the rows of the subscribers. ``suffix`` ends the campaign's name, which a chat has only once. A
    turn that brought nothing gives way to one that does: clocks go back, and so do people who change their zone.
    """
    turns: list[Draft | Missed] = [*drafts, *missed]
    before = await _entered(connection, {campaign_of(one.day, suffix) for one in turns}, [one.chat for one in turns])
    fresh = [one for one in drafts if one.contents and before.get(_key(one, suffix), _NONE).is_idle]
    serving = set(map(id, fresh))
    idle = [one for one in turns if id(one) not in serving and _key(one, suffix) not in before]
    await _remove(connection, [row for one in fresh for row in before.get(_key(one, suffix), _NONE).rows])
    await enter(connection, [*_messages(fresh, suffix), *(_unsent(one, suffix) for one in idle)], now)
    await _note(connection, fresh, now)
    return {one.chat for one in fresh}


def campaign_of(day: date, suffix: str = "") -> str:
    return f"digest:{day}{suffix}"


@dataclass(frozen=True)
class _Entered:
    """The deliveries of a turn that was entered before, by id."""

    rows: tuple[int, ...] = ()
    is_idle: bool = True
    """The first of them brought nothing, and never will."""


_NONE = _Entered()
_Key: TypeAlias = tuple[str, Chat]


def _key(turn: Draft | Missed, suffix: str) -> _Key:
    return campaign_of(turn.day, suffix), turn.chat


async def _entered(
    connection: AsyncConnection, campaigns: Collection[str], chats: Collection[Chat]
) -> dict[_Key, _Entered]:
    columns = (deliveries.c.id, deliveries.c.part, deliveries.c.status, deliveries.c.error)
    query = select(deliveries.c.campaign, deliveries.c.chat_id, deliveries.c.thread_id, *columns).where(
        deliveries.c.campaign.in_(campaigns), deliveries.c.chat_id.in_({chat_id for chat_id, _ in chats})
    )
    found: dict[_Key, _Entered] = {}
    for campaign, chat_id, thread_id, row_id, part, status, error in await connection.execute(query):
        others = found.get((campaign, (chat_id, thread_id)), _NONE)
        is_idle = status == DeliveryStatus.SKIPPED and _gives_way(error or "") if part == 0 else others.is_idle
        found[campaign, (chat_id, thread_id)] = _Entered((*others.rows, row_id), is_idle)
    return found


def _gives_way(reason: str) -> bool:
    """Whoever sends gives up what is late in words of its own."""
    return reason == NOTHING_NEW or reason.startswith("too late")


async def _remove(connection: AsyncConnection, ids: Collection[int]) -> None:
    if ids:
        await connection.execute(delete(deliveries).where(deliveries.c.id.in_(ids)))


def _messages(drafts: Iterable[Draft], suffix: str) -> Iterator[Owed]:
    for one in drafts:
        campaign = campaign_of(one.day, suffix)
        for part, content in enumerate(one.contents):
            yield Owed(campaign, one.chat, one.subscriber.id, content, one.due_at, part)


def _unsent(turn: Draft | Missed, suffix: str) -> Owed:
    content = Content("digest", turn.subscriber.language, {"date": turn.day.isoformat()})
    reason = TOO_LATE if isinstance(turn, Missed) else NOTHING_NEW
    return Owed(campaign_of(turn.day, suffix), turn.chat, turn.subscriber.id, content, turn.due_at, unsent=reason)


async def _note(connection: AsyncConnection, fresh: Sequence[Draft], now: datetime) -> None:
    await record_digests(connection, [(one.chat, one.facts) for one in fresh], now)
    await fold(connection, [(one.day, one.corrections) for one in fresh if one.corrections], now)
