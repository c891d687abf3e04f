"""A subscription as it stands: shown, ended, muted, and every one of those undone."""

from dataclasses import replace
from typing import Unpack

from telegram import Update
from telegram.constants import ChatType

from handlers.access import is_private
from handlers.channels import managed
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import place_of
from handlers.fact_view import topic_title
from handlers.keyboards import aimed_at, arguments_of, button, keyboard, refer
from handlers.language import remember_language
from handlers.markup import Html
from handlers.opening import thread_of, topic_id
from handlers.replies import Reply, acknowledge, send, show
from handlers.summary import ended_topics
from handlers.texts import Texts
from handlers.wish import Wish
from handlers.wish_view import render_no_subscription, render_settings
from knowledge.model import Topic
from scheduler.errors import NoTopics, NotSubscribed
from scheduler.model import ChatKind, Subscriber, SubscriberState
from scheduler.subscribing.subscribers import Changes


async def settings(update: Update, context: Context) -> None:
    """What can be set: the digest, if there is one, and the language of the interface."""
    subscriber = await active_subscriber(update, context)
    if subscriber is not None:
        await show_settings(update, context, subscriber)
    elif context.channel:
        await show_aimed(update, context, render_channel_without(context.channel.title, context.texts))
    else:
        await show(update, render_no_subscription(context.chosen_language, context.texts))


async def show_settings(update: Update, context: Context, subscriber: Subscriber, notice: str | None = None) -> None:
    catalogue, channel = context.services.catalogue, context.channel
    topics, retired = await catalogue.topics(), await catalogue.retired_topics()
    title = channel.title if channel else None
    page = render_settings(
        Wish.of(subscriber),
        topics,
        context.texts,
        retired,
        title,
        interface=context.chosen_language,
        is_private=is_private(update),
    )
    await show_aimed(update, context, page, notice)


async def show_aimed(update: Update, context: Context, reply: Reply, notice: str | None = None) -> None:
    """A page whose buttons are about what this update is about."""
    await show(update, _aimed(reply, context), notice)


async def send_aimed(update: Update, context: Context, reply: Reply) -> None:
    await send(update, _aimed(reply, context))


def to_be_answered(update: Update, context: Context, reply: Reply) -> Reply:
    """A page that waits for a message. In groups, Telegram hands a bot only what is a reply to it."""
    if is_private(update):
        return reply
    instead = "press" if reply.keyboard else "nothing"
    return reply.above(context.texts.format("write-as-reply", instead=instead))


def _aimed(reply: Reply, context: Context) -> Reply:
    channel = context.channel
    return replace(reply, keyboard=aimed_at(reply.keyboard, channel.id)) if channel else reply


async def choose_interface(update: Update, context: Context) -> None:
    (language,) = arguments_of(update, 1)
    await remember_language(update, context, language)
    await settings(update, context)


async def unsubscribe(update: Update, context: Context) -> None:
    """With one press or one command; the answer carries the way back."""
    chat_id, thread_id = destination_of(update, context)
    await context.services.subscribers.unsubscribe(chat_id, thread_id, context.now)
    await show_aimed(update, context, render_unsubscribed(context.texts))


async def resubscribe(update: Update, context: Context) -> None:
    """Undo: the subscription is as it was."""
    chat_id, thread_id = destination_of(update, context)
    former = await context.services.subscribers.get(chat_id, thread_id)
    if former is None:
        raise NotSubscribed(chat_id)
    subscriber = await subscribe_to(update, context, Wish.of(former))
    await show_settings(update, context, subscriber, context.texts.plain("subscribed-again"))


async def mute(update: Update, context: Context) -> None:
    """No more of one topic, pressed under a digest, which stays as it is."""
    chat_id, thread_id = destination_of(update, context)
    topic = await _pressed_topic(update, context)
    try:
        await context.services.subscribers.mute_topic(chat_id, thread_id, topic.id, context.now)
    except NoTopics:
        reply = render_last_topic(context.texts)
    else:
        reply = render_muted(topic, context.texts)
    await acknowledge(update)
    await send(update, reply)


