"""What handlers send back, and the few ways to send it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from handlers.keyboards import with_rows
from handlers.markup import Html, joined
from knowledge.model import Language

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

# Telegram's wording; python-telegram-bot strips "Bad Request: " and changes the first letter.
_HARMLESS = ("message is not modified", "query is too old", "query id is invalid")
_UNEDITABLE = ("message can't be edited", "message to edit not found", "there is no text in the message to edit")


@dataclass(frozen=True)
class Reply:
    text: Html
    keyboard: InlineKeyboardMarkup | None = None

    def below(self, line: Html) -> "Reply":
        """The same below another line; the same as it is when that is empty."""
        return replace(self, text=joined([line, self.text], "\n\n"))

    def above(self, line: Html) -> "Reply":
        """The same above another line; the same as it is when that is empty."""
        return replace(self, text=joined([self.text, line], "\n\n"))


async def send(update: Update, reply: Reply) -> None:
    """A new message: an answer to the one that came, or below the one whose button was pressed."""
    message = update.effective_message
    if message is not None:
        await message.reply_html(reply.text, reply_markup=reply.keyboard, link_preview_options=NO_PREVIEW)
    elif update.effective_chat is not None:
        await update.effective_chat.send_message(
            reply.text, ParseMode.HTML, reply_markup=reply.keyboard, link_preview_options=NO_PREVIEW
        )


async def show(update: Update, reply: Reply, notice: str | None = None) -> None:
    """A page: in place of the message whose button was pressed, or a new message after a command."""
    query = update.callback_query
    if query is None:
        await send(update, reply)
        return
    await acknowledge(update, notice)
    if not await _edited(query, reply):
        await send(update, reply)


async def show_rows(
    update: Update,
    rows: Sequence[Sequence[InlineKeyboardButton]],
    replaced: Collection[str],
    language: Language,
    notice: str | None = None,
) -> None:
    """Other buttons in place of those of the ``replaced`` actions; the message and its other buttons stay."""
    query = update.callback_query
    await acknowledge(update, notice)
    message = query.message if query else None
    if query is None or not isinstance(message, Message) or message.reply_markup is None:
        return  # too old for Telegram to let anybody see it
    try:
        await query.edit_message_reply_markup(with_rows(message.reply_markup, rows, replaced, language))
    except BadRequest as error:
        if not is_harmless(error) and not _is_uneditable(error):
            raise


async def acknowledge(update: Update, notice: str | None = None) -> bool:
    """Stop the pressed button's spinner, with a short notice if there is one. Each press is answered once.

    False when nobody saw the notice: there is no press, or it was answered before, or it waited too long.
    """
    if update.callback_query is None:
        return False
    try:
        await update.callback_query.answer(notice)
    except BadRequest as error:
        # A press that waited while the bot was down is too old to answer, and is still done.
        if not is_harmless(error):
            raise
        return False
    return True


def is_harmless(error: BadRequest) -> bool:
    """Whether Telegram only says that there was nothing to do, or that nobody waits any more."""
    return any(wording in error.message.lower() for wording in _HARMLESS)


async def _edited(query: CallbackQuery, reply: Reply) -> bool:
    if not isinstance(query.message, Message):
        return False  # too old for Telegram to let anybody see it
    try:
        await query.edit_message_text(
            reply.text, ParseMode.HTML, reply_markup=reply.keyboard, link_preview_options=NO_PREVIEW
        )
    except BadRequest as error:
        if _is_uneditable(error):
            return False
        if not is_harmless(error):
            raise
    return True


def _is_uneditable(error: BadRequest) -> bool:
    return any(wording in error.message.lower() for wording in _UNEDITABLE)
