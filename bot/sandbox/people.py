"""What people do in their chats, and the updates that the bot gets for it."""

import re
from dataclasses import replace

from bot.sandbox import wire
from bot.sandbox.detection import with_detected
from bot.sandbox.entities import clean
from bot.sandbox.errors import RefusedError
from bot.sandbox.methods.pictures import picture_size
from bot.sandbox.model import BOT_ID, Attachment, Chat, InlineQuery, Json, Message, Person, Press
from bot.sandbox.parameters import Upload
from bot.sandbox.state import Sandbox

START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
COMMAND = re.compile(rf"/\w+(@{wire.BOT_USERNAME})?(?![\w@])", re.IGNORECASE)
LONGEST_TEXT = 4096


def say(
    sandbox: Sandbox,
    person_id: int,
    text: str,
    *,
    chat_id: int | None = None,
    reply_to: int | None = None,
    thread_id: int | None = None,
) -> Message:
    """Sends a text; the first one in a private chat lets the bot write there."""
    text = _words(text)
    chat = _open_chat(sandbox, person_id, chat_id)
    message = Message(
        chat.id,
        sandbox.next_message_id(chat.id),
        person_id,
        sandbox.now(),
        text,
        with_detected(text, ()),
        reply_to=reply_to,
        thread_id=thread_id,
    )
    return _deliver(sandbox, message)


def forward(sandbox: Sandbox, person_id: int, channel_id: int, message_id: int) -> Message:
    """Forwards a post of a channel to the bot."""
    post = sandbox.messages.get(channel_id, {}).get(message_id)
    if post is None or sandbox.chats[channel_id].type != "channel":
        raise RefusedError("there is no such post")
    chat = _open_chat(sandbox, person_id, None)
    copy = replace(post, chat_id=chat.id, id=sandbox.next_message_id(chat.id), sender_id=person_id, date=sandbox.now())
    return _deliver(sandbox, replace(copy, markup=None, reply_to=None, origin=wire.channel_origin(sandbox, post)))


def start(sandbox: Sandbox, person_id: int, parameter: str = "") -> Message:
    """Opens t.me/marsad_sandbox_bot?start=parameter; unblocks the bot, as the button in Telegram does."""
    if parameter and not START_PARAMETER.fullmatch(parameter):
        raise RefusedError("a start parameter has 1 to 64 characters of A-Z, a-z, 0-9, _ and -")
    if sandbox.chats[sandbox.person(person_id).id].bot_status == "kicked":
        block(sandbox, person_id, blocked=False)
    return say(sandbox, person_id, f"/start {parameter}".strip())


def remember(sandbox: Sandbox, person_id: int, language: str) -> None:
    """Somebody who started the bot before this sandbox began, so that the bot may write; nothing is told."""
    if person_id not in sandbox.people:
        sandbox.add_person(Person(person_id, f"Reader {person_id}", language))
    sandbox.add_chat(sandbox.chats[person_id].with_member(BOT_ID, "member"))


def upload(sandbox: Sandbox, person_id: int, file: Upload, *, caption: str = "", chat_id: int | None = None) -> Message:
    """Sends a document."""
    chat = _open_chat(sandbox, person_id, chat_id)
    stored = sandbox.store(file.name, file.content, file.mime_type)
    message = Message(
        chat.id,
        sandbox.next_message_id(chat.id),
        person_id,
        sandbox.now(),
        caption,
        with_detected(caption, ()),
        attachment=Attachment("document", stored, *(picture_size(file.content) or (0, 0))),
    )
    return _deliver(sandbox, message)


def edit(sandbox: Sandbox, person_id: int, message_id: int, text: str, *, chat_id: int | None = None) -> Message:
    chat = _chat(sandbox, person_id, chat_id)
    message = sandbox.messages[chat.id].get(message_id)
    if message is None or message.sender_id != person_id:
        raise RefusedError("people edit their own messages only")
    text = _words(text)
    entities = with_detected(text, ())
    edited = sandbox.put(replace(message, text=text, entities=entities, edited=sandbox.now()))
    if _bot_hears(sandbox, chat, edited):
        sandbox.updates.add("edited_message", wire.message(sandbox, edited), chat.id)
    return edited


def press(sandbox: Sandbox, person_id: int, message_id: int, data: str, *, chat_id: int | None = None) -> Press:
    """Any data will do, and any message: clients can forge both, and a message may be gone by now."""
    chat = _chat(sandbox, person_id, chat_id)
    number = str(sandbox.number())
    pressed = Press(number, person_id, chat.id, message_id, data, sandbox.now())
    sandbox.presses[number] = pressed
    body = wire.callback_query(sandbox, pressed)
    sandbox.updates.add("callback_query", body, person_id, sandbox.callback_lifetime)
    return pressed


