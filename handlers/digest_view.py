"""How a digest looks: the date, what had to be corrected, the facts under their topics, and a look back at the week."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from telegram.constants import MessageLimit

from handlers.correction_view import correction, is_wrong
from handlers.digest_buttons import FEW, rows
from handlers.fact_view import fact_line, source_name, topic_title
from handlers.keyboards import keyboard
from handlers.markup import Html, directed, escaped, joined, one_line, visible
from handlers.outlet import PRIVATE, Outlet
from handlers.replies import Reply
from handlers.texts import Texts
from knowledge.model import FactState, Language, Standing, StoredFact, Topic, in_language
from scheduler.model import ChatKind

# What stands around the statements; scheduler/parts.py reckons with it.
_LONGEST_TITLE = 60
_LONGEST_DESCRIPTION = 180
_LONGEST_SOURCE = 80
_LONGEST_WHOSE = 80
_LONGEST_RECAP = 140
_LONGEST_BEFORE = 1000


@dataclass(frozen=True)
class _Item:
    """One fact in its place; ``topic`` is None when the topic is no longer there."""

    stored: StoredFact
    topic: Topic | None


class _Digest:
    """One message of a digest, with its facts as they stand now."""

    def __init__(
        self, body: Mapping[str, Any], facts: Iterable[StoredFact], topics: Iterable[Topic], language: Language
    ) -> None:
        stored = {one.fact.id: one for one in facts if one.state is FactState.PUBLISHED}
        titled = {topic.id: topic for topic in topics}
        self.day = date.fromisoformat(body["date"])
        self.part: int = body.get("part", 0) + 1
        self.parts: int = body.get("parts", 1)
        told = [(entry, stored.get(entry["id"])) for entry in body.get("corrections", ())]
        self.corrections = [(entry, one) for entry, one in told if is_wrong(entry, one, language)]
        self.facts = _items(body.get("facts", ()), stored, titled)
        self.recap = _items(body.get("recap", ()), stored, titled)
        self.topics = [titled[topic] for topic in _topics_of(body) if topic in titled]

    @property
    def is_empty(self) -> bool:
        return not (self.corrections or self.facts or self.recap)

    @property
    def is_last(self) -> bool:
        return self.part == self.parts


def render_digest(
    body: Mapping[str, Any],
    facts: Iterable[StoredFact],
    topics: Iterable[Topic],
    texts: Texts,
    outlet: Outlet = PRIVATE,
) -> Reply | None:
    """The body of a digest's ``Content`` as one message; None when there is nothing left to say.

    A message holds 4,096 characters, and digests are split with that in mind. Should one be longer all the same, its
    statements are cut alike, between words, and the buttons open them whole; no fact is left out.
    """
    digest = _Digest(body, facts, topics, texts.language)
    if digest.is_empty:
        return None
    shown = rows([item.stored for item in digest.facts], digest.topics, texts, outlet, is_last=digest.is_last)
    return Reply(_fitting(digest, texts, outlet), keyboard(shown, texts.language))


def _items(
    entries: Iterable[Mapping[str, str]], published: Mapping[str, StoredFact], titled: Mapping[str, Topic]
) -> list[_Item]:
    return [_Item(published[entry["id"]], titled.get(entry["topic"])) for entry in entries if entry["id"] in published]


def _topics_of(body: Mapping[str, Any]) -> list[str]:
    """Those of the whole digest, which its last message names, or else of this message."""
    named = body.get("topics") or [entry["topic"] for entry in body.get("facts", ())]
    return list(dict.fromkeys(named))


def _fitting(digest: _Digest, texts: Texts, outlet: Outlet) -> Html:
    longest = int(MessageLimit.MAX_TEXT_LENGTH)
    text = _text(digest, texts, outlet, longest)
    if len(visible(text)) <= longest:
        return text
    lengths = range(1, longest)
    fitting = bisect_right(lengths, longest, key=lambda length: len(visible(_text(digest, texts, outlet, length))))
    return _text(digest, texts, outlet, max(1, fitting))


def _text(digest: _Digest, texts: Texts, outlet: Outlet, length: int) -> Html:
    """With statements of at most so many characters."""
    has_legend = len(digest.facts) > FEW and outlet.kind is not ChatKind.CHANNEL
    parts = [
        _heading(digest, texts),
        *_corrections(digest, texts, length),
        *_facts(digest.facts, texts, length),
        *_recap(digest.recap, texts, length),
        texts.format("digest-legend") if has_legend else Html(),
    ]
    return joined(parts, "\n\n")


def _heading(digest: _Digest, texts: Texts) -> Html:
    day = texts.day(digest.day)
    if digest.parts == 1:
        return texts.format("digest", date=day)
    return texts.format("digest-part", date=day, part=digest.part, parts=digest.parts)


def _corrections(digest: _Digest, texts: Texts, length: int) -> list[Html]:
    """First of all: who was told something wrong must not go on believing it."""
    if not digest.corrections:
        return []
    told = [
        correction(entry, stored, texts, min(length, _LONGEST_BEFORE), length) for entry, stored in digest.corrections
    ]
    return [texts.format("digest-corrections"), *told]


def _facts(items: Sequence[_Item], texts: Texts, length: int) -> list[Html]:
    parts: list[Html] = []
    numbers = {item.stored.fact.id: number for number, item in enumerate(items, 1)}
    for topic, of_topic in groupby(items, key=attrgetter("topic")):
        if topic is not None:
            parts.append(_topic(topic, texts, length))
        parts += [_entry(numbers[item.stored.fact.id], item.stored, texts, length) for item in of_topic]
    return parts


def _topic(topic: Topic, texts: Texts, length: int) -> Html:
    """Its title, and what it is about in one line."""
    title = texts.format("digest-topic", title=one_line(topic_title(topic, texts), _LONGEST_TITLE))
    about = in_language(topic.description, texts.language)
    if not about:
        return title
    shown = one_line(about, min(length, _LONGEST_DESCRIPTION))
    return joined([title, texts.format("digest-topic-about", about=shown)])


def _entry(number: int, stored: StoredFact, texts: Texts, length: int) -> Html:
    text, language = stored.fact.text_in(texts.language)
    statement = f"{number}. {escaped(one_line(text, length))}"
    return joined([Html(directed(statement, language)), _note(stored, texts)])


def _note(stored: StoredFact, texts: Texts) -> Html:
    """The date, whose claim it is, and the source, in short."""
    fact, parts = stored.fact, []
    if fact.as_of is not None:
        parts.append(texts.format("digest-date", date=fact.as_of))
    if fact.standing is Standing.CLAIM:
        whose = one_line(in_language(fact.attributed_to, texts.language), _LONGEST_WHOSE)
        parts.append(texts.format("digest-claim", whose=whose))
    if stored.source is not None:
        parts.append(texts.format("digest-source", source=source_name(stored.source, _LONGEST_SOURCE)))
    return joined(parts, " ")


def _recap(items: Sequence[_Item], texts: Texts, length: int) -> list[Html]:
    if not items:
        return []
    lines = [
        texts.format("digest-recap-entry", text=fact_line(item.stored, texts, min(length, _LONGEST_RECAP)))
        for item in items
    ]
    return [joined([texts.format("digest-recap"), *lines])]
