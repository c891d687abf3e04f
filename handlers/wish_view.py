"""The pages on which a digest is chosen, and its summary in one sentence."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from handlers.fact_view import topic_ticks, topic_title
from handlers.keyboards import button, in_rows, keyboard
from handlers.markup import Html, joined
from handlers.replies import Reply
from handlers.texts import LANGUAGES, Texts, clock, texts_in
from handlers.wish import Wish
from knowledge.model import Topic
from scheduler.model import Zone

HOURS = (6, 7, 8, 9, 12, 15, 17, 18, 19, 20, 21, 22)
ZONES = (
    "Asia/Riyadh",
    "Africa/Cairo",
    "Asia/Dubai",
    "Asia/Baghdad",
    "Asia/Amman",
    "Asia/Beirut",
    "Africa/Khartoum",
    "Africa/Tunis",
    "Africa/Algiers",
    "Africa/Casablanca",
    "Europe/London",
    "America/New_York",
)
"""The largest Arabic-speaking audiences, and where many of the rest live."""

CHANGEABLE = ("topics", "hour", "zone", "language")


def render_topic_choice(wish: Wish, topics: Sequence[Topic], texts: Texts) -> Reply:
    ticks = topic_ticks(topics, wish.topics, "tick", texts)
    done = button(texts.plain("button-done" if wish.changes else "button-next"), "ticked")
    return Reply(texts.format("choose-topics"), keyboard([*ticks, [done]], texts.language))


def render_hour_choice(texts: Texts) -> Reply:
    buttons = [button(clock(hour * 60), "hour", hour * 60) for hour in HOURS]
    typed = button(texts.plain("button-other-hour"), "type", "hour")
    return Reply(texts.format("choose-hour"), keyboard([*in_rows(buttons, 4), [typed]], texts.language))


def render_zone_choice(texts: Texts) -> Reply:
    buttons = [button(texts.zone(zone), "zone", zone) for zone in ZONES]
    typed = button(texts.plain("button-other-zone"), "type", "zone")
    return Reply(texts.format("choose-zone"), keyboard([*in_rows(buttons, 3), [typed]], texts.language))


def render_language_choice(texts: Texts) -> Reply:
    return Reply(
        texts.format("choose-digest-language"), keyboard([language_buttons("digest-language")], texts.language)
    )


def language_buttons(action: str) -> list[InlineKeyboardButton]:
    """Every language under its own name."""
    return [button(texts_in(language).plain("language-name"), action, language) for language in LANGUAGES]


def render_unknown_zone(suggestions: Sequence[Zone], texts: Texts) -> Reply:
    buttons = [button(zone.title.get(texts.language, zone.name), "zone", zone.name) for zone in suggestions]
    message_id = "zone-unknown-suggestions" if buttons else "zone-unknown"
    return Reply(texts.format(message_id), keyboard(in_rows(buttons, 1), texts.language))


def render_confirmation(wish: Wish, topics: Sequence[Topic], texts: Texts) -> Reply:
    rows = [
        [button(texts.plain("button-subscribe"), "subscribe")],
        [_change_button(what, texts) for what in CHANGEABLE],
    ]
    text = joined([texts.format("confirm-subscription"), summary(wish, topics, texts)], "\n\n")
    return Reply(text, keyboard(rows, texts.language))


def render_settings(wish: Wish, topics: Sequence[Topic], texts: Texts) -> Reply:
    """The subscription as it stands, with a button for each thing that can be changed."""
    rows = [
        *in_rows([_change_button(what, texts) for what in CHANGEABLE], 2),
        [button(texts.plain("button-unsubscribe"), "unsubscribe")],
        _interface_languages(texts),
    ]
    text = joined([texts.format("settings"), summary(wish, topics, texts), texts.format("settings-interface")], "\n\n")
    return Reply(text, keyboard(rows, texts.language))


def render_no_subscription(texts: Texts) -> Reply:
    text = joined([texts.format("not-subscribed"), texts.format("settings-interface")], "\n\n")
    return Reply(text, keyboard([_interface_languages(texts)], texts.language))


def _interface_languages(texts: Texts) -> list[InlineKeyboardButton]:
    return [*language_buttons("interface"), button(texts.plain("language-auto"), "interface", "auto")]


def summary(wish: Wish, topics: Sequence[Topic], texts: Texts) -> Html:
    """``كل يوم الساعة 8:00 بتوقيت الرياض: ديب سيك، …`` and the digest's language."""
    titles = [topic_title(topic, texts) for topic in topics if topic.id in wish.topics]
    return texts.format(
        "summary",
        time=clock(wish.minute or 0),
        zone=texts.zone(wish.zone or "UTC"),
        topics=texts.listed(titles),
        language=texts_in(wish.language).plain("language-name"),
    )


def _change_button(what: str, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-change", what=what), "change", what)
