"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "base_state",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_base_state")),
        comment="Single values: the newest revision number, whether the launch facts are followed, thresholds.",
    )
    op.create_table(
        "contents",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False, comment="SHA-256 of kind, language and body."),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="digest, correction or broadcast."),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contents")),
        sa.UniqueConstraint("key", name=op.f("uq_contents_key")),
        comment="What deliveries carry, once for all who get the same.",
    )
    op.create_table(
        "curators",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False, comment="Telegram user id."),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curators")),
    )
    op.create_table(
        "dialogues",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name=op.f("pk_dialogues")),
    )
    op.create_table(
        "names",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("file_document", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_names")),
    )
    op.create_table(
        "questions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "chat_id",
            sa.BigInteger(),
            nullable=True,
            comment="Null for a question from the command line, or once forgotten.",
        ),
        sa.Column("reader_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column(
            "fact_id",
            sa.String(length=64),
            nullable=True,
            comment="The fact that was asserted or that the reader chose.",
        ),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False, comment="The reader pressed 'none of these'."),
        sa.Column(
            "inbox",
            sa.String(length=16),
            nullable=True,
            comment="open, done or ignored; null when the question was answered.",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(op.f("ix_questions_inbox_asked_at"), "questions", ["inbox", "asked_at"], unique=False)
    op.create_index(op.f("ix_questions_reader_id"), "questions", ["reader_id"], unique=False)
    op.create_table(
        "readers",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False, comment="Telegram user id."),
        sa.Column(
            "language",
            sa.String(length=8),
            nullable=True,
            comment="The chosen one; null: answer in the language of the question.",
        ),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readers")),
    )
    op.create_table(
        "revisions",
        sa.Column(
            "number",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Without gaps, in the order of commits.",
        ),
        sa.Column("fact_id", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("undoes", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revisions")),
        sa.UniqueConstraint("undoes", name=op.f("uq_revisions_undoes")),
    )
    op.create_index(op.f("ix_revisions_author_id_number"), "revisions", ["author_id", "number"], unique=False)
    op.create_index(op.f("ix_revisions_fact_id_number"), "revisions", ["fact_id", "number"], unique=False)
    op.create_table(
        "showings",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("fact_id", sa.String(length=64), nullable=False),
        sa.Column(
            "revision",
            sa.BigInteger(),
            nullable=False,
            comment="The revision of the fact that the chat was shown last.",
        ),
        sa.Column("shown_in", sa.String(length=16), nullable=False, comment="answer, digest or correction."),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "fact_id", name=op.f("pk_showings")),
        comment="Who was shown which fact: kept for good, so that nobody gets it twice.",
    )
    op.create_index(op.f("ix_showings_fact_id"), "showings", ["fact_id"], unique=False)
    op.create_table(
        "sources",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("file_document", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_table(
        "subscribers",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False, comment="A forum topic; 0 for none."),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="private, group or channel."),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column(
            "zone", sa.String(length=64), nullable=False, comment="An IANA name, or a fixed offset such as UTC+05:30."
        ),
        sa.Column("minute", sa.Integer(), nullable=False, comment="Local time of day, in minutes after midnight."),
        sa.Column("days", sa.Integer(), nullable=False, comment="Days of the week as bits, Monday the lowest."),
        sa.Column("amount", sa.Integer(), nullable=False, comment="The most facts in a digest."),
        sa.Column(
            "quiet_from",
            sa.Integer(),
            nullable=True,
            comment="Quiet hours, in minutes after local midnight; null for none.",
        ),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column(
            "recap_day", sa.Integer(), nullable=True, comment="Day of the weekly recap, Monday 0; null for none."
        ),
        sa.Column("state", sa.String(length=16), nullable=False, comment="active, left, blocked or gone."),
        sa.Column(
            "next_due_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Null when nothing is due: not active, or no topic.",
        ),
        sa.Column(
            "last_digest_on",
            sa.Date(),
            nullable=True,
            comment="Local date of the newest digest: the next one is for a later date.",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscribers")),
        sa.UniqueConstraint("chat_id", "thread_id", name=op.f("uq_subscribers_chat_id_thread_id")),
    )
    op.create_index(
        "ix_subscribers_due",
        "subscribers",
        ["next_due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "topics",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column(
            "file_document", sa.JSON(), nullable=True, comment="As last loaded from a file; null when made in chat."
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
    )
    op.create_table(
        "updates",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False, comment="Telegram's update_id."),
        sa.Column("body", sa.JSON(), nullable=True, comment="The update as received; null once it is done."),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    op.create_index(op.f("ix_updates_done_at"), "updates", ["done_at"], unique=False)
    op.create_table(
        "vectors",
        sa.Column("encoder", sa.String(length=64), nullable=False),
        sa.Column(
            "digest", sa.String(length=64), nullable=False, comment="SHA-256 of the encoded text, in hexadecimal."
        ),
        sa.Column("vector", sa.LargeBinary(), nullable=False, comment="float16, little-endian, of unit length."),
        sa.PrimaryKeyConstraint("encoder", "digest", name=op.f("pk_vectors")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column(
            "campaign",
            sa.String(length=64),
            nullable=False,
            comment="digest:2025-07-26 (the local date), broadcast:7, …",
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False, comment="Which message of a long digest, from 0."),
        sa.Column("subscriber_id", ROW_ID, nullable=True),
        sa.Column("content_id", ROW_ID, nullable=False),
        sa.Column(
            "status",
            sa.String(length=16),
            nullable=False,
            comment="pending, leased, sending, sent, unknown, dead or skipped.",
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.String(length=64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["contents.id"], name=op.f("fk_deliveries_content_id")),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name=op.f("fk_deliveries_subscriber_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "campaign", "chat_id", "thread_id", "part", name=op.f("uq_deliveries_campaign_chat_id_thread_id_part")
        ),
    )
    op.create_index(
        "ix_deliveries_open",
        "deliveries",
        ["status", "next_attempt_at"],
        unique=False,
        sqlite_where=sa.text("status IN ('pending', 'leased', 'sending')"),
        postgresql_where=sa.text("status IN ('pending', 'leased', 'sending')"),
    )
    op.create_index(op.f("ix_deliveries_subscriber_id"), "deliveries", ["subscriber_id"], unique=False)
    op.create_index(op.f("ix_deliveries_chat_id"), "deliveries", ["chat_id"], unique=False)
    op.create_index(op.f("ix_deliveries_due_at"), "deliveries", ["due_at"], unique=False)
    op.create_table(
        "facts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("attributed_to", sa.JSON(), nullable=False),
        sa.Column(
            "as_of", sa.String(length=10), nullable=True, comment="YYYY, YYYY-MM or YYYY-MM-DD, which sort as text."
        ),
        sa.Column("source_id", sa.String(length=64), nullable=True),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=True),
        sa.Column("figure", sa.JSON(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column(
            "file_document",
            sa.JSON(),
            nullable=True,
            comment="The document as its file last gave it: the base of the three-way merge.",
        ),
        sa.Column(
            "published_at", sa.DateTime(timezone=True), nullable=True, comment="When readers could first see it."
        ),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_facts_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
    )
    op.create_index(op.f("ix_facts_measure"), "facts", ["measure"], unique=False)
    op.create_index(op.f("ix_facts_revision"), "facts", ["revision"], unique=False)
    op.create_index(op.f("ix_facts_state_published_at"), "facts", ["state", "published_at"], unique=False)
    op.create_table(
        "name_spellings",
        sa.Column("normalised", sa.String(length=128), nullable=False),
        sa.Column("name_id", sa.String(length=64), nullable=False),
        sa.Column("spelling", sa.String(length=128), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name=op.f("fk_name_spellings_name_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("normalised", name=op.f("pk_name_spellings")),
    )
    op.create_index(op.f("ix_name_spellings_name_id"), "name_spellings", ["name_id"], unique=False)
    op.create_table(
        "subscriber_topics",
        sa.Column("subscriber_id", ROW_ID, nullable=False),
        sa.Column("topic_id", sa.String(length=64), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False, comment="How often a fact of this topic was opened."),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name=op.f("fk_subscriber_topics_subscriber_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subscriber_id", "topic_id", name=op.f("pk_subscriber_topics")),
    )
    op.create_table(
        "aliases",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("fact_id", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name=op.f("fk_aliases_fact_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aliases")),
    )
    op.create_index(op.f("ix_aliases_fact_id"), "aliases", ["fact_id"], unique=False)
    op.create_table(
        "fact_topics",
        sa.Column("fact_id", sa.String(length=64), nullable=False),
        sa.Column("topic_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name=op.f("fk_fact_topics_fact_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_fact_topics_topic_id")),
        sa.PrimaryKeyConstraint("fact_id", "topic_id", name=op.f("pk_fact_topics")),
    )
    op.create_index(op.f("ix_fact_topics_topic_id"), "fact_topics", ["topic_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_fact_topics_topic_id"), table_name="fact_topics")
    op.drop_table("fact_topics")
    op.drop_index(op.f("ix_aliases_fact_id"), table_name="aliases")
    op.drop_table("aliases")
    op.drop_table("subscriber_topics")
    op.drop_index(op.f("ix_name_spellings_name_id"), table_name="name_spellings")
    op.drop_table("name_spellings")
    op.drop_index(op.f("ix_facts_state_published_at"), table_name="facts")
    op.drop_index(op.f("ix_facts_revision"), table_name="facts")
    op.drop_index(op.f("ix_facts_measure"), table_name="facts")
    op.drop_table("facts")
    op.drop_index(op.f("ix_deliveries_due_at"), table_name="deliveries")
    op.drop_index(op.f("ix_deliveries_chat_id"), table_name="deliveries")
    op.drop_index(op.f("ix_deliveries_subscriber_id"), table_name="deliveries")
    op.drop_index(
        "ix_deliveries_open",
        table_name="deliveries",
        sqlite_where=sa.text("status IN ('pending', 'leased', 'sending')"),
        postgresql_where=sa.text("status IN ('pending', 'leased', 'sending')"),
    )
    op.drop_table("deliveries")
    op.drop_table("vectors")
    op.drop_index(op.f("ix_updates_done_at"), table_name="updates")
    op.drop_table("updates")
    op.drop_table("topics")
    op.drop_index(
        "ix_subscribers_due",
        table_name="subscribers",
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.drop_table("subscribers")
    op.drop_table("sources")
    op.drop_index(op.f("ix_showings_fact_id"), table_name="showings")
    op.drop_table("showings")
    op.drop_index(op.f("ix_revisions_fact_id_number"), table_name="revisions")
    op.drop_index(op.f("ix_revisions_author_id_number"), table_name="revisions")
    op.drop_table("revisions")
    op.drop_table("readers")
    op.drop_index(op.f("ix_questions_reader_id"), table_name="questions")
    op.drop_index(op.f("ix_questions_inbox_asked_at"), table_name="questions")
    op.drop_table("questions")
    op.drop_table("names")
    op.drop_table("dialogues")
    op.drop_table("curators")
    op.drop_table("contents")
    op.drop_table("base_state")
