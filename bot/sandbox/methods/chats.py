"""What the bot may ask about a chat."""

from bot.sandbox import wire
from bot.sandbox.errors import bad_request
from bot.sandbox.model import BOT_ID, Json
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
    chat = sandbox.chat_for_bot(parameters.chat_id())
    return wire.chat(sandbox, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


def get_chat_member(sandbox: Sandbox, parameters: Parameters) -> Json:
    chat = sandbox.chat_for_bot(parameters.chat_id())
    member_id = parameters.integer("user_id")
    if member_id != BOT_ID and member_id not in sandbox.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return wire.chat_member(sandbox, member_id, chat.members.get(member_id, "left"))


def get_chat_administrators(sandbox: Sandbox, parameters: Parameters) -> list[Json]:
    chat = sandbox.chat_for_bot(parameters.chat_id())
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        wire.chat_member(sandbox, member_id, status)
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
