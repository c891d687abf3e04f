import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.database import Database
from knowledge.readers.questions import Questions
from knowledge.readers.thresholds import Levels, ThresholdSettings
from scheduler.model import ChatKind
from scheduler.sending.leader import Leader
from scheduler.sending.switch import Switch
from scheduler.subscribing.subscribers import Subscribers
from tests.bot.cli.conftest import Marsad

NOW = datetime(2025, 7, 26, tzinfo=UTC)


def lines(out: str) -> dict[str, str]:
    """What was found, by its subject."""
    return dict(line[6:].split(": ", 1) for line in out.splitlines())


def test_a_fresh_machine_has_no_fault_and_is_left_as_it_was(marsad: Marsad, tmp_path: Path) -> None:
    finished = marsad("doctor")

    assert finished.code == 0
    assert list(lines(finished.out)) == [
        "settings",
        "base",
        "thresholds",
        "sending",
        "digests",
        "meaning",
        "Telegram",
    ]
    assert list(tmp_path.iterdir()) == []


def test_the_facts_of_a_base_are_counted(marsad: Marsad, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("- {id: one, text: {en: One.}}\n", encoding="utf-8")
    marsad("facts", "import", "facts.yaml")

    assert lines(marsad("doctor").out)["base"].endswith(", 1 published facts.")


def test_thresholds_that_an_owner_moved_are_told(marsad: Marsad, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("- {id: one, text: {en: One.}}\n", encoding="utf-8")
    marsad("facts", "import", "facts.yaml")
    assert lines(marsad("doctor").out)["thresholds"] == "the calibrated ones."

    asyncio.run(_hold(tmp_path / "data" / "marsad.sqlite3", Levels(answer=60, suggest=30, lead=5)))

    finished = marsad("doctor")
    assert finished.code == 0
    assert lines(finished.out)["thresholds"].startswith(
        "asserted from 0.6, offered from 0.3, ahead of the next by 0.05."
    )


def test_a_pause_is_told_and_one_after_errors_is_a_fault(marsad: Marsad, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("- {id: one, text: {en: One.}}\n", encoding="utf-8")
    marsad("facts", "import", "facts.yaml")
    assert lines(marsad("doctor").out)["sending"] == "no process sends now; `marsad run` does."

    marsad("digest", "pause")
    paused = marsad("doctor")
    marsad("digest", "resume")
    asyncio.run(_work(tmp_path, lambda database: Switch(database).pause("errors", NOW, "Forbidden: x")))
    failing = marsad("doctor")

    assert lines(paused.out)["sending"].startswith("paused from the command line since 20")
    assert (paused.code, failing.code) == (0, 1)
    assert "FAULT sending: paused by a run of equal errors (Forbidden: x)" in failing.out


def test_the_process_that_sends_is_named(marsad: Marsad, tmp_path: Path) -> None:
    marsad("facts", "list")
    far = datetime.now(UTC) + timedelta(hours=1)
    asyncio.run(_work(tmp_path, lambda database: Leader(database, "a", "machine", lambda: far).renew()))

    assert lines(marsad("doctor").out)["sending"].startswith(f"process {os.getpid()} on machine sends")


def test_a_yesterday_that_is_not_clean_is_a_fault(marsad: Marsad, tmp_path: Path) -> None:
    marsad("facts", "list")
    assert lines(marsad("doctor").out)["digests"].startswith("everyone who was due on ")

    asyncio.run(_work(tmp_path, _subscribe_long_ago))

    finished = marsad("doctor")
    assert finished.code == 1
    assert "missing 1: `marsad digest audit " in lines(finished.out)["digests"]


async def _subscribe_long_ago(database: Database) -> None:
    await Subscribers(database).subscribe(
        7, kind=ChatKind.PRIVATE, language="en", topics=("t",), zone="UTC", minute=0, now=NOW
    )


async def _work(folder: Path, work: Callable[[Database], Awaitable[object]]) -> None:
    database = Database(f"sqlite+aiosqlite:///{folder}/data/marsad.sqlite3")
    await work(database)
    await database.close()


async def _hold(base: Path, levels: Levels) -> None:
    database = Database(f"sqlite+aiosqlite:///{base}")
    await ThresholdSettings(database, Questions(database)).hold(levels)
    await database.close()


def test_a_damaged_base_is_a_fault_beside_which_the_rest_is_checked(marsad: Marsad, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "marsad.sqlite3").write_bytes(b"no base at all " * 1000)

    finished = marsad("doctor")

    assert finished.code == 1
    assert "FAULT base: data/marsad.sqlite3 is not a base of Marsad, or it is damaged" in finished.out
    assert "ok    meaning" in finished.out


def test_a_misspelt_setting_is_a_fault(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_TOKN", "1:2")

    finished = marsad("doctor")

    assert finished.code == 1
    assert "FAULT settings: MARSAD_TOKN is no setting: MARSAD_TOKEN is." in finished.out


def test_a_server_that_does_not_answer_is_a_fault(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_TOKEN", "123456789:AAF-a-token-that-nobody-has")
    monkeypatch.setenv("MARSAD_API_URL", "http://127.0.0.1:1")

    finished = marsad("doctor")

    assert finished.code == 1
    assert "FAULT Telegram: Telegram cannot be asked" in finished.out
    assert "AAF" not in finished.out + finished.err


def test_the_encoder_is_tried(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_ENCODER", "true")

    assert "loads" in lines(marsad("doctor").out)["meaning"]
