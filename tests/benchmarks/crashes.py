"""What kills and a messenger on a bad day do to a digest for 5,000, over real HTTP (tests/crashes has the method)."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.settings import load_settings
from tests.benchmarks.figure import Figure
from tests.crashes.accounts import Accounts, compare
from tests.crashes.audience import Audience
from tests.crashes.mishaps import bad_day
from tests.crashes.ordeal import Course, Ordeal, Plan, ordeal
from tests.crashes.pace import judge

KILLS = 20
BATCH = 30
RESUMES_WITHIN = 5  # seconds

_RATE = 100  # messages a second: all are sent within a few minutes, and many are on their way when a kill comes
_SEED = 2026

Tell = Callable[[str], None]


async def kills(folder: Path, tell: Tell) -> list[Figure]:
    audience = Audience(people=5_000, broadcast=True)
    plan = Plan(kills=KILLS, span=4, seed=_SEED, rate=_RATE, encoder=True)
    return await _measure(folder / "kills.sqlite3", f"{KILLS} kills", audience, plan, tell)


async def bad_day_too(folder: Path, tell: Tell) -> list[Figure]:
    """The same with everything that a messenger may do, and with a few groups and a forum among the people."""
    audience = Audience(people=4_970, groups=10, threads=20, blocked_every=100)
    faults = bad_day(audience)
    plan = Plan(kills=KILLS, span=20, seed=_SEED, rate=_RATE, encoder=True, faults=faults, patience=600)
    return await _measure(folder / "bad.sqlite3", f"{KILLS} kills on a bad day", audience, plan, tell)


async def _measure(base: Path, name: str, audience: Audience, plan: Plan, tell: Tell) -> list[Figure]:
    settings = load_settings(database_url=f"sqlite+aiosqlite:///{base}", encoder=plan.encoder)
    async with ordeal(settings, audience, plan) as trial:
        course = await trial.endure(lambda text: tell(f"{name}: {text}"))
        accounts = await compare(trial.sandbox, trial.database, audience.blocked)
        figures = [
            *_figures(audience, accounts, course),
            *await _by_the_audit(trial, accounts),
            *_paces(trial, course),
        ]
    for line in (*accounts.lost, *accounts.twice, *accounts.denied, *accounts.given_up):
        tell(f"{name}: {line}")
    return [Figure(f"{name}: {figure.name}", figure.values, figure.unit, figure.target) for figure in figures]


def _figures(audience: Audience, accounts: Accounts, course: Course) -> Iterator[Figure]:
    lost = len(accounts.lost) + len(accounts.given_up)
    yield Figure(f"lost, of {audience.size:,}", [lost], "chats", 0)
    yield Figure("got it twice", [len(accounts.twice)], "chats", 0)
    yield Figure("got what is said not to have arrived", [len(accounts.denied)], "chats", 0)
    yield Figure("uncertain by a kill, at most", [max(course.uncertain)], "messages", BATCH)
    yield Figure("uncertain in all", [accounts.statuses["unknown"]], "messages")
    yield Figure("of these, arrived", [accounts.unknown_arrived], "messages")
    if not audience.blocked:  # where nobody is told to wait
        yield Figure("a start, until its first message", course.resumed, "s", RESUMES_WITHIN)
        yield Figure("the slowest of these", [max(course.resumed)], "s", RESUMES_WITHIN)
    yield Figure("all of it", [course.took], "s")
    yield Figure("the longest stall of the sandbox and this process", [1000 * course.stalled], "ms")


async def _by_the_audit(trial: Ordeal, accounts: Accounts) -> list[Figure]:
    """How far ``marsad digest audit`` is from what arrived."""
    report = await trial.audit()
    statuses = accounts.first_parts.keys() | report["entered"].keys()
    apart = sum(abs(accounts.first_parts[each] - report["entered"].get(each, 0)) for each in statuses)
    return [Figure("that the audit counts otherwise, or calls amiss", [apart + (not report["clean"])], "chats", 0)]


def _paces(trial: Ordeal, course: Course) -> Iterator[Figure]:
    pace = judge(trial.sandbox.calls, course.killed_at, course.stalled)
    yield Figure("refusals because of the pace that were told by the plan", [pace.floods - len(pace.too_fast)], "")
    yield Figure("faster than a chat or the bot may", [len(pace.too_fast)], "requests", 0)
    if pace.floods:
        yield Figure("sent though told to wait", [len(pace.early)], "requests", 0)
        yield Figure("the last on its way when told to wait, after", [1000 * pace.in_flight], "ms")
