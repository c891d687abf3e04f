"""Digests for a million subscribers: how long a tick takes, and how much memory, each base in a process of its own.

``python -m tests.benchmarks.digests SUBSCRIBERS MANY IN_A_TICK FILE`` fills a new base and prints what it measured.
Every subscriber has two topics on average, was sent yesterday's digest, and was shown five of 300 facts. Those who are
due together are spread over the whole base, so that hardly two of their rows lie in one page of it. Between
ticks, as in the bot, SQLite's log is moved into the base; that is not counted.
"""

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.migrations import upgrade
from knowledge.database import Database
from scheduler.digests.tick import Digests
from scheduler.subscribing.rows import claim_due
from tests.benchmarks.figure import Figure
from tests.benchmarks.processes import peak_megabytes

SUBSCRIBERS = 1_000_000
MANY = 100_000
"""Due at once, when all that a tick does is measured."""
_IN_A_TICK = 1_000
_TICKS = 5
_FACTS = 300
_SHOWN = 5
_TOPICS = ("deepseek", "waic", "export-controls")
_NOW = datetime(2025, 7, 26, 5, tzinfo=UTC)
_LATER = _NOW + timedelta(hours=1)
_INDEX = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


def measure(
    folder: Path, subscribers: int = SUBSCRIBERS, many: int = MANY, in_a_tick: int = _IN_A_TICK
) -> list[Figure]:
    """``many`` are due among ``subscribers``, and among hardly any others; the two are compared."""
    large = _in_process(subscribers, many, in_a_tick, folder / "large.sqlite3")
    fewest = many + (_TICKS + 1) * in_a_tick
    small = _in_process(fewest, many, in_a_tick, folder / "small.sqlite3")
    among = f"{subscribers:,} subscribers"
    return [
        Figure(f"{among}: filling the base", [large["fill"]], "s"),
        Figure(f"{among}: finding {in_a_tick:,} who are due", large["finding"], "ms"),
        Figure(f"{among}: a tick that finds {in_a_tick:,} due", large["ticks"], "ms", 100.0),
        Figure(f"{among}: entering {many:,} digests", [large["entering"]], "s", 60.0),
        Figure(f"{among}: peak memory meanwhile", [large["memory"]], "MB"),
        Figure(f"{fewest:,} subscribers: peak memory meanwhile", [small["memory"]], "MB"),
        Figure(
            f"peak memory, {subscribers:,} to {fewest:,} subscribers", [large["memory"] / small["memory"]], "×", 1.1
        ),
    ]


