"""Who was shown what of a fact, and whether it holds no more: the base of corrections."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.documents import Plain, fact_from_document
from knowledge.model import Fact, FactState, Language
from knowledge.tables import questions, readers, revisions, showings
from scheduler.campaigns.audiences import later
from scheduler.model import Chat, SubscriberState
from scheduler.tables import subscribers

_USUAL_LANGUAGE = "ar"


@dataclass(frozen=True)
class Version:
    """A fact at one revision. ``fact`` is None where it did not exist then."""

    fact: Fact | None
    is_published: bool

    @classmethod
    def of(cls, document: Plain | None) -> "Version":
        """``document``: a fact with its state, as revisions keep it."""
        if document is None:
            return cls(None, is_published=False)
        return cls(fact_from_document(document), document["state"] == FactState.PUBLISHED)


@dataclass(frozen=True)
class Shown:
    """A chat that was shown a fact, at which revision, and the language to tell it more in."""

    chat: Chat
    subscriber_id: int | None
    language: Language
    revision: int


def says_otherwise(before: Version, after: Version, language: Language) -> bool:
    """Whether a reader of ``language`` who knows the one is wrong about the other: in the statement or its date."""
    if before.fact is None:
        return False
    if after.fact is None or before.is_published != after.is_published:
        return before.is_published or after.is_published
    if not after.is_published:
        return False
    statement, shown_in = before.fact.text_in(language)
    return statement != after.fact.text_in(shown_in)[0] or before.fact.as_of != after.fact.as_of


async def shown_to(connection: AsyncConnection, fact_id: str, after: Chat | None, limit: int) -> list[Shown]:
    """Up to ``limit`` of the chats that can be reached, following the chat ``after`` in the order of campaigns."""
    query = reachable(showings).where(showings.c.fact_id == fact_id)
    query = query.where(*later(after, showings.c.chat_id, showings.c.thread_id))
    query = query.order_by(showings.c.chat_id.desc(), showings.c.thread_id.desc()).limit(limit)
    rows = await connection.execute(query)
    return [Shown((row.chat_id, row.thread_id), row.subscriber_id, row.language, row.revision) for row in rows]


async def versions_of(connection: AsyncConnection, numbers: Iterable[int]) -> dict[int, Version]:
    """What the facts of these revisions were then."""
    query = select(revisions.c.number, revisions.c.after).where(revisions.c.number.in_(set(numbers)))
    return {number: Version.of(document) for number, document in await connection.execute(query)}


async def present_version(connection: AsyncConnection, fact_id: str) -> Version:
    newest = select(func.max(revisions.c.number)).where(revisions.c.fact_id == fact_id).scalar_subquery()
    found = await connection.execute(select(revisions.c.after).where(revisions.c.number == newest))
    return Version.of(found.scalar_one_or_none())


def reachable(source: FromClause) -> Select[tuple[int, int, int, int | None, str]]:
    """Those of the showings in ``source`` whose chats can be reached, with the subscription and the language to use."""
    here = and_(subscribers.c.chat_id == showings.c.chat_id, subscribers.c.thread_id == showings.c.thread_id)
    chat = (showings.c.chat_id, showings.c.thread_id, subscribers.c.id.label("subscriber_id"))
    return (
        select(showings.c.revision, *chat, _language().label("language"))
        .select_from(source)
        .join(subscribers, here, isouter=True)
        .join(readers, readers.c.id == showings.c.chat_id, isouter=True)
        .where(~_is_out_of_reach())
    )


def _language() -> ColumnElement[str]:
    """The subscription's, else the reader's chosen one, else that of the last question, else Arabic."""
    asked = select(questions.c.language).where(questions.c.chat_id == showings.c.chat_id)
    newest = asked.order_by(questions.c.id.desc()).limit(1).scalar_subquery()
    return func.coalesce(subscribers.c.language, readers.c.language, newest, _USUAL_LANGUAGE)


def _is_out_of_reach() -> ColumnElement[bool]:
    """The bot is blocked or the chat is gone, and nothing was shown there since."""
    other = subscribers.alias()
    blocked, gone = (other.c.state == state for state in (SubscriberState.BLOCKED, SubscriberState.GONE))
    return exists().where(
        other.c.chat_id == showings.c.chat_id,
        or_(blocked, and_(gone, other.c.thread_id == showings.c.thread_id)),
        other.c.updated_at >= showings.c.shown_at,
    )
