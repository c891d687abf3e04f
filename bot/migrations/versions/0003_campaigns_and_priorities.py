"""What goes to many at once, which deliveries go out first, and what is kept of those that were pruned."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_OPEN = sa.text("status IN ('pending', 'leased', 'sending')")
_SENT = sa.text("status = 'sent'")


def _index_open(*columns: str) -> None:
    op.create_index("ix_deliveries_open", "deliveries", columns, sqlite_where=_OPEN, postgresql_where=_OPEN)


def upgrade() -> None:
    op.drop_index("ix_deliveries_open", "deliveries")
    op.add_column(
        "deliveries",
        sa.Column(
            "priority",
            sa.Integer(),
            nullable=False,
            server_default="1",
            comment="Lower goes out first: 0 corrections, 1 digests, 2 broadcasts.",
        ),
    )
    _index_open("status", "priority", "next_attempt_at")
    op.create_index(
        "ix_deliveries_sent",
        "deliveries",
        ["finished_at", "priority"],
        sqlite_where=_SENT,
        postgresql_where=_SENT,
    )
    op.create_index(op.f("ix_deliveries_content_id"), "deliveries", ["content_id"])
    op.add_column(
        "subscribers",
        sa.Column(
            "turns_since",
            sa.DateTime(timezone=True),
            comment="Since when its turns fall as they do, by zone, minute, days, recap day and state; "
            "null: updated_at.",
        ),
    )
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "campaigns",
        sa.Column("id", row_id, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False, comment="broadcast or correction."),
        sa.Column("state", sa.String(16), nullable=False, comment="scheduled, entering, entered or cancelled."),
        sa.Column(
            "audience", sa.JSON(), nullable=False, comment="Whom it is for: kind is all, topic, language or shown."
        ),
        sa.Column("bodies", sa.JSON(), nullable=False, comment="The body of its content, by language."),
        sa.Column("fact_id", sa.String(64), comment="Of a correction: the corrected fact."),
        sa.Column(
            "revision",
            sa.BigInteger(),
            comment="Of a correction: the revision that made it; older showings are told.",
        ),
        sa.Column(
            "starts_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="Until then it can be undone as if it had never been.",
        ),
        sa.Column(
            "cursor_chat",
            sa.BigInteger(),
            comment="The last chat whose delivery is entered; null before the first.",
        ),
        sa.Column("cursor_thread", sa.BigInteger()),
        sa.Column("entered", sa.Integer(), nullable=False, comment="How many deliveries were entered."),
        sa.Column("author_id", sa.BigInteger()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        comment="What goes to many at once; each chat's share of it is a delivery.",
    )
    op.create_index(op.f("ix_campaigns_state_starts_at"), "campaigns", ["state", "starts_at"])
    op.create_index(op.f("ix_campaigns_fact_id"), "campaigns", ["fact_id"])
    op.drop_index("ix_showings_fact_id", "showings")
    op.create_index(op.f("ix_showings_fact_id_chat_id_thread_id"), "showings", ["fact_id", "chat_id", "thread_id"])
    op.create_index(op.f("ix_questions_chat_id_id"), "questions", ["chat_id", "id"])
    op.create_table(
        "delivery_summaries",
        sa.Column(
            "day",
            sa.Date(),
            nullable=False,
            comment="Of digests their local date; of others the UTC date on which they were due.",
        ),
        sa.Column("kind", sa.String(16), nullable=False, comment="digest, correction or broadcast."),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", "status", name=op.f("pk_delivery_summaries")),
        comment="What is kept of deliveries that were pruned.",
    )


def downgrade() -> None:
    op.drop_table("delivery_summaries")
    op.drop_index("ix_questions_chat_id_id", "questions")
    op.drop_index("ix_showings_fact_id_chat_id_thread_id", "showings")
    op.create_index("ix_showings_fact_id", "showings", ["fact_id"])
    op.drop_table("campaigns")
    with op.batch_alter_table("subscribers") as subscribers:
        subscribers.drop_column("turns_since")
    op.drop_index(op.f("ix_deliveries_content_id"), "deliveries")
    op.drop_index("ix_deliveries_sent", "deliveries")
    op.drop_index("ix_deliveries_open", "deliveries")
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.drop_column("priority")
    _index_open("status", "next_attempt_at")
