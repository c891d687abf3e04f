"""Composes the digests of many subscribers at once, from as few queries as it takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.model import Language
from scheduler.digests.candidates import Pool
from scheduler.digests.composing import Item, compose
from scheduler.digests.parts import Entry, bodies, correction_entry, fact_entry
from scheduler.digests.recaps import recaps
from scheduler.folding import OpenCorrection, open_corrections
from scheduler.model import Chat, Content, Subscriber
from scheduler.shown import ShownFact, shown_facts
from scheduler.timing.due import is_allowed
from scheduler.timing.turns import last_turn, turn_date


@dataclass(frozen=True)
class Draft:
    """The digest of one subscriber's local date; nothing of it is entered yet."""

    subscriber: Subscriber
    due_at: datetime
    day: date
    items: Sequence[Item]
    corrections: Sequence[OpenCorrection]
    contents: Sequence[Content]
    """A message each; none when there is nothing new."""

    @property
    def chat(self) -> Chat:
        return self.subscriber.chat

    @property
    def facts(self) -> list[ShownFact]:
        return [(item.fact.fact_id, item.fact.revision) for item in self.items]


class _News(NamedTuple):
    """What is new to a subscriber, and the digest that brings nothing besides."""

    items: Sequence[Item]
    contents: Sequence[Content]


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
    _composed: dict[Any, _News] = field(default_factory=dict)
    """Many have the same topics and were shown the same: one composing serves them all."""

    def draft(self, subscriber: Subscriber, due_at: datetime, day: date) -> Draft:
        chat = subscriber.chat
        news, corrections, recap = (
            self._news(subscriber, day),
            self.corrections.get(chat, ()),
            self.recaps.get(chat, ()),
        )
        if not corrections and not recap:
            return Draft(subscriber, due_at, day, news.items, (), news.contents)
        told = {one.fact_id: one for one in corrections}
        lengths = {fact_id: fact.length for fact_id in told if (fact := self.pool.get(fact_id))}
        corrected = [correction_entry(dict(one.body), lengths.get(fact_id, 0)) for fact_id, one in told.items()]
        contents = _contents(subscriber.language, day, [*corrected, *entries_of(news.items), *recap])
        return Draft(subscriber, due_at, day, news.items, corrections, contents)

    def _news(self, subscriber: Subscriber, day: date) -> _News:
        since, openings = last_turn(subscriber), subscriber.openings
        shown = self.shown.get(subscriber.chat, frozenset())
        key = (subscriber.language, day, since, subscriber.amount, shown, *openings.items())
        # On a day that is there for the recap alone, there are none.
        if subscriber.recap_day == day.weekday() and not is_allowed(day, subscriber.days):
            return _News([], [])
        if key not in self._composed:
            amount, turn = subscriber.amount, day.toordinal()
            items = compose(self.pool, shown, openings, amount, since=since, turn=turn)
            self._composed[key] = _News(items, _contents(subscriber.language, day, entries_of(items)))
        return self._composed[key]


def _contents(language: Language, day: date, entries: Iterable[Entry]) -> list[Content]:
    return [Content("digest", language, body) for body in bodies(day, entries)]


def entries_of(items: Sequence[Item]) -> list[Entry]:
    return [fact_entry(item.fact.fact_id, item.topic, item.fact.length) for item in items]
