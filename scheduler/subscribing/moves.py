"""Follows a group that became a supergroup and so has another id."""

from datetime import datetime

from sqlalchemy import Table, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.tables import dialogues, showings
from scheduler.deliveries import skip_open
from scheduler.subscribing.returns import take_back
from scheduler.subscribing.rows import LOST
from scheduler.tables import ACTIVE, deliveries, subscribers


async def move_chat(connection: AsyncConnection, old_chat_id: int, new_chat_id: int, now: datetime) -> None:
    """Take along what the chat was sent and shown, its subscriptions and open dialogues; what is there already wins.

    The news may come more than once, and after the old chat was given up for lost: it lives on, so what ended there
    because of that goes on here.
    """
    if old_chat_id == new_chat_id:  # the news came by an attempt that was under way when the chat was moved
        return
    await _move_rows(connection, deliveries, ("campaign", "thread_id", "part"), old_chat_id, new_chat_id)
    await skip_open(connection, old_chat_id, None, "the chat moved and has this already", now)
    await _move_rows(connection, showings, ("thread_id", "fact_id"), old_chat_id, new_chat_id)
    await take_back(connection, old_chat_id, now)
    await _give_way(connection, old_chat_id, new_chat_id)
    await _move_rows(connection, subscribers, ("thread_id",), old_chat_id, new_chat_id)
    await _move_rows(connection, dialogues, ("user_id",), old_chat_id, new_chat_id)
    for table in (showings, subscribers, dialogues):
        await connection.execute(delete(table).where(table.c.chat_id == old_chat_id))


async def _give_way(connection: AsyncConnection, old_chat_id: int, new_chat_id: int) -> None:
    """A subscription that the new chat lost is none that wins over one of the old chat."""
    coming = select(subscribers.c.thread_id).where(ACTIVE, subscribers.c.chat_id == old_chat_id)
    lost = delete(subscribers).where(subscribers.c.chat_id == new_chat_id, subscribers.c.state.in_(LOST))
    await connection.execute(lost.where(subscribers.c.thread_id.in_(coming.scalar_subquery())))


async def _move_rows(
    connection: AsyncConnection, table: Table, key: tuple[str, ...], old_chat_id: int, new_chat_id: int
) -> None:
    """``key``: the columns that are unique together with the chat's id."""
    twin = table.alias()
    same = [twin.c[column] == table.c[column] for column in key]
    taken = exists(select(twin.c.chat_id).where(twin.c.chat_id == new_chat_id, *same))
    statement = update(table).where(table.c.chat_id == old_chat_id, ~taken)
    await connection.execute(statement.values(chat_id=new_chat_id))
