"""Which chat was shown which fact, and as of which revision."""

from collections.abc import Iterable
from datetime import datetime

from knowledge.database import Database, upsert
from knowledge.model import StoredFact
from knowledge.tables import showings


class Showings:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(
        self, chat_id: int, thread_id: int, facts: Iterable[StoredFact], shown_in: str, now: datetime
    ) -> None:
        """Note what a chat was shown; of a fact, the last time counts.

        ``thread_id`` is 0 outside forums; ``shown_in`` is answer, digest or correction.
        """
        place = {"chat_id": chat_id, "thread_id": thread_id, "shown_in": shown_in, "shown_at": now}
        rows = [place | {"fact_id": stored.fact.id, "revision": stored.revision} for stored in facts]
        if not rows:
            return
        async with self._database.write() as connection:
            statement = upsert(connection, showings)
            newest = {name: statement.excluded[name] for name in ("revision", "shown_in", "shown_at")}
            keys = ["chat_id", "thread_id", "fact_id"]
            await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=newest), rows)
