from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from knowledge.database import Database
from knowledge.model import Fact, FactState, StoredFact
from knowledge.readers.showings import Showings
from knowledge.tables import showings

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
CHAT, THREAD = -10, 5
STORED = StoredFact(Fact("a", {"en": "A."}), FactState.PUBLISHED, None, 1, NOW)


async def test_of_each_fact_the_last_showing_in_a_place_is_kept(database: Database) -> None:
    later = NOW + timedelta(days=1)
    record = Showings(database).record
    await record(CHAT, 0, [STORED], "answer", NOW)
    await record(CHAT, THREAD, [STORED], "answer", NOW)
    await record(CHAT, 0, [replace(STORED, revision=2), replace(STORED, fact=Fact("b", {"en": "B."}))], "digest", later)
    await record(CHAT, 0, [], "digest", later)

    async with database.read() as connection:
        rows = (await connection.execute(select(showings).order_by(showings.c.thread_id, showings.c.fact_id))).all()
    assert [tuple(row) for row in rows] == [
        (CHAT, 0, "a", 2, "digest", later),
        (CHAT, 0, "b", 1, "digest", later),
        (CHAT, THREAD, "a", 1, "answer", NOW),
    ]
