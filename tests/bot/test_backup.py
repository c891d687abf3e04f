import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.backup import backup, restore
from bot.errors import BaseHoldsData, CopyExists, DatabaseFromTheFuture, NotABase, NotSqlite
from knowledge.database import Database

NOW = "2026-01-01 00:00:00"


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def add_reader(database: Database, reader_id: int) -> None:
    async with database.write() as connection:
        await connection.execute(
            text("INSERT INTO readers (id, seen_at) VALUES (:id, :now)"), {"id": reader_id, "now": NOW}
        )


def readers_in(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM readers ORDER BY id")]


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 12] = b"\xff" * (4096 * 9)
    path.write_bytes(content)


@pytest.fixture
def url(sqlite_database: Database) -> str:
    return sqlite_database.url.render_as_string()


@pytest.fixture
async def copy(sqlite_database: Database, url: str, tmp_path: Path) -> Path:
    """Of a base with reader 1."""
    await add_reader(sqlite_database, 1)
    path = tmp_path / "copy.sqlite3"
    backup(url, path)
    return path


async def test_a_backup_is_whole_while_a_writer_is_at_work(sqlite_database: Database, url: str, tmp_path: Path) -> None:
    await add_reader(sqlite_database, 1)
    async with sqlite_database.write() as connection:
        await connection.execute(text("INSERT INTO readers (id, seen_at) VALUES (2, :now)"), {"now": NOW})

        backup(url, tmp_path / "copy.sqlite3")

    assert readers_in(tmp_path / "copy.sqlite3") == [1]


async def test_a_backup_is_one_file(copy: Path) -> None:
    assert sorted(path.name for path in copy.parent.glob("copy*")) == ["copy.sqlite3"]


async def test_a_backup_overwrites_nothing(url: str, copy: Path) -> None:
    with pytest.raises(CopyExists):
        backup(url, copy)


async def test_a_copy_is_restored_into_a_base_that_is_not_there_yet(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "base.sqlite3"

    await restore(url_of(target), copy)

    assert readers_in(target) == [1]
    assert sorted(path.name for path in target.parent.iterdir()) == ["base.sqlite3"]


async def test_a_base_that_holds_data_is_not_overwritten(sqlite_database: Database, url: str, copy: Path) -> None:
    await add_reader(sqlite_database, 2)

    with pytest.raises(BaseHoldsData):
        await restore(url, copy)

    assert readers_in(Path(sqlite_database.url.database or "")) == [1, 2]


async def test_a_base_is_overwritten_by_force_while_it_is_open(sqlite_database: Database, url: str, copy: Path) -> None:
    await add_reader(sqlite_database, 2)

    await restore(url, copy, force=True)

    async with sqlite_database.read() as connection:
        assert (await connection.execute(text("SELECT id FROM readers"))).scalars().all() == [1]


@pytest.mark.parametrize("content", [b"", b"no base at all " * 1000], ids=["empty", "foreign"])
async def test_a_file_that_is_no_base_is_not_restored(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(NotABase):
        await restore(url_of(tmp_path / "base.sqlite3"), tmp_path / "file")

    assert not (tmp_path / "base.sqlite3").exists()


async def test_a_damaged_copy_is_not_restored(copy: Path, tmp_path: Path) -> None:
    damage(copy)

    with pytest.raises(NotABase):
        await restore(url_of(tmp_path / "other.sqlite3"), copy)


async def test_a_copy_that_is_missing_is_not_restored(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await restore(url_of(tmp_path / "base.sqlite3"), tmp_path / "nothing")


async def test_a_copy_of_a_newer_release_leaves_the_base_as_it_was(
    sqlite_database: Database, url: str, copy: Path
) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseFromTheFuture):
        await restore(url, copy, force=True)

    assert readers_in(Path(sqlite_database.url.database or "")) == [1]


def test_a_base_on_a_server_is_left_to_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(NotSqlite):
        backup("postgresql+asyncpg://postgres@127.0.0.1/postgres", tmp_path / "copy")
