"""Which message goes on from the one before."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.base import utc_now
from bot.bursts import next_text
from bot.inbox import Body, Inbox
from bot.intake import Intake
from knowledge.database import Database

SENT = int(datetime(2025, 8, 1, 12, tzinfo=UTC).timestamp())


def message(update_id: int, **content: Any) -> Body:
    sender = {"id": 7, "is_bot": False, "first_name": "Layla"}
    usual = {"message_id": update_id, "date": SENT, "chat": {"id": 7, "type": "private"}, "from": sender, "text": "كم"}
    return {"update_id": update_id, "message": usual | content}


async def taken(database: Database, first: Body, following: Body) -> str | None:
    """What the handler of the first update gets of the one that waits."""
    got: list[str | None] = []

    async def handle(body: Body) -> None:
        if body is first:
            got.append(await next_text(intake, Update.de_json(body, None), 0))

    intake = Intake(Inbox(database), handle, utc_now)
    await intake.accept([first, following])
    await intake.settle()
    return got[0]


async def test_the_next_text_of_the_same_person_goes_on(sqlite_database: Database) -> None:
    assert await taken(sqlite_database, message(1), message(2, text="مستخدم؟", date=SENT + 2)) == "مستخدم؟"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"text": "/start"}, id="a-command"),
        pytest.param({"text": None, "photo": []}, id="a-picture"),
        pytest.param({"text": "👍"}, id="no-words"),
        pytest.param({"text": "س" * 301}, id="a-long-text"),
        pytest.param({"date": SENT + 60}, id="a-minute-later"),
        pytest.param({"from": {"id": 8, "is_bot": False, "first_name": "Omar"}}, id="somebody-else"),
        pytest.param({"reply_to_message": {"message_id": 1}}, id="a-reply"),
    ],
)
async def test_what_is_a_message_of_its_own_is_left(sqlite_database: Database, content: dict[str, Any]) -> None:
    assert await taken(sqlite_database, message(1), message(2, **content)) is None
