from datetime import UTC, datetime, timedelta

import pytest

from knowledge.database import Database
from knowledge.readers.dialogues import Dialogue, Dialogues

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
CHAT, LAYLA, OMAR = -10, 1, 2


@pytest.fixture
def dialogues(database: Database) -> Dialogues:
    return Dialogues(database)


async def test_a_dialogue_stands_where_it_was_left(dialogues: Dialogues) -> None:
    await dialogues.put(CHAT, LAYLA, "draft", "text", {}, NOW)
    await dialogues.put(CHAT, LAYLA, "draft", "date", {"text": "نص \x00", "topics": ["a"]}, NOW + timedelta(hours=1))

    assert await dialogues.get(CHAT, LAYLA) == Dialogue(
        "draft", "date", {"text": "نص \x00", "topics": ["a"]}, NOW + timedelta(hours=1)
    )


async def test_two_people_in_one_chat_have_a_dialogue_each(dialogues: Dialogues) -> None:
    await dialogues.put(CHAT, LAYLA, "draft", "text", {}, NOW)
    await dialogues.put(CHAT, OMAR, "subscribe", "zone", {}, NOW)

    await dialogues.end(CHAT, LAYLA)

    assert await dialogues.get(CHAT, LAYLA) is None
    assert (await dialogues.get(CHAT, OMAR)) == Dialogue("subscribe", "zone", {}, NOW)
