"""Tables of the base. Facts are documents: what is searched or joined has a column, the rest is JSON."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from knowledge.database import Json, RowId, UtcDateTime, metadata

base_state = Table(
    "base_state",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Json, nullable=False),
    comment="Single values: the newest revision number, whether the launch facts are followed, thresholds.",
)

topics = Table(
    "topics",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("title", Json, nullable=False),
    Column("description", Json, nullable=False),
    Column("position", Integer, nullable=False),
    Column("retired", Boolean, nullable=False, default=False),
    Column("file_document", Json, comment="As last loaded from a file; null when made in chat."),
)

sources = Table(
    "sources",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("publisher", Text),
    Column("language", String(8)),
    Column("published", String(10)),
    Column("url", Text),
    Column("file_document", Json),
)

facts = Table(
    "facts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("standing", String(16), nullable=False),
    Column("attributed_to", Json, nullable=False),
    Column("as_of", String(10), comment="YYYY, YYYY-MM or YYYY-MM-DD, which sort as text."),
    Column("source_id", String(64), ForeignKey("sources.id")),
    Column("text", Json, nullable=False),
    Column("measure", String(64)),
    Column("figure", Json),
    Column("revision", BigInteger, nullable=False),
    Column(
        "file_document",
        Json,
        comment="The document as its file last gave it: the base of the three-way merge.",
    ),
    Column("published_at", UtcDateTime, comment="When readers could first see it."),
    Column("updated_at", UtcDateTime, nullable=False),
    Index(None, "state", "published_at"),
    Index(None, "measure"),
    Index(None, "revision"),
)

fact_topics = Table(
    "fact_topics",
    metadata,
    Column("fact_id", String(64), ForeignKey("facts.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", String(64), ForeignKey("topics.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Index(None, "topic_id"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("fact_id", String(64), ForeignKey("facts.id", ondelete="CASCADE"), nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Index(None, "fact_id"),
)

revisions = Table(
    "revisions",
    metadata,
    Column(
        "number",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="Without gaps, in the order of commits.",
    ),
    Column("fact_id", String(64), nullable=False),
    Column("action", String(16), nullable=False),
    Column("author_id", BigInteger),
    Column("before", Json),
    Column("after", Json),
    Column("undoes", BigInteger, unique=True),
    Column("made_at", UtcDateTime, nullable=False),
    Index(None, "fact_id", "number"),
    Index(None, "author_id", "number"),
)

names = Table(
    "names",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("title", Json, nullable=False),
    Column("file_document", Json),
)

name_spellings = Table(
    "name_spellings",
    metadata,
    Column("normalised", String(128), primary_key=True),
    Column("name_id", String(64), ForeignKey("names.id", ondelete="CASCADE"), nullable=False),
    Column("spelling", String(128), nullable=False),
    Column("position", Integer, nullable=False),
    Index(None, "name_id"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("encoder", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the encoded text, in hexadecimal."),
    Column("vector", LargeBinary, nullable=False, comment="float16, little-endian, of unit length."),
)

questions = Table(
    "questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("chat_id", BigInteger, comment="Null for a question from the command line, or once forgotten."),
    Column("reader_id", BigInteger),
    Column("text", Text, nullable=False),
    Column("understood", Text, comment="How it was read, where that is not as it was written: a follow-up, a burst."),
    Column("language", String(8), nullable=False),
    Column("status", String(16), nullable=False),
    Column("fact_id", String(64), comment="The fact that was asserted or that the reader chose."),
    Column("candidates", Json, nullable=False),
    Column("rejected", Boolean, nullable=False, default=False, comment="The reader pressed 'none of these'."),
    Column("inbox", String(16), comment="open, done or ignored; null when the question was answered."),
    Index(None, "inbox", "asked_at"),
    Index(None, "reader_id", "asked_at"),
    Index(None, "chat_id", "id"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("question_id", BigInteger, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("fact_id", String(64), primary_key=True, comment="The fact that was judged as an answer to the question."),
    Column("verdict", String(8), nullable=False, comment="up or down."),
    Column(
        "reason", String(16), comment="Of a thumb down: wrong, outdated, off_target or bad_source; null until told."
    ),
    Column("review", String(16), nullable=False, comment="open, approved or declined: where curators left it."),
    Column("given_at", UtcDateTime, nullable=False),
    Index(None, "review", "given_at"),
    Index(None, "fact_id"),
    comment="What readers thought of answers. Thumbs up are the regression set.",
)

readers = Table(
    "readers",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram user id."),
    Column("language", String(8), comment="The chosen one; null: answer in the language of the question."),
    Column("seen_at", UtcDateTime, nullable=False),
)

showings = Table(
    "showings",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("thread_id", BigInteger, primary_key=True, default=0),
    Column("fact_id", String(64), primary_key=True),
    Column(
        "revision",
        BigInteger,
        nullable=False,
        comment="The revision of the fact that the chat was shown last.",
    ),
    Column("shown_in", String(16), nullable=False, comment="answer, digest or correction."),
    Column("shown_at", UtcDateTime, nullable=False),
    Index(None, "fact_id", "chat_id", "thread_id"),
    sqlite_with_rowid=False,  # kept by its key: a tick reads and writes these rows for everybody whom it serves
    comment="Who was shown which fact: kept for good, so that nobody gets it twice.",
)

curators = Table(
    "curators",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram user id."),
    Column("name", Text, nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("step", String(32), nullable=False),
    Column("data", Json, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)
