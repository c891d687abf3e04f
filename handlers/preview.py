"""/preview: the next digest as a subscriber would get it, or as anybody with other topics would. Nothing is noted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Update

from handlers.access import Audience
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.delivery_view import message_of
from handlers.dialogue import place_of
from handlers.errors import StalePress
from handlers.keyboards import arguments_of, number
from handlers.outlet import Outlet
from handlers.preview_view import Shown, render_beginning, render_end, render_topics
from handlers.replies import Reply, acknowledge, send, show
from handlers.texts import LANGUAGES
from handlers.wish import AMOUNT
from knowledge.model import Language, Topic
from scheduler.model import ChatKind, Content, Subscriber, SubscriberState

_ONE_DAY = timedelta(days=1)


async def preview(update: Update, context: Context) -> None:
    """Of the chat whose id follows the command, else one's own; without a subscription, a newcomer's."""
    if context.args:
        await _preview_named(update, context, context.args[0])
        return
    subscriber = await _active(context, place_of(update)[0])
    if subscriber is not None:
        await _show_subscriber(update, context, subscriber, subscriber.language)
    else:
        topics = await context.services.catalogue.topics()
        await _show_newcomer(update, context, context.language, topics, topics)


async def _preview_named(update: Update, context: Context, written: str) -> None:
    try:
        subscriber = await _active(context, number(written))
    except StalePress:
        await send(update, Reply(context.texts.format("preview-usage")))
        return
    if subscriber is None:
        await send(update, Reply(context.texts.format("preview-no-subscription")))
    else:
        await _show_subscriber(update, context, subscriber, subscriber.language)


async def preview_in_language(update: Update, context: Context) -> None:
    """The same subscriber's in another language."""
    language, chat_id, thread_id = arguments_of(update, 3)
    subscriber = await _active(context, number(chat_id), number(thread_id))
    if subscriber is None:
        raise StalePress(chat_id)
    await acknowledge(update)
    await _show_subscriber(update, context, subscriber, _known(language))


async def preview_topics(update: Update, context: Context) -> None:
    """What a newcomer with these topics would get."""
    language, chosen = arguments_of(update, 2)
    topics = await context.services.catalogue.topics()
    await acknowledge(update)
    await _show_newcomer(update, context, _known(language), topics, _chosen(topics, number(chosen)))


async def choose_topics(update: Update, context: Context) -> None:
    """Tick topics, in place; what is ticked is in the buttons."""
    language, chosen = arguments_of(update, 2)
    topics = await context.services.catalogue.topics()
    await show(update, render_topics(topics, _chosen(topics, number(chosen)), _known(language), context.texts))


async def _show_subscriber(update: Update, context: Context, subscriber: Subscriber, language: Language) -> None:
    """At its next hour, as its facts stand now."""
    at = subscriber.next_due_at or context.now + _ONE_DAY
    contents = await context.services.digests.preview(subscriber.chat_id, at, subscriber.thread_id)
    is_own = subscriber.chat_id == place_of(update)[0]
    topics = await context.services.catalogue.topics()
    chosen = [topic for topic in topics if topic.id in subscriber.topics]
    shown = Shown(language, topics, chosen, None if is_own else subscriber.chat_id, subscriber)
    await _show(update, context, contents, shown, Outlet(subscriber.kind, context.bot.username))


async def _show_newcomer(
    update: Update, context: Context, language: Language, topics: Sequence[Topic], chosen: Sequence[Topic]
) -> None:
    at: datetime = context.now + _ONE_DAY
    ids = [topic.id for topic in chosen]
    contents = await context.services.digests.preview_for(language, ids, AMOUNT, at)
    shown = Shown(language, topics, chosen)
    await _show(update, context, contents, shown, Outlet(ChatKind.PRIVATE, context.bot.username))


async def _show(update: Update, context: Context, contents: Sequence[Content], shown: Shown, outlet: Outlet) -> None:
    """Between two lines that say what it is, every message exactly as it would be sent."""
    messages = [
        message
        for content in contents
        if (message := await message_of(replace(content, language=shown.language), context.services.catalogue, outlet))
    ]
    await send(update, render_beginning(shown, len(messages), context.texts))
    for message in messages:
        await send(update, message)
    await send(update, render_end(shown, context.texts))


async def _active(context: Context, chat_id: int, thread_id: int = 0) -> Subscriber | None:
    subscriber = await context.services.subscribers.get(chat_id, thread_id)
    return subscriber if subscriber and subscriber.state is SubscriberState.ACTIVE else None


def _chosen(topics: Sequence[Topic], places: int) -> list[Topic]:
    return [topic for place, topic in enumerate(topics) if places >> place & 1]


def _known(language: str) -> Language:
    """Raises StalePress for one that the interface does not speak."""
    if language not in LANGUAGES:
        raise StalePress(language)
    return language


def register(app: App) -> None:
    register_command(app, "preview", preview)
    register_presses(app, "preview", preview_in_language, Audience.CURATOR)
    register_presses(app, "preview-show", preview_topics, Audience.CURATOR)
    register_presses(app, "preview-topics", choose_topics, Audience.CURATOR)
