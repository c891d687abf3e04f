"""``marsad digest progress``, ``pause`` and ``resume``."""

import asyncio
import contextlib
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.base import open_base, utc_now
from bot.cli.console import out
from bot.logs import redact
from bot.settings import load_settings
from scheduler.accounts.sending import Sending, Status
from scheduler.sending.outage import Outage
from scheduler.sending.switch import Pause, Switch

_LOOKS_EVERY = 1.0


def progress(
    follow: Annotated[
        bool, typer.Option("--follow", help="A bar that moves until nothing is left to send, or Ctrl-C.")
    ] = False,
) -> None:
    """Say how sending goes: what went out, what is left, how fast, and until when it will take."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_follow() if follow else _look())


def pause() -> None:
    """Stop sending, in every process, until it is resumed. What is on its way still arrives."""
    asyncio.run(_switch(to_pause=True))


def resume() -> None:
    """Let sending go on."""
    asyncio.run(_switch(to_pause=False))


async def _look() -> None:
    async with open_base(load_settings(), must_exist=True) as base:
        for line in describe(await Sending(base.database).status(utc_now())):
            typer.echo(line)


async def _follow() -> None:
    async with open_base(load_settings(), must_exist=True) as base:
        sending, start = Sending(base.database), utc_now()
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=out) as bar:
            task = bar.add_task("", total=None)
            while True:
                status, sent = await sending.status(utc_now()), await sending.sent_since(start)
                left = status.total.left
                bar.update(task, description=_state(status), completed=sent, total=sent + left)
                if not left:
                    return
                await asyncio.sleep(_LOOKS_EVERY)


async def _switch(*, to_pause: bool) -> None:
    async with open_base(load_settings(), must_exist=True) as base:
        switch = Switch(base.database)
        if to_pause:
            await switch.pause("owner", utc_now())
        else:
            await switch.resume()
        typer.echo(_state(await Sending(base.database).status(utc_now())))


def describe(status: Status) -> list[str]:
    lines = [_state(status)]
    for kind, amount in status.amounts.items():
        lines.append(f"{kind.name.lower()}: sent in 24 hours {amount.sent}, left {amount.left}, later {amount.later}")
    if status.rate:
        lines.append(f"a second, over the last minute: {status.rate:.1f}")
    if status.waits_until:
        lines.append(f"Telegram wants nothing before {status.waits_until:%Y-%m-%d %H:%M:%S}Z")
    if status.ends_at:
        lines.append(f"what is due will have gone out at {status.ends_at:%Y-%m-%d %H:%M:%S}Z")
    return lines


def _state(status: Status) -> str:
    if status.pause:
        return _paused(status.pause)
    if status.outage:
        return describe_outage(status.outage)
    return "sending" if status.total.ready else "nothing is waiting to be sent"


def _paused(pause: Pause) -> str:
    return f"paused {describe_pauser(pause)} since {pause.since:%Y-%m-%d %H:%M:%S}Z"


def describe_pauser(pause: Pause) -> str:
    """An owner who pauses in the chat has a name."""
    if pause.by == "owner":
        return f"by an owner ({pause.reason})" if pause.reason else "from the command line"
    return f"by a run of equal errors ({pause.reason})" if pause.reason else "by a run of equal errors"


def describe_outage(outage: Outage) -> str:
    since, tries_at = f"{outage.since:%Y-%m-%d %H:%M:%S}Z", f"{outage.tries_at:%Y-%m-%d %H:%M:%S}Z"
    return f"held up by errors ({redact(outage.reason)}) since {since}; it is tried again by itself at {tries_at}"
