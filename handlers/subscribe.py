"""Subscribing: topics, hour and city, then one look at all of it."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import Update

from handlers.ask import words_of
from handlers.channels import admit, forwarded_channel, managed, named_channel
from handlers.choice import KIND, change_something, choose, turn_to, wish_of
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import end, keep, text_of
from handlers.errors import StalePress
from handlers.keyboards import arguments_of, number
from handlers.opening import topic_id
from handlers.replies import Reply, acknowledge, send
from handlers.rhythm import read_quiet, tells_quiet
from handlers.settings import (
    active_subscriber,
    channel_id,
    destination_of,
    send_aimed,
    show_aimed,
    show_settings,
    subscribe_to,
    to_be_answered,
)
from handlers.texts import LANGUAGES
from handlers.wish import Wish
from handlers.wish_view import CHANGEABLE, render_unknown_hour, render_unknown_zone
from knowledge.answering.smalltalk import small_talk
from knowledge.readers.dialogues import Dialogue
from scheduler.errors import UnknownTime, UnknownZone
from scheduler.timing.times import parse_time
from scheduler.timing.zones import find_zone

_DAY = 24 * 60
_LONGEST_NAME = 2
"""Words; more of them that name no city are a question."""


async def subscribe(update: Update, context: Context) -> None:
    """Begin, or show what there is already."""
    subscriber = await active_subscriber(update, context)
    if subscriber is not None:
        await show_settings(update, context, subscriber)
        return
    former = await context.services.subscribers.get(*destination_of(update, context))
    await turn_to(update, context, "topics", Wish.anew(context.language, former, channel_id(context)))


async def ask_for_channel(update: Update, context: Context) -> None:
    """The digest is to be a channel's: the next message names it, or is forwarded from it."""
    await keep(update, context, KIND, "typing-channel", Wish(context.language).to_data())
    await show_aimed(update, context, Reply(context.texts.format("type-channel")))


async def read_channel(update: Update, context: Context, dialogue: Dialogue) -> None:  # noqa: ARG001 (the signature of a step)
    named = forwarded_channel(update) or named_channel(text_of(update))
    if named is None:
        await send(update, Reply(context.texts.format("channel-unread")))
    elif await admit(update, context, named):
        await subscribe(update, context)


async def open_page(update: Update, context: Context) -> None:
    (what,) = arguments_of(update, 1)
    if what not in CHANGEABLE:
        raise StalePress(what)
    await change_something(update, context, what)


async def tick_topic(update: Update, context: Context) -> None:
    (reference,) = arguments_of(update, 1)
    wish = await wish_of(update, context)
    await turn_to(update, context, "topics", wish.with_topic_toggled(await topic_id(context, reference)))


async def finish_topics(update: Update, context: Context) -> None:
    """Those that are no more fall away."""
    wish = await wish_of(update, context)
    there = {topic.id for topic in await context.services.catalogue.topics()}
    topics = tuple(topic for topic in wish.topics if topic in there)
    if not topics:
        await acknowledge(update, context.texts.plain("choose-at-least-one"))
    else:
        await choose(update, context, wish, topics=topics)


async def choose_hour(update: Update, context: Context) -> None:
    (minute,) = arguments_of(update, 1)
    if not 0 <= number(minute) < _DAY:
        raise StalePress(minute)
    await choose(update, context, await wish_of(update, context), minute=int(minute))


async def choose_zone(update: Update, context: Context) -> None:
    (name,) = arguments_of(update, 1)
    try:
        zone = await find_zone(name)
    except UnknownZone as error:
        raise StalePress(name) from error
    await choose(update, context, await wish_of(update, context), zone=zone.name)


async def choose_language(update: Update, context: Context) -> None:
    (language,) = arguments_of(update, 1)
    if language not in LANGUAGES:
        raise StalePress(language)
    await choose(update, context, await wish_of(update, context), language=language)


