"""Answers within one process, on the launch base."""

import json
import time
from pathlib import Path

from bot.base import follow_launch, open_base, utc_now
from bot.settings import load_settings
from tests.benchmarks.figure import Figure

QUESTIONS = Path(__file__).parents[1] / "evaluation" / "tune.jsonl"
_WARM_UP = 10


async def measure(base: str) -> list[Figure]:
    """Every question of the tuning half, once, as the chat asks it."""
    questions = [json.loads(line)["q"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    times = []
    async with open_base(load_settings(database_url=base)) as opened:
        await follow_launch(opened)
        for question in questions[:_WARM_UP] + questions:
            began = time.perf_counter()
            await opened.answers.ask(question, now=utc_now())
            times.append(1000 * (time.perf_counter() - began))
    return [Figure("one answer in process, launch base", times[_WARM_UP:], "ms", 20)]
