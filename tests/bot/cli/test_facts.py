import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.base.catalogue import Catalogue
from knowledge.database import Database
from knowledge.readers.showings import Showings
from scheduler.campaigns.campaigns import Campaigns
from scheduler.campaigns.rows import Campaign
from tests.bot.cli.conftest import Marsad

FACTS = """
topics:
  - {id: places, title: {en: Places, ar: أماكن}}
facts:
  - {id: capital, topics: [places], as_of: 2025-04, text: {en: The capital of Ruritania is Strelsau.}}
"""


def write(tmp_path: Path, text: str, name: str = "facts.yaml") -> str:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return name


def test_what_was_imported_is_listed_and_nothing_else(marsad: Marsad, tmp_path: Path) -> None:
    imported = marsad("facts", "import", write(tmp_path, FACTS))
    listed = marsad("facts", "list")

    assert imported.out == "1 added, 0 changed, 0 unchanged, 0 kept.\n"
    assert listed.out == "capital\t2025-04\tplaces\tThe capital of Ruritania is Strelsau.\n"


def test_json_lines_are_imported(marsad: Marsad, tmp_path: Path) -> None:
    name = write(tmp_path, '{"id": "a", "text": "One."}\n{"id": "b", "text": {"ar": "اثنان."}}\n', "facts.jsonl")

    assert marsad("facts", "import", name).out.startswith("2 added")
    assert "اثنان." in marsad("facts", "list", "--language", "ar").out


def test_facts_of_one_topic_are_listed(marsad: Marsad, tmp_path: Path) -> None:
    marsad("facts", "import", write(tmp_path, FACTS + "  - {id: other, text: {en: Another.}}\n"))

    assert marsad("facts", "list", "--topic", "places").out.count("\n") == 1


def test_an_export_can_be_imported_elsewhere(marsad: Marsad, tmp_path: Path) -> None:
    marsad("facts", "import", write(tmp_path, FACTS))
    exported = marsad("facts", "export")

    (tmp_path / "data").rename(tmp_path / "first")
    again = marsad("facts", "import", write(tmp_path, exported.out, "export.yaml"))

    assert again.out.startswith("1 added")
    assert marsad("facts", "export").out == exported.out


def test_a_broken_file_is_named_with_entry_and_field_and_imports_nothing(marsad: Marsad, tmp_path: Path) -> None:
    broken = FACTS + "  - {id: other, as_of: yesterday, text: {en: Another.}}\n"

    finished = marsad("facts", "import", write(tmp_path, broken))

    assert finished.code == 1
    assert "facts.yaml: other: as_of:" in finished.err
    assert "Traceback" not in finished.err
    assert marsad("facts", "list").out == ""


def test_a_check_names_every_problem_and_touches_no_base(marsad: Marsad, tmp_path: Path) -> None:
    broken = "- {id: one}\n- {text: {en: Two.}}\n"

    finished = marsad("facts", "check", write(tmp_path, broken))

    assert finished.code == 1
    assert len(finished.out.splitlines()) == 2
    assert not (tmp_path / "data").exists()


def test_a_check_of_good_files_says_so(marsad: Marsad, tmp_path: Path) -> None:
    finished = marsad("facts", "check", write(tmp_path, FACTS))

    assert finished.code == 0
    assert finished.out == "Nothing wrong in 1 facts, 1 topics, 0 sources and 0 names.\n"


def test_a_file_that_is_missing_is_named(marsad: Marsad) -> None:
    finished = marsad("facts", "import", "nothing.yaml")

    assert finished.code == 1
    assert finished.err == "nothing.yaml: cannot be read: No such file or directory\n"


@pytest.mark.parametrize(
    ("options", "said", "scheduled"),
    [
        pytest.param((), "without --tell, they are not told.\n", 0, id="quiet"),
        pytest.param(("--tell",), "the bot tells them in a minute.\n", 1, id="told"),
    ],
)
def test_an_import_says_who_knows_otherwise_and_tells_them_when_told_to(
    marsad: Marsad, tmp_path: Path, options: tuple[str, ...], said: str, scheduled: int
) -> None:
    marsad("facts", "import", write(tmp_path, FACTS))
    asyncio.run(show(tmp_path, "capital"))

    imported = marsad("facts", "import", write(tmp_path, FACTS.replace("Strelsau", "Zenda")), *options)

    changed, known = imported.out.splitlines(keepends=True)
    assert changed == "0 added, 1 changed, 0 unchanged, 0 kept.\n"
    assert known == "1 chat was shown changed facts as they were; " + said
    assert len(asyncio.run(campaigns(tmp_path))) == scheduled


def test_an_import_that_nobody_knows_otherwise_says_no_more(marsad: Marsad, tmp_path: Path) -> None:
    marsad("facts", "import", write(tmp_path, FACTS))

    imported = marsad("facts", "import", write(tmp_path, FACTS.replace("Strelsau", "Zenda")), "--tell")

    assert imported.out == "0 added, 1 changed, 0 unchanged, 0 kept.\n"
    assert asyncio.run(campaigns(tmp_path)) == []


def test_a_broken_file_tells_nobody(marsad: Marsad, tmp_path: Path) -> None:
    marsad("facts", "import", write(tmp_path, FACTS))
    asyncio.run(show(tmp_path, "capital"))
    changed = FACTS.replace("Strelsau", "Zenda") + "  - {id: other, topics: [nowhere], text: {en: Another.}}\n"

    finished = marsad("facts", "import", "--tell", write(tmp_path, changed))

    assert (finished.code, finished.out) == (1, "")
    assert "other: topics:" in finished.err
    assert asyncio.run(campaigns(tmp_path)) == []


async def show(tmp_path: Path, fact_id: str) -> None:
    """To one chat, as an answer does."""
    async with database(tmp_path) as opened:
        stored = await Catalogue(opened).fact(fact_id)
        await Showings(opened).record(7, 0, [stored], "answer", datetime.now(UTC))


async def campaigns(tmp_path: Path) -> list[Campaign]:
    async with database(tmp_path) as opened:
        return await Campaigns(opened).newest(5)


@asynccontextmanager
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path}/data/marsad.sqlite3")
    yield opened
    await opened.close()
