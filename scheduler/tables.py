"""Tables of subscribers and of what is owed and was sent to them."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    text,
)

from knowledge.database import Json, RowId, UtcDateTime, metadata
from scheduler.model import DeliveryStatus

# The conditions of the partial indexes. SQLite uses one only where a query repeats its condition word for word.
ACTIVE = text("state = 'active'")
OPEN = text("status IN ('pending', 'sending')")
SENT = text("status = 'sent'")

subscribers = Table(
    "subscribers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False, default=0, comment="A forum topic; 0 for none."),
    Column("kind", String(16), nullable=False, comment="private, group or channel."),
    Column("language", String(8), nullable=False),
    Column("zone", String(64), nullable=False, comment="An IANA name, or a fixed offset such as UTC+05:30."),
    Column("minute", Integer, nullable=False, comment="Local time of day, in minutes after midnight."),
    Column("days", Integer, nullable=False, default=127, comment="Days of the week as bits, Monday the lowest."),
    Column("amount", Integer, nullable=False, default=3, comment="The most facts in a digest."),
    Column("quiet_from", Integer, comment="Quiet hours, in minutes after local midnight; null for none."),
    Column("quiet_until", Integer),
    Column("recap_day", Integer, comment="Day of the weekly recap, Monday 0; null for none."),
    Column("state", String(16), nullable=False, comment="active, left, blocked or gone."),
    Column("next_due_at", UtcDateTime, comment="Null when nothing is due: not active, or no topic."),
    Column("last_digest_on", Date, comment="Local date of the newest digest: the next one is for a later date."),
    Column(
        "turns_since",
        UtcDateTime,
        comment="Since when its turns fall as they do, by zone, minute, days, recap day and state; null: updated_at.",
    ),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "thread_id"),
    Index(
        "ix_subscribers_due",
        "next_due_at",
        sqlite_where=ACTIVE,
        postgresql_where=ACTIVE,
    ),
)

subscriber_topics = Table(
    "subscriber_topics",
    metadata,
    Column("subscriber_id", RowId, ForeignKey("subscribers.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", String(64), primary_key=True),
    Column("opened", Integer, nullable=False, default=0, comment="How often a fact of this topic was opened."),
    sqlite_with_rowid=False,
)

contents = Table(
    "contents",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", String(64), nullable=False, unique=True, comment="SHA-256 of kind, language and body."),
    Column("kind", String(16), nullable=False, comment="digest, correction or broadcast."),
    Column("language", String(8), nullable=False),
    Column("body", Json, nullable=False),
    comment="What deliveries carry, once for all who get the same.",
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column(
        "campaign",
        String(64),
        nullable=False,
        comment="digest:2025-07-26 (the local date), broadcast:7, …",
    ),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False, default=0),
    Column("part", Integer, nullable=False, default=0, comment="Which message of a long digest, from 0."),
    Column("subscriber_id", RowId, ForeignKey("subscribers.id", ondelete="SET NULL")),
    Column("content_id", RowId, ForeignKey("contents.id"), nullable=False),
    Column(
        "status",
        String(16),
        nullable=False,
        comment="pending, sending, sent, unknown, dead or skipped.",
    ),
    Column("attempts", Integer, nullable=False, default=0),
    Column(
        "priority",
        Integer,
        nullable=False,
        default=1,
        comment="Lower goes out first: 0 corrections, 1 digests, 2 broadcasts.",
    ),
    Column("due_at", UtcDateTime, nullable=False),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("lease_owner", String(64)),
    Column("lease_until", UtcDateTime),
    Column("message_id", BigInteger),
    Column("error", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    UniqueConstraint("campaign", "chat_id", "thread_id", "part"),
    Index(
        "ix_deliveries_open",
        "status",
        "priority",
        "next_attempt_at",
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    ),
    Index(
        "ix_deliveries_sent",
        "finished_at",
        "priority",
        sqlite_where=SENT,
        postgresql_where=SENT,
    ),
    Index(None, "subscriber_id"),
    Index(None, "chat_id"),
    Index(None, "content_id"),
    Index(None, "due_at"),
)

NOT_BEGUN = and_(OPEN, deliveries.c.status == DeliveryStatus.PENDING)
"""Deliveries that are owed and that no sender has taken."""

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(16), nullable=False, comment="broadcast or correction."),
    Column("state", String(16), nullable=False, comment="scheduled, entering, entered or cancelled."),
    Column("audience", Json, nullable=False, comment="Whom it is for: kind is all, topic, language or shown."),
    Column("bodies", Json, nullable=False, comment="The body of its content, by language."),
    Column("fact_id", String(64), comment="Of a correction: the corrected fact."),
    Column("revision", BigInteger, comment="Of a correction: the revision that made it; older showings are told."),
    Column("starts_at", UtcDateTime, nullable=False, comment="Until then it can be undone as if it had never been."),
    Column("cursor_chat", BigInteger, comment="The last chat whose delivery is entered; null before the first."),
    Column("cursor_thread", BigInteger),
    Column("entered", Integer, nullable=False, default=0, comment="How many deliveries were entered."),
    Column("author_id", BigInteger),
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "state", "starts_at"),
    Index(None, "fact_id"),
    comment="What goes to many at once; each chat's share of it is a delivery.",
)

delivery_summaries = Table(
    "delivery_summaries",
    metadata,
    Column(
        "day",
        Date,
        primary_key=True,
        comment="Of digests their local date; of others the UTC date on which they were due.",
    ),
    Column("kind", String(16), primary_key=True, comment="digest, correction or broadcast."),
    Column("status", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
    comment="What is kept of deliveries that were pruned.",
)