async def type_it(update: Update, context: Context) -> None:
    """What is wanted is not among the buttons: the next message says it."""
    (what,) = arguments_of(update, 1)
    step = f"typing-{what}"
    if step not in STEPS:
        raise StalePress(what)
    await keep(update, context, KIND, step, (await wish_of(update, context)).to_data())
    page = Reply(context.texts.format(f"type-{what}"))
    await show_aimed(update, context, to_be_answered(update, context, page))


async def read_hour(update: Update, context: Context, dialogue: Dialogue) -> None:
    try:
        minute = parse_time(words_of(update, context))
    except UnknownTime as error:
        unknown = render_unknown_hour(error.suggestions, context.texts)
        await send_aimed(update, context, to_be_answered(update, context, unknown))
    else:
        await choose(update, context, Wish.from_data(dialogue.data), minute=minute)


async def read_zone(update: Update, context: Context, dialogue: Dialogue) -> None:
    try:
        zone = await find_zone(words_of(update, context))
    except UnknownZone as error:
        unknown = render_unknown_zone(error.suggestions, context.texts)
        await send_aimed(update, context, to_be_answered(update, context, unknown))
    else:
        await choose(update, context, Wish.from_data(dialogue.data), zone=zone.name)


async def _tells_hour(said: str) -> bool:
    """Words that are no hour for sure may be a question, digits hardly."""
    try:
        parse_time(said)
    except UnknownTime as error:
        return bool(error.suggestions) and not any(map(str.isalpha, said))
    return True


async def _tells_zone(said: str) -> bool:
    if small_talk(said):
        return False
    try:
        await find_zone(said)
    except UnknownZone as error:
        return bool(error.suggestions) and len(said.split()) <= _LONGEST_NAME and not set(said) & set("?؟")
    return True


Step = Callable[[Update, Context, Dialogue], Awaitable[None]]


def _for_its_channel(step: Step) -> Step:
    """Whoever writes is authorised again, against the channel that the dialogue is about."""

    async def guarded(update: Update, context: Context, dialogue: Dialogue) -> None:
        channel = Wish.from_data(dialogue.data).channel
        if channel is None or await admit(update, context, channel):
            await step(update, context, dialogue)

    return guarded


STEPS: Mapping[str, Step] = {
    "typing-hour": _for_its_channel(read_hour),
    "typing-zone": _for_its_channel(read_zone),
    "typing-quiet": _for_its_channel(read_quiet),
    "typing-channel": read_channel,
}
"""Those that wait for a message."""

PAGES: Mapping[str, tuple[Callable[[str], Awaitable[bool]], Step]] = {
    "hour": (_tells_hour, STEPS["typing-hour"]),
    "zone": (_tells_zone, STEPS["typing-zone"]),
    "quiet": (tells_quiet, STEPS["typing-quiet"]),
}
"""Those that wait for a press: how to know what they ask for in a message, and what takes it."""


async def confirm(update: Update, context: Context) -> None:
    wish = await wish_of(update, context)
    if not wish.topics or wish.minute is None or wish.zone is None:
        raise StalePress(KIND)
    subscriber = await subscribe_to(update, context, wish)
    await end(update, context, KIND)
    await show_settings(update, context, subscriber, context.texts.plain("subscribed"))


def register(app: App) -> None:
    register_command(app, "subscribe", managed(subscribe))
    register_presses(app, "begin", managed(subscribe))
    register_presses(app, "for-channel", managed(ask_for_channel))
    register_presses(app, "change", managed(open_page))
    register_presses(app, "tick", managed(tick_topic))
    register_presses(app, "ticked", managed(finish_topics))
    register_presses(app, "hour", managed(choose_hour))
    register_presses(app, "zone", managed(choose_zone))
    register_presses(app, "digest-language", managed(choose_language))
    register_presses(app, "type", managed(type_it))
    register_presses(app, "subscribe", managed(confirm))
