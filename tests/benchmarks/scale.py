"""Answers on bases of up to 100,000 facts, each base in a process of its own, beside what other bots do.

``python -m tests.benchmarks.scale SIZE URL`` fills a base where it is empty, else measures it, and prints JSON.
"""

import asyncio
import json
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from bot.base import Base, open_base, utc_now
from bot.settings import load_settings
from knowledge.answering.answers import Answers
from knowledge.matching.encoder import UniversalSentenceEncoder, Vectors
from knowledge.model import Fact
from knowledge.text import normalise
from tests.benchmarks import madeup
from tests.benchmarks.figure import Figure, timed
from tests.benchmarks.processes import resident_megabytes

SIZES = (1_245, 10_000, 100_000)
_MEDIAN = {1_245: 15.0, 100_000: 60.0}  # ms at most
_LARGEST = SIZES[-1]
_QUESTIONS = 200
_WARM_UP = 20
_COMPARED = 5  # questions for the others, some of which take a second each


def measure(folder: Path) -> list[Figure]:
    found = {size: _of_size(size, folder) for size in SIZES}
    growth = _median(found[_LARGEST]) / _median(found[SIZES[0]])
    return [
        *(figure for size, figures in found.items() for figure in _figures(size, figures)),
        Figure("an answer on 80 times the facts, in times", [growth], "×", _LARGEST / SIZES[0]),
    ]


def _of_size(size: int, folder: Path) -> dict[str, Any]:
    url = f"sqlite+aiosqlite:///{folder / f'{size}.sqlite3'}"
    command = [sys.executable, "-m", "tests.benchmarks.scale", str(size), url]
    subprocess.run(command, check=True, capture_output=True)
    measured: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return measured


def _median(figures: dict[str, Any]) -> float:
    return statistics.median(figures["answers"])


def _figures(size: int, figures: dict[str, Any]) -> Iterator[Figure]:
    largest = size == _LARGEST
    facts = f"{size:,} facts"
    yield Figure(f"{facts}: one answer", figures["answers"], "ms", _MEDIAN.get(size))
    percentile = float(np.percentile(figures["answers"], 99))
    yield Figure(f"{facts}: one answer, 99th percentile", [percentile], "ms", 200.0 if largest else None)
    yield Figure(f"{facts}: start", [figures["start"]], "s", 10.0 if largest else None)
    yield Figure(f"{facts}: resident memory", [figures["memory"]], "MB", 1000.0 if largest else None)
    yield Figure(f"{facts}: until a fact that was added is the answer", [figures["added"]], "ms", 1000.0)
    for name, times in figures["others"].items():
        yield Figure(f"{facts}: {name} over all", times, "ms")


async def _fill_or_measure(size: int, url: str) -> dict[str, Any] | None:
    async with open_base(load_settings(database_url=url)) as base:
        if await base.catalogue.revision() == 0:
            await madeup.fill(base, size)
            return None
        return await _measure(base, list(madeup.facts(size)))


async def _measure(base: Base, facts: Sequence[Fact]) -> dict[str, Any]:
    began = time.perf_counter()
    await base.answers.refresh()
    start = time.perf_counter() - began
    asked = madeup.questions(facts, _QUESTIONS + _WARM_UP)
    times = [await _ask(base.answers, question) for question in asked]
    memory = resident_megabytes("self")
    return {
        "start": start,
        "answers": times[_WARM_UP:],
        "memory": memory,
        "added": await _until_found(base),
        "others": {name: _times(way, asked) for name, way in _others(facts).items()},
    }


async def _ask(answers: Answers, question: str) -> float:
    began = time.perf_counter()
    await answers.ask(question, now=utc_now(), log=False)
    return 1000 * (time.perf_counter() - began)


async def _until_found(base: Base) -> float:
    """Milliseconds from adding a fact until it is what a question is answered with."""
    began = time.perf_counter()
    fact = Fact("new", {"en": "Zanzibar opened a quantum observatory."}, ("t",))
    await base.curation.add(fact, author_id=1, now=utc_now())
    outcome = await base.answers.ask("Zanzibar quantum observatory", now=utc_now(), log=False)
    if outcome.candidates[0].fact_id != "new":
        raise AssertionError("the new fact is not found first")
    return 1000 * (time.perf_counter() - began)


def _others(facts: Sequence[Fact]) -> dict[str, Callable[[str], object]]:
    texts = [normalise(text) for fact in facts for text in fact.text.values()]
    return {
        "rapidfuzz WRatio": lambda question: process.extract(normalise(question), texts, scorer=fuzz.WRatio),
        "rapidfuzz token_set_ratio": lambda question: process.extract(
            normalise(question), texts, scorer=fuzz.token_set_ratio
        ),
        "plain FTS5, all trigrams": _full_text_search(texts),
        "the encoder alone": _encoder_alone(len(texts)),
    }


def _full_text_search(texts: Sequence[str]) -> Callable[[str], object]:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='trigram')")
    index.executemany("INSERT INTO passages (text) VALUES (?)", ((text,) for text in texts))

    def search(question: str) -> object:
        text = normalise(question)
        wanted = " OR ".join(f'"{text[start : start + 3]}"' for start in range(len(text) - 2))
        query = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT 10"
        return index.execute(query, (wanted,)).fetchall()

    return search


def _encoder_alone(passages: int) -> Callable[[str], object]:
    encoder = UniversalSentenceEncoder()
    vectors: Vectors = np.random.default_rng(1).standard_normal((passages, encoder.dimensions), dtype=np.float32)
    return lambda question: np.argmax(vectors @ encoder.encode([question])[0])


def _times(way: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    return [1000 * timed(lambda question=question: way(question)) for question in asked[: _COMPARED + 1]][1:]


if __name__ == "__main__":
    json.dump(asyncio.run(_fill_or_measure(int(sys.argv[1]), sys.argv[2])), sys.stdout)
