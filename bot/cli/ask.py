"""``marsad ask``: questions without Telegram, as text for people or as JSON for programs."""

import sys
from typing import Annotated

import typer

from bot.settings import load_settings
from knowledge.matching.encoder import UniversalSentenceEncoder

app = typer.Typer(add_completion=False)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="In Arabic, English or another language.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Read a question a line from standard input, write a JSON object a line.")
    ] = False,
    language: Annotated[str | None, typer.Option(help="Answer in ar or en, not in the question's language.")] = None,
) -> None:
    """Answer a question in the terminal. Questions asked here are not kept.

    With --json, a line of output has: question; status (answered, suggested or unknown); answer (the text of the
    one asserted fact, else ""); fact (its id or null); language; suggestions (texts); candidates (up to ten of
    {fact, score}, best first); ms.
    """
    if (question is None) is not as_json:
        raise typer.BadParameter("give either a question, or --json and questions on standard input")
    settings = load_settings()
    if settings.encoder:
        UniversalSentenceEncoder.start_loading()
    # Imported only now: it takes as long as the encoder takes to load.
    from bot.cli.asking import lines, opened  # noqa: PLC0415

    with opened(settings, language) as asker:
        if question is not None:
            typer.echo("\n".join(lines(asker.ask(question))))
            return
        for line in sys.stdin.buffer:
            sys.stdout.buffer.write(asker.record(line))
            sys.stdout.buffer.flush()
