"""What Telegram tells of the chat itself: the bot was let in, blocked or thrown out, or a group got another id."""

import logging

from telegram import (
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    InlineKeyboardMarkup,
    Update,
)
from telegram.constants import ChatMemberStatus, ChatType, ParseMode
from telegram.error import BadRequest, Forbidden
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from handlers.context import App, Context
from handlers.keyboards import aimed_at, button, keyboard
from handlers.replies import Reply
from handlers.texts import Texts

_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)

_log = logging.getLogger(__name__)


async def notice_membership(update: Update, context: Context) -> None:
    """End what the chat subscribes to when the bot may no longer write to it, and go on when it may again."""
    change = update.my_chat_member
    if change is None:
        return
    if not may_write(change, change.new_chat_member):
        await context.services.subscribers.mark_gone(change.chat.id, now=context.now)
        return
    returned = await context.services.subscribers.take_back(change.chat.id, context.now)
    if change.chat.type == ChatType.CHANNEL and not may_write(change, change.old_chat_member):
        await _tell(change, context, render_let_in(change, context.texts, goes_on=bool(returned)))


def may_write(change: ChatMemberUpdated, member: ChatMember) -> bool:
    if change.chat.type == ChatType.CHANNEL:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return member.status not in _OUT


async def _tell(change: ChatMemberUpdated, context: Context, reply: Reply) -> None:
    """In private, whoever let the bot in; not everybody ever wrote to it, and then it may not write."""
    try:
        await context.bot.send_message(change.from_user.id, reply.text, ParseMode.HTML, reply_markup=reply.keyboard)
    except (BadRequest, Forbidden):
        _log.info("whoever let the bot into a channel cannot be written to")


def render_let_in(change: ChatMemberUpdated, texts: Texts, *, goes_on: bool) -> Reply:
    message_id = "channel-goes-on" if goes_on else "channel-let-in"
    row = [button(texts.plain("button-settings" if goes_on else "button-set-up"), "begin")]
    markup: InlineKeyboardMarkup | None = aimed_at(keyboard([row], texts.language), change.chat.id)
    return Reply(texts.format(message_id, title=change.chat.title or ""), markup)


async def follow_migration(update: Update, context: Context) -> None:
    """A group that became a supergroup keeps its subscription under its new id. Both chats tell of it."""
    message = update.effective_message
    if message is None:
        return
    subscribers, chat_id = context.services.subscribers, message.chat.id
    if message.migrate_to_chat_id is not None:
        await subscribers.move(chat_id, message.migrate_to_chat_id, context.now)
    elif message.migrate_from_chat_id is not None:
        await subscribers.move(message.migrate_from_chat_id, chat_id, context.now)


def register(app: App) -> None:
    app.add_handler(ChatMemberHandler(notice_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, follow_migration))
