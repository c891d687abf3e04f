"""What the stand-in for Telegram holds, all of it in memory, and the few ways in which it changes."""

import itertools
import mimetypes
import re
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox import wire
from bot.sandbox.errors import ApiError, RefusedError, bad_request, forbidden, migrated
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.flood import FloodControl, FloodLimits
from bot.sandbox.model import (
    BOT_ID,
    CURATOR_ID,
    LAYLA_ID,
    NEWSROOM_ID,
    TOM_ID,
    Call,
    Chat,
    InlineQuery,
    Json,
    Message,
    Person,
    Press,
    StoredFile,
)
from bot.sandbox.profile import Profile
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.webhooks import Webhook

CAST = (
    Person(LAYLA_ID, "ليلى", "ar", username="layla"),
    Person(TOM_ID, "Tom", "en", username="tom"),
    Person(CURATOR_ID, "سلمى", "ar", username="salma", is_curator=True),
)
NEWSROOM = Chat(
    NEWSROOM_ID,
    "group",
    title="غرفة الأخبار",
    members={CURATOR_ID: "creator", LAYLA_ID: "member", TOM_ID: "member", BOT_ID: "member"},
)
CALLS_KEPT = 10_000


def utc_now() -> datetime:
    return datetime.now(UTC)


class Sandbox:
    """`limits=None` switches flood control off; `clock` returns aware times in UTC; `calls_kept=None` keeps all."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = utc_now,
        limits: FloodLimits | None = FloodLimits(),  # noqa: B008 — frozen
        callback_lifetime: timedelta = timedelta(seconds=150),
        first_retry: float = 2.0,
        seed: int = 0,
        calls_kept: int | None = CALLS_KEPT,
    ) -> None:
        self.now = clock
        self.limits = limits
        self.callback_lifetime = callback_lifetime
        self.seed = seed
        self.calls_kept = calls_kept
        self.events = Events()
        self.updates = UpdateQueue(clock)
        self.webhook = Webhook(self.updates, first_retry=first_retry)
        self.profile = Profile()
        self._furnish()

    def _furnish(self) -> None:
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.typing: dict[int, datetime] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: dict[str, Press] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.calls: deque[Call] = deque(maxlen=self.calls_kept)
        self.flood = FloodControl(self.limits, self.now)
        self.faults = Faults(self.seed)
        self._numbers = itertools.count(1)
        self._message_ids: dict[int, int] = {}
        for person in CAST:
            self.add_person(person)
        self.add_chat(NEWSROOM)

    def reset(self) -> None:
        """Back to the first cast and empty chats; what the bot set once (profile, webhook) stays."""
        self._furnish()
        self.updates.clear()
        self.events.publish({"type": "reset"})

    async def close(self) -> None:
        """Ends long polls, live streams and webhook delivery, so that the server can stop at once."""
        self.updates.close()
        self.events.close()
        await self.webhook.remove()

    def bot_user(self) -> Json:
        return wire.bot_user(self.profile.text("name", ""))

    def number(self) -> int:
        """A fresh number for an id."""
        return next(self._numbers)

    def add_person(self, person: Person) -> None:
        self.people[person.id] = person
        self.add_chat(Chat(person.id, "private", members={person.id: "member"}))

    def add_chat(self, chat: Chat) -> None:
        self.chats[chat.id] = chat
        self.messages.setdefault(chat.id, {})

    def person(self, person_id: int) -> Person:
        if person_id not in self.people:
            raise RefusedError("there is no such person")
        return self.people[person_id]

    def chats_of(self, person_id: int) -> list[Chat]:
        present = {"creator", "administrator", "member"}
        return [
            chat for chat in self.chats.values() if chat.members.get(person_id) in present and chat.migrated_to is None
        ]

    def next_message_id(self, chat_id: int) -> int:
        self._message_ids[chat_id] = self._message_ids.get(chat_id, 0) + 1
        return self._message_ids[chat_id]

    def put(self, message: Message) -> Message:
        """Keeps a new or changed message and shows it to whoever looks at the chat."""
        self.messages[message.chat_id][message.id] = message
        if message.from_bot:
            self.typing.pop(message.chat_id, None)
        if self.events.anyone:
            self.events.publish({"type": "message", "chat_id": message.chat_id, "message": self.shown(message)})
        return message

    def remove(self, message: Message) -> None:
        del self.messages[message.chat_id][message.id]
        self.events.publish({"type": "deleted", "chat_id": message.chat_id, "message_id": message.id})

    def shown(self, message: Message) -> Json:
        """A message for the chat page: as in the Bot API, and with a reply keyboard where there is one."""
        body = wire.message(self, message)
        return body | ({"reply_markup": message.markup} if message.markup else {})

    def store(self, name: str, content: bytes, mime_type: str = "") -> StoredFile:
        number = self.number()
        file = StoredFile(
            id=f"sandbox-file-{number}",
            unique_id=f"unique-{number}",
            path=f"files/{number}/{re.sub(r'[^A-Za-z0-9._-]', '_', name) or 'file'}",
            name=name,
            mime_type=mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
            content=content,
        )
        self.files[file.id] = file
        return file

    def announce(self, chat: Chat) -> None:
        """Keeps a changed chat and tells the page to look again."""
        self.chats[chat.id] = chat
        self.events.publish({"type": "chat", "chat_id": chat.id})

    def record(
        self, method: str, parameters: Json, status: int, outcome: Any, *, at: datetime, fault: str = ""
    ) -> None:
        """Keep a call that came `at` that time and is answered now."""
        self.calls.append(Call(method, parameters, at, status, outcome, self.now(), fault))

    def chat_for_bot(self, chat_id: int) -> Chat:
        """The chat as the bot may see it, or the reason why not."""
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        chat = self.chats[chat_id]
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        return chat

    def writable_chat(self, chat_id: int) -> Chat:
        chat = self.chat_for_bot(chat_id)
        if error := self._why_mute(chat):
            raise error
        return chat

    def _why_mute(self, chat: Chat) -> ApiError | None:
        if not chat.is_private:
            return _why_mute_in_group(chat)
        if self.people[chat.id].deactivated:
            return forbidden("user is deactivated")
        reasons = {None: "bot can't initiate conversation with a user", "kicked": "bot was blocked by the user"}
        reason = reasons.get(chat.bot_status)
        return forbidden(reason) if reason else None

    def migrate(self, chat_id: int) -> Chat:
        """Turns a group into a supergroup under a new id; both say so in a service message."""
        old = self.chat_for_bot(chat_id)
        if old.type != "group":
            raise RefusedError("only a basic group can become a supergroup")
        new = replace(old, id=-1_000_000_000_000 + old.id, type="supergroup")
        self.add_chat(new)
        self._notice(old, {"migrate_to_chat_id": new.id})
        self._notice(new, {"migrate_from_chat_id": old.id})
        self.announce(replace(old, migrated_to=new.id))
        return new

    def _notice(self, chat: Chat, service: Json) -> None:
        sender_id = next(member for member in chat.members if member != BOT_ID)
        message_id = self.next_message_id(chat.id)
        message = self.put(Message(chat.id, message_id, sender_id, self.now(), service=service))
        self.updates.add("message", wire.message(self, message), chat.id)


def _why_mute_in_group(chat: Chat) -> ApiError | None:
    if chat.bot_status == "kicked":
        return forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_status in (None, "left"):
        return forbidden(f"bot is not a member of the {chat.type} chat")
    if chat.type == "channel" and (chat.bot_status != "administrator" or BOT_ID in chat.silent):
        return bad_request("need administrator rights in the channel chat")
    return None
