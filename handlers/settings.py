"""A subscription as it stands: shown, ended, muted, and every one of those undone."""

from typing import Unpack

from telegram import Update
from telegram.constants import ChatType

from handlers.access import administered
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import place_of
from handlers.fact_view import topic_title
from handlers.keyboards import arguments_of, button, keyboard, refer
from handlers.language import remember_language
from handlers.opening import thread_of, topic_id
from handlers.replies import Reply, acknowledge, send, show
from handlers.texts import Texts
from handlers.wish import Wish
from handlers.wish_view import render_no_subscription, render_settings
from knowledge.model import Topic
from scheduler.errors import NoTopics, NotSubscribed
from scheduler.model import ChatKind, Subscriber, SubscriberState
from scheduler.subscribers import Changes


async def settings(update: Update, context: Context) -> None:
    """What can be set: the digest, if there is one, and the language of the interface."""
    subscriber = await active_subscriber(update, context)
    if subscriber is None:
        await show(update, render_no_subscription(context.texts))
    else:
        await show_settings(update, context, subscriber)


async def show_settings(update: Update, context: Context, subscriber: Subscriber, notice: str | None = None) -> None:
    topics = await context.services.catalogue.topics()
    await show(update, render_settings(Wish.of(subscriber), topics, context.texts), notice)


async def choose_interface(update: Update, context: Context) -> None:
    (language,) = arguments_of(update, 1)
    await remember_language(update, context, language)
    await settings(update, context)


async def unsubscribe(update: Update, context: Context) -> None:
    """With one press or one command; the answer carries the way back."""
    chat_id, thread_id = destination_of(update)
    await context.services.subscribers.unsubscribe(chat_id, thread_id, context.now)
    await show(update, render_unsubscribed(context.texts))


async def resubscribe(update: Update, context: Context) -> None:
    """Undo: the subscription is as it was."""
    chat_id, thread_id = destination_of(update)
    former = await context.services.subscribers.get(chat_id, thread_id)
    if former is None:
        raise NotSubscribed(chat_id)
    subscriber = await subscribe_to(update, context, Wish.of(former))
    await show_settings(update, context, subscriber, context.texts.plain("subscribed-again"))


async def mute(update: Update, context: Context) -> None:
    """No more of one topic, pressed under a digest, which stays as it is."""
    chat_id, thread_id = destination_of(update)
    topic = await _pressed_topic(update, context)
    try:
        await context.services.subscribers.mute_topic(chat_id, thread_id, topic.id, context.now)
    except NoTopics:
        reply = Reply(context.texts.format("last-topic"))
    else:
        reply = render_muted(topic, context.texts)
    await acknowledge(update)
    await send(update, reply)


async def unmute(update: Update, context: Context) -> None:
    subscriber, topic = await active_subscriber(update, context), await _pressed_topic(update, context)
    if subscriber is None:
        raise NotSubscribed(destination_of(update)[0])
    if topic.id not in subscriber.topics:
        await change(update, context, topics=(*subscriber.topics, topic.id))
    await show(update, Reply(context.texts.format("unmuted", title=topic_title(topic, context.texts))))


async def _pressed_topic(update: Update, context: Context) -> Topic:
    (reference,) = arguments_of(update, 1)
    return await context.services.catalogue.topic(await topic_id(context, reference))


def destination_of(update: Update) -> tuple[int, int]:
    """The chat and the forum topic that digests go to."""
    chat_id, _ = place_of(update)
    return chat_id, thread_of(update)


async def active_subscriber(update: Update, context: Context) -> Subscriber | None:
    subscriber = await context.services.subscribers.get(*destination_of(update))
    return subscriber if subscriber and subscriber.state is SubscriberState.ACTIVE else None


async def subscribe_to(update: Update, context: Context, wish: Wish) -> Subscriber:
    chat_id, thread_id = destination_of(update)
    return await context.services.subscribers.subscribe(
        chat_id,
        thread_id=thread_id,
        kind=_kind_of(update),
        language=wish.language,
        topics=wish.topics,
        zone=wish.zone or "UTC",
        minute=wish.minute or 0,
        now=context.now,
    )


async def change(update: Update, context: Context, **changes: Unpack[Changes]) -> Subscriber:
    chat_id, thread_id = destination_of(update)
    return await context.services.subscribers.change(chat_id, thread_id, now=context.now, **changes)


def _kind_of(update: Update) -> ChatKind:
    chat = update.effective_chat
    return ChatKind.PRIVATE if chat is None or chat.type == ChatType.PRIVATE else ChatKind.GROUP


def render_unsubscribed(texts: Texts) -> Reply:
    row = [button(texts.plain("button-undo"), "resubscribe")]
    return Reply(texts.format("unsubscribed"), keyboard([row], texts.language))


def render_muted(topic: Topic, texts: Texts) -> Reply:
    row = [button(texts.plain("button-undo"), "unmute", refer(topic.id))]
    return Reply(texts.format("muted", title=topic_title(topic, texts)), keyboard([row], texts.language))


def register(app: App) -> None:
    register_command(app, "settings", administered(settings))
    register_command(app, "unsubscribe", administered(unsubscribe))
    register_presses(app, "interface", administered(choose_interface))
    register_presses(app, "unsubscribe", administered(unsubscribe))
    register_presses(app, "resubscribe", administered(resubscribe))
    register_presses(app, "mute", administered(mute))
    register_presses(app, "unmute", administered(unmute))
