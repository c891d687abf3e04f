"""Facts in digests that are still owed: these are rendered as the facts stand when they go out."""

from collections.abc import Collection

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.tables import showings
from scheduler.model import Chat, Priority
from scheduler.shown import take_back
from scheduler.tables import NOT_BEGUN, contents, deliveries


async def chats_awaiting(connection: AsyncConnection, fact_id: str, chats: Collection[Chat]) -> set[Chat]:
    """Those of ``chats`` whose digest has the fact and has not begun to go out: they have not seen it yet.

    Their deliveries are locked until the transaction ends.
    """
    query = (
        select(deliveries.c.chat_id, deliveries.c.thread_id, contents.c.body)
        .join(contents)
        .where(
            NOT_BEGUN,
            deliveries.c.priority == Priority.DIGEST,
            deliveries.c.chat_id.in_({chat_id for chat_id, _ in chats}),
        )
        .with_for_update(of=deliveries)
    )
    rows = await connection.execute(query)
    return {
        (chat_id, thread_id)
        for chat_id, thread_id, body in rows
        if any(entry["id"] == fact_id for entry in body.get("facts", ()))
    }


async def follow_change(
    connection: AsyncConnection, fact_id: str, awaiting: Collection[Chat], revision: int, *, withdrawn: bool
) -> None:
    """Their digests will show the fact as of this revision, or not at all when it is withdrawn."""
    if withdrawn:
        await take_back(connection, [(chat, fact_id) for chat in awaiting])
    elif awaiting:
        moved = [{"chat": chat_id, "thread": thread_id} for chat_id, thread_id in awaiting]
        await connection.execute(_SHOWN_AS_OF.values(revision=revision).where(showings.c.fact_id == fact_id), moved)


_SHOWN_AS_OF = update(showings).where(
    showings.c.chat_id == bindparam("chat"), showings.c.thread_id == bindparam("thread")
)
