"""The table of commands: who may use each, and what follows from it for help, menus and registration."""

from collections.abc import Iterable
from dataclasses import dataclass

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden
from telegram.ext import CallbackQueryHandler, CommandHandler, ExtBot, filters

from handlers.access import Audience, Callback, only
from handlers.context import App, Context
from handlers.keyboards import presses
from handlers.texts import LANGUAGES, texts_in
from knowledge.model import Language


@dataclass(frozen=True)
class Command:
    name: str
    audience: Audience = Audience.READER


COMMANDS = (
    Command("start"),
    Command("help"),
    Command("topics"),
    Command("latest"),
    Command("subscribe"),
    Command("settings"),
    Command("unsubscribe"),
    Command("mydata"),
    Command("forget"),
    Command("privacy"),
    Command("cancel"),
    Command("add", Audience.CURATOR),
    Command("edit", Audience.CURATOR),
    Command("retire", Audience.CURATOR),
    Command("undo", Audience.CURATOR),
    Command("history", Audience.CURATOR),
    Command("inbox", Audience.CURATOR),
    Command("review", Audience.CURATOR),
    Command("preview", Audience.CURATOR),
    Command("import", Audience.CURATOR),
    Command("export", Audience.CURATOR),
    Command("curators", Audience.OWNER),
    Command("thresholds", Audience.OWNER),
    Command("broadcast", Audience.OWNER),
    Command("progress", Audience.OWNER),
    Command("pause", Audience.OWNER),
    Command("resume", Audience.OWNER),
)


def commands_for(audience: Audience) -> tuple[Command, ...]:
    return tuple(command for command in COMMANDS if command.audience <= audience)


def register_command(app: App, name: str, callback: Callback) -> None:
    """Handle a command of the table. An edited message does not repeat it."""
    audience = next(command.audience for command in COMMANDS if command.name == name)
    app.add_handler(CommandHandler(name, only(audience, callback), filters.UpdateType.MESSAGE))


def register_presses(app: App, action: str, callback: Callback, audience: Audience = Audience.READER) -> None:
    """Handle the buttons of one action; who presses is authorised each time."""
    app.add_handler(CallbackQueryHandler[Context, None](only(audience, callback), presses(action)))


async def publish_menus(bot: ExtBot[None], curators: Iterable[int], owners: Iterable[int]) -> None:
    """Set the menus of every reader, and of each curator's and owner's private chat with the bot."""
    for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
        await _set_menu(bot, scope, Audience.READER)
    owning = frozenset(owners)
    for user_id in owning.union(curators):
        await publish_menu_of(bot, user_id, Audience.OWNER if user_id in owning else Audience.CURATOR)


async def publish_description(bot: ExtBot[None]) -> None:
    """Set what Telegram shows before the first message and on the bot's page, in each language."""
    for code in (*LANGUAGES, None):
        texts = texts_in(code or "en")
        await bot.set_my_description(texts.plain("description"), language_code=code)
        await bot.set_my_short_description(texts.plain("description-short"), language_code=code)


async def publish_menu_of(bot: ExtBot[None], user_id: int, audience: Audience, chosen: Language | None = None) -> None:
    """Set the menu of one private chat, in the language its reader chose, if any; readers have the common one."""
    scope = BotCommandScopeChat(user_id)
    try:
        if audience is Audience.READER and chosen is None:
            await _delete_menu(bot, scope)
        else:
            await _set_menu(bot, scope, audience, chosen)
    except (BadRequest, Forbidden):
        # They never wrote to the bot, or blocked it: there is no chat whose menu could be set.
        return


async def _set_menu(
    bot: ExtBot[None], scope: BotCommandScope, audience: Audience, chosen: Language | None = None
) -> None:
    # Telegram shows the menu without a language to everyone whose language has none.
    for code in (*LANGUAGES, None):
        await bot.set_my_commands(menu(audience, chosen or code or "en"), scope=scope, language_code=code)


async def _delete_menu(bot: ExtBot[None], scope: BotCommandScope) -> None:
    for code in (*LANGUAGES, None):
        await bot.delete_my_commands(scope=scope, language_code=code)


def menu(audience: Audience, language: Language) -> list[BotCommand]:
    texts = texts_in(language)
    return [BotCommand(command.name, texts.plain(f"command-{command.name}")) for command in commands_for(audience)]
