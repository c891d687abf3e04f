"""``marsad doctor``: looks at all that the bot needs, and changes nothing."""

import asyncio
import difflib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import typer
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from bot import backup, migrations
from bot.base import utc_now
from bot.cli.refusals import explain
from bot.cli.sending import describe_outage, describe_pauser
from bot.connection import api_of, introduce
from bot.errors import DatabaseFromTheFuture
from bot.limiter import Lane, Limiter, Traffic
from bot.logs import redact
from bot.settings import PREFIX, Settings, load_settings, variable
from knowledge import state
from knowledge.database import Database
from knowledge.matching.calibration import Thresholds
from knowledge.matching.encoder import UniversalSentenceEncoder
from knowledge.model import FactState
from knowledge.readers.thresholds import CALIBRATED, in_force
from knowledge.tables import facts
from scheduler.accounts.audit import Audit
from scheduler.accounts.judging import FATAL
from scheduler.sending.leader import sender_of
from scheduler.sending.outage import outage_of
from scheduler.sending.switch import pause_of

app = typer.Typer(add_completion=False)

Check = Callable[[Settings], Awaitable[str]]
"""Says what it found, or raises what is wrong."""


class Fault(Exception):
    """Its text is for people: what is wrong, and what to do."""


@app.command()
def doctor() -> None:
    """Check settings, base, index and Telegram, and say what to do about each fault. Exits with 1 when there is one."""
    settings = load_settings()
    if not asyncio.run(_examine(settings)):
        raise typer.Exit(1)


async def _examine(settings: Settings) -> bool:
    found = [await _report(subject, check, settings) for subject, check in CHECKS.items()]
    return all(found)


async def _report(subject: str, check: Check, settings: Settings) -> bool:
    try:
        message, is_sound = await check(settings), True
    except Exception as error:  # noqa: BLE001 (the edge of a loop: it is told, and the other checks go on)
        message, is_sound = str(error) if isinstance(error, Fault) else explain(error) or repr(error), False
    typer.echo(redact(f"{'ok   ' if is_sound else 'FAULT'} {subject}: {message}"))
    return is_sound


async def _settings(_settings: Settings) -> str:
    known = {variable(field) for field in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.8)
            if near:
                raise Fault(f"{name} is no setting: {near[0]} is.")
    return "all can be used."


async def _base(settings: Settings) -> str:
    path = backup.file_if_any(settings.database_url)
    if path is not None:
        if not path.exists():
            return f"none at {path} yet: `marsad run` makes it."
        backup.check(path)
    database = Database(settings.database_url)
    try:
        return await _examine_base(database)
    finally:
        await database.close()


async def _examine_base(database: Database) -> str:
    steps, schema = _steps(), await _schema(database)
    if schema not in {None, *(step.revision for step in steps.walk_revisions())}:
        raise DatabaseFromTheFuture(str(schema))
    if schema != steps.get_current_head():
        return f"schema {schema}, which `marsad run` brings to {steps.get_current_head()}."
    async with database.read() as connection:
        published = select(func.count()).where(facts.c.state == FactState.PUBLISHED)
        return f"schema {schema}, {(await connection.execute(published)).scalar()} published facts."


def _steps() -> ScriptDirectory:
    return ScriptDirectory(str(Path(migrations.__file__).parent))


async def _schema(database: Database) -> str | None:
    """The newest step that was taken; None of a base without any."""
    async with database.read() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


async def _thresholds(settings: Settings) -> str:
    path = backup.file_if_any(settings.database_url)
    if path is not None and not path.exists():
        return "the calibrated ones."
    database = Database(settings.database_url)
    try:
        async with database.read() as connection:
            held = in_force(await state.get(connection, state.THRESHOLDS))
    finally:
        await database.close()
    if held == CALIBRATED:
        return "the calibrated ones."
    return f"{_numbers(held)}. An owner moved them from the calibrated ones ({_numbers(CALIBRATED)}) with /thresholds."


def _numbers(thresholds: Thresholds) -> str:
    return (
        f"asserted from {thresholds.answer:g}, offered from {thresholds.suggest:g}, "
        f"ahead of the next by {thresholds.margin:g}"
    )


async def _sending(settings: Settings) -> str:
    async with _readable(settings) as database:
        if database is None:
            return "nothing has been sent yet."
        async with database.read() as connection:
            pause, place = await pause_of(connection), await sender_of(connection)
            outage = await outage_of(connection, utc_now())
    if pause is not None and pause.by == "errors":
        raise Fault(f"paused by a run of equal errors ({pause.reason}): see to them, then `marsad digest resume`.")
    if pause is not None:
        who = describe_pauser(pause)
        return f"paused {who} since {pause.since:%Y-%m-%d %H:%M}Z; `marsad digest resume` lets it go on."
    if outage is not None:
        raise Fault(f"{describe_outage(outage)}: see whether this machine reaches Telegram.")
    if place is None or datetime.fromisoformat(place.until) < utc_now():
        return "no process sends now; `marsad run` does."
    return f"process {place.pid} on {place.host} sends; another one that is started waits."


async def _digests(settings: Settings) -> str:
    yesterday = utc_now().date() - timedelta(days=1)
    async with _readable(settings) as database:
        if database is None:
            return "nobody has had one yet."
        report = await Audit(database).of(yesterday, utc_now(), lambda _finding: None)
    if not report.is_clean:
        counts = ", ".join(
            f"{trouble} {report.troubles[trouble]}" for trouble in sorted(FATAL) if report.troubles[trouble]
        )
        raise Fault(f"of {yesterday}, {counts}: `marsad digest audit {yesterday}` says who.")
    return f"everyone who was due on {yesterday} is accounted for ({report.entered.total()})."


@asynccontextmanager
async def _readable(settings: Settings) -> AsyncIterator[Database | None]:
    """The base, if there is one at the newest schema; nothing makes it here."""
    path = backup.file_if_any(settings.database_url)
    database = Database(settings.database_url) if path is None or path.exists() else None
    try:
        is_newest = database is not None and await _schema(database) == _steps().get_current_head()
        yield database if is_newest else None
    finally:
        if database is not None:
            await database.close()


async def _meaning(settings: Settings) -> str:
    if not settings.encoder:
        return f"switched off by {variable('encoder')}: facts are found by letters."
    encoder = UniversalSentenceEncoder()
    try:
        await asyncio.to_thread(encoder.encode, ["مرصد"])
    except Exception as error:  # whatever a library says of its model, the bot can do without
        raise Fault(
            f"the encoder does not load ({error}): install it again, or set {variable('encoder')}=false."
        ) from error
    return f"{encoder.name} loads."


async def _telegram(settings: Settings) -> str:
    if settings.in_sandbox:
        return f"{variable('token')} is not set, so `marsad run` serves the sandbox at {settings.own_address}/."
    api = api_of(settings, settings.own_address)
    bot = api.bot(Limiter(Traffic(settings.rate), Lane.INTERACTIVE))
    try:
        await introduce(bot)
        return f"{api.url} knows the token as that of @{bot.username}."
    finally:
        await bot.shutdown()


CHECKS: dict[str, Check] = {
    "settings": _settings,
    "base": _base,
    "thresholds": _thresholds,
    "sending": _sending,
    "digests": _digests,
    "meaning": _meaning,
    "Telegram": _telegram,
}
