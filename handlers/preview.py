"""/preview: the next digest of this chat, as it would go out now."""

from telegram import Update

from handlers.commands import register_command
from handlers.context import App, Context
from handlers.dialogue import place_of
from handlers.digest_view import render_digest
from handlers.replies import Reply, send
from handlers.texts import texts_in


async def preview(update: Update, context: Context) -> None:
    chat_id, _ = place_of(update)
    await send(update, await _next_digest(context, chat_id) or Reply(context.texts.format("preview-nothing-new")))


async def _next_digest(context: Context, chat_id: int) -> Reply | None:
    catalogue = context.services.catalogue
    content = await context.services.digests.preview(chat_id, context.now)
    if content is None:
        return None
    facts = await catalogue.facts([entry["id"] for entry in content.body["facts"]])
    return render_digest(content.body, facts, await catalogue.topics(), texts_in(content.language))


def register(app: App) -> None:
    register_command(app, "preview", preview)
