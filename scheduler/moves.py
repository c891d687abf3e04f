"""Follows a group that became a supergroup and so has another id."""

from datetime import datetime

from sqlalchemy import Table, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.tables import showings
from scheduler.deliveries import skip_open
from scheduler.tables import deliveries, subscribers


async def move_chat(connection: AsyncConnection, old_chat_id: int, new_chat_id: int, now: datetime) -> None:
    """Take along what the chat was sent and shown, and its subscriptions; what the new chat has already wins."""
    await _move_rows(connection, deliveries, ("campaign", "thread_id", "part"), old_chat_id, new_chat_id)
    await skip_open(connection, old_chat_id, None, "the chat moved and has this already", now)
    await _move_rows(connection, showings, ("thread_id", "fact_id"), old_chat_id, new_chat_id)
    await _move_rows(connection, subscribers, ("thread_id",), old_chat_id, new_chat_id)
    for table in (showings, subscribers):
        await connection.execute(delete(table).where(table.c.chat_id == old_chat_id))


async def _move_rows(
    connection: AsyncConnection, table: Table, key: tuple[str, ...], old_chat_id: int, new_chat_id: int
) -> None:
    """``key``: the columns that are unique together with the chat's id."""
    twin = table.alias()
    same = [twin.c[column] == table.c[column] for column in key]
    taken = exists(select(twin.c.chat_id).where(twin.c.chat_id == new_chat_id, *same))
    statement = update(table).where(table.c.chat_id == old_chat_id, ~taken)
    await connection.execute(statement.values(chat_id=new_chat_id))
