"""The one way to the base: SQLite by default, PostgreSQL when several machines share it.

Writers on SQLite begin with ``BEGIN IMMEDIATE``: a deferred transaction that reads before it writes loses updates
silently or fails at once with "database is locked", whatever the busy timeout (SQLAlchemy, dialects/sqlite/base.py).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import aiosqlite
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Insert, Integer, MetaData, Table, Update, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import AdaptedConnection, Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A BIGINT primary key does not count up by itself on SQLite; INTEGER does, and holds 64 bits there.
RowId = BigInteger().with_variant(Integer, "sqlite")

# None is SQL's NULL, not the JSON value null.
Json = JSON(none_as_null=True)

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    # 32 MB of pages: with SQLite's own 2, entering a thousand digests writes the same pages out several times.
    "cache_size=-32000",
    # Pages of 4 kB. With SQLite's own 1,000, whoever enters a thousand digests waits for a checkpoint each time;
    # ``Database.checkpoint`` makes them while nobody waits.
    "wal_autocheckpoint=20000",
)


# Whoever is suspended, or cut off, in the middle of a transaction holds its locks, and all others would wait for it.
_LONGEST_IDLE = 15_000
"""Milliseconds within a transaction in which PostgreSQL hears nothing, after which it gives the transaction up."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC on both engines (SQLite would drop the offset without converting)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        # Rows that are written together share their times, and writing one out takes as long as the rest of a row.
        process = super().bind_processor(dialect)
        return lru_cache(maxsize=1024)(process) if process else None

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


_MANY = 50  # rows for which preparing a statement anew pays


class Database:
    """Connections to one base, in transactions that are for reading or for writing.

    ``url`` is an SQLAlchemy URL: ``sqlite+aiosqlite:///data/marsad.sqlite3`` or ``postgresql+asyncpg://…``.
    The folder of a SQLite file is made when it is missing.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        # Parameters are what people wrote: they must not reach a log through an error.
        self.engine = create_async_engine(self.url, hide_parameters=True, connect_args=self._connect_args())
        # One writer at a time in this process: waiting here is cheaper and fairer than SQLite's busy handler.
        self._writing = asyncio.Lock() if self.is_sqlite else nullcontext()
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one consistent state; changes made in it are rolled back."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits when the block ends, or rolls back when it raises. Await no network inside."""
        async with self._writing, self.engine.connect() as connection:
            await connection.execution_options(marsad_writes=True)
            async with connection.begin():
                yield connection

    async def checkpoint(self) -> None:
        """Move what is in SQLite's write-ahead log into its file, while others go on reading and writing."""
        if not self.is_sqlite:
            return
        async with self.engine.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            if isinstance(driver, aiosqlite.Connection):
                # Not within a transaction, which SQLAlchemy would begin.
                await (await driver.execute("PRAGMA wal_checkpoint(PASSIVE)")).close()

    async def close(self) -> None:
        await self.engine.dispose()

    def _connect_args(self) -> dict[str, Any]:
        if self.is_sqlite:
            return {}
        return {"server_settings": {"idle_in_transaction_session_timeout": str(_LONGEST_IDLE)}}


def upsert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """``INSERT`` of the connection's dialect, which alone knows ``on_conflict_do_update`` and ``…_nothing``."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return insert(table)


async def execute_rows(
    connection: AsyncConnection, statement: Insert | Update, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Run it for each of many rows, in a quarter of the time of ``execute``, which prepares each row anew.

    ``names`` are its parameters, columns of an insertion among them, in the order in which ``rows`` hold their values.
    """
    if len(rows) < _MANY:
        if rows:
            await connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=names)
    order = [names.index(name) for name in compiled.positiontup or ()]
    types = [compiled.binds[names[place]].type.dialect_impl(connection.dialect) for place in order]
    processes = [
        (place, process) for place, one in enumerate(types) if (process := one.bind_processor(connection.dialect))
    ]
    await connection.exec_driver_sql(compiled.string, [_prepared(row, order, processes) for row in rows])


def _prepared(
    row: Sequence[Any], order: Sequence[int], processes: Sequence[tuple[int, Callable[[Any], Any]]]
) -> tuple[Any, ...]:
    values = [row[place] for place in order]
    for place, process in processes:
        values[place] = process(values[place])
    return tuple(values)


def _prepare_sqlite(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:  # noqa: ARG001 (an event's signature)
    connection.isolation_level = None  # we begin transactions ourselves
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("marsad_writes", False)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    # Through SQLAlchemy's cursor it would take four turns of the driver's thread, which is most of a short transaction.
    adapted = cast("AdaptedConnection", connection.connection.dbapi_connection)
    adapted.run_async(lambda driver: driver.execute(begin))
