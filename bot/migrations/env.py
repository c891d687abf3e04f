"""Alembic runs this file; the connection is the caller's, who also commits."""

from alembic import context

import scheduler.tables
from bot import inbox
from knowledge import tables
from knowledge.database import metadata

TABLES = (tables, scheduler.tables, inbox)  # imported so that ``metadata`` knows every table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
