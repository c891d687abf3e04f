"""Output that people read on a terminal, and programs elsewhere."""

from collections.abc import Iterable, Sequence

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

out = Console()
err = Console(stderr=True)


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on a terminal; elsewhere a line a row, with tabs between its values."""
    if not out.is_terminal:
        for row in rows:
            typer.echo("\t".join(" ".join(value.split()) for value in row))
        return
    table = Table(*columns)
    for row in rows:
        table.add_row(*map(Text, row))  # as it is: brackets in facts are no markup
    out.print(table)
