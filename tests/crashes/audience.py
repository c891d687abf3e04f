"""Who is due: subscribers put into the base by SQL, and the same chats in the sandbox."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.base import follow_launch, open_base
from bot.sandbox import CURATOR_ID, Sandbox
from bot.sandbox.model import BOT_ID, Chat, Person
from bot.settings import Settings
from scheduler.campaigns.audiences import Audience as Everyone
from scheduler.campaigns.campaigns import UNDO_WITHIN, Campaigns
from scheduler.model import EVERY_DAY
from scheduler.tables import subscriber_topics, subscribers

TOPICS = ("deepseek", "waic", "export-controls")
BROADCAST = {"ar": "ملاحظة من القائمين على مرصد.", "en": "A note from those who keep Marsad."}
FIRST_PERSON, FIRST_GROUP, FORUM = 100_000, -50_000, -1_000_000_099_000
LONG = 40
"""Facts in the digests of those who get several messages of them."""

_LONG_EVERY = 20  # the how-manieth person gets a long one
_DUE_FOR = timedelta(minutes=1)
_SUBSCRIBED_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class Audience:
    """``threads`` are of one forum: subscribers who share one chat, and so its budget."""

    people: int
    groups: int = 0
    threads: int = 0
    blocked_every: int = 0
    """The how-manieth person has blocked the bot, without its having heard of that; 0 for nobody."""
    broadcast: bool = False
    """Whether an owner's message to all has just begun to go out as well."""

    @property
    def size(self) -> int:
        return self.people + self.groups + self.threads

    @property
    def person_ids(self) -> range:
        return range(FIRST_PERSON, FIRST_PERSON + self.people)

    @property
    def group_ids(self) -> range:
        return range(FIRST_GROUP, FIRST_GROUP - self.groups, -1)

    @property
    def blocked(self) -> frozenset[int]:
        return frozenset(self.person_ids[:: self.blocked_every]) if self.blocked_every else frozenset()

    def settle_in(self, sandbox: Sandbox) -> None:
        """Everybody has started the bot, and some have blocked it since."""
        for person_id in self.person_ids:
            sandbox.add_person(Person(person_id, f"Reader {person_id}", _language(person_id)))
            status = "kicked" if person_id in self.blocked else "member"
            sandbox.add_chat(sandbox.chats[person_id].with_member(BOT_ID, status))
        members = {CURATOR_ID: "creator", BOT_ID: "member"}
        for group_id in self.group_ids:
            sandbox.add_chat(Chat(group_id, "group", f"Group {group_id}", members))
        if self.threads:
            sandbox.add_chat(Chat(FORUM, "supergroup", "Forum", members, is_forum=True))

    async def fill(self, settings: Settings) -> date:
        """The launch facts, and all of these subscribers, due a minute ago; returns the date of their digests."""
        due_at = datetime.now(UTC) - _DUE_FOR
        async with open_base(settings) as base:
            await follow_launch(base)
            await base.answers.refresh()
            async with base.database.write() as connection:
                await connection.execute(insert(subscribers), list(self.rows(due_at)))
                ids = (await connection.scalars(select(subscribers.c.id))).all()
                topics = [{"subscriber_id": each, "topic_id": topic} for each in ids for topic in TOPICS]
                await connection.execute(insert(subscriber_topics), topics)
            if self.broadcast:
                await Campaigns(base.database).broadcast(
                    BROADCAST, Everyone(), author_id=None, now=due_at - UNDO_WITHIN
                )
        return due_at.date()

    def rows(self, due_at: datetime) -> Iterator[dict[str, Any]]:
        chats = [(person_id, 0, "private") for person_id in self.person_ids]
        chats += [(group_id, 0, "group") for group_id in self.group_ids]
        chats += [(FORUM, thread_id, "group") for thread_id in range(1, self.threads + 1)]
        for chat_id, thread_id, kind in chats:
            is_long = kind == "private" and chat_id % _LONG_EVERY == 0
            yield {
                "chat_id": chat_id,
                "thread_id": thread_id,
                "kind": kind,
                "language": _language(chat_id),
                "zone": "UTC",
                "minute": due_at.hour * 60 + due_at.minute,
                "days": EVERY_DAY,
                "amount": LONG if is_long else 3,
                "state": "active",
                "next_due_at": due_at,
                **dict.fromkeys(("created_at", "updated_at", "turns_since"), due_at - _SUBSCRIBED_FOR),
            }


def _language(chat_id: int) -> str:
    return ("ar", "en")[chat_id % 2]
