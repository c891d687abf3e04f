"""``marsad backup``."""

from pathlib import Path
from typing import Annotated

import typer

from bot import backup as copies
from bot.settings import load_settings

app = typer.Typer(add_completion=False)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to; it must not exist yet.")]) -> None:
    """Copy the base to FILE, whole and consistent, also while the bot runs."""
    copies.backup(load_settings().database_url, file)
    typer.echo(f"Saved in {file}: {file.stat().st_size:,} bytes.", err=True)
