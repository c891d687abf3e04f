"""Feedback of readers on answers, and how a question was read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.add_column(
            sa.Column(
                "understood",
                sa.Text(),
                nullable=True,
                comment="How it was read, where that is not as it was written: a follow-up, a burst.",
            )
        )
        questions.drop_index(op.f("ix_questions_reader_id"))
        questions.create_index(op.f("ix_questions_reader_id_asked_at"), ["reader_id", "asked_at"])
    op.create_table(
        "feedback",
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "fact_id",
            sa.String(length=64),
            nullable=False,
            comment="The fact that was judged as an answer to the question.",
        ),
        sa.Column("verdict", sa.String(length=8), nullable=False, comment="up or down."),
        sa.Column(
            "reason",
            sa.String(length=16),
            nullable=True,
            comment="Of a thumb down: wrong, outdated, off_target or bad_source; null until told.",
        ),
        sa.Column(
            "review",
            sa.String(length=16),
            nullable=False,
            comment="open, approved or declined: where curators left it.",
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_feedback_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "fact_id", name=op.f("pk_feedback")),
        comment="What readers thought of answers. Thumbs up are the regression set.",
    )
    op.create_index(op.f("ix_feedback_review_given_at"), "feedback", ["review", "given_at"], unique=False)
    op.create_index(op.f("ix_feedback_fact_id"), "feedback", ["fact_id"], unique=False)


def downgrade() -> None:
    op.drop_table("feedback")
    with op.batch_alter_table("questions") as questions:
        questions.drop_index(op.f("ix_questions_reader_id_asked_at"))
        questions.create_index(op.f("ix_questions_reader_id"), ["reader_id"])
        questions.drop_column("understood")