def ask_inline(sandbox: Sandbox, person_id: int, query: str, offset: str = "") -> InlineQuery:
    asker = sandbox.person(person_id)
    asked = InlineQuery(str(sandbox.number()), asker.id, query, sandbox.now())
    sandbox.inline_queries[asked.id] = asked
    sandbox.updates.add("inline_query", wire.inline_query(sandbox, asked, offset), asker.id)
    return asked


def block(sandbox: Sandbox, person_id: int, *, blocked: bool) -> None:
    chat = sandbox.chats[sandbox.person(person_id).id]
    if chat.bot_status is None:
        raise RefusedError("there is nothing to block before the first message")
    set_bot_status(sandbox, chat.id, person_id, "kicked" if blocked else "member")


def set_bot_status(sandbox: Sandbox, chat_id: int, actor_id: int, status: str, *, silent: bool = False) -> None:
    """Adds the bot to a chat, makes it an administrator (who may not post, if silent), or throws it out."""
    if chat_id not in sandbox.chats:
        raise RefusedError("there is no such chat")
    chat = sandbox.chats[chat_id]
    before = chat.bot_status or "left"
    if before == status and silent == (BOT_ID in chat.silent):
        return
    muted = chat.silent | {BOT_ID} if silent else chat.silent - {BOT_ID}
    sandbox.announce(replace(chat.with_member(BOT_ID, status), silent=muted))
    body = wire.membership(sandbox, chat, actor_id, before, status)
    sandbox.updates.add("my_chat_member", body, chat_id)


def deactivate(sandbox: Sandbox, person_id: int) -> Person:
    """Deletes the person's account."""
    gone = replace(sandbox.person(person_id), deactivated=True)
    sandbox.people[person_id] = gone
    return gone


def _words(text: str) -> str:
    text = clean(text).strip()
    if not 0 < len(text) <= LONGEST_TEXT:
        raise RefusedError(f"a message has 1 to {LONGEST_TEXT} characters")
    return text


def _chat(sandbox: Sandbox, person_id: int, chat_id: int | None) -> Chat:
    chat = sandbox.chats.get(chat_id or sandbox.person(person_id).id)
    if chat is None or chat not in sandbox.chats_of(person_id):
        raise RefusedError("this person is not in that chat")
    return chat


def _open_chat(sandbox: Sandbox, person_id: int, chat_id: int | None) -> Chat:
    chat = _chat(sandbox, person_id, chat_id)
    if not chat.is_private:
        return chat
    if chat.bot_status == "kicked":
        raise RefusedError("this person has blocked the bot")
    if chat.bot_status is None:
        chat = chat.with_member(BOT_ID, "member")
        sandbox.announce(chat)
    return chat


def _deliver(sandbox: Sandbox, message: Message) -> Message:
    sandbox.put(message)
    chat = sandbox.chats[message.chat_id]
    if _bot_hears(sandbox, chat, message):
        kind = "channel_post" if chat.type == "channel" else "message"
        sandbox.updates.add(kind, wire.message(sandbox, message), chat.id)
    return message


def _bot_hears(sandbox: Sandbox, chat: Chat, message: Message) -> bool:
    """In a group a bot in privacy mode gets commands, mentions of itself and replies to its messages."""
    if chat.is_private:
        return True
    if chat.bot_status not in {"member", "administrator"}:
        return False
    replied = sandbox.messages[chat.id].get(message.reply_to or 0)
    return (
        chat.type == "channel"
        or chat.bot_status == "administrator"
        or COMMAND.match(message.text) is not None
        or f"@{wire.BOT_USERNAME}" in message.text.lower()
        or (replied is not None and replied.from_bot)
    )


def snapshot(sandbox: Sandbox, person_id: int) -> Json:
    """Everything that this person sees."""
    person = sandbox.person(person_id)
    language = person.language_code[:2]
    return {
        "person": wire.user(person),
        "bot": {name: sandbox.profile.text(name, language) for name in ("name", "description", "short_description")},
        "chats": [_seen_chat(sandbox, person, chat) for chat in sandbox.chats_of(person_id)],
    }


def _seen_chat(sandbox: Sandbox, person: Person, chat: Chat) -> Json:
    typing_until = sandbox.typing.get(chat.id, sandbox.now())
    return wire.chat(sandbox, chat) | {
        "bot_status": chat.bot_status,
        "commands": sandbox.profile.menu(chat, person.id, person.language_code[:2]),
        "typing": max(0.0, (typing_until - sandbox.now()).total_seconds()),
        "messages": [sandbox.shown(message) for message in sandbox.messages[chat.id].values()],
    }
