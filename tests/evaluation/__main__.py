"""Asks every labelled question and prints how it went; ends with an error when a floor is not reached."""

import asyncio
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from tests.evaluation.floors import read_floors, shortfalls
from tests.evaluation.scoring import Asked, score
from tests.evaluation.sets import ask_all, labelled_bases
from tests.evaluation.shared import VARIABLE, shared_folder
from tests.evaluation.table import results_table


def main() -> None:
    console = Console()
    shared = shared_folder()
    if shared is None:
        console.print(f"No ../shared/eval, and no {VARIABLE}: the sets shared and xquad are left out.", soft_wrap=True)
    asked = measured(console, shared)
    results = {name: score(of_set) for name, of_set in asked.items()}
    console.print(results_table(results))
    if missed := shortfalls(results, read_floors()):
        sys.exit("below the floors of tests/evaluation/floors.yaml:\n" + "\n".join(missed))


def measured(console: Console, shared: Path | None) -> Mapping[str, Sequence[Asked]]:
    asked: dict[str, list[Asked]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for number, base in enumerate(labelled_bases(shared)):
            console.print(f"Asking {' and '.join(base.sets)} on {len(base.document.facts)} facts …")
            for name, of_set in asyncio.run(ask_all(base, Path(folder) / f"{number}.sqlite3")).items():
                asked[name] += of_set
    return asked


if __name__ == "__main__":
    main()