async def unmute(update: Update, context: Context) -> None:
    subscriber, topic = await active_subscriber(update, context), await _pressed_topic(update, context)
    if subscriber is None:
        raise NotSubscribed(destination_of(update, context)[0])
    if topic.id not in subscriber.topics:
        await change(update, context, topics=(*subscriber.topics, topic.id))
    await show(update, Reply(context.texts.format("unmuted", title=topic_title(topic, context.texts))))


async def _pressed_topic(update: Update, context: Context) -> Topic:
    (reference,) = arguments_of(update, 1)
    return await context.services.catalogue.topic(await topic_id(context, reference))


def destination_of(update: Update, context: Context) -> tuple[int, int]:
    """The chat and the forum topic that digests go to."""
    if context.channel:
        return context.channel.id, 0
    chat_id, _ = place_of(update)
    return chat_id, thread_of(update)


def channel_id(context: Context) -> int | None:
    return context.channel.id if context.channel else None


async def active_subscriber(update: Update, context: Context) -> Subscriber | None:
    """None where nobody wants digests. A subscription that was given up for lost goes on: the chat is there."""
    chat_id, thread_id = destination_of(update, context)
    subscriber = await context.services.subscribers.get(chat_id, thread_id)
    if subscriber and subscriber.state in (SubscriberState.BLOCKED, SubscriberState.GONE):
        await context.services.subscribers.take_back(chat_id, context.now)
        subscriber = await context.services.subscribers.get(chat_id, thread_id)
    return subscriber if subscriber and subscriber.state is SubscriberState.ACTIVE else None


async def all_ended(context: Context, subscriber: Subscriber) -> Html:
    """That none of the subscriber's topics goes on, and what to do about it; else empty."""
    catalogue, wish = context.services.catalogue, Wish.of(subscriber)
    topics = await catalogue.topics()
    if any(topic.id in wish.topics for topic in topics):
        return Html()
    return ended_topics(wish, topics, await catalogue.retired_topics(), context.texts)


async def subscribe_to(update: Update, context: Context, wish: Wish) -> Subscriber:
    chat_id, thread_id = destination_of(update, context)
    return await context.services.subscribers.subscribe(
        chat_id,
        thread_id=thread_id,
        kind=ChatKind.CHANNEL if context.channel else _kind_of(update),
        language=wish.language,
        topics=wish.topics,
        zone=wish.zone or "UTC",
        minute=wish.minute or 0,
        now=context.now,
    )


async def change(update: Update, context: Context, **changes: Unpack[Changes]) -> Subscriber:
    chat_id, thread_id = destination_of(update, context)
    return await context.services.subscribers.change(chat_id, thread_id, now=context.now, **changes)


def _kind_of(update: Update) -> ChatKind:
    chat = update.effective_chat
    return ChatKind.PRIVATE if chat is None or chat.type == ChatType.PRIVATE else ChatKind.GROUP


def render_unsubscribed(texts: Texts) -> Reply:
    row = [button(texts.plain("button-undo"), "resubscribe")]
    return Reply(texts.format("unsubscribed"), keyboard([row], texts.language))


def render_channel_without(title: str, texts: Texts) -> Reply:
    row = [button(texts.plain("button-set-up"), "begin")]
    return Reply(texts.format("channel-not-subscribed", title=title), keyboard([row], texts.language))


def render_last_topic(texts: Texts) -> Reply:
    row = [button(texts.plain("button-stop"), "stop")]
    return Reply(texts.format("last-topic"), keyboard([row], texts.language))


def render_muted(topic: Topic, texts: Texts) -> Reply:
    row = [button(texts.plain("button-undo"), "unmute", refer(topic.id))]
    return Reply(texts.format("muted", title=topic_title(topic, texts)), keyboard([row], texts.language))


def register(app: App) -> None:
    register_command(app, "settings", managed(settings))
    register_command(app, "unsubscribe", managed(unsubscribe))
    register_presses(app, "settings", managed(settings))
    register_presses(app, "interface", managed(choose_interface))
    register_presses(app, "unsubscribe", managed(unsubscribe))
    register_presses(app, "resubscribe", managed(resubscribe))
    register_presses(app, "mute", managed(mute))
    register_presses(app, "unmute", managed(unmute))
