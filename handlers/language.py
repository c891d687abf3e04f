"""The language of the interface: looked up before anything is said, and chosen by the reader."""

from telegram import Update
from telegram.ext import TypeHandler

from handlers.access import audience_of, is_private
from handlers.commands import publish_menu_of
from handlers.context import App, Context
from handlers.texts import LANGUAGES
from knowledge.model import Language


async def learn_language(update: Update, context: Context) -> None:
    """Look up what the reader chose. Runs before every other handler of the update."""
    if update.effective_user:
        context.chosen_language = await context.services.readers.language_of(update.effective_user.id)


async def remember_language(update: Update, context: Context, language: Language) -> None:
    """Speak a language from now on; anything but a language of the interface means: follow the question."""
    user, chosen = update.effective_user, language if language in LANGUAGES else None
    if user is None:
        return
    await context.services.readers.choose_language(user.id, chosen, context.now)
    context.chosen_language = chosen
    if is_private(update):
        await publish_menu_of(context.bot, user.id, await audience_of(update, context), chosen)


def register(app: App) -> None:
    app.add_handler(TypeHandler(Update, learn_language), group=-1)
