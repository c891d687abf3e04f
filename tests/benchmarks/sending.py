"""How fast digests go out, and how long an answer takes meanwhile; bot and sandbox are processes of their own."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import func, insert, select

from bot.base import Base, follow_launch, open_base, utc_now
from bot.settings import load_settings
from knowledge.database import Database
from scheduler.deliveries import Owed, enqueue
from scheduler.model import Content
from scheduler.tables import SENT, deliveries, subscribers
from tests.benchmarks.figure import Figure
from tests.benchmarks.processes import QUESTION
from tests.benchmarks.standin import standin
from tests.bot.sandbox.serving import TOKEN

RATES = (30, 500)
SECONDS = 20
ASKERS = 20

_FIRST = 1_000_000  # ids of chats
_LARGEST_SHORTFALL = 0.05
_SLOWEST_ANSWER = 200  # milliseconds
_LOOK_EVERY = 0.02
_ASK_EVERY = 0.3
_PATIENCE = 120
_CAMPAIGN = "digest:2025-07-26"


async def measure(folder: Path, seconds: float = SECONDS, rates: tuple[int, ...] = RATES) -> list[Figure]:
    """Two figures for each rate: what of the budget is not used, and the time of an answer while digests go out."""
    return [figure for rate in rates for figure in await _measure(folder / f"sending-{rate}.sqlite3", rate, seconds)]


async def _measure(file: Path, rate: int, seconds: float) -> list[Figure]:
    count = int(rate * seconds)
    url = f"sqlite+aiosqlite:///{file}"
    async with open_base(load_settings(database_url=url)) as base:
        await follow_launch(base)
        await base.answers.refresh()  # else the bot would encode the facts while it sends
        await _owe(base, count)
    with standin(_FIRST, _FIRST + count + ASKERS) as address, _bot(address, url, rate):
        answers = await _ask_while_sending(address, Database(url), count)
    share = await _rate(Database(url), list(answers)) / rate
    waits = list(answers.values())
    return [
        Figure(f"budget of {rate} messages a second, share that is not used", [1 - share], "", _LARGEST_SHORTFALL),
        Figure(f"an answer in chat while {rate} messages a second go out", waits, "ms", _SLOWEST_ANSWER),
    ]


async def _owe(base: Base, count: int) -> None:
    """A digest of three facts to each of so many subscribers, who were due a moment ago."""
    now = utc_now()
    entries = [{"id": one.fact.id, "topic": one.fact.topics[0]} for one in await base.catalogue.latest(limit=3)]
    content = Content("digest", "ar", {"date": "2025-07-26", "facts": entries})
    usual = {"thread_id": 0, "kind": "private", "language": "ar", "zone": "Africa/Cairo", "minute": 480}
    lasting = {"state": "active", "next_due_at": now + timedelta(days=1), "created_at": now, "updated_at": now}
    chats = range(_FIRST, _FIRST + count)
    async with base.database.write() as connection:
        await connection.execute(insert(subscribers), [{"chat_id": chat} | usual | lasting for chat in chats])
        ids = dict((await connection.execute(select(subscribers.c.chat_id, subscribers.c.id))).all())
        await enqueue(connection, [Owed(_CAMPAIGN, (chat, 0), ids[chat], content, now) for chat in chats], now)


@contextmanager
def _bot(address: str, url: str, rate: int) -> Iterator[None]:
    settings = {
        "MARSAD_TOKEN": TOKEN,
        "MARSAD_API_URL": address,
        "MARSAD_DATABASE_URL": url,
        "MARSAD_RATE": str(rate),
        "MARSAD_PAID_BROADCAST": "true",
        "MARSAD_PORT": "0",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], env=os.environ | settings, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield
        finally:
            process.terminate()


async def _ask_while_sending(address: str, database: Database, count: int) -> dict[datetime, float]:
    """When each question was answered, after how many milliseconds, from the tenth part of the digests to the last."""
    times: dict[datetime, float] = {}
    deadline = time.monotonic() + _PATIENCE + count / RATES[0]
    async with httpx.AsyncClient(base_url=address, trust_env=False) as people:
        while (sent := await _count_sent(database)) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{sent} of {count} digests were sent")
            taken = await _ask(people, _FIRST + count + 1 + len(times) % ASKERS) if sent > count / 10 else None
            times |= {utc_now(): taken} if taken else {}
            await asyncio.sleep(_ASK_EVERY)
    await database.close()
    return times


async def _ask(people: httpx.AsyncClient, person: int) -> float:
    """Milliseconds, from the sending of a question to the answer in the chat."""
    before = await _messages(people, person)
    began = time.perf_counter()
    answer = await people.post(f"/sandbox/people/{person}/messages", json={"text": QUESTION})
    answer.raise_for_status()
    while await _messages(people, person) < before + 2:
        await asyncio.sleep(_LOOK_EVERY)
        if time.perf_counter() - began > _PATIENCE:
            raise TimeoutError("the bot did not answer")
    return 1000 * (time.perf_counter() - began)


async def _messages(people: httpx.AsyncClient, person: int) -> int:
    chats = (await people.get(f"/sandbox/people/{person}")).json()["chats"]
    return sum(len(chat["messages"]) for chat in chats)


async def _count_sent(database: Database) -> int:
    async with database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(deliveries).where(SENT))).scalar_one()


async def _rate(database: Database, answered: list[datetime]) -> float:
    """Digests and answers a second, which share one budget, without the first and the last tenth of the digests."""
    query = select(deliveries.c.finished_at).where(SENT).order_by(deliveries.c.finished_at)
    async with database.read() as connection:
        times = list(await connection.scalars(query))
    await database.close()
    first, last = len(times) // 10, len(times) * 9 // 10
    answers = sum(times[first] < at <= times[last] for at in answered)
    return (last - first + answers) / (times[last] - times[first]).total_seconds()
