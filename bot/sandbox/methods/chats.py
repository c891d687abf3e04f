"""What the bot may ask about a chat."""

from bot.sandbox import wire
from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.model import BOT_ID, Chat, Json
from bot.sandbox.parameters import Parameters
from bot.sandbox.profile import ADMINISTRATORS
from bot.sandbox.state import Sandbox

GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_chat(sandbox: Sandbox, parameters: Parameters) -> Json:
    chat = _named(sandbox, parameters)
    if chat.type == "channel" and not chat.username:
        _require_membership(chat)
    return wire.chat(sandbox, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


def get_chat_member(sandbox: Sandbox, parameters: Parameters) -> Json:
    chat = _named(sandbox, parameters)
    member_id = parameters.integer("user_id")
    if chat.type == "channel":
        _require_membership(chat)
        if member_id != BOT_ID and chat.bot_status != "administrator":
            raise bad_request("member list is inaccessible")
    if member_id != BOT_ID and member_id not in sandbox.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return wire.chat_member(sandbox, chat, member_id, chat.members.get(member_id, "left"))


def get_chat_administrators(sandbox: Sandbox, parameters: Parameters) -> list[Json]:
    chat = sandbox.chat_for_bot(parameters.chat_id())
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        wire.chat_member(sandbox, chat, member_id, status)
        for member_id, status in chat.members.items()
        if status in ADMINISTRATORS
    ]


def get_chat_member_count(sandbox: Sandbox, parameters: Parameters) -> int:
    chat = sandbox.chat_for_bot(parameters.chat_id())
    return sum(status not in {"left", "kicked"} for status in chat.members.values())


def leave_chat(sandbox: Sandbox, parameters: Parameters) -> bool:
    chat = sandbox.writable_chat(parameters.chat_id())
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    sandbox.announce(chat.with_member(BOT_ID, "left"))
    return True


def _named(sandbox: Sandbox, parameters: Parameters) -> Chat:
    """By its id, or by the name of a public channel or group with its ``@``."""
    name = parameters.text("chat_id")
    if not name.startswith("@"):
        return sandbox.chat_for_bot(parameters.chat_id())
    named = (chat for chat in sandbox.chats.values() if chat.username.lower() == name[1:].lower())
    if found := next(named, None):
        return found
    raise bad_request("chat not found")


def _require_membership(channel: Chat) -> None:
    if channel.bot_status == "kicked":
        raise forbidden("bot was kicked from the channel chat")
    if channel.bot_status in {None, "left"}:
        raise forbidden("bot is not a member of the channel chat")
