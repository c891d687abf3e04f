"""Methods that put something new into a chat."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from bot.sandbox import wire
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.methods.formatting import Formatted, read_caption, read_markup, read_text
from bot.sandbox.methods.pictures import picture_size
from bot.sandbox.model import BOT_ID, Attachment, Chat, Json, Message
from bot.sandbox.parameters import LARGEST_UPLOAD, Parameters
from bot.sandbox.state import Sandbox

LARGEST_PHOTO = 10 * 1024 * 1024
TYPING_LASTS = timedelta(seconds=5)
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(sandbox: Sandbox, parameters: Parameters) -> Json:
    return _send(sandbox, parameters, read_text(parameters))


def send_photo(sandbox: Sandbox, parameters: Parameters) -> Json:
    photo = _attachment(sandbox, parameters, "photo")
    return _send(sandbox, parameters, read_caption(parameters), photo)


def send_document(sandbox: Sandbox, parameters: Parameters) -> Json:
    document = _attachment(sandbox, parameters, "document")
    return _send(sandbox, parameters, read_caption(parameters), document)


def copy_message(sandbox: Sandbox, parameters: Parameters) -> Json:
    source = sandbox.chat_for_bot(parameters.integer("from_chat_id"))
    original = sandbox.messages[source.id].get(parameters.integer("message_id"))
    if original is None or original.service:
        raise bad_request("message to copy not found")
    text, entities = original.text, original.entities
    if original.attachment and "caption" in parameters:
        text, entities = read_caption(parameters)
    sent = _send(sandbox, parameters, (text, entities), original.attachment)
    return {"message_id": sent["message_id"]}


def send_chat_action(sandbox: Sandbox, parameters: Parameters) -> bool:
    chat = sandbox.writable_chat(parameters.chat_id())
    if parameters.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    sandbox.typing[chat.id] = sandbox.now() + TYPING_LASTS
    seconds = TYPING_LASTS.total_seconds()
    sandbox.events.publish({"type": "typing", "chat_id": chat.id, "seconds": seconds})
    return True


def _send(sandbox: Sandbox, parameters: Parameters, formatted: Formatted, attachment: Attachment | None = None) -> Json:
    chat = sandbox.writable_chat(parameters.chat_id())
    message = Message(
        chat.id,
        0,
        BOT_ID,
        sandbox.now(),
        *formatted,
        attachment=attachment,
        markup=read_markup(parameters),
        reply_to=_replied_to(sandbox, chat, parameters),
        thread_id=_thread(chat, parameters),
    )
    sandbox.flood.take(chat.id, private=chat.is_private)
    message = replace(message, id=sandbox.next_message_id(chat.id))
    return wire.message(sandbox, sandbox.put(message))


def _replied_to(sandbox: Sandbox, chat: Chat, parameters: Parameters) -> int | None:
    reply = parameters.structure("reply_parameters") or {}
    message_id = int(reply.get("message_id") or parameters.integer("reply_to_message_id"))
    if not message_id or message_id in sandbox.messages[chat.id]:
        return message_id or None
    if reply.get("allow_sending_without_reply") or parameters.boolean("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _thread(chat: Chat, parameters: Parameters) -> int | None:
    thread_id = parameters.integer("message_thread_id")
    if thread_id and not chat.is_forum:
        raise bad_request("message thread not found")
    return thread_id or None


def _attachment(sandbox: Sandbox, parameters: Parameters, kind: Literal["photo", "document"]) -> Attachment:
    upload = parameters.upload(kind)
    if upload is None:
        return _known_attachment(sandbox, parameters.text(kind), kind)
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > LARGEST_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    size = _photo_size(upload.content) if kind == "photo" else (0, 0)
    return Attachment(kind, sandbox.store(upload.name, upload.content, upload.mime_type), *size)


def _known_attachment(sandbox: Sandbox, reference: str, kind: Literal["photo", "document"]) -> Attachment:
    if not reference:
        raise bad_request(f"there is no {kind} in the request")
    if reference.startswith(("http://", "https://")):
        # Nothing leaves this machine, so every address is out of reach.
        raise bad_request("failed to get HTTP URL content")
    if reference not in sandbox.files:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    file = sandbox.files[reference]
    size = _photo_size(file.content) if kind == "photo" else (0, 0)
    return Attachment(kind, file, *size)


def _photo_size(content: bytes) -> tuple[int, int]:
    if len(content) > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
        )
    size = picture_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return size
