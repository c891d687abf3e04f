"""What the documents promise is what the code has."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings, variable
from handlers.commands import COMMANDS, Audience
from knowledge.matching.calibration import CALIBRATION
from knowledge.matching.ranking import Features

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = {Audience.READER: "everyone", Audience.CURATOR: "curators", Audience.OWNER: "owners"}


@pytest.mark.parametrize("audience", Audience)
def test_the_readme_lists_the_commands_of_each_audience(audience: Audience) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| {ROWS[audience]} |"))

    assert re.findall(r"`/(\w+)`", row) == [command.name for command in COMMANDS if command.audience is audience]


def test_the_readme_lists_every_setting() -> None:
    named = set(re.findall(r"`(MARSAD_\w+)`", README))

    assert named >= {variable(name) for name in Settings.model_fields}


def test_the_readme_opens_with_the_two_commands() -> None:
    opening = README.split("```")[1].split()

    assert opening[:2] == ["make", "run"]
    assert "make test" in README.split("```")[1]


def test_the_matching_document_explains_every_feature() -> None:
    document = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")
    named = re.findall(r"^   \| ([a-z ]+) \|", document, re.MULTILINE)

    assert [name.replace(" ", "_") for name in named[1:]] == [feature.name for feature in fields(Features)]
    assert set(CALIBRATION.weights) == {feature.name for feature in fields(Features)}


def test_every_link_of_the_readme_leads_somewhere() -> None:
    local = [target.split("#")[0] for target in re.findall(r"\]\((?!http)([^)]+)\)", README)]

    assert all((ROOT / target).exists() for target in local)


def test_lock_files_hold_pins_and_hashes_but_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()

        assert all("==" in line or line.lstrip().startswith(("--hash=", "#")) for line in lines)
        assert not any("://" in line or "index" in line.split("==")[0] for line in lines)


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    wanted = {re.split(r"[\[<>=]", requirement)[0].lower().replace(".", "-") for requirement in project["dependencies"]}

    assert wanted <= pinned
