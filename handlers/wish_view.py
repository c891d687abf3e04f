"""The pages on which a digest is chosen and changed."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from handlers.fact_view import topic_ticks
from handlers.keyboards import button, in_rows, keyboard, ticked
from handlers.markup import Html, joined, visible
from handlers.replies import Reply
from handlers.summary import days_line, summary
from handlers.texts import LANGUAGES, Texts, clock, texts_in
from handlers.wish import Wish
from knowledge.model import Language, Topic
from scheduler.model import EVERY_DAY, Zone

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

_DAYS_IN_ROW = 3  # more of them are cut off on a telephone

WORKING_WEEKS = (0b1001111, 0b0011111)
"""From Sunday to Thursday, and from Monday to Friday."""
AMOUNTS = (1, 3, 5, 10)
QUIET_HOURS = ((22 * 60, 7 * 60), (23 * 60, 8 * 60), (0, 9 * 60))

FIRST_CHOICES = ("topics", "hour", "zone", "language")
CHANGEABLE = ("topics", "amount", "hour", "days", "zone", "quiet", "language", "recap")

Rows = Sequence[Sequence[InlineKeyboardButton]]


def render_topic_choice(wish: Wish, topics: Sequence[Topic], texts: Texts, *, is_private: bool) -> Reply:
    """In private, whoever begins may have come for a channel."""
    ticks = topic_ticks(topics, wish.topics, "tick", texts)
    done = button(texts.plain("button-done" if wish.changes else "button-next"), "ticked")
    others = _for_channel(texts) if is_private and not wish.changes and wish.channel is None else []
    return _page(wish, texts.format("choose-topics"), [*ticks, [done], others], texts)


def render_hour_choice(wish: Wish, texts: Texts) -> Reply:
    buttons = [_choice(clock(hour * 60), wish.minute == hour * 60, "hour", hour * 60) for hour in HOURS]
    typed = button(texts.plain("button-other-hour"), "type", "hour")
    return _page(wish, texts.format("choose-hour"), [*in_rows(buttons, 4), [typed]], texts)


def render_zone_choice(wish: Wish, texts: Texts) -> Reply:
    buttons = [_choice(texts.zone(zone), wish.zone == zone, "zone", zone) for zone in ZONES]
    typed = button(texts.plain("button-other-zone"), "type", "zone")
    return _page(wish, texts.format("choose-zone"), [*in_rows(buttons, 3), [typed]], texts)


def render_language_choice(wish: Wish, texts: Texts) -> Reply:
    return _page(
        wish, texts.format("choose-digest-language"), [language_buttons("digest-language", wish.language)], texts
    )


def language_buttons(action: str, chosen: str | None = None) -> list[InlineKeyboardButton]:
    """Every language under its own name."""
    names = {language: texts_in(language).plain("language-name") for language in LANGUAGES}
    return [_choice(name, language == chosen, action, language) for language, name in names.items()]


def render_days_choice(wish: Wish, texts: Texts) -> Reply:
    """Whole weeks with one press; single days are ticked, and take effect together."""
    weeks = [[button(visible(days_line(days, texts)), "days", days)] for days in (EVERY_DAY, *WORKING_WEEKS)]
    days = [_choice(texts.weekday(day), bool(wish.days >> day & 1), "day", day) for day in texts.weekdays]
    done = button(texts.plain("button-done"), "days", "ticked")
    return _page(wish, texts.format("choose-days"), [*weeks, *in_rows(days, _DAYS_IN_ROW), [done]], texts)


def render_amount_choice(wish: Wish, texts: Texts) -> Reply:
    buttons = [_choice(str(amount), wish.amount == amount, "amount", amount) for amount in AMOUNTS]
    return _page(wish, texts.format("choose-amount"), [buttons], texts)


def render_quiet_choice(wish: Wish, texts: Texts) -> Reply:
    chosen = (wish.quiet_from, wish.quiet_until)
    none = _choice(texts.plain("button-no-quiet"), chosen == (None, None), "no-quiet")
    spans = [
        _choice(texts.plain("hours", start=clock(begin), end=clock(end)), chosen == (begin, end), "quiet", begin, end)
        for begin, end in QUIET_HOURS
    ]
    typed = button(texts.plain("button-other-hours"), "type", "quiet")
    return _page(wish, texts.format("choose-quiet"), [[none], *in_rows(spans, 1), [typed]], texts)


def render_recap_choice(wish: Wish, texts: Texts) -> Reply:
    none = _choice(texts.plain("button-no-recap"), wish.recap_day is None, "recap", "none")
    days = [_choice(texts.weekday(day), wish.recap_day == day, "recap", day) for day in texts.weekdays]
    return _page(wish, texts.format("choose-recap"), [[none], *in_rows(days, _DAYS_IN_ROW)], texts)


def render_unknown_zone(suggestions: Sequence[Zone], texts: Texts) -> Reply:
    buttons = [button(zone.title.get(texts.language, zone.name), "zone", zone.name) for zone in suggestions]
    message_id = "zone-unknown-suggestions" if buttons else "zone-unknown"
    return Reply(texts.format(message_id), keyboard(in_rows(buttons, 1), texts.language))


def render_unknown_hour(suggestions: Sequence[int], texts: Texts) -> Reply:
    buttons = [button(clock(minute), "hour", minute) for minute in suggestions]
    message_id = "hour-unknown-suggestions" if buttons else "hour-unknown"
    return Reply(texts.format(message_id), keyboard([buttons], texts.language))


def render_unknown_quiet(suggestions: Sequence[tuple[int, int]], texts: Texts) -> Reply:
    buttons = [
        button(texts.plain("hours", start=clock(begin), end=clock(end)), "quiet", begin, end)
        for begin, end in suggestions
    ]
    message_id = "quiet-unknown-suggestions" if buttons else "quiet-unknown"
    return Reply(texts.format(message_id), keyboard(in_rows(buttons, 1), texts.language))


def render_confirmation(wish: Wish, topics: Sequence[Topic], texts: Texts) -> Reply:
    rows = [
        [button(texts.plain("button-subscribe"), "subscribe")],
        [_change_button(what, texts) for what in FIRST_CHOICES],
    ]
    parts = [texts.format("confirm-subscription"), summary(wish, topics, texts), texts.format("more-in-settings")]
    return Reply(joined(parts, "\n\n"), keyboard(rows, texts.language))


def render_settings(
    wish: Wish,
    topics: Sequence[Topic],
    texts: Texts,
    retired: Sequence[Topic] = (),
    channel: str | None = None,
    *,
    interface: Language | None = None,
    is_private: bool = True,
) -> Reply:
    """The subscription as it stands, with a button for each thing that can be changed; ``channel``: its title.

    ``interface`` is the language that the reader chose to be spoken to in, if any.
    """
    rows = [
        *in_rows([_change_button(what, texts) for what in CHANGEABLE], 2),
        [button(texts.plain("button-unsubscribe"), "unsubscribe")],
    ]
    whose = texts.format("settings") if channel is None else texts.format("settings-channel", title=channel)
    parts = [whose, summary(wish, topics, texts, retired)]
    if channel is not None:
        return Reply(joined(parts, "\n\n"), keyboard(rows, texts.language))
    others = _for_channel(texts) if is_private else []
    rows = [*rows, others, _interface_languages(interface, texts)]
    return Reply(joined([*parts, texts.format("settings-interface-below")], "\n\n"), keyboard(rows, texts.language))


def render_no_subscription(interface: Language | None, texts: Texts) -> Reply:
    text = joined([texts.format("not-subscribed"), texts.format("settings-interface")], "\n\n")
    return Reply(text, keyboard([_interface_languages(interface, texts)], texts.language))


def _interface_languages(chosen: Language | None, texts: Texts) -> list[InlineKeyboardButton]:
    of_the_question = _choice(texts.plain("language-auto"), chosen is None, "interface", "auto")
    return [*language_buttons("interface", chosen), of_the_question]


def _for_channel(texts: Texts) -> list[InlineKeyboardButton]:
    return [button(texts.plain("button-for-channel"), "for-channel")]


def _page(wish: Wish, text: Html, rows: Rows, texts: Texts) -> Reply:
    """One choice; whoever changes a subscription can leave it as it is."""
    back = [button(texts.plain("button-back"), "settings")] if wish.changes else []
    return Reply(text, keyboard([*rows, back], texts.language))


def _choice(label: str, is_chosen: bool, action: str, *arguments: str | int) -> InlineKeyboardButton:  # noqa: FBT001 (follows the label, as a tick does)
    return button(ticked(label, is_chosen=is_chosen), action, *arguments)


def _change_button(what: str, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-change", what=what), "change", what)
