"""Whom a broadcast is for: subscribers, some at a time and in an order that nothing can slip through."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, TypeAlias

from sqlalchemy import ColumnElement, exists, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.model import Language
from scheduler.model import Chat, ChatKind
from scheduler.tables import ACTIVE, subscriber_topics, subscribers

AudienceKind: TypeAlias = Literal["all", "topic", "language"]


@dataclass(frozen=True)
class Audience:
    """Active subscribers: all of them, or those of a topic, or those who read a language."""

    kind: AudienceKind = "all"
    value: str = ""
    """The topic's id, or the language."""
    people_only: bool = False
    """Leaves out groups and channels."""

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        return cls(**data)

    def to_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Recipient:
    """Somewhere a campaign goes."""

    chat: Chat
    subscriber_id: int | None
    language: Language


async def recipients(
    connection: AsyncConnection, audience: Audience, after: Chat | None, limit: int
) -> list[Recipient]:
    """Up to ``limit`` that follow the chat ``after``, in the order of campaigns."""
    query = select(subscribers.c.chat_id, subscribers.c.thread_id, subscribers.c.id, subscribers.c.language)
    query = query.where(ACTIVE, *_in(audience), *later(after, subscribers.c.chat_id, subscribers.c.thread_id))
    query = query.order_by(subscribers.c.chat_id.desc(), subscribers.c.thread_id.desc()).limit(limit)
    rows = await connection.execute(query)
    return [Recipient((row.chat_id, row.thread_id), row.id, row.language) for row in rows]


async def count_recipients(connection: AsyncConnection, audience: Audience) -> int:
    query = select(func.count()).select_from(subscribers).where(ACTIVE, *_in(audience))
    return (await connection.execute(query)).scalar_one()


def later(after: Chat | None, chat_id: ColumnElement[int], thread_id: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """The condition of coming after a chat in the order of campaigns, which is that of falling ids.

    A group that becomes a supergroup gets a lower id (-100…), even below the cursor's: it is met again, where the
    delivery that it brought along keeps it from a second one. Were the ids rising, it could be missed.
    """
    return [] if after is None else [tuple_(chat_id, thread_id) < after]


def _in(audience: Audience) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if audience.people_only:
        conditions.append(subscribers.c.kind == ChatKind.PRIVATE)
    if audience.kind == "language":
        conditions.append(subscribers.c.language == audience.value)
    if audience.kind == "topic":
        mine = (subscriber_topics.c.subscriber_id == subscribers.c.id, subscriber_topics.c.topic_id == audience.value)
        conditions.append(exists().where(*mine))
    return conditions
