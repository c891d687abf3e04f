"""How a digest looks: the date, then the facts under their topics. Used by whatever sends it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from telegram import InlineKeyboardButton
from telegram.constants import MessageLimit

from handlers.fact_view import source_name, topic_title
from handlers.keyboards import button, in_rows, keyboard, refer
from handlers.markup import Html, directed, escaped, joined, one_line, visible
from handlers.outlet import PRIVATE, Outlet
from handlers.replies import Reply
from handlers.texts import Texts
from knowledge.model import Fact, FactState, StoredFact, Topic
from scheduler.model import ChatKind

_LONGEST_SOURCE = 80


@dataclass(frozen=True)
class _Item:
    """One fact in its place: ``number`` counts from 1, ``topic`` is None when the topic is no longer there."""

    number: int
    stored: StoredFact
    topic: Topic | None


def render_digest(
    body: dict[str, Any],
    facts: Iterable[StoredFact],
    topics: Iterable[Topic],
    texts: Texts,
    outlet: Outlet = PRIVATE,
) -> Reply | None:
    """The body of a digest's ``Content`` as one message; None when no fact of it is published any more.

    A message holds 4,096 characters. When the statements are longer, all of them are cut alike, between words, and
    the buttons open them whole; no fact is left out.
    """
    items = _items(body, facts, topics)
    if not items:
        return None
    day = date.fromisoformat(body["date"])
    text = _text(day, items, texts, MessageLimit.MAX_TEXT_LENGTH)
    if len(visible(text)) > MessageLimit.MAX_TEXT_LENGTH:
        spare = MessageLimit.MAX_TEXT_LENGTH - len(visible(_text(day, items, texts, 1)))
        text = _text(day, items, texts, 1 + spare // len(items))
    # Nobody presses for a whole channel.
    rows = [] if outlet.kind is ChatKind.CHANNEL else _rows(items, texts)
    return Reply(text, keyboard(rows, texts.language))


def _items(body: dict[str, Any], facts: Iterable[StoredFact], topics: Iterable[Topic]) -> list[_Item]:
    published = {stored.fact.id: stored for stored in facts if stored.state is FactState.PUBLISHED}
    titled = {topic.id: topic for topic in topics}
    entries = [entry for entry in body["facts"] if entry["id"] in published]
    return [
        _Item(number, published[entry["id"]], titled.get(entry["topic"])) for number, entry in enumerate(entries, 1)
    ]


def _text(day: date, items: Sequence[_Item], texts: Texts, length: int) -> Html:
    parts = [texts.format("digest", date=texts.day(day))]
    for topic, of_topic in groupby(items, key=lambda item: item.topic):
        if topic is not None:
            parts.append(texts.format("digest-topic", title=topic_title(topic, texts)))
        parts += [_entry(item, texts, length) for item in of_topic]
    return joined(parts, "\n\n")


def _entry(item: _Item, texts: Texts, length: int) -> Html:
    text, language = item.stored.fact.text_in(texts.language)
    statement = f"{item.number}. {escaped(one_line(text, length))}"
    return joined([Html(directed(statement, language)), _note(item.stored, texts)])


def _note(stored: StoredFact, texts: Texts) -> Html:
    """The date and the source, in short."""
    fact: Fact = stored.fact
    parts = []
    if fact.as_of is not None:
        parts.append(texts.format("digest-date", date=fact.as_of))
    if stored.source is not None:
        parts.append(texts.format("digest-source", source=source_name(stored.source, _LONGEST_SOURCE)))
    return joined(parts, " ")


def _rows(items: Sequence[_Item], texts: Texts) -> list[list[InlineKeyboardButton]]:
    reading = [
        button(texts.plain("button-read", number=item.number), "read", refer(item.stored.fact.id), texts.language)
        for item in items
    ]
    topics = {item.topic.id: item.topic for item in items if item.topic is not None}
    muting = [
        button(texts.plain("button-mute", title=topic_title(topic, texts)), "mute", refer(topic.id))
        for topic in topics.values()
    ]
    return [*in_rows(reading, 3), *in_rows(muting, 2)]
