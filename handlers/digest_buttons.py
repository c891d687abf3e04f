"""What can be done about a digest: open its facts, ask about them, have more or less of it."""

from collections.abc import Iterable, Sequence
from math import ceil

from telegram import InlineKeyboardButton

from handlers.fact_view import topic_title
from handlers.keyboards import button, in_rows, link_button, refer
from handlers.links import ABOUT, FACT, deep_link
from handlers.outlet import Outlet
from handlers.texts import Texts
from knowledge.model import StoredFact, Topic
from scheduler.model import ChatKind

FEW = 3
"""Up to so many facts have a row of their own, with words; the buttons of more facts are numbers."""

_WHAT = ("source", "about")
_NUMBERS_IN_ROW = 5
_TOPICS_IN_ROW = 2


def rows(
    facts: Sequence[StoredFact], topics: Iterable[Topic], texts: Texts, outlet: Outlet, *, is_last: bool
) -> list[list[InlineKeyboardButton]]:
    """``facts`` as they are numbered in the message, ``topics`` of the whole digest, of which it may be the last."""
    if outlet.kind is ChatKind.CHANNEL:
        return _by_fact(*(_links(facts, what, _labels(facts, what, texts), outlet) for what in _WHAT))
    shown = _by_fact(*(_presses(facts, what, _labels(facts, what, texts), texts) for what in _WHAT))
    return [*shown, *_of_subscription(topics, texts)] if is_last else shown


def row_of_one(stored: StoredFact, texts: Texts, outlet: Outlet) -> list[InlineKeyboardButton]:
    """For a message that is about one fact alone."""
    labels = {what: [texts.plain("button-of-one", what=what)] for what in _WHAT}
    if outlet.kind is ChatKind.CHANNEL:
        return [shown for what, label in labels.items() for shown in _links([stored], what, label, outlet)]
    return [shown for what, label in labels.items() for shown in _presses([stored], what, label, texts)]


def _by_fact(
    sources: Sequence[InlineKeyboardButton], questions: Sequence[InlineKeyboardButton]
) -> list[list[InlineKeyboardButton]]:
    if len(sources) <= FEW:
        return [list(row) for row in zip(sources, questions, strict=True)]
    width = _even_width(len(sources), _NUMBERS_IN_ROW)
    return [*in_rows(sources, width), *in_rows(questions, width)]


def _even_width(count: int, most: int) -> int:
    """Of as few rows of at most ``most`` as possible, so that none has a button alone."""
    return ceil(count / ceil(count / most))


def _presses(facts: Sequence[StoredFact], what: str, labels: Iterable[str], texts: Texts) -> list[InlineKeyboardButton]:
    action = "read" if what == "source" else "about"
    return [
        button(label, action, refer(stored.fact.id), texts.language)
        for label, stored in zip(labels, facts, strict=True)
    ]


def _links(facts: Sequence[StoredFact], what: str, labels: Iterable[str], outlet: Outlet) -> list[InlineKeyboardButton]:
    """In a channel, a press would be everybody's: each reader is led to their own chat with the bot."""
    kind = FACT if what == "source" else ABOUT
    return [
        link_button(label, deep_link(outlet.bot, kind, stored.fact.id))
        for label, stored in zip(labels, facts, strict=True)
    ]


def _labels(facts: Sequence[StoredFact], what: str, texts: Texts) -> list[str]:
    if len(facts) > FEW:
        return [texts.plain("button-of-number", what=what, number=number) for number, _ in enumerate(facts, 1)]
    return [texts.plain("button-of-fact", what=what, number=number) for number, _ in enumerate(facts, 1)]


def _of_subscription(topics: Iterable[Topic], texts: Texts) -> list[list[InlineKeyboardButton]]:
    muting = [
        button(texts.plain("button-mute", title=topic_title(topic, texts)), "mute", refer(topic.id)) for topic in topics
    ]
    rest = [button(texts.plain("button-more"), "digest-more"), button(texts.plain("button-stop"), "stop")]
    return [*in_rows(muting, _TOPICS_IN_ROW), rest]
