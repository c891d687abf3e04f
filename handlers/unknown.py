"""Commands that do not exist, and buttons that nobody handles any more. Registered after everything else."""

from collections.abc import Sequence
from difflib import get_close_matches

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from handlers.access import audience_of
from handlers.commands import commands_for
from handlers.context import App, Context
from handlers.errors import StalePress
from handlers.replies import Reply, send
from handlers.texts import Texts


async def suggest_command(update: Update, context: Context) -> None:
    """Name the nearest command among those this person may use."""
    if update.effective_message is None:
        return
    typed = (update.effective_message.text or "").partition(" ")[0]
    names = [command.name for command in commands_for(await audience_of(update, context))]
    await send(update, render_suggestion(nearest_command(typed, names), context.texts))


def nearest_command(typed: str, names: Sequence[str]) -> str | None:
    """The command that was half-written or misspelt; None when none is near."""
    word = typed.removeprefix("/").partition("@")[0].casefold()
    begun = [name for name in names if word and name.startswith(word)]
    return next(iter(begun or get_close_matches(word, names, n=1)), None)


def render_suggestion(name: str | None, texts: Texts) -> Reply:
    if name is None:
        return Reply(texts.format("command-unknown"))
    return Reply(texts.format("command-unknown-nearest", command=f"/{name}"))


async def refuse_press(update: Update, context: Context) -> None:  # noqa: ARG001 (a handler's signature)
    raise StalePress(update.callback_query.data or "" if update.callback_query else "")


def register(app: App) -> None:
    # In groups a command may be meant for another bot.
    in_private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    app.add_handler(MessageHandler(in_private & filters.COMMAND, suggest_command))
    app.add_handler(CallbackQueryHandler(refuse_press))
