"""Fixtures for every test: a fresh, migrated base on each engine."""

import os
import socket
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.migrations import upgrade
from knowledge.database import Database

DEFAULT_POSTGRES = "postgresql+asyncpg://postgres@127.0.0.1:5432/postgres"


def postgres_url() -> str | None:
    """Where a PostgreSQL for tests is: ``MARSAD_TEST_POSTGRES``, else one that listens on 127.0.0.1:5432."""
    if url := os.environ.get("MARSAD_TEST_POSTGRES"):
        return url
    try:
        socket.create_connection(("127.0.0.1", 5432), timeout=1).close()
    except OSError:
        return None
    return DEFAULT_POSTGRES


@pytest.fixture
async def sqlite_database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/base.sqlite3")
    await upgrade(database)
    yield database
    await database.close()


@pytest.fixture
async def postgres_database() -> AsyncIterator[Database]:
    """A base of its own on the test server, dropped afterwards."""
    server = postgres_url()
    if server is None:
        pytest.skip("no PostgreSQL: none at 127.0.0.1:5432, and MARSAD_TEST_POSTGRES is not set")
    name = f"marsad_test_{uuid.uuid4().hex}"
    admin = create_async_engine(server, isolation_level="AUTOCOMMIT")
    async with admin.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    database = Database(make_url(server).set(database=name).render_as_string(hide_password=False))
    await upgrade(database)
    yield database
    await database.close()
    async with admin.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await admin.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """The same test on both engines."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found
