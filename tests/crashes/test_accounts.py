"""Whether the comparison of accounts sees what it is there to see."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert

from bot.sandbox import Sandbox
from bot.sandbox.model import BOT_ID, Message
from knowledge.database import Database
from scheduler.model import DeliveryStatus
from scheduler.tables import contents, deliveries, subscribers
from tests.crashes.accounts import Accounts, compare
from tests.crashes.audience import Audience

NOW = datetime(2026, 11, 25, tzinfo=UTC)
AUDIENCE = Audience(people=2)
FIRST, SECOND = AUDIENCE.person_ids


async def accounts_of(
    database: Database, rows: list[tuple[int, str, int | None]], *arrived: tuple[int, str]
) -> Accounts:
    """``rows``: chat, status and message id of deliveries; ``arrived``: chat and text of messages."""
    sandbox = Sandbox()
    AUDIENCE.settle_in(sandbox)
    for chat_id, text in arrived:
        sandbox.put(Message(chat_id, sandbox.next_message_id(chat_id), BOT_ID, NOW, text))
    async with database.write() as connection:
        await connection.execute(insert(subscribers), list(AUDIENCE.rows(NOW)))
        await connection.execute(
            insert(contents), [{"id": 1, "key": "k", "kind": "digest", "language": "ar", "body": {}}]
        )
        await connection.execute(insert(deliveries), [delivery(number, *row) for number, row in enumerate(rows)])
    return await compare(sandbox, database)


def delivery(number: int, chat_id: int, status: str, message_id: int | None) -> dict[str, Any]:
    """Those of a chat follow one another, as parts of one digest."""
    return {
        "campaign": "digest:2026-11-25",
        "chat_id": chat_id,
        "part": number - (chat_id - FIRST),
        "content_id": 1,
        "status": status,
        "message_id": message_id,
        "error": "reason",
        "finished_at": None if status == DeliveryStatus.PENDING else NOW,
        **dict.fromkeys(("due_at", "next_attempt_at", "created_at"), NOW),
    }


async def test_what_agrees_is_well(sqlite_database: Database) -> None:
    rows = [(FIRST, "sent", 1), (SECOND, "unknown", None)]
    accounts = await accounts_of(sqlite_database, rows, (FIRST, "news"), (SECOND, "news"))

    assert accounts.lost == accounts.twice == accounts.denied == accounts.given_up == []
    assert accounts.unknown_arrived == 1


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        pytest.param([], "no row", id="never-entered"),
        pytest.param([(SECOND, "pending", None)], "pending", id="open"),
        pytest.param([(SECOND, "sent", 1)], "message 1 never arrived", id="falsely-sent"),
    ],
)
async def test_who_is_lost_is_named(sqlite_database: Database, row: list[Any], lost: str) -> None:
    accounts = await accounts_of(sqlite_database, [(FIRST, "sent", 1), *row], (FIRST, "news"))

    (found,) = accounts.lost
    assert str(SECOND) in found
    assert lost in found


async def test_the_same_twice_is_named_though_it_is_called_unknown(sqlite_database: Database) -> None:
    rows = [(FIRST, "unknown", None), (SECOND, "unknown", None)]
    accounts = await accounts_of(sqlite_database, rows, (FIRST, "news"), (FIRST, "news"))

    assert [str((FIRST, 0)) in named for named in accounts.twice] == [True, True]


async def test_more_messages_than_rows_are_named(sqlite_database: Database) -> None:
    rows = [(FIRST, "sent", 1), (SECOND, "sent", 1)]
    accounts = await accounts_of(sqlite_database, rows, (FIRST, "news"), (FIRST, "more"), (SECOND, "news"))

    assert accounts.twice == [f"{(FIRST, 0)}: 1 more than rows"]


@pytest.mark.parametrize("status", ["dead", "skipped"])
async def test_what_arrived_and_is_denied_is_named(sqlite_database: Database, status: str) -> None:
    rows = [(FIRST, "sent", 1), (SECOND, status, None)]
    accounts = await accounts_of(sqlite_database, rows, (FIRST, "news"), (SECOND, "news"))

    assert accounts.denied == [f"{(SECOND, 0)}"]
    assert accounts.given_up == [f"{SECOND}: {status}, reason"]
