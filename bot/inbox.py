"""Updates from Telegram, stored before they are confirmed, so that a crash loses none.

python-telegram-bot's own poller confirms updates to the server before their handlers ran; a kill then loses them.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, Table

from knowledge.database import Json, UtcDateTime, metadata

updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram's update_id."),
    Column("body", Json, comment="The update as received; null once it is done."),
    Column("received_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("done_at", UtcDateTime),
    Index(None, "done_at"),
)
