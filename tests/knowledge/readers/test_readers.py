import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from knowledge.curation import Curation
from knowledge.database import Database, metadata
from knowledge.model import Candidate, Fact, FactState, Outcome, Status, StoredFact
from knowledge.readers.curators import Curator, Curators
from knowledge.readers.dialogues import Dialogues
from knowledge.readers.feedback import Feedback, Opinion, Verdict
from knowledge.readers.questions import Questions
from knowledge.readers.readers import Readers
from knowledge.readers.showings import Showings

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
LAYLA, OMAR, GROUP = 111111, 222222, -333333
UP = Opinion(Verdict.UP)
STORED = StoredFact(Fact("a", {"en": "A."}), FactState.PUBLISHED, None, 1, NOW)


@pytest.fixture
def readers(database: Database) -> Readers:
    return Readers(database)


async def leave_traces(database: Database, reader_id: int) -> None:
    """Use the bot in private and in a group, in every way that leaves a row."""
    await Readers(database).choose_language(reader_id, "ar", NOW)
    for chat_id in (reader_id, GROUP):
        asked = Outcome("Who?", "en", Status.UNKNOWN, candidates=(Candidate("a", 0.5),))
        logged = await Questions(database).log(asked, now=NOW, chat_id=chat_id, reader_id=reader_id)
        await Feedback(database).give(logged.question_id or 0, "a", UP, reader_id=reader_id, now=NOW)
        await Dialogues(database).put(chat_id, reader_id, "draft", "text", {"text": "…"}, NOW)
    await Showings(database).record(reader_id, 0, [STORED], "answer", NOW)


async def everything(database: Database) -> str:
    async with database.read() as connection:
        rows = [(await connection.execute(select(table))).all() for table in metadata.sorted_tables]
    return repr(rows)


async def test_a_chosen_language_is_kept_until_it_is_given_up(readers: Readers) -> None:
    unknown = await readers.language_of(LAYLA)
    await readers.choose_language(LAYLA, "ar", NOW)
    chosen = await readers.language_of(LAYLA)
    await readers.choose_language(LAYLA, None, NOW)

    assert (unknown, chosen, await readers.language_of(LAYLA)) == (None, "ar", None)


async def test_of_a_forgotten_reader_no_id_is_left_in_any_table(readers: Readers, database: Database) -> None:
    await leave_traces(database, LAYLA)
    await leave_traces(database, OMAR)

    await readers.forget(LAYLA)

    left = await everything(database)
    assert not re.search(str(LAYLA), left)
    assert re.search(str(OMAR), left)
    assert await Questions(database).count_open() == 4
    assert len(await Feedback(database).confirmed("a", 10)) == 4


async def test_a_reader_is_shown_everything_that_is_kept(
    readers: Readers, database: Database, curation: Curation
) -> None:
    await leave_traces(database, LAYLA)
    await leave_traces(database, OMAR)
    await Curators(database, frozenset()).add(LAYLA, "Layla", OMAR, NOW)
    await curation.add(STORED.fact, author_id=LAYLA, now=NOW)

    data = await readers.data_of(LAYLA)
    assert (data.language, data.seen_at) == ("ar", NOW)
    assert [(question.text, question.chat_id) for question in data.questions] == [("Who?", LAYLA), ("Who?", GROUP)]
    assert [(given["fact_id"], given["verdict"]) for given in data.feedback] == [("a", "up")] * 2
    assert [showing["fact_id"] for showing in data.showings] == ["a"]
    assert {dialogue["chat_id"] for dialogue in data.dialogues} == {LAYLA, GROUP}
    assert data.curator == Curator(LAYLA, "Layla", OMAR, NOW)
    assert data.revisions == (1,)


async def test_of_a_stranger_nothing_is_kept(readers: Readers, database: Database) -> None:
    await leave_traces(database, OMAR)

    data = await readers.data_of(LAYLA)

    assert (data.language, data.seen_at, data.curator) == (None, None, None)
    assert data.questions == data.feedback == data.showings == data.dialogues == data.revisions == ()
