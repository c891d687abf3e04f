import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.errors import DatabaseFromTheFuture
from bot.migrations import upgrade
from knowledge.database import Database, metadata


async def test_the_steps_lead_to_the_tables_that_the_code_declares(database: Database) -> None:
    async with database.read() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )

    assert differences == []


async def test_upgrading_twice_changes_nothing(database: Database) -> None:
    await upgrade(database)

    async with database.read() as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalars().all() == ["0004"]


async def test_a_base_of_a_newer_release_is_refused(sqlite_database: Database) -> None:
    async with sqlite_database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseFromTheFuture) as refusal:
        await upgrade(sqlite_database)

    assert refusal.value.revision == "9999"
