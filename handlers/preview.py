"""/preview: the next digest of this chat, as it would go out now."""

from telegram import Update

from handlers.commands import register_command
from handlers.context import App, Context
from handlers.delivery_view import message_of
from handlers.dialogue import place_of
from handlers.outlet import PRIVATE
from handlers.replies import Reply, send


async def preview(update: Update, context: Context) -> None:
    chat_id, _ = place_of(update)
    contents = await context.services.digests.preview(chat_id, context.now)
    replies = [
        reply for content in contents if (reply := await message_of(content, context.services.catalogue, PRIVATE))
    ]
    for reply in replies or [Reply(context.texts.format("preview-nothing-new"))]:
        await send(update, reply)


def register(app: App) -> None:
    register_command(app, "preview", preview)
