"""Who may do what, decided again at every command, press and step of a dialogue."""

from collections.abc import Callable, Coroutine
from enum import IntEnum
from typing import Any, TypeAlias

from telegram import ChatMember, Update
from telegram.constants import ChatMemberStatus, ChatType

from handlers.context import Context
from handlers.replies import Reply, acknowledge, send


class Audience(IntEnum):
    """Each may do what those below it may."""

    READER = 0
    CURATOR = 1
    OWNER = 2


Callback: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]

_REFUSALS = {Audience.CURATOR: "refused-curators-only", Audience.OWNER: "refused-owners-only"}


async def audience_of(update: Update, context: Context) -> Audience:
    user = update.effective_user
    curators = context.services.curators
    if user is None or not await curators.is_curator(user.id):
        return Audience.READER
    return Audience.OWNER if curators.is_owner(user.id) else Audience.CURATOR


def only(audience: Audience, callback: Callback) -> Callback:
    """Let in whoever belongs to the audience, and tell everybody else, politely, that it is not for them."""
    if audience is Audience.READER:
        return callback

    async def guarded(update: Update, context: Context) -> None:
        if await is_admitted(update, context, audience):
            await callback(update, context)

    return guarded


def administered(callback: Callback) -> Callback:
    """Let in whoever may decide for the chat, and tell the others who may."""

    async def guarded(update: Update, context: Context) -> None:
        if await may_manage_chat(update, context):
            await callback(update, context)
        else:
            await refuse(update, context, "refused-administrators-only")

    return guarded


async def is_admitted(update: Update, context: Context, audience: Audience) -> bool:
    """Whether this person may go on; if not, they have been told why."""
    if audience > await audience_of(update, context):
        await refuse(update, context, _REFUSALS[audience])
        return False
    if audience > Audience.READER and not is_private(update):
        await refuse(update, context, "refused-private-only")
        return False
    return True


async def refuse(update: Update, context: Context, message_id: str) -> None:
    if update.callback_query:
        await acknowledge(update, context.texts.plain(message_id))
    else:
        await send(update, Reply(context.texts.format(message_id)))


def is_private(update: Update) -> bool:
    return update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE


async def may_manage_chat(update: Update, context: Context) -> bool:
    """Whether this person may decide for the chat: anybody in private, administrators in a group (asked each time)."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None:
        return False
    if chat.type == ChatType.PRIVATE:
        return True
    # An administrator who stays anonymous writes in the name of the group itself.
    if update.message and update.message.sender_chat == chat:
        return True
    member: ChatMember = await context.bot.get_chat_member(chat.id, user.id)
    return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
