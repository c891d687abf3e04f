"""Brings a base to the newest schema. The numbered steps are in ``versions``: ``0001_what_it_does.py``."""

from importlib import resources

from sqlalchemy import column, func, inspect, select, table
from sqlalchemy.engine import Connection

from bot.errors import DatabaseFromTheFuture
from knowledge.database import Database

_LOCK = 0x6D61_7273_6164  # "marsad": any number that no other program locks
_VERSION = table("alembic_version", column("version_num"))


async def upgrade(database: Database) -> None:
    """Apply the missing steps in one transaction.

    Raises ``DatabaseFromTheFuture`` when the base is at a step that this release does not know.
    """
    async with database.write() as connection:
        if not database.is_sqlite:  # SQLite's write lock is held already
            await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    steps, current = _steps(), _current(connection)
    if current == steps[-1]:
        return
    if current is not None and current not in steps:
        raise DatabaseFromTheFuture(current)
    # Loading alembic takes as long as answering a question: only where there is work for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "bot:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _steps() -> list[str]:
    """The numbers of all steps, in order."""
    names = (file.name for file in resources.files("bot.migrations").joinpath("versions").iterdir())
    return sorted(name.split("_")[0] for name in names if name.endswith(".py"))


def _current(connection: Connection) -> str | None:
    """The number of the newest step that was applied; None for a base without tables."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.execute(select(_VERSION.c.version_num)).scalar()
