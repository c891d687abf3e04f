"""People, chats and messages in the JSON of the Bot API."""

from typing import TYPE_CHECKING

from bot.sandbox.model import BOT_ID, Attachment, Chat, Entity, InlineQuery, Json, Message, Person, Press, StoredFile

if TYPE_CHECKING:
    from bot.sandbox.state import Sandbox

BOT_USERNAME = "marsad_sandbox_bot"
RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def bot_user(name: str) -> Json:
    return {"id": BOT_ID, "is_bot": True, "first_name": name, "username": BOT_USERNAME}


def user(person: Person) -> Json:
    body: Json = {
        "id": person.id,
        "is_bot": False,
        "first_name": person.first_name,
        "language_code": person.language_code,
    }
    return body | ({"username": person.username} if person.username else {})


def chat(sandbox: "Sandbox", value: Chat) -> Json:
    body: Json = {"id": value.id, "type": value.type}
    if not value.is_private:
        named = {"username": value.username} if value.username else {}
        return body | {"title": value.title} | ({"is_forum": True} if value.is_forum else {}) | named
    person = sandbox.people[value.id]
    return body | {"first_name": person.first_name} | ({"username": person.username} if person.username else {})


def sender(sandbox: "Sandbox", sender_id: int) -> Json:
    return sandbox.bot_user() if sender_id == BOT_ID else user(sandbox.people[sender_id])


def entity(value: Entity) -> Json:
    body: Json = {"type": value.type, "offset": value.offset, "length": value.length}
    optional = {"url": value.url, "language": value.language, "custom_emoji_id": value.custom_emoji_id}
    return body | {name: text for name, text in optional.items() if text}


def message(sandbox: "Sandbox", value: Message, *, with_reply: bool = True) -> Json:
    body = _envelope(sandbox, value) | _content(value) | value.service
    if value.markup and "inline_keyboard" in value.markup:
        body["reply_markup"] = value.markup
    replied = sandbox.messages[value.chat_id].get(value.reply_to) if value.reply_to else None
    if replied and with_reply:
        body["reply_to_message"] = message(sandbox, replied, with_reply=False)
    return body


def _envelope(sandbox: "Sandbox", value: Message) -> Json:
    home = sandbox.chats[value.chat_id]
    body: Json = {
        "message_id": value.id,
        "date": int(value.date.timestamp()),
        "chat": chat(sandbox, home),
    }
    if home.type == "channel":
        body["sender_chat"] = body["chat"]
    else:
        body["from"] = sender(sandbox, value.sender_id)
    if value.origin:
        body["forward_origin"] = value.origin
    if value.edited:
        body["edit_date"] = int(value.edited.timestamp())
    if value.thread_id:
        body |= {"message_thread_id": value.thread_id, "is_topic_message": True}
    return body


def _content(value: Message) -> Json:
    marks = [entity(mark) for mark in value.entities]
    if not value.attachment:
        body: Json = {"text": value.text, "entities": marks}
    else:
        body = attachment(value.attachment) | {"caption": value.text, "caption_entities": marks}
    return {name: content for name, content in body.items() if content}


def attachment(value: Attachment) -> Json:
    described = file(value.file)
    if value.kind == "photo":
        return {"photo": [described | {"width": value.width, "height": value.height}]}
    return {"document": described | {"file_name": value.file.name, "mime_type": value.file.mime_type}}


def file(value: StoredFile) -> Json:
    return {"file_id": value.id, "file_unique_id": value.unique_id, "file_size": len(value.content)}


def callback_query(sandbox: "Sandbox", press: Press) -> Json:
    pressed = sandbox.messages[press.chat_id].get(press.message_id)
    gone = {"chat": chat(sandbox, sandbox.chats[press.chat_id]), "message_id": press.message_id, "date": 0}
    return {
        "id": press.id,
        "from": user(sandbox.people[press.person_id]),
        "message": message(sandbox, pressed) if pressed else gone,
        "chat_instance": str(abs(press.chat_id) * 7919),
        "data": press.data,
    }


def inline_query(sandbox: "Sandbox", query: InlineQuery, offset: str) -> Json:
    asker = user(sandbox.people[query.person_id])
    return {"id": query.id, "from": asker, "query": query.query, "offset": offset, "chat_type": "sender"}


def membership(sandbox: "Sandbox", home: Chat, actor_id: int, before: str, after: str) -> Json:
    return {
        "chat": chat(sandbox, home),
        "from": user(sandbox.people[actor_id]),
        "date": int(sandbox.now().timestamp()),
        "old_chat_member": chat_member(sandbox, home, BOT_ID, before),
        "new_chat_member": chat_member(sandbox, sandbox.chats[home.id], BOT_ID, after),
    }


def channel_origin(sandbox: "Sandbox", post: Message) -> Json:
    """Where a forwarded post of a channel comes from."""
    home = chat(sandbox, sandbox.chats[post.chat_id])
    return {"type": "channel", "date": int(post.date.timestamp()), "chat": home, "message_id": post.id}


def chat_member(sandbox: "Sandbox", home: Chat, member_id: int, status: str) -> Json:
    body: Json = {"user": sender(sandbox, member_id), "status": status}
    if status == "kicked":
        return body | {"until_date": 0}
    if status == "creator":
        return body | {"is_anonymous": False}
    if status == "administrator":
        rights = {"can_post_messages": member_id not in home.silent} if home.type == "channel" else {}
        return body | {"is_anonymous": False} | dict.fromkeys(RIGHTS, False) | rights
    return body
