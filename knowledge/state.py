"""Single values of the base, and its counters. Nothing here commits."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.database import upsert
from knowledge.tables import base_state

REVISION = "revision"
"""Counter: the number of the newest revision."""
REFERENCES = "references"
"""Counter: moves whenever a topic, source or name changes."""
LAUNCH = "launch"
"""``FOLLOWS`` or ``OWN``; absent while the base is empty."""
FOLLOWS = "follows"
"""The base was filled with the launch facts, and changes with them."""
OWN = "own"
"""The base was filled by an import, and never holds the launch facts."""
LAUNCH_DIGEST = "launch_digest"
"""Digest of the launch facts as last followed."""

THRESHOLDS = "thresholds"
"""What ``knowledge.thresholds`` holds instead of the calibrated ones; absent while these hold."""


async def get(connection: AsyncConnection, key: str) -> Any:
    """The value, or None."""
    return (await connection.execute(select(base_state.c.value).where(base_state.c.key == key))).scalar_one_or_none()


async def put(connection: AsyncConnection, key: str, value: Any) -> None:
    statement = upsert(connection, base_state).values(key=key, value=value)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value})
    )


async def lock_counter(connection: AsyncConnection, key: str) -> int:
    """The counter's value, from 0. Whoever locks it next waits until this transaction ends."""
    statement = upsert(connection, base_state).values(key=key, value=0)
    touched = statement.on_conflict_do_update(index_elements=["key"], set_={"key": statement.excluded.key})
    value: int = (await connection.execute(touched.returning(base_state.c.value))).scalar_one()
    return value


async def increase(connection: AsyncConnection, key: str, by: int = 1) -> int:
    """The counter's value before it grew."""
    before = await lock_counter(connection, key)
    await connection.execute(update(base_state).where(base_state.c.key == key).values(value=before + by))
    return before
