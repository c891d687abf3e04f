"""Runs every benchmark and prints one table, with the machine and the method beside the figures."""

import asyncio
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks import answering, crashes, digests, processes, scale, sending, stalls
from tests.benchmarks.figure import Figure, yardstick

METHOD = """Each figure is the median of several runs after one that is not counted, on a base that is filled already.
Processes are timed from the outside, from their start to the first line that counts. The yardstick is the time
of a loop of ten million additions in this Python: between machines, compare ratios to it, not seconds.
Bases by size hold made-up sentences with vectors that mean nothing (tests/benchmarks/madeup.py says why)."""


def main() -> None:
    console = Console()
    console.print(machine(), METHOD, sep="\n\n", end="\n\n")
    with tempfile.TemporaryDirectory() as folder:
        base = f"sqlite+aiosqlite:///{Path(folder) / 'base.sqlite3'}"
        figures = [
            *console_status(console, "the command line", lambda: processes.ask(base)),
            *console_status(console, "the running bot", lambda: processes.run(base)),
            *console_status(console, "answers", lambda: asyncio.run(answering.measure(base))),
            *console_status(console, "stalls of the event loop", lambda: asyncio.run(stalls.measure(base))),
            *console_status(console, "digests that go out", lambda: asyncio.run(sending.measure(Path(folder)))),
            *console_status(console, "digests for a million subscribers", lambda: digests.measure(Path(folder))),
            *console_status(console, "bases of up to 100,000 facts", lambda: scale.measure(Path(folder))),
        ]
        for trial in (crashes.kills, crashes.bad_day_too):
            figures += console_status(
                console,
                "crashes (about half an hour in all)",
                lambda trial=trial: asyncio.run(trial(Path(folder), console.print)),
            )
    console.print(table(figures))
    if any(not figure.is_met for figure in figures):
        sys.exit("some figures miss their target on this machine")


def console_status(console: Console, what: str, measure: Callable[[], list[Figure]]) -> list[Figure]:
    with console.status(f"Measuring {what} …"):
        return measure()


def machine() -> str:
    return (
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, yardstick {yardstick():.2f} s"
    )


def table(figures: list[Figure]) -> Table:
    rows = Table("figure", "measured", "target", "runs", "")
    for figure in figures:
        mark = "" if figure.target is None else "met" if figure.is_met else "missed"
        rows.add_row(figure.name, figure.measured, figure.limit, str(len(figure.values)), mark)
    return rows


if __name__ == "__main__":
    main()
