"""How long the event loop stands still while questions are matched that make matching work hard."""

import asyncio
import time
from contextlib import suppress

from bot.base import follow_launch, open_base, utc_now
from bot.settings import load_settings
from knowledge.errors import EmptyQuestion, QuestionTooLong
from tests.benchmarks.figure import Figure

RUNS = 5
_TICK = 0.001  # seconds

HARD = (
    "x" * 100_000,
    "سؤال " * 20_000,
    "a",
    "من في على عن " * 75,
    "the of and in to " * 58,
    "1" * 1000,
    "2025 97 800 " * 80,
    "😀" * 1000,
    "users 😀 مستخدمون " * 50,
    "كم deepseek пользователей 用户 ユーザー 사용자 " * 20,
    "how many users does DeepSeek have? " * 28,
    "كم عدد مستخدمي ديب سيك؟ " * 40,
    "\u0643\u064e\u0645\u0652 " * 200,
    "qwrtpsdfghjklzxcvbnm " * 47,
)


async def measure(base: str) -> list[Figure]:
    """The longest stall of each run over all of these questions; there is one more that is not counted."""
    async with open_base(load_settings(database_url=base)) as opened:
        await follow_launch(opened)
        await opened.answers.refresh()
        longest = []
        for _ in range(RUNS + 1):
            ticking = asyncio.create_task(_longest_stall())
            for question in HARD:
                with suppress(EmptyQuestion, QuestionTooLong):
                    await opened.answers.ask(question, now=utc_now())
            ticking.cancel()
            longest.append(await ticking)
    return [Figure("longest stall of the event loop, hard questions", longest[1:], "ms", 50)]


async def _longest_stall() -> float:
    """Milliseconds by which a tick came late at most, until cancelled."""
    longest, before = 0.0, time.perf_counter()
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(_TICK)
            now = time.perf_counter()
            longest, before = max(longest, now - before - _TICK), now
    return 1000 * longest
