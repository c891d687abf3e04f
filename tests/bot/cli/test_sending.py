import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.cli.sending import describe
from knowledge.database import Database
from scheduler.accounts.sending import Amount, Status
from scheduler.digests.tick import Digests
from scheduler.model import ChatKind, Priority
from scheduler.sending.leader import Leader
from scheduler.sending.outage import Outage, Outages
from scheduler.sending.switch import Pause
from scheduler.subscribing.subscribers import Subscribers
from scheduler.tables import deliveries
from tests.bot.cli.conftest import Marsad
from tests.bot.cli.test_audit import FACTS

NOW = datetime(2025, 7, 26, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def base(marsad: Marsad, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    marsad("facts", "import", "facts.yaml")


async def owe(tmp_path: Path) -> None:
    """One chat has a digest to get."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/data/marsad.sqlite3")
    await Subscribers(database).subscribe(
        7, kind=ChatKind.PRIVATE, language="en", topics=("places",), zone="UTC", minute=0, now=NOW
    )
    await Digests(database).tick(NOW + timedelta(hours=17))
    await database.close()


async def settle(tmp_path: Path) -> None:
    """It got it."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/data/marsad.sqlite3")
    now = datetime.now(UTC)
    async with database.write() as connection:
        await connection.execute(update(deliveries).values(status="sent", finished_at=now))
    await database.close()


def test_sending_is_paused_until_it_is_resumed(marsad: Marsad) -> None:
    assert marsad("digest", "pause").out.startswith("paused from the command line since 20")
    assert marsad("digest", "progress").out.startswith("paused from the command line since 20")

    assert marsad("digest", "resume").out == "nothing is waiting to be sent\n"
    assert marsad("digest", "progress").out == "nothing is waiting to be sent\n"


def test_progress_says_what_is_left(marsad: Marsad, tmp_path: Path) -> None:
    asyncio.run(owe(tmp_path))

    assert marsad("digest", "progress").out == "sending\ndigest: sent in 24 hours 0, left 1, later 0\n"


def test_following_ends_when_nothing_is_left(marsad: Marsad, tmp_path: Path) -> None:
    asyncio.run(owe(tmp_path))
    asyncio.run(settle(tmp_path))

    finished = marsad("digest", "progress", "--follow")

    assert finished.code == 0


def test_rate_and_end_are_told() -> None:
    status = Status(NOW, None, {Priority.DIGEST: Amount(sent=5, ready=300, later=2)}, rate=10.0)

    assert describe(status) == [
        "sending",
        "digest: sent in 24 hours 5, left 302, later 2",
        "a second, over the last minute: 10.0",
        "what is due will have gone out at 2025-07-26 08:00:30Z",
    ]


def test_a_pause_after_errors_says_which() -> None:
    (line,) = describe(Status(NOW, Pause("errors", "Forbidden: x", NOW)))

    assert line == "paused by a run of equal errors (Forbidden: x) since 2025-07-26 08:00:00Z"


def test_an_outage_that_another_process_meets_is_told_with_when_it_is_tried_again(
    marsad: Marsad, tmp_path: Path
) -> None:
    since = datetime.now(UTC)
    tries_at = since + timedelta(minutes=4)
    asyncio.run(meet(tmp_path, Outage("ConnectError at 123456:a-token-that-nobody-has", since, tries_at)))

    (line,) = marsad("digest", "progress").out.splitlines()

    assert line == (
        f"held up by errors (ConnectError at <token>) since {since:%Y-%m-%d %H:%M:%S}Z; "
        f"it is tried again by itself at {tries_at:%Y-%m-%d %H:%M:%S}Z"
    )
    assert f"FAULT sending: {line}" in marsad("doctor").out


async def meet(tmp_path: Path, outage: Outage) -> None:
    """The process that sends does."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/data/marsad.sqlite3")
    await Leader(database, "another", "machine", lambda: outage.since).renew()
    await Outages(database, "another").keep(outage, outage.since)
    await database.close()


def test_what_is_old_is_pruned_and_the_ledger_says_so(marsad: Marsad, tmp_path: Path) -> None:
    asyncio.run(owe(tmp_path))
    asyncio.run(age(tmp_path))

    assert marsad("digest", "prune", "--days", "3650").out == "Summed up and deleted: 0.\n"
    assert marsad("digest", "prune").out == "Summed up and deleted: 1.\n"

    finished = marsad("digest", "ledger")
    assert finished.out == ""
    assert "Of what was due until 2025-07-27, only sums may be left: sent 1." in finished.err


async def age(tmp_path: Path) -> None:
    """It got it in 2025."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/data/marsad.sqlite3")
    async with database.write() as connection:
        await connection.execute(update(deliveries).values(status="sent", finished_at=NOW + timedelta(days=1)))
    await database.close()
