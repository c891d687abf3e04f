"""The people, chats and messages of the sandbox, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]

BOT_ID = 7_000_000_001
LAYLA_ID, TOM_ID, CURATOR_ID = 1001, 1002, 1003
NEWSROOM_ID = -2001


@dataclass(frozen=True)
class Person:
    id: int
    first_name: str
    language_code: str
    username: str = ""
    deactivated: bool = False
    is_curator: bool = False


@dataclass(frozen=True)
class Chat:
    """`members` maps a person's id, or `BOT_ID`, to a status as in ChatMember.

    A private chat has the person's own id; the bot is not a member before the first message, and
    `kicked` once blocked.
    """

    id: int
    type: Literal["private", "group", "supergroup", "channel"]
    title: str = ""
    members: Mapping[int, str] = field(default_factory=dict)
    is_forum: bool = False
    migrated_to: int | None = None
    username: str = ""
    silent: frozenset[int] = frozenset()
    """Administrators of a channel who may not post."""

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def bot_status(self) -> str | None:
        return self.members.get(BOT_ID)

    def with_member(self, member_id: int, status: str) -> "Chat":
        return replace(self, members={**self.members, member_id: status})


@dataclass(frozen=True)
class Entity:
    """A marked stretch of a text; `offset` and `length` count UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    custom_emoji_id: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True)
class StoredFile:
    id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True)
class Attachment:
    """A photo or a document; `width` and `height` are known for photos only."""

    kind: Literal["photo", "document"]
    file: StoredFile
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Message:
    """`text` is the caption where there is an attachment; `service` is what a service message says."""

    chat_id: int
    id: int
    sender_id: int
    date: datetime
    text: str = ""
    entities: tuple[Entity, ...] = ()
    attachment: Attachment | None = None
    markup: Json | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    edited: datetime | None = None
    service: Json = field(default_factory=dict)
    origin: Json | None = None
    """Where it was forwarded from, as the Bot API says it."""

    @property
    def from_bot(self) -> bool:
        return self.sender_id == BOT_ID


@dataclass(frozen=True)
class Press:
    """A pressed inline button, until the bot answers it."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    at: datetime
    answer: Json | None = None


@dataclass(frozen=True)
class InlineQuery:
    id: str
    person_id: int
    query: str
    at: datetime
    answer: Json | None = None


@dataclass(frozen=True)
class Call:
    """One request of the bot and what came of it: 200 and the result, or the error's code and words.

    It came `at` one time and was `answered` at another; `fault` is the kind of the one that struck it. What the bot
    heard is another matter when that fault drops connections: the status is then 200 for what was obeyed, else 0.
    """

    method: str
    parameters: Json
    at: datetime
    status: int
    outcome: Any
    answered: datetime
    fault: str = ""
