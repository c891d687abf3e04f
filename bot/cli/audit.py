"""``marsad digest audit``: whether everyone who was due on a local date has exactly one digest."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import typer

from bot.base import open_base, utc_now
from bot.cli.arguments import local_date
from bot.cli.console import show_table
from bot.settings import load_settings
from scheduler.accounts.audit import Audit, Report
from scheduler.accounts.judging import Absence, Finding, Trouble

_LISTED = 20
"""Findings of a kind and a date in the table."""

Found = dict[Trouble, list[Finding]]
Counts = Mapping[Any, int]


def audit(
    day: Annotated[
        date | None,
        typer.Argument(
            metavar="DATE", parser=local_date, help="A local date, like 2025-07-26; else yesterday and today."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One object a line: each exception, then the whole of each date.")
    ] = False,
) -> None:
    """Prove that everyone who was due on DATE has exactly one digest, and list the exceptions.

    Exits with 1 when somebody is missing or has two, or when a digest lacks a part.
    """
    today = utc_now().date()
    if day and day > today + timedelta(days=1):  # where it is tomorrow already
        raise typer.BadParameter(f"{day} lies ahead: nobody can have a digest of it yet.", param_hint="DATE")
    days = [day] if day else [today - timedelta(days=1), today]
    reports = asyncio.run(_audit(days, as_json=as_json))
    if not all(report.is_clean for report in reports):
        raise typer.Exit(1)


async def _audit(days: list[date], *, as_json: bool) -> list[Report]:
    async with open_base(load_settings(), must_exist=True) as base:
        run = _print_objects if as_json else _print_tables
        return [await run(Audit(base.database), day) for day in days]


async def _print_objects(audit: Audit, day: date) -> Report:
    def tell(finding: Finding) -> None:
        typer.echo(json.dumps({"day": str(day)} | asdict(finding), ensure_ascii=False))

    report = await audit.of(day, utc_now(), tell)
    whole = vars(report) | {"day": str(day), "clean": report.is_clean}
    typer.echo(json.dumps(whole, ensure_ascii=False, default=datetime.isoformat))
    return report


async def _print_tables(audit: Audit, day: date) -> Report:
    found: Found = defaultdict(list)

    def tell(finding: Finding) -> None:
        if len(found[finding.trouble]) < _LISTED:
            found[finding.trouble].append(finding)

    report = await audit.of(day, utc_now(), tell)
    for line in _summary(report):
        typer.echo(line)
    if found:
        show_table(("date", "what", "chat", "thread", "detail"), _rows(report, found))
    return report


def _summary(report: Report) -> Iterator[str]:
    due = report.entered.total() + report.troubles[Trouble.MISSING] + report.absences[Absence.BOT_OFF]
    verdict = "clean" if report.is_clean else "NOT CLEAN"
    yield f"{report.day}: {verdict}. Subscribers: {report.subscribers}. Due: {due}. {_listed(report.entered)}".rstrip()
    details: dict[str, Counts] = {
        "skipped": report.skipped,
        "without a digest": report.absences,
        "summarised and pruned": report.summarised,
        "besides": {"sent by hand": report.by_hand, "of chats without a subscription": report.unsubscribed},
        "exceptions": report.troubles,
    }
    for title, counts in details.items():
        if listed := _listed(counts):
            yield f"  {title}: {listed}"
    for since, until in report.off:
        yield f"  the bot was off: from {since:%Y-%m-%d %H:%M}Z to {until:%Y-%m-%d %H:%M}Z"


def _listed(counts: Counts) -> str:
    common = Counter(counts).most_common()
    return ", ".join(f"{name} {count}" for name, count in common if count)


def _rows(report: Report, found: Found) -> Iterator[tuple[str, ...]]:
    day = str(report.day)
    for trouble in sorted(found, key=list(Trouble).index):
        for finding in found[trouble]:
            yield day, trouble, str(finding.chat_id), str(finding.thread_id), finding.detail
        if (more := report.troubles[trouble] - len(found[trouble])) > 0:
            yield day, trouble, "", "", f"and {more} more, which --json lists"
