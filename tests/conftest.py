"""Fixtures for every test: a fresh, migrated base on each engine."""

import asyncio
import os
import shutil
import socket
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.migrations import upgrade
from knowledge.database import Database, metadata

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

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


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite base at the newest schema, to be copied: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("template") / "base.sqlite3"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    """A base of this run's own on the PostgreSQL server, at the newest schema."""
    server = postgres_url()
    if server is None:
        pytest.skip("no PostgreSQL: none at 127.0.0.1:5432, and MARSAD_TEST_POSTGRES is not set")
    own = make_url(server).set(database=f"marsad_test_{uuid.uuid4().hex}")
    url = own.render_as_string(hide_password=False)
    asyncio.run(_command(server, f"CREATE DATABASE {own.database}"))
    asyncio.run(_migrate(url))
    yield url
    asyncio.run(_command(server, f"DROP DATABASE {own.database} WITH (FORCE)"))


@pytest.fixture
async def sqlite_database(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    file = shutil.copy(migrated_file, tmp_path / "base.sqlite3")
    database = Database(f"sqlite+aiosqlite:///{file}")
    yield database
    await database.close()


@pytest.fixture
async def postgres_database(migrated_postgres: str) -> AsyncIterator[Database]:
    """Emptied afterwards: making and dropping a base for each test takes a second."""
    database = Database(migrated_postgres)
    yield database
    tables = ", ".join(table.name for table in metadata.sorted_tables)
    async with database.write() as connection:
        await connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    await database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """The same test on both engines."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found


async def _migrate(url: str) -> None:
    database = Database(url)
    await upgrade(database)
    await database.close()


async def _command(server: str, statement: str) -> None:
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
