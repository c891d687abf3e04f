"""``marsad restore``."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import backup as copies
from bot.settings import load_settings

app = typer.Typer(add_completion=False)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A copy that `marsad backup` made.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a base that holds data.")] = False,
) -> None:
    """Replace the base with the copy in FILE, brought to the newest schema. Restart a bot that runs on it."""
    asyncio.run(copies.restore(load_settings().database_url, file, force=force))
    typer.echo(f"Restored from {file}.", err=True)
