"""A channel's digest is chosen in private, by whoever may post in the channel, asked of Telegram each time."""

import re

from telegram import ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberOwner, MessageOriginChannel, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from handlers.access import Callback, administered, is_private
from handlers.context import Channel, Context
from handlers.errors import ChannelRefused, StalePress
from handlers.keyboards import channel_of_press
from handlers.replies import Reply, acknowledge, send
from handlers.texts import Texts

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(?P<path>\S+)", re.IGNORECASE)
_PRIVATE_LINK = re.compile(r"c/(?P<number>\d+)(?:/.*)?")
_NAME = re.compile(r"(?:s/)?@?(?P<name>[A-Za-z]\w{3,31})(?:[/?].*)?", re.ASCII)
_NUMBER = re.compile(r"-?\d{5,20}", re.ASCII)
_MARK = "-100"
"""What the Bot API puts before a channel's number."""

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def managed(callback: Callback) -> Callback:
    """Like ``administered``; for a channel that a command or button in private names, let in whoever may post there."""
    for_chat = administered(callback)

    async def guarded(update: Update, context: Context) -> None:
        named = channel_of_press(update) or (named_channel(" ".join(context.args or ())) if context.args else None)
        if named is None or (update.callback_query is None and not is_private(update)):
            await for_chat(update, context)
        elif await admit(update, context, named):
            await callback(update, context)

    return guarded


async def admit(update: Update, context: Context, named: int | str) -> bool:
    """Whether this person may go on for the channel, which is ``context.channel`` then; if not, they are told why."""
    if not is_private(update):
        raise StalePress(str(named))
    try:
        context.channel = await _authorise(update, context, named)
    except ChannelRefused as refusal:
        await acknowledge(update)
        await send(update, render_refusal(refusal, context.texts))
        return False
    return True


def named_channel(text: str) -> int | str | None:
    """The id, or the name with its ``@``, out of a name, an id or a link; None for anything else."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return int(text) if text.startswith("-") else int(_MARK + text)
    address = _ADDRESS.fullmatch(text)
    if address is None and not text.startswith("@"):
        return None
    path = address["path"] if address else text
    if private := _PRIVATE_LINK.fullmatch(path):
        return int(_MARK + private["number"])
    name = _NAME.fullmatch(path)
    return f"@{name['name']}" if name else None


def forwarded_channel(update: Update) -> int | None:
    """The channel from which a post was forwarded."""
    origin = update.effective_message.forward_origin if update.effective_message else None
    return origin.chat.id if isinstance(origin, MessageOriginChannel) else None


async def _authorise(update: Update, context: Context, named: int | str) -> Channel:
    chat = await _chat(context, named)
    title = chat.title or str(named)
    if chat.type != ChatType.CHANNEL:
        raise ChannelRefused("group" if chat.type in _GROUPS else "person", title)
    bot = await _member(context, chat.id, context.bot.id)
    if not isinstance(bot, ChatMemberAdministrator):
        raise ChannelRefused("bot-outside", title)
    if not bot.can_post_messages:
        raise ChannelRefused("bot-mute", title)
    person = await _member(context, chat.id, update.effective_user.id if update.effective_user else 0)
    if not isinstance(person, (ChatMemberAdministrator, ChatMemberOwner)):
        raise ChannelRefused("not-yours", title)
    if isinstance(person, ChatMemberAdministrator) and not person.can_post_messages:
        raise ChannelRefused("no-right", title)
    return Channel(chat.id, title)


async def _chat(context: Context, named: int | str) -> ChatFullInfo:
    try:
        return await context.bot.get_chat(named)
    except (BadRequest, Forbidden):
        raise ChannelRefused("unknown", str(named)) from None


async def _member(context: Context, chat_id: int, user_id: int) -> ChatMember | None:
    """None for somebody of whom Telegram says nothing, such as the bot itself where it is no member."""
    try:
        return await context.bot.get_chat_member(chat_id, user_id)
    except (BadRequest, Forbidden):
        return None


def render_refusal(refusal: ChannelRefused, texts: Texts) -> Reply:
    return Reply(texts.format("channel-refused", reason=refusal.reason, title=refusal.title))
