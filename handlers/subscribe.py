"""Choosing the digest: topics, hour, time zone, then one look at all of it. Each step is one page.

The same pages change a subscription that exists; then each choice takes effect at once.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from telegram import Update

from handlers.access import administered
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import end, expect, keep, text_of
from handlers.errors import StalePress
from handlers.keyboards import arguments_of, number
from handlers.opening import topic_id
from handlers.replies import Reply, acknowledge, send, show
from handlers.settings import active_subscriber, change, show_settings, subscribe_to
from handlers.texts import LANGUAGES, Texts
from handlers.wish import Wish
from handlers.wish_view import (
    CHANGEABLE,
    render_confirmation,
    render_hour_choice,
    render_language_choice,
    render_topic_choice,
    render_unknown_zone,
    render_zone_choice,
)
from knowledge.dialogues import Dialogue
from knowledge.model import Topic
from scheduler.errors import UnknownTime, UnknownZone
from scheduler.times import parse_time
from scheduler.zones import find_zone

KIND = "subscribe"

_DAY = 24 * 60


def _page(step: str, wish: Wish, topics: list[Topic], texts: Texts) -> Reply:
    match step:
        case "topics":
            return render_topic_choice(wish, topics, texts)
        case "hour":
            return render_hour_choice(texts)
        case "zone":
            return render_zone_choice(texts)
        case "language":
            return render_language_choice(texts)
        case _:
            return render_confirmation(wish, topics, texts)


async def subscribe(update: Update, context: Context) -> None:
    """Begin, or show what there is already."""
    subscriber = await active_subscriber(update, context)
    if subscriber is not None:
        await show_settings(update, context, subscriber)
        return
    await _turn_to(update, context, "topics", Wish(context.language))


async def change_something(update: Update, context: Context) -> None:
    """Open one page, from the settings or from the last look."""
    (what,) = arguments_of(update, 1)
    if what not in CHANGEABLE:
        raise StalePress(what)
    subscriber = await active_subscriber(update, context)
    if subscriber is not None:
        wish = Wish.of(subscriber)
    else:
        wish = await _wish(update, context)
    await _turn_to(update, context, what, wish)


async def tick_topic(update: Update, context: Context) -> None:
    (reference,) = arguments_of(update, 1)
    wish = await _wish(update, context)
    await _turn_to(update, context, "topics", wish.toggled(await topic_id(context, reference)))


async def finish_topics(update: Update, context: Context) -> None:
    wish = await _wish(update, context)
    if not wish.topics:
        await acknowledge(update, context.texts.plain("choose-at-least-one"))
    else:
        await _choose(update, context, wish)


async def choose_hour(update: Update, context: Context) -> None:
    (minute,) = arguments_of(update, 1)
    if not 0 <= number(minute) < _DAY:
        raise StalePress(minute)
    await _choose(update, context, replace(await _wish(update, context), minute=int(minute)))


async def choose_zone(update: Update, context: Context) -> None:
    (name,) = arguments_of(update, 1)
    try:
        zone = await find_zone(name)
    except UnknownZone as error:
        raise StalePress(name) from error
    await _choose(update, context, replace(await _wish(update, context), zone=zone.name))


async def choose_language(update: Update, context: Context) -> None:
    (language,) = arguments_of(update, 1)
    if language not in LANGUAGES:
        raise StalePress(language)
    await _choose(update, context, replace(await _wish(update, context), language=language))


async def type_it(update: Update, context: Context) -> None:
    """The hour or the city is not among the buttons: the next message names it."""
    (what,) = arguments_of(update, 1)
    step = f"typing-{what}"
    if step not in STEPS:
        raise StalePress(what)
    await keep(update, context, KIND, step, (await _wish(update, context)).to_data())
    await show(update, Reply(context.texts.format(f"type-{what}")))


async def read_hour(update: Update, context: Context, dialogue: Dialogue) -> None:
    try:
        minute = parse_time(text_of(update))
    except UnknownTime:
        await send(update, Reply(context.texts.format("hour-unknown")))
    else:
        await _choose(update, context, replace(Wish.from_data(dialogue.data), minute=minute))


async def read_zone(update: Update, context: Context, dialogue: Dialogue) -> None:
    try:
        zone = await find_zone(text_of(update))
    except UnknownZone as error:
        await send(update, render_unknown_zone(error.suggestions, context.texts))
    else:
        await _choose(update, context, replace(Wish.from_data(dialogue.data), zone=zone.name))


STEPS: Mapping[str, Callable[[Update, Context, Dialogue], Awaitable[None]]] = {
    "typing-hour": read_hour,
    "typing-zone": read_zone,
}
"""Those that wait for a message."""


async def confirm(update: Update, context: Context) -> None:
    wish = await _wish(update, context)
    if not wish.topics or wish.minute is None or wish.zone is None:
        raise StalePress(KIND)
    subscriber = await subscribe_to(update, context, wish)
    await end(update, context)
    await show_settings(update, context, subscriber, context.texts.plain("subscribed"))


async def _wish(update: Update, context: Context) -> Wish:
    return Wish.from_data((await expect(update, context, KIND)).data)


async def _choose(update: Update, context: Context, wish: Wish) -> None:
    """One choice is made: go on to what is still open, or change the subscription there is."""
    if wish.changes:
        subscriber = await change(update, context, **wish.to_changes())
        await end(update, context)
        await show_settings(update, context, subscriber, context.texts.plain("saved"))
        return
    await _turn_to(update, context, _next_step(wish), wish)


def _next_step(wish: Wish) -> str:
    if not wish.topics:
        return "topics"
    if wish.minute is None:
        return "hour"
    return "zone" if wish.zone is None else "confirm"


async def _turn_to(update: Update, context: Context, step: str, wish: Wish) -> None:
    await keep(update, context, KIND, step, wish.to_data())
    await show(update, _page(step, wish, await context.services.catalogue.topics(), context.texts))


def register(app: App) -> None:
    register_command(app, "subscribe", administered(subscribe))
    register_presses(app, "change", administered(change_something))
    register_presses(app, "tick", administered(tick_topic))
    register_presses(app, "ticked", administered(finish_topics))
    register_presses(app, "hour", administered(choose_hour))
    register_presses(app, "zone", administered(choose_zone))
    register_presses(app, "digest-language", administered(choose_language))
    register_presses(app, "type", administered(type_it))
    register_presses(app, "subscribe", administered(confirm))
