"""``marsad run``."""

import asyncio
import contextlib
import signal
from typing import Annotated

import typer

from bot.logs import configure_logging
from bot.settings import Settings, load_settings
from knowledge.matching.encoder import UniversalSentenceEncoder

app = typer.Typer(add_completion=False)


@app.command()
def run(
    host: Annotated[str | None, typer.Option(help="Instead of MARSAD_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Instead of MARSAD_PORT; 0 for any free one.")] = None,
    log_level: Annotated[str | None, typer.Option(help="Instead of MARSAD_LOG_LEVEL.")] = None,
) -> None:
    """Run the bot until it is stopped with Ctrl-C or SIGTERM.

    With MARSAD_TOKEN on Telegram, by long polling, or by webhook when MARSAD_WEBHOOK_URL is set. Without one, in a
    sandbox on this machine, whose chat page is printed. The base is brought to the newest schema, and filled with the
    launch facts when it is empty.
    """
    settings = load_settings(host=host, port=port, log_level=log_level)
    configure_logging(settings.log_level, settings.token.get_secret_value() if settings.token else None)
    if settings.encoder:
        UniversalSentenceEncoder.start_loading()
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(_until_stopped(settings))


async def _until_stopped(settings: Settings) -> None:
    """The one place for signals. The first stops the bot in order, a second at once."""
    # Imported only now: it takes as long as the encoder takes to load.
    from bot.app import run as run_bot  # noqa: PLC0415

    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("runs inside a task only")
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    await run_bot(settings, lambda address: typer.echo(f"Chat page: {address}/"))