def _in_process(subscribers: int, many: int, in_a_tick: int, file: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.digests", *map(str, (subscribers, many, in_a_tick, file))]
    measured: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    return measured


async def _measure(subscribers: int, many: int, in_a_tick: int, file: Path) -> dict[str, Any]:
    database = Database(f"sqlite+aiosqlite:///{file}")
    await upgrade(database)
    await database.close()
    fill = _fill(file, subscribers, many, in_a_tick)
    digests = Digests(database)
    finding, ticks = [], []
    for number in range(_TICKS + 1):
        finding.append(await _find(database, _NOW + timedelta(seconds=20 * number), in_a_tick))
        ticks.append(await _tick(digests, _NOW + timedelta(seconds=20 * number), in_a_tick))
        await database.checkpoint()  # as the bot does between ticks
    entering = await _tick(digests, _LATER, many)
    await database.close()
    memory = peak_megabytes("self")
    return {"fill": fill, "finding": finding[1:], "ticks": ticks[1:], "entering": entering / 1000, "memory": memory}


async def _find(database: Database, now: datetime, expected: int) -> float:
    """Milliseconds until all who are due are read, with their topics: the part of a tick before composing."""
    began = time.perf_counter()
    async with database.read() as connection:
        due = await claim_due(connection, now, expected)
    took = 1000 * (time.perf_counter() - began)
    if len(due) != expected:
        raise AssertionError(f"{len(due)} were due, not {expected}")
    return took


async def _tick(digests: Digests, now: datetime, expected: int) -> float:
    """Milliseconds until all who were due are served."""
    began = time.perf_counter()
    report = await digests.tick(now)
    took = 1000 * (time.perf_counter() - began)
    if report.entered != expected:
        raise AssertionError(f"{report.entered} digests were entered, not {expected}")
    return took


def _fill(file: Path, subscribers: int, many: int, in_a_tick: int) -> float:
    """Seconds. In one transaction, the indexes afterwards."""
    began = time.perf_counter()
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        base.execute("PRAGMA synchronous = OFF")
        indexes = base.execute(_INDEX).fetchall()
        base.execute("BEGIN")
        for name, _ in indexes:
            base.execute(f"DROP INDEX {name}")
        _insert_facts(base)
        _insert_subscribers(base, subscribers, many, in_a_tick)
        for _, statement in indexes:
            base.execute(statement)
        base.execute("COMMIT")
        base.execute("ANALYZE")
    return time.perf_counter() - began


def _insert_facts(base: sqlite3.Connection) -> None:
    text = json.dumps({"ar": "ا" * 120, "en": "x" * 140})
    topics = [(topic, "{}", "{}", position, 0) for position, topic in enumerate(_TOPICS)]
    months = [f"2025-{1 + number % 7:02}" for number in range(_FACTS)]
    published = [_sql(_NOW - timedelta(hours=8 * number)) for number in range(_FACTS)]
    facts = [(f"fact-{number}", text, months[number], published[number]) for number in range(_FACTS)]
    placed = [(f"fact-{number}", _TOPICS[number % len(_TOPICS)]) for number in range(_FACTS)]
    base.executemany("INSERT INTO topics (id, title, description, position, retired) VALUES (?, ?, ?, ?, ?)", topics)
    base.executemany(
        "INSERT INTO facts (id, state, standing, attributed_to, text, as_of, revision, published_at, updated_at) "
        "VALUES (?1, 'published', 'reported', '{}', ?2, ?3, 1, ?4, ?4)",
        facts,
    )
    base.executemany("INSERT INTO fact_topics (fact_id, topic_id, position) VALUES (?, ?, 0)", placed)
    base.execute("INSERT INTO contents (id, key, kind, language, body) VALUES (1, 'k', 'digest', 'ar', '{}')")


def _insert_subscribers(base: sqlite3.Connection, count: int, many: int, in_a_tick: int) -> None:
    base.executemany(
        "INSERT INTO subscribers (id, chat_id, thread_id, kind, language, zone, minute, days, amount, state, "
        "next_due_at, last_digest_on, created_at, updated_at) VALUES (?1, ?2, 0, 'private', ?3, 'Asia/Riyadh', 480, "
        "127, 3, 'active', ?4, '2025-07-25', ?5, ?5)",
        _subscribers(count, many, in_a_tick),
    )
    base.executemany("INSERT INTO subscriber_topics (subscriber_id, topic_id, opened) VALUES (?, ?, ?)", _topics(count))
    base.executemany(
        "INSERT INTO showings (chat_id, thread_id, fact_id, revision, shown_in, shown_at) "
        "VALUES (?, 0, ?, 1, 'digest', '2025-07-25 05:00:00.000000')",
        _showings(count),
    )
    base.execute(
        "INSERT INTO deliveries (campaign, chat_id, thread_id, part, subscriber_id, content_id, status, attempts, "
        "priority, due_at, next_attempt_at, message_id, created_at, finished_at) SELECT 'digest:2025-07-25', chat_id, "
        "0, 0, id, 1, 'sent', 0, 1, created_at, created_at, id, created_at, created_at FROM subscribers"
    )


def _subscribers(count: int, many: int, in_a_tick: int) -> Iterator[Sequence[object]]:
    """Chats as Telegram numbers them: with gaps, in another order than they came."""
    chance = random.Random(count)  # noqa: S311 (no secret)
    dues = [_NOW + timedelta(seconds=20 * number) for number in range(_TICKS + 1) for _ in range(in_a_tick)]
    dues += [_LATER] * many
    dues += [_NOW + timedelta(days=1)] * (count - len(dues))
    chance.shuffle(dues)
    for number, due in enumerate(dues, 1):
        yield number, _chat(number), ("ar", "en")[number % 2], _sql(due), _sql(_NOW - timedelta(days=1))


def _chat(number: int) -> int:
    return number * 7919 % 7_000_000_007


def _topics(count: int) -> Iterator[Sequence[object]]:
    for number in range(1, count + 1):
        for place in range(1 + number % len(_TOPICS)):
            yield number, _TOPICS[place], number * place % 4


def _showings(count: int) -> Iterator[Sequence[object]]:
    for number in range(1, count + 1):
        for place in range(_SHOWN):
            yield _chat(number), f"fact-{(number + 31 * place) % _FACTS}"


def _sql(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


if __name__ == "__main__":
    json.dump(asyncio.run(_measure(*map(int, sys.argv[1:4]), Path(sys.argv[4]))), sys.stdout)
