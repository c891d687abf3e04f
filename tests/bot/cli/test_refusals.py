"""Whatever is wrong, people get a sentence that says so, and no traceback."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from tests.bot.cli.conftest import Finished, Marsad

TOKEN = "123456789:AAF-a-token-that-nobody-has"


def assert_refused(finished: Finished, *words: str, code: int = 1) -> None:
    assert finished.code == code
    assert finished.out == ""
    assert finished.err.count("\n") == 1
    assert all(word in finished.err for word in words)


@pytest.fixture
def base(marsad: Marsad, tmp_path: Path) -> Path:
    marsad("facts", "list")
    return tmp_path / "data" / "marsad.sqlite3"


@contextmanager
def changed(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


@pytest.mark.parametrize(
    "arguments",
    [
        ("digest", "audit"),
        ("digest", "ledger"),
        ("digest", "progress"),
        ("digest", "pause"),
        ("digest", "preview", "1"),
        ("digest", "send-now", "1"),
    ],
)
def test_what_was_sent_is_asked_of_a_base_that_is_there(
    arguments: tuple[str, ...], marsad: Marsad, tmp_path: Path
) -> None:
    assert_refused(marsad(*arguments), "There is no base at", "MARSAD_DATABASE_URL")

    assert list(tmp_path.iterdir()) == []  # nor is one made by asking


@pytest.mark.parametrize("command", ["run", "ask", "doctor"])
def test_a_wrong_setting_is_named(command: str, marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_PORT", "many")
    arguments = ("who",) if command == "ask" else ()

    assert_refused(marsad(command, *arguments), "MARSAD_PORT must be a whole number", code=2)


def test_a_token_is_not_quoted(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_TOKEN", TOKEN.replace(":", " "))

    finished = marsad("run")

    assert_refused(finished, "MARSAD_TOKEN must be", code=2)
    assert TOKEN[10:] not in finished.err


def test_a_server_without_a_token_is_refused(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_API_URL", "http://127.0.0.1:8081")

    assert_refused(marsad("run"), "MARSAD_TOKEN is missing", "MARSAD_API_URL", code=2)


def test_a_base_of_a_newer_release_is_refused(marsad: Marsad, base: Path) -> None:
    with changed(base) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    assert_refused(marsad("ask", "who"), "newer Marsad", "9999")


def test_a_base_that_is_no_base_is_refused(marsad: Marsad, base: Path) -> None:
    base.write_bytes(b"no base at all " * 1000)

    assert_refused(marsad("ask", "who"), "damaged", "MARSAD_DATABASE_URL")


def test_a_base_in_a_folder_that_cannot_be_made_is_refused(
    marsad: Marsad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("MARSAD_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/file/base.sqlite3")

    assert_refused(marsad("ask", "who"), f"{tmp_path}/file")


def test_a_base_that_another_program_holds_is_refused(marsad: Marsad, base: Path) -> None:
    with closing(sqlite3.connect(base, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")

        assert_refused(marsad("ask", "who"), "locked", "another program holds it")


def test_a_postgres_that_is_not_there_is_refused(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_DATABASE_URL", "postgresql+asyncpg://postgres@127.0.0.1:1/marsad")

    finished = marsad("ask", "who")

    assert finished.code == 1
    assert "Traceback" not in finished.err


def test_a_fault_of_ours_is_logged_for_maintainers(
    marsad: Marsad, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.cli.facts.read_documents", lambda _: 1 / 0)

    finished = marsad("facts", "check", "facts.yaml")

    assert finished.code == 1
    assert "ZeroDivisionError" in finished.err
    assert finished.err.endswith("Marsad failed: the lines above tell its maintainers why.\n")


@pytest.mark.parametrize("command", ["", *COMMANDS, "facts import", "facts list", "digest send-now"])
def test_every_command_has_help(command: str, marsad: Marsad) -> None:
    finished = marsad(*command.split(), "--help")

    assert finished.code == 0
    assert "Usage: marsad" in finished.out
    assert finished.err == ""


def test_the_version_is_printed(marsad: Marsad) -> None:
    assert marsad("--version").out == f"marsad {version('marsad')}\n"


def test_an_unknown_command_is_wrong_usage(marsad: Marsad) -> None:
    assert marsad("rnu").code == 2
