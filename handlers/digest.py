"""What the buttons of a digest do to the subscription: more of it at once, or no more of it."""

from telegram import Update

from handlers.channels import managed
from handlers.commands import register_presses
from handlers.context import App, Context
from handlers.delivery_view import message_of
from handlers.markup import Html
from handlers.replies import Reply, acknowledge, send
from handlers.settings import active_subscriber, all_ended, destination_of, render_unsubscribed


async def more(update: Update, context: Context) -> None:
    """The next facts now; they will not come with the next digest."""
    chat_id, thread_id = destination_of(update, context)
    content = await context.services.digests.more(chat_id, context.now, thread_id)
    reply = await message_of(content, context.services.catalogue) if content else None
    await acknowledge(update)
    await send(update, reply or Reply(await _no_more(update, context)))


async def _no_more(update: Update, context: Context) -> Html:
    subscriber = await active_subscriber(update, context)
    ended = await all_ended(context, subscriber) if subscriber else Html()
    return ended or context.texts.format("digest-no-more")


async def stop(update: Update, context: Context) -> None:
    """No more digests, at once; the one whose button was pressed stays, and the way back comes below it."""
    chat_id, thread_id = destination_of(update, context)
    await context.services.subscribers.unsubscribe(chat_id, thread_id, context.now)
    await acknowledge(update)
    await send(update, render_unsubscribed(context.texts))


def register(app: App) -> None:
    # In a group, more takes away from what all will get, so whoever may end its subscription decides that too.
    register_presses(app, "digest-more", managed(more))
    register_presses(app, "stop", managed(stop))
