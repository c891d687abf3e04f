"""``marsad facts``: the base of facts as files."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from bot.base import open_base, utc_now
from bot.cli.console import err, show_table
from bot.settings import load_settings
from knowledge.base.factfiles import read_documents, write_document
from knowledge.base.importing import ImportReport
from knowledge.documents import Document
from knowledge.errors import InvalidFactFile
from knowledge.model import StoredFact
from scheduler.campaigns.corrections import Corrections

app = typer.Typer(add_completion=False, help="Import, export, check and list facts.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(help="YAML (.yaml) or JSON lines (.jsonl).", metavar="FILE…")]


@app.command("import")
def import_files(
    files: Files,
    tell: Annotated[
        bool, typer.Option("--tell", help="Send a correction to chats that were shown a changed fact as it was.")
    ] = False,
) -> None:
    """Add the facts of all FILEs, and change those that the base has: all of them, or nothing when one is wrong.

    A base that was empty then holds only these, and does not follow the facts that Marsad comes with.
    """
    report, shown = asyncio.run(_import(read_documents(files), tell=tell))
    typer.echo(f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged, {report.kept} kept.")
    if shown:
        told = "the bot tells them in a minute" if tell else "without --tell, they are not told"
        typer.echo(f"{shown} {'chat was' if shown == 1 else 'chats were'} shown changed facts as they were; {told}.")


@app.command()
def export() -> None:
    """Write the published facts, with their topics, sources and names, as YAML to standard output."""
    typer.echo(write_document(asyncio.run(_export())), nl=False)


@app.command()
def check(files: Files) -> None:
    """Read FILEs without importing them, and name all that is wrong, with file, entry and field.

    Whether the topics and sources of facts exist is seen on import, because the base may have them.
    """
    try:
        document = read_documents(files)
    except InvalidFactFile as error:
        typer.echo("\n".join(map(str, error.problems)))
        raise typer.Exit(1) from None
    typer.echo(
        f"Nothing wrong in {len(document.facts)} facts, {len(document.topics)} topics, "
        f"{len(document.sources)} sources and {len(document.names)} names."
    )


@app.command("list")
def list_facts(
    topic: Annotated[str | None, typer.Option(help="Only facts of this topic, by its id.")] = None,
    language: Annotated[str, typer.Option(help="The language of the texts, where there are several.")] = "en",
) -> None:
    """List the published facts: id, date, topics, text."""
    facts = [stored.fact for stored in asyncio.run(_published()) if topic is None or topic in stored.fact.topics]
    rows = [(fact.id, str(fact.as_of or ""), ", ".join(fact.topics), fact.text_in(language)[0]) for fact in facts]
    show_table(("id", "as of", "topics", "text"), rows)


async def _import(document: Document, *, tell: bool) -> tuple[ImportReport, int]:
    """With how many chats know otherwise what it changes."""
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("Importing", total=len(document.facts))
        async with open_base(load_settings()) as base:
            corrections, now = Corrections(base.database), utc_now()
            shown = await corrections.count_import(await base.curation.check_document(document))
            report = await base.curation.import_document(
                document,
                author_id=None,
                now=now,
                progress=lambda done, _: bar.update(task, completed=done),
                together=corrections.following(tell=tell, author_id=None, now=now),
            )
            return report, shown


async def _export() -> Document:
    async with open_base(load_settings()) as base:
        return await base.curation.export()


async def _published() -> list[StoredFact]:
    async with open_base(load_settings()) as base:
        return await base.catalogue.published()
