"""``marsad digest ledger`` and ``prune``: what was sent to whom, and how long that is kept."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from bot.base import open_base, utc_now
from bot.cli.arguments import MOST_DAYS, telegram_id
from bot.cli.console import show_table
from bot.settings import load_settings
from scheduler.accounts.ledger import Ledger, Summary, Wanted
from scheduler.accounts.pruning import Pruning
from scheduler.model import Delivery, DeliveryStatus

_MOST = 10_000
_COLUMNS = ("due", "campaign", "part", "chat", "thread", "status", "attempts", "finished", "message", "fault")


def ledger(
    chat: Annotated[
        int | None,
        typer.Option(metavar="ID", parser=telegram_id, help="Only of this chat, by its id in Telegram."),
    ] = None,
    campaign: Annotated[str | None, typer.Option(help="Only of this one, such as digest:2025-07-26.")] = None,
    status: Annotated[DeliveryStatus | None, typer.Option(help="Only those that have become this.")] = None,
    days: Annotated[
        int | None,
        typer.Option(
            min=1, max=MOST_DAYS, help="How many days back; else 7, or all that is kept of one chat or campaign."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,
) -> None:
    """List what was owed to whom: when due and when finished, attempts, the message's id, and what failed and why."""
    if days is None and chat is None and campaign is None:
        days = 7
    since = utc_now() - timedelta(days=days) if days else None
    summary = asyncio.run(_list(Wanted(chat, campaign, status, since), as_json=as_json))
    if summary:
        sums = ", ".join(f"{name} {count}" for name, count in summary.counts.items())
        typer.echo(f"Of what was due until {summary.until}, only sums may be left: {sums}.", err=True)


def prune(
    days: Annotated[
        int | None,
        typer.Option(min=7, max=MOST_DAYS, help="Keep what ended in so many days; else MARSAD_KEEP_DELIVERIES."),
    ] = None,
) -> None:
    """Sum up deliveries that ended long ago, and delete them. A bot that runs does so by itself."""
    count = asyncio.run(_prune(days))
    typer.echo(f"Summed up and deleted: {count}.")


async def _list(wanted: Wanted, *, as_json: bool) -> Summary | None:
    async with open_base(load_settings(), must_exist=True) as base:
        ledger, found, any_found = Ledger(base.database), list[Delivery](), False
        async for delivery in ledger.find(wanted):
            any_found = True
            if as_json:
                typer.echo(json.dumps(_object(delivery), ensure_ascii=False))
            elif len(found) < _MOST:
                found.append(delivery)
            else:
                typer.echo(f"Only the first {_MOST} are shown: narrow it down, or use --json.", err=True)
                break
        if not as_json:
            show_table(_COLUMNS, map(_row, found))
        if not any_found:
            typer.echo("Nothing of the kind was owed to anybody.", err=True)
        return await ledger.summary()


async def _prune(days: int | None) -> int:
    settings = load_settings()
    keep = timedelta(days=days or settings.keep_deliveries)
    count = 0
    async with open_base(settings, must_exist=True) as base:
        while pruned := await Pruning(base.database).prune(utc_now(), keep):
            count += pruned
    return count


def _row(delivery: Delivery) -> Sequence[str]:
    return (
        _second(delivery.due_at),
        delivery.campaign,
        str(delivery.part),
        str(delivery.chat_id),
        str(delivery.thread_id),
        delivery.status,
        str(delivery.attempts),
        _second(delivery.finished_at) if delivery.finished_at else "",
        str(delivery.message_id or ""),
        delivery.error or "",
    )


def _object(delivery: Delivery) -> dict[str, Any]:
    return {
        "due": _second(delivery.due_at),
        "campaign": delivery.campaign,
        "part": delivery.part,
        "chat": delivery.chat_id,
        "thread": delivery.thread_id,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "finished": _second(delivery.finished_at) if delivery.finished_at else None,
        "message": delivery.message_id,
        "fault": delivery.error,
        "facts": [fact["id"] for fact in delivery.content.body.get("facts", ())],
    }


def _second(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
