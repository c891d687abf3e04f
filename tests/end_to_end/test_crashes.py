"""A digest to a few hundred, while the bot is killed and the messenger misbehaves (``make bench`` has thousands)."""

from pathlib import Path

from tests.crashes.accounts import compare
from tests.crashes.audience import Audience
from tests.crashes.mishaps import bad_day
from tests.crashes.ordeal import Plan, ordeal
from tests.crashes.pace import judge
from tests.end_to_end.stage import settings_for

BATCH = 30


async def test_kills_lose_nobody_and_send_nobody_anything_twice(tmp_path: Path) -> None:
    audience, plan = Audience(people=120, broadcast=True), Plan(kills=4, span=2, seed=4)
    async with ordeal(settings_for(tmp_path / "base.sqlite3", encoder=False), audience, plan) as trial:
        course = await trial.endure()

        accounts = await compare(trial.sandbox, trial.database)
        audit = await trial.audit()
        pace = judge(trial.sandbox.calls, course.killed_at, course.stalled)

    assert accounts.lost == accounts.twice == accounts.denied == accounts.given_up == []
    assert max(course.uncertain) <= BATCH
    assert accounts.statuses["unknown"] == sum(course.uncertain)
    assert accounts.statuses.keys() <= {"sent", "unknown"}
    assert audit["clean"]
    assert audit["entered"] == accounts.first_parts
    assert accounts.first_parts.total() == audit["subscribers"] == audience.size
    assert pace.too_fast == pace.early == []


async def test_nor_does_a_messenger_that_misbehaves_as_well(tmp_path: Path) -> None:
    audience = Audience(people=60, groups=4, threads=7, blocked_every=20)
    plan = Plan(kills=2, span=2, seed=1, faults=bad_day(audience, longest_wait=2))
    async with ordeal(settings_for(tmp_path / "base.sqlite3", encoder=False), audience, plan) as trial:
        course = await trial.endure()

        accounts = await compare(trial.sandbox, trial.database, audience.blocked)
        audit = await trial.audit()
        pace = judge(trial.sandbox.calls, course.killed_at, course.stalled)

    assert accounts.lost == accounts.twice == accounts.denied == accounts.given_up == []
    assert max(course.uncertain) <= BATCH
    assert audit["clean"]
    assert audit["entered"] == accounts.first_parts
    assert accounts.first_parts.total() == audit["subscribers"] == audience.size
    assert pace.floods > 0
    assert pace.early == pace.too_fast == []
