"""What Telegram tells of the chat itself: the bot was blocked or thrown out, or a group got another id."""

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from handlers.context import App, Context

_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


async def notice_membership(update: Update, context: Context) -> None:
    """End the subscriptions of a chat that the bot may no longer write to."""
    change = update.my_chat_member
    if change is not None and change.new_chat_member.status in _OUT:
        await context.services.subscribers.mark_gone(change.chat.id, now=context.now)


async def follow_migration(update: Update, context: Context) -> None:
    """A group that became a supergroup keeps its subscription under its new id."""
    message = update.effective_message
    if message is not None and message.migrate_to_chat_id is not None:
        await context.services.subscribers.move(message.chat.id, message.migrate_to_chat_id, context.now)


def register(app: App) -> None:
    app.add_handler(ChatMemberHandler(notice_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, follow_migration))
