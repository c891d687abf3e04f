import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.database import Database
from scheduler.digests.tick import Digests
from scheduler.model import ChatKind
from scheduler.subscribing.subscribers import Subscribers
from tests.bot.cli.conftest import Marsad

FACTS = """
topics:
  - {id: places, title: {en: Places, ar: أماكن}}
facts:
  - {id: capital, topics: [places], as_of: 2025-04, text: {en: The capital of Ruritania is Strelsau.}}
"""
SUBSCRIBED = datetime(2025, 7, 25, 12, tzinfo=UTC)
DUE = datetime(2025, 7, 26, tzinfo=UTC)


@pytest.fixture(autouse=True)
def base(marsad: Marsad, tmp_path: Path) -> None:
    """Two chats are due at midnight of 26 July 2025, in UTC."""
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    marsad("facts", "import", "facts.yaml")
    asyncio.run(fill(tmp_path, ticks=False))


async def fill(tmp_path: Path, *, ticks: bool) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/data/marsad.sqlite3")
    if ticks:
        await Digests(database).tick(DUE + timedelta(minutes=1))
    else:
        for chat_id, kind in ((7, ChatKind.PRIVATE), (-100500, ChatKind.GROUP)):
            await Subscribers(database).subscribe(
                chat_id, kind=kind, language="en", topics=("places",), zone="UTC", minute=0, now=SUBSCRIBED
            )
    await database.close()


def test_somebody_who_is_missing_is_listed_and_fails_the_command(marsad: Marsad) -> None:
    finished = marsad("digest", "audit", "2025-07-26")

    summary, exceptions, *rows = finished.out.splitlines()
    assert finished.code == 1
    assert summary == "2025-07-26: NOT CLEAN. Subscribers: 2. Due: 2."
    assert exceptions == "  exceptions: missing 2"
    assert [row.split("\t")[:4] for row in rows] == [
        ["2025-07-26", "missing", "-100500", "0"],
        ["2025-07-26", "missing", "7", "0"],
    ]


def test_a_clean_date_passes_and_is_summed_up_in_a_line(marsad: Marsad, tmp_path: Path) -> None:
    asyncio.run(fill(tmp_path, ticks=True))

    finished = marsad("digest", "audit", "2025-07-26")

    assert finished.code == 0
    assert finished.out.splitlines()[0] == "2025-07-26: clean. Subscribers: 2. Due: 2. pending 2"


def test_a_program_gets_an_object_a_line(marsad: Marsad) -> None:
    finished = marsad("digest", "audit", "2025-07-26", "--json")

    first, second, whole = map(json.loads, finished.out.splitlines())
    assert finished.code == 1
    assert (first["day"], first["trouble"], first["chat_id"]) == ("2025-07-26", "missing", -100500)
    assert second["chat_id"] == 7
    assert (whole["day"], whole["clean"], whole["troubles"]) == ("2025-07-26", False, {"missing": 2})


def test_a_date_on_which_the_bot_was_off_says_so(marsad: Marsad, tmp_path: Path) -> None:
    asyncio.run(stop_for_weeks(tmp_path))

    finished = marsad("digest", "audit", "2025-07-26")
    as_json = marsad("digest", "audit", "2025-07-26", "--json")

    assert finished.code == 0
    assert finished.out.splitlines() == [
        "2025-07-26: clean. Subscribers: 2. Due: 2.",
        "  without a digest: the bot was off 2",
        "  the bot was off: from 2025-07-25 12:00Z to 2025-08-15 12:00Z",
    ]
    assert json.loads(as_json.out)["off"] == [["2025-07-25T12:00:00+00:00", "2025-08-15T12:00:00+00:00"]]


async def stop_for_weeks(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/data/marsad.sqlite3")
    for now in (SUBSCRIBED, SUBSCRIBED + timedelta(weeks=3)):
        await Digests(database).tick(now)
    await database.close()


def test_without_a_date_yesterday_and_today_are_looked_at(marsad: Marsad) -> None:
    days = [line.split(":")[0] for line in marsad("digest", "audit").out.splitlines() if line[0].isdecimal()]

    assert days[0] < days[1]
    assert len({day.split("\t")[0] for day in days}) == 2


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2025-13-01", "'2025-13-01' is not a date: write it like 2025-07-26."),
        ("yesterday", "'yesterday' is not a date: write it like 2025-07-26."),
        ("9999-12-31", "9999-12-31 lies ahead: nobody can have a digest of it yet."),
    ],
)
def test_what_cannot_be_looked_at_is_refused_with_a_sentence(marsad: Marsad, day: str, sentence: str) -> None:
    finished = marsad("digest", "audit", day)

    words = re.sub(r"[\s│]+", " ", finished.err)
    assert finished.code == 2
    assert sentence in words
