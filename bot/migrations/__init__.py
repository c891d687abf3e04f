"""Brings a base to the newest schema. The numbered steps are in ``versions``."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from bot.errors import DatabaseFromTheFuture
from knowledge.database import Database

_LOCK = 0x6D61_7273_6164  # "marsad": any number that no other program locks


async def upgrade(database: Database) -> None:
    """Apply the missing steps in one transaction.

    Raises ``DatabaseFromTheFuture`` when the base is at a step that this release does not know.
    """
    async with database.write() as connection:
        if not database.is_sqlite:  # SQLite's write lock is held already
            await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", "bot:migrations")
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        return
    if current is not None and current not in {step.revision for step in script.walk_revisions()}:
        raise DatabaseFromTheFuture(current)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
