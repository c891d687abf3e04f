"""Two bots on one base by mistake: one sends, the other says so and takes over when the first ends."""

import asyncio
import os
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from bot.settings import Settings
from knowledge.database import Database
from scheduler.sending.switch import Switch
from tests.crashes.accounts import compare
from tests.crashes.audience import Audience
from tests.crashes.ordeal import Ordeal, Plan, ordeal

AUDIENCE = Audience(people=90)
PLAN = Plan(kills=0, span=0)
SENDS = "This process sends"
WAITS = "Another process sends on this base"


def settings_on(database: Database) -> Settings:
    url = database.url.render_as_string(hide_password=False)
    return Settings(_env_file=None, database_url=url, encoder=False)  # type: ignore[call-arg]  # (pydantic-settings')


async def assert_each_has_one(trial: Ordeal) -> None:
    accounts = await compare(trial.sandbox, trial.database)
    audit = await trial.audit()

    assert accounts.lost == accounts.twice == accounts.denied == accounts.given_up == []
    assert audit["clean"]
    assert audit["entered"] == accounts.first_parts
    assert accounts.first_parts.total() == AUDIENCE.size


async def test_the_second_waits_and_takes_over_when_the_first_is_killed(database: Database) -> None:
    switch = Switch(database)
    await switch.pause("owner", datetime.now(UTC))
    async with ordeal(settings_on(database), AUDIENCE, PLAN) as trial, trial.bot() as first:
        await trial.until_it_says(SENDS)
        async with trial.bot():
            await trial.until_it_says(WAITS)
            await switch.resume()
            await trial.see_it_resume()
            first.kill()
            await first.wait()
            await trial.until_nothing_is_owed()

            assert trial.whole_log().count(SENDS) == 2
            await assert_each_has_one(trial)


async def suspend(pid: int, database: Database) -> None:
    """Between two writes to a SQLite file, which whoever is suspended within one holds locked for all."""
    os.kill(pid, signal.SIGSTOP)
    while database.is_sqlite and not is_free(database.url.database or ""):
        os.kill(pid, signal.SIGCONT)
        await asyncio.sleep(0.05)
        os.kill(pid, signal.SIGSTOP)


def is_free(file: str) -> bool:
    with closing(sqlite3.connect(file, timeout=0.5)) as base:
        try:
            base.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        return True


async def test_one_that_slept_sends_nothing_that_the_other_has_taken_over(database: Database) -> None:
    """As when a machine is suspended in the middle of a batch: its connections, and what it leased, are still there."""
    switch = Switch(database)
    await switch.pause("owner", datetime.now(UTC))
    async with ordeal(settings_on(database), AUDIENCE, PLAN) as trial, trial.bot() as first:
        await trial.until_it_says(SENDS)
        async with trial.bot():
            await trial.until_it_says(WAITS)
            await switch.resume()
            await trial.see_it_resume()
            await suspend(first.pid, database)
            await trial.until_nothing_is_owed()
            os.kill(first.pid, signal.SIGCONT)
            await asyncio.sleep(2)
            await trial.until_nothing_is_owed()  # what it knows to be unsent may still go out

            await assert_each_has_one(trial)
