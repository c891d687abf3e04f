"""Methods that change or delete what is in a chat."""

from dataclasses import replace
from datetime import timedelta

from bot.sandbox import wire
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.formatting import read_caption, read_inline_markup, read_text
from bot.sandbox.model import Json, Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import Sandbox

DELETABLE_FOR = timedelta(hours=48)
MOST_DELETED = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(sandbox: Sandbox, parameters: Parameters) -> Json:
    message = _editable(sandbox, parameters)
    if message.attachment:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(parameters)
    changed = replace(message, text=text, entities=entities, markup=read_inline_markup(parameters))
    return _save(sandbox, message, changed)


def edit_message_caption(sandbox: Sandbox, parameters: Parameters) -> Json:
    message = _editable(sandbox, parameters)
    if not message.attachment:
        raise bad_request("there is no caption in the message to edit")
    text, entities = read_caption(parameters)
    changed = replace(message, text=text, entities=entities, markup=read_inline_markup(parameters))
    return _save(sandbox, message, changed)


def edit_message_reply_markup(sandbox: Sandbox, parameters: Parameters) -> Json:
    message = _editable(sandbox, parameters)
    return _save(sandbox, message, replace(message, markup=read_inline_markup(parameters)))


def delete_message(sandbox: Sandbox, parameters: Parameters) -> bool:
    chat = sandbox.writable_chat(parameters.chat_id())
    message = sandbox.messages[chat.id].get(_message_id(parameters))
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(sandbox, message):
        raise bad_request("message can't be deleted")
    sandbox.remove(message)
    return True


def delete_messages(sandbox: Sandbox, parameters: Parameters) -> bool:
    """Those of the messages that are there and may be deleted; the others are passed over."""
    chat = sandbox.writable_chat(parameters.chat_id())
    ids = parameters.structure("message_ids") or []
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    for message in [sandbox.messages[chat.id].get(int(number)) for number in ids]:
        if message and _may_delete(sandbox, message):
            sandbox.remove(message)
    return True


def _editable(sandbox: Sandbox, parameters: Parameters) -> Message:
    chat = sandbox.writable_chat(parameters.chat_id())
    message = sandbox.messages[chat.id].get(_message_id(parameters))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _message_id(parameters: Parameters) -> int:
    message_id = parameters.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    return message_id


def _save(sandbox: Sandbox, message: Message, changed: Message) -> Json:
    if changed == message:
        raise bad_request(NOT_MODIFIED)
    return wire.message(sandbox, sandbox.put(replace(changed, edited=sandbox.now())))


def _may_delete(sandbox: Sandbox, message: Message) -> bool:
    chat = sandbox.chats[message.chat_id]
    if chat.bot_status == "administrator":
        return True
    is_recent = sandbox.now() - message.date < DELETABLE_FOR
    return is_recent and (message.from_bot or chat.is_private)
