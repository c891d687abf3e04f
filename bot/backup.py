"""Copies of a SQLite base, whole and consistent, also while the bot runs (sqlite.org/backup.html)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from bot.errors import BaseHoldsData, CopyExists, NotABase, NotSqlite
from bot.migrations import upgrade
from knowledge.database import Database

_BUSY = 10  # seconds to wait for a writer
_KEPT = ("facts", "subscribers", "readers", "questions")
"""Tables whose rows nobody wants to lose."""


def backup(url: str, copy: Path) -> None:
    """Write the base to a new file. Raises ``NotSqlite``, ``NotABase`` and ``CopyExists``."""
    source = file_of(url)
    if copy.exists():
        raise CopyExists(copy)
    with _unfinished(copy) as unfinished:
        _copy(source, unfinished)
        with _opened(unfinished) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        unfinished.replace(copy)


async def restore(url: str, copy: Path, *, force: bool = False) -> None:
    """Replace the base with a copy, brought to the newest schema; a refusal leaves the base as it was.

    Raises ``NotSqlite``, ``NotABase``, ``DatabaseFromTheFuture``, and ``BaseHoldsData`` without ``force``.
    """
    target = file_of(url)
    check(copy)
    if not force and holds_data(target):
        raise BaseHoldsData(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(target) as unfinished:
        _copy(copy, unfinished)
        await _upgrade(unfinished)
        _copy(unfinished, target)


def check(path: Path) -> None:
    """Raises ``NotABase`` unless the file is an undamaged base."""
    with _opened(path, "ro") as connection:
        connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise NotABase(path)


def holds_data(path: Path) -> bool:
    if not path.exists():
        return False
    with _opened(path, "ro") as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        return any(
            connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone() == (1,)  # noqa: S608 (names above)
            for table in found.intersection(_KEPT)
        )


def file_of(url: str) -> Path:
    """Raises ``NotSqlite`` for a base on a server."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database:
        raise NotSqlite(parts.set(drivername=parts.get_backend_name()).render_as_string(hide_password=True))
    return Path(parts.database)


def file_if_any(url: str) -> Path | None:
    """None for a base on a server."""
    try:
        return file_of(url)
    except NotSqlite:
        return None


def _copy(source: Path, target: Path) -> None:
    """In one step: in WAL mode that holds up no writer, and no writer makes it start again."""
    with _opened(source, "ro") as reading, _opened(target, "rwc") as writing:
        reading.backup(writing)


@contextmanager
def _opened(path: Path, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    """Raises ``FileNotFoundError``, and ``NotABase`` when SQLite finds the file damaged or foreign."""
    if mode != "rwc":
        path.stat()
    try:
        uri = f"{path.resolve().as_uri()}?mode={mode}"
        with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY)) as connection:
            yield connection
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            raise NotABase(path) from error
        raise
    except sqlite3.DatabaseError as error:
        raise NotABase(path) from error


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """A file beside ``path`` to work on, removed afterwards, with what SQLite keeps beside it."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        yield unfinished
    finally:
        for suffix in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)


async def _upgrade(path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{path}")
    try:
        await upgrade(database)
    finally:
        await database.close()
