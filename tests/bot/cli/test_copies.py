import re
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Marsad

FACT = "- {id: capital, text: {en: The capital of Ruritania is Strelsau.}}\n"


@pytest.fixture(autouse=True)
def base(marsad: Marsad, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(FACT, encoding="utf-8")
    marsad("facts", "import", "facts.yaml")


def test_a_copy_brings_a_lost_base_back(marsad: Marsad, tmp_path: Path) -> None:
    saved = marsad("backup", "copy.sqlite3")
    (tmp_path / "data").rename(tmp_path / "lost")

    restored = marsad("restore", "copy.sqlite3")

    assert (saved.code, saved.out, restored.code, restored.out) == (0, "", 0, "")
    assert re.fullmatch(r"Saved in copy.sqlite3: [\d,]+ bytes.\n", saved.err)
    assert "Strelsau" in marsad("facts", "list").out


def test_a_base_with_data_is_replaced_only_by_force(marsad: Marsad) -> None:
    marsad("backup", "copy.sqlite3")

    refused = marsad("restore", "copy.sqlite3")

    assert refused.code == 1
    assert refused.err == (
        "data/marsad.sqlite3 holds data, which restoring would replace: back it up, then add --force.\n"
    )
    assert marsad("restore", "--force", "copy.sqlite3").code == 0


def test_a_copy_is_not_written_over_a_file(marsad: Marsad) -> None:
    finished = marsad("backup", "facts.yaml")

    assert (finished.code, finished.err) == (1, "facts.yaml exists: choose another name, or remove it first.\n")


def test_a_file_that_is_no_copy_is_refused(marsad: Marsad) -> None:
    finished = marsad("restore", "--force", "facts.yaml")

    assert finished.code == 1
    assert finished.err.startswith("facts.yaml is not a base of Marsad, or it is damaged")


def test_a_copy_that_is_missing_is_named(marsad: Marsad) -> None:
    assert marsad("restore", "nothing").err == "nothing: No such file or directory.\n"


def test_a_base_on_a_server_is_left_to_its_tools(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_DATABASE_URL", "postgresql+asyncpg://marsad@db.example.org/marsad")

    finished = marsad("backup", "copy")

    assert finished.code == 1
    assert "pg_dump" in finished.err
