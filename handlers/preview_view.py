"""What stands around a preview, so that nobody takes it for the digest, and how to see it otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from handlers.fact_view import topic_title
from handlers.keyboards import button, in_rows, keyboard, ticked
from handlers.markup import joined
from handlers.replies import Reply
from handlers.texts import LANGUAGES, Texts, texts_in
from knowledge.model import Language, Topic
from scheduler.model import Subscriber


@dataclass(frozen=True)
class Shown:
    """Whose digest is shown: a subscriber's, else that of a newcomer with the ``chosen`` of all ``topics``."""

    language: Language
    topics: Sequence[Topic]
    chosen: Sequence[Topic]
    other_chat: int | None = None
    """Its id when it is not the chat of whoever looks."""
    subscriber: Subscriber | None = None

    @property
    def whose(self) -> str:
        if self.subscriber is None:
            return "newcomer"
        return "own" if self.other_chat is None else "other"


def render_beginning(shown: Shown, count: int, texts: Texts) -> Reply:
    """``count``: of the messages that follow."""
    titles = texts.listed(topic_title(topic, texts) for topic in shown.chosen)
    whose = texts.format("preview-whose", whose=shown.whose, chat=str(shown.other_chat), topics=titles)
    return Reply(joined([texts.format("preview-begins", count=count), whose]))


def render_end(shown: Shown, texts: Texts) -> Reply:
    """With the ways to see it in another language or with other topics."""
    others = [_in_language(shown, language) for language in LANGUAGES if language != shown.language]
    choose = button(
        texts.plain("button-other-topics"), "preview-topics", shown.language, places_of(shown.topics, shown.chosen)
    )
    return Reply(texts.format("preview-ends"), keyboard([others, [choose]], texts.language))


def _in_language(shown: Shown, language: Language) -> InlineKeyboardButton:
    label = texts_in(language).plain("language-name")
    if shown.subscriber is None:
        return button(label, "preview-show", language, places_of(shown.topics, shown.chosen))
    return button(label, "preview", language, shown.subscriber.chat_id, shown.subscriber.thread_id)


def render_topics(topics: Sequence[Topic], chosen: Sequence[Topic], language: Language, texts: Texts) -> Reply:
    places = places_of(topics, chosen)
    ticks = [
        button(
            ticked(topic_title(topic, texts), is_chosen=topic in chosen),
            *("preview-topics", language, places ^ 1 << place),
        )
        for place, topic in enumerate(topics)
    ]
    showing = [button(texts.plain("button-preview"), "preview-show", language, places)] if chosen else []
    return Reply(texts.format("preview-choose-topics"), keyboard([*in_rows(ticks, 1), showing], texts.language))


def places_of(topics: Sequence[Topic], chosen: Iterable[Topic]) -> int:
    """The chosen ones as bits, the first of all the lowest: a button has no room for their names."""
    return sum(1 << topics.index(topic) for topic in chosen)
