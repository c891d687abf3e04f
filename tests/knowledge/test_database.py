import asyncio
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError, StatementError

from knowledge.database import Database, execute_rows, upsert
from knowledge.tables import base_state, readers

NOON_IN_RIYADH = datetime(2025, 7, 26, 12, tzinfo=timezone(timedelta(hours=3)))


async def test_writers_that_read_first_lose_no_update(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(base_state).values(key="count", value=0))

    async def increment() -> None:
        for _ in range(10):
            async with database.write() as connection:
                query = select(base_state.c.value).where(base_state.c.key == "count").with_for_update()
                count = (await connection.execute(query)).scalar_one()
                await connection.execute(update(base_state).values(value=count + 1))

    await asyncio.gather(*(increment() for _ in range(8)))

    async with database.read() as connection:
        assert (await connection.execute(select(base_state.c.value))).scalar_one() == 80


async def test_whoever_falls_silent_within_a_transaction_holds_others_up_no_longer(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with postgres_database.write() as connection:
        await connection.execute(insert(base_state).values(key="count", value=0))
    monkeypatch.setattr("knowledge.database._LONGEST_IDLE", 200)
    silent = Database(postgres_database.url.render_as_string(hide_password=False))

    with pytest.raises(DBAPIError):
        async with silent.write() as suspended:
            await suspended.execute(update(base_state).values(value=1))
            async with asyncio.timeout(10), postgres_database.write() as other:
                await other.execute(update(base_state).values(value=2))
            await suspended.execute(select(1))

    async with silent.read() as connection:  # it goes on with a new connection
        assert (await connection.execute(select(base_state.c.value))).scalar_one() == 2
    await silent.close()


async def test_a_failing_writer_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError, match="stop"):
        async with database.write() as connection:
            await connection.execute(insert(base_state).values(key="half", value=1))
            raise RuntimeError("stop")

    async with database.read() as connection:
        assert (await connection.execute(select(base_state))).all() == []


async def test_times_come_back_in_utc(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(readers).values(id=1, seen_at=NOON_IN_RIYADH))

    async with database.read() as connection:
        seen = (await connection.execute(select(readers.c.seen_at))).scalar_one()
    assert seen == NOON_IN_RIYADH
    assert seen.utcoffset() == timedelta(0)


async def test_a_time_without_a_zone_is_refused(sqlite_database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        async with sqlite_database.write() as connection:
            await connection.execute(insert(readers).values(id=1, seen_at=datetime(2025, 7, 26)))  # noqa: DTZ001 (the point)


async def test_the_chosen_sqlite_settings_hold_on_a_connection(sqlite_database: Database) -> None:
    async with sqlite_database.read() as connection:
        settings = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "busy_timeout", "foreign_keys")
        ]

    assert settings == ["wal", 5000, 1]


@pytest.mark.parametrize("count", [3, 100])
async def test_many_rows_are_written_as_one_by_one(database: Database, count: int) -> None:
    names = ("seen_at", "id", "language")
    rows = [(NOON_IN_RIYADH, number, None if number else "ar") for number in range(count)]

    async with database.write() as connection:
        await execute_rows(connection, upsert(connection, readers).on_conflict_do_nothing(), names, rows)
        await execute_rows(connection, upsert(connection, readers).on_conflict_do_nothing(), names, rows)
        changed = update(readers).where(readers.c.id == bindparam("reader")).values(language=bindparam("chosen"))
        await execute_rows(connection, changed, ("reader", "chosen"), [(number, "en") for number in range(1, count)])
        await execute_rows(connection, changed, ("reader", "chosen"), [])

    async with database.read() as connection:
        found = (await connection.execute(select(readers).order_by(readers.c.id))).all()
    assert found == [(number, "en" if number else "ar", NOON_IN_RIYADH) for number in range(count)]


async def test_a_checkpoint_goes_on_beside_readers_and_writers(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(base_state).values(key="before", value=1))
        await database.checkpoint()
        await connection.execute(insert(base_state).values(key="after", value=1))
    await database.checkpoint()

    async with database.read() as connection:
        await database.checkpoint()
        assert set(await connection.scalars(select(base_state.c.key))) >= {"before", "after"}
