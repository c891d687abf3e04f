"""Composes the digests of many subscribers at once, from as few queries as it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.candidates import Candidate, Pool
from scheduler.composing import Item, compose
from scheduler.due import is_allowed
from scheduler.folding import OpenCorrection, open_corrections
from scheduler.model import Chat, Content, Subscriber
from scheduler.parts import Entry, bodies, correction_entry, fact_entry
from scheduler.recaps import recaps
from scheduler.shown import shown_facts
from scheduler.turns import last_turn, turn_date


@dataclass(frozen=True)
class Draft:
    """The digest of one subscriber's local date; nothing of it is entered yet."""

    subscriber: Subscriber
    due_at: datetime
    day: date
    items: Sequence[Item]
    corrections: Sequence[OpenCorrection]
    entries: Sequence[Entry]

    @property
    def chat(self) -> Chat:
        return self.subscriber.chat

    @property
    def facts(self) -> list[Candidate]:
        return [item.fact for item in self.items]

    @cached_property
    def contents(self) -> list[Content]:
        """A message each; none when there is nothing new."""
        return [Content("digest", self.subscriber.language, body) for body in bodies(self.day, self.entries)]


async def draft(
    connection: AsyncConnection, due: Sequence[tuple[Subscriber, datetime]], pool: Pool, *, lock: bool = False
) -> list[Draft]:
    """``due``: subscribers, and when each is due. ``lock``: the corrections that the digests tell are theirs alone."""
    chats = [subscriber.chat for subscriber, _ in due]
    days = {subscriber.chat: turn_date(subscriber.zone, due_at) for subscriber, due_at in due}
    looking_back = [subscriber.chat for subscriber, _ in due if subscriber.recap_day == days[subscriber.chat].weekday()]
    known = _Known(
        pool,
        await shown_facts(connection, chats),
        await open_corrections(connection, chats, lock=lock),
        await recaps(connection, {chat: days[chat] for chat in looking_back}, pool),
    )
    return [known.draft(subscriber, due_at, days[subscriber.chat]) for subscriber, due_at in due]


@dataclass(frozen=True)
class _Known:
    """What the base says of some chats, as far as their digests hang on it."""

    pool: Pool
    shown: Mapping[Chat, frozenset[str]]
    corrections: Mapping[Chat, Sequence[OpenCorrection]]
    recaps: Mapping[Chat, Sequence[Entry]]

    def draft(self, subscriber: Subscriber, due_at: datetime, day: date) -> Draft:
        chat = subscriber.chat
        corrections = self.corrections.get(chat, ())
        news = self._news(subscriber, day)
        told = {one.fact_id: one for one in corrections}
        lengths = {fact_id: fact.length for fact_id in told if (fact := self.pool.get(fact_id))}
        entries = [
            *(correction_entry(dict(one.body), lengths.get(fact_id, 0)) for fact_id, one in told.items()),
            *entries_of(news),
            *self.recaps.get(chat, ()),
        ]
        return Draft(subscriber, due_at, day, news, corrections, entries)

    def _news(self, subscriber: Subscriber, day: date) -> list[Item]:
        """On a day that is there for the recap alone, there are none."""
        if subscriber.recap_day == day.weekday() and not is_allowed(day, subscriber.days):
            return []
        return compose(
            self.pool,
            self.shown.get(subscriber.chat, frozenset()),
            subscriber.openings,
            subscriber.amount,
            since=last_turn(subscriber),
            turn=day.toordinal(),
        )


def entries_of(items: Sequence[Item]) -> list[Entry]:
    return [fact_entry(item.fact.fact_id, item.topic, item.fact.length) for item in items]
