"""/preview: the next digest of this chat, as it would go out now."""

from telegram import Update

from handlers.commands import register_command
from handlers.context import App, Context
from handlers.dialogue import place_of
from handlers.digest_view import render_digest
from handlers.replies import Reply, send
from handlers.texts import texts_in
from scheduler.model import Content


async def preview(update: Update, context: Context) -> None:
    chat_id, _ = place_of(update)
    contents = await context.services.digests.preview(chat_id, context.now)
    replies = [reply for content in contents if (reply := await _render(context, content))]
    for reply in replies or [Reply(context.texts.format("preview-nothing-new"))]:
        await send(update, reply)


async def _render(context: Context, content: Content) -> Reply | None:
    catalogue = context.services.catalogue
    facts = await catalogue.facts([entry["id"] for entry in content.body["facts"]])
    return render_digest(content.body, facts, await catalogue.topics(), texts_in(content.language))


def register(app: App) -> None:
    register_command(app, "preview", preview)
