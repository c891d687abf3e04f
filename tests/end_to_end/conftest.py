"""The launch base, filled once: encoding its texts takes seconds."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.base import follow_launch, open_base
from tests.end_to_end.stage import settings_for

CopyBase = Callable[[Path], Path]


async def _fill(base: Path) -> None:
    async with open_base(settings_for(base)) as opened:
        await follow_launch(opened)
        await opened.answers.refresh()


@pytest.fixture(scope="session")
def launch_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed, so that it can be copied as a file."""
    base = tmp_path_factory.mktemp("launch") / "base.sqlite3"
    with asyncio.Runner() as runner:
        runner.run(_fill(base))
    return base


@pytest.fixture(scope="session")
def copy_base(launch_base: Path) -> CopyBase:
    """A base of one's own in the folder given."""

    def copy(folder: Path) -> Path:
        return Path(shutil.copy(launch_base, folder / "base.sqlite3"))

    return copy
