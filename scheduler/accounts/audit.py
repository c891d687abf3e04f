"""Proves for a local date that every subscriber who was due has exactly one digest, and finds what went wrong.

Who was due is computed from the subscriptions alone; what the tick keeps of its own work only helps to say what went
wrong. Memory does not grow with the number of subscribers, and nobody waits for the audit.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select

from knowledge.database import Database
from scheduler.accounts.judging import (
    FATAL,
    Absence,
    Finding,
    Part,
    Trouble,
    Turn,
    absence_of,
    gap_of,
    missing,
    troubles,
)
from scheduler.accounts.turn_rows import campaign_of, is_of, side_by_side
from scheduler.digests.uptime import Gap, gaps
from scheduler.model import Chat, DeliveryStatus
from scheduler.tables import deliveries, delivery_summaries

_AT_ONCE = 500

Tell = Callable[[Finding], None]


@dataclass
class Report:
    """What was found for one local date."""

    day: date
    subscribers: int = 0
    entered: Counter[DeliveryStatus] = field(default_factory=Counter)
    """Digests, by what became of their first message."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Those that were not sent, by the reason."""
    unsubscribed: int = 0
    """Of the entered: those of chats that have no subscription any more."""
    absences: Counter[Absence] = field(default_factory=Counter)
    off: list[Gap] = field(default_factory=list)
    """When the bot was, as far as that is why somebody has no digest."""
    troubles: Counter[Trouble] = field(default_factory=Counter)
    by_hand: int = 0
    """Sent besides, because an operator asked for one more."""
    summarised: dict[str, int] = field(default_factory=dict)
    """Messages that were pruned, by what became of them."""

    @property
    def is_clean(self) -> bool:
        """Nobody is missing, nobody has two, and no digest lacks a part."""
        return not any(self.troubles[trouble] for trouble in FATAL)


class Audit:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, day: date, now: datetime, tell: Tell) -> Report:
        """Look at everyone; ``tell`` is called with each finding."""

        def note(finding: Finding) -> None:
            report.troubles[finding.trouble] += 1
            tell(finding)

        report = Report(day, by_hand=await self._count_by_hand(day), summarised=await self._summarised(day))
        await self._find_doubles(day, note)
        off = await self._off(now)
        absent: list[Turn] = []
        async for chat, turn, parts in side_by_side(self._database, day):
            report.subscribers += turn is not None
            if parts:
                _count(report, turn, parts)
                _judge(chat, turn, parts, now, note)
            elif turn and not _is_explained(report, turn, now, off):
                absent.append(turn)
            if len(absent) == _AT_ONCE:
                await self._judge_absent(report, absent, now, note)
                absent = []
        await self._judge_absent(report, absent, now, note)
        return report

    async def _judge_absent(self, report: Report, absent: Sequence[Turn], now: datetime, note: Tell) -> None:
        """Whoever has nothing in what was read: looked up once more, since the tick and moves go on meanwhile."""
        found = await self._had_by_then(report.day, absent) if absent else {}
        for turn in absent:
            campaign = found.get(turn.subscriber_id)
            if campaign is None:
                note(missing(turn, now))
            elif campaign == campaign_of(report.day):
                report.entered[DeliveryStatus.PENDING] += 1
            else:
                report.absences[Absence.SERVED_AHEAD] += 1

    async def _had_by_then(self, day: date, absent: Sequence[Turn]) -> dict[int, str]:
        """The campaign, by subscriber, of a digest of that date, or else of a later date that was due earlier."""
        due = {turn.subscriber_id: turn.due_at for turn in absent}
        name, whose = deliveries.c.campaign, deliveries.c.subscriber_id
        dated = func.length(name) == len(campaign_of(day))
        query = select(whose, name, deliveries.c.due_at).where(
            whose.in_(due), name >= campaign_of(day), name < campaign_of(date.max), dated, deliveries.c.part == 0
        )
        async with self._database.read() as connection:
            rows = await connection.execute(query.order_by(name.desc()))
            return {one: of for one, of, due_at in rows if of == campaign_of(day) or due_at < due[one]}

    async def _find_doubles(self, day: date, note: Tell) -> None:
        """Whoever has two in different chats: within one, the base allows none."""
        whose, count = deliveries.c.subscriber_id, func.count()
        query = (
            select(whose, func.min(deliveries.c.chat_id), func.min(deliveries.c.thread_id), count)
            .where(is_of(day), deliveries.c.part == 0, whose.is_not(None))
            .group_by(whose)
            .having(count > 1)
        )
        async with self._database.read() as connection:
            for subscriber, chat_id, thread_id, times in await connection.execute(query):
                note(Finding(Trouble.DOUBLE, subscriber, chat_id, thread_id, f"{times} digests of this date"))

    async def _off(self, now: datetime) -> list[Gap]:
        async with self._database.read() as connection:
            return await gaps(connection, now)

    async def _count_by_hand(self, day: date) -> int:
        extra = deliveries.c.campaign.between(f"{campaign_of(day)}:", f"{campaign_of(day)};")  # ";" follows ":"
        query = select(func.count()).where(extra, deliveries.c.part == 0)
        async with self._database.read() as connection:
            return (await connection.execute(query)).scalar_one()

    async def _summarised(self, day: date) -> dict[str, int]:
        kept = delivery_summaries.c
        query = select(kept.status, kept["count"]).where(kept.day == day, kept.kind == "digest").order_by(kept.status)
        async with self._database.read() as connection:
            return {row.status: row[1] for row in await connection.execute(query)}


def _is_explained(report: Report, turn: Turn, now: datetime, off: Sequence[Gap]) -> bool:
    """Whether somebody without a digest needs none; if so, the reason is counted."""
    absence = absence_of(turn, report.day, now)
    if absence is None and (gap := gap_of(turn, off)):
        absence = Absence.BOT_OFF
        report.off += [gap] if gap not in report.off else []
    if absence is None and report.summarised:
        absence = Absence.PRUNED
    if absence is not None:
        report.absences[absence] += 1
    return absence is not None


def _count(report: Report, turn: Turn | None, parts: Sequence[Part]) -> None:
    first = parts[0]
    report.entered[first.status] += 1
    report.unsubscribed += turn is None
    if first.status is DeliveryStatus.SKIPPED:
        report.skipped[first.error or ""] += 1


def _judge(chat: Chat, turn: Turn | None, parts: Sequence[Part], now: datetime, note: Tell) -> None:
    for trouble, detail in troubles(parts, turn.state if turn else None, now):
        note(Finding(trouble, parts[0].subscriber_id, *chat, detail))
