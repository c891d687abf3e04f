"""Asks every labelled question and prints how it went; ends with an error when a floor is not reached."""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import yaml
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.base import follow_launch, open_base, utc_now
from bot.settings import load_settings
from knowledge.model import Outcome
from tests.evaluation.scoring import Question, Row, read, score

FOLDER = Path(__file__).parent


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        base = f"sqlite+aiosqlite:///{Path(folder) / 'base.sqlite3'}"
        for name in ("tune", "report"):
            outcomes, times = asyncio.run(ask(base, read(FOLDER / f"{name}.jsonl")))
            rows = score(outcomes)
            console.print(table(f"{name}.jsonl, launch base", rows))
            console.print(f"median time of an answer: {statistics.median(times):.1f} ms\n")
    if missed := below_floors(rows):
        sys.exit("below the floors of tests/evaluation/floors.yaml:\n" + "\n".join(missed))


async def ask(base: str, questions: list[Question]) -> tuple[list[tuple[Question, Outcome]], list[float]]:
    """The outcomes, and what each took in milliseconds, on a base with the launch facts."""
    outcomes, times = [], []
    async with open_base(load_settings(database_url=base)) as opened:
        await follow_launch(opened)
        await opened.answers.refresh()
        for question in track(questions, "Asking …", transient=True):
            began = time.perf_counter()
            outcomes.append((question, await opened.answers.ask(question.text, now=utc_now(), log=False)))
            times.append(1000 * (time.perf_counter() - began))
    return outcomes, times


def table(title: str, rows: dict[str, Row]) -> Table:
    result = Table("", "right", "wrong", "offered", "ranked first", "questions", title=title)
    for group, row in sorted(rows.items()):
        shares = (row.right, row.wrong, row.offered, row.first)
        result.add_row(group, *(f"{row.share(count):.2f}" for count in shares), str(row.questions))
    return result


def below_floors(rows: dict[str, Row]) -> list[str]:
    floors = yaml.safe_load((FOLDER / "floors.yaml").read_text(encoding="utf-8"))
    missed = []
    for group, floor in floors.items():
        right, wrong = rows[group].share(rows[group].right), rows[group].share(rows[group].wrong)
        if right < floor["right"]:
            missed.append(f"{group}: {right:.3f} right, not {floor['right']}")
        if wrong > floor.get("wrong", 1):
            missed.append(f"{group}: {wrong:.3f} wrong, not {floor['wrong']}")
    return missed


if __name__ == "__main__":
    main()
