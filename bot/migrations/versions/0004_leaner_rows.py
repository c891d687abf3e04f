"""No state between pending and sending, and rows that lie in their key."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _index_open(*states: str) -> None:
    open_ = sa.text(f"status IN ({', '.join(map(repr, states))})")
    op.drop_index("ix_deliveries_open", "deliveries")
    op.create_index(
        "ix_deliveries_open",
        "deliveries",
        ["status", "priority", "next_attempt_at"],
        sqlite_where=open_,
        postgresql_where=open_,
    )


def _comment_status(comment: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments, and would copy the whole table
        op.alter_column("deliveries", "status", comment=comment, existing_type=sa.String(16), existing_nullable=False)


def _rebuild(*, with_rowid: bool) -> None:
    """On SQLite, whether rows lie in their key or beside it, where each costs a page more to read and to write."""
    if op.get_bind().dialect.name == "sqlite":
        for table in ("showings", "subscriber_topics"):
            with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}):
                pass


def upgrade() -> None:
    # Whoever had leased them runs no more, and had certainly not begun to send them.
    op.execute("UPDATE deliveries SET status = 'pending', lease_owner = NULL WHERE status = 'leased'")
    _index_open("pending", "sending")
    _comment_status("pending, sending, sent, unknown, dead or skipped.")
    _rebuild(with_rowid=False)


def downgrade() -> None:
    _rebuild(with_rowid=True)
    _index_open("pending", "leased", "sending")
    _comment_status("pending, leased, sending, sent, unknown, dead or skipped.")
