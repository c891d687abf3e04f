"""/progress, /pause and /resume: owners see how sending goes, stop it and let it go on."""

from telegram import Update

from handlers.access import Audience
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import place_of
from handlers.replies import show
from handlers.sending_view import HALT, LOOK, PROCEED, render_sending
from handlers.zones import zone_of_person


async def progress(update: Update, context: Context) -> None:
    await _show(update, context)


async def pause(update: Update, context: Context) -> None:
    """Stop; whoever paused first is named, and what is on its way still arrives."""
    user = update.effective_user
    await context.services.switch.pause("owner", context.now, user.full_name if user else "")
    await _show(update, context, context.texts.plain("sending-paused"))


async def resume(update: Update, context: Context) -> None:
    await context.services.switch.resume()
    await _show(update, context, context.texts.plain("sending-resumed"))


async def _show(update: Update, context: Context, notice: str | None = None) -> None:
    status = await context.services.sending.status(context.now)
    _, person = place_of(update)
    zone = await zone_of_person(context.services.subscribers, person)
    await show(update, render_sending(status, zone, context.texts), notice)


def register(app: App) -> None:
    for command, press, callback in (("progress", LOOK, progress), ("pause", HALT, pause), ("resume", PROCEED, resume)):
        register_command(app, command, callback)
        register_presses(app, press, callback, Audience.OWNER)
