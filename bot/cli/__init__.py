"""The command ``marsad``. Results go to standard output, everything else to standard error."""

import logging
import sys
from importlib import import_module
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.cli.refusals import exit_code_of, explain
from bot.logs import configure_logging, redact

COMMANDS = {
    "run": "Run the bot: on Telegram with MARSAD_TOKEN, else in a sandbox with a chat page.",
    "ask": "Answer questions in the terminal, or as JSON.",
    "facts": "Import, export, check and list facts.",
    "digest": "See what would go out, send it, and see what went out.",
    "backup": "Copy the base to a file, also while the bot runs.",
    "restore": "Replace the base with a copy.",
    "doctor": "Check settings, base, index and Telegram, and say what to do about each fault.",
}
"""Each is the ``app`` of the module of its name in this package."""


class _LazyGroup(TyperGroup):
    """Imports a command's module only when it is called: the help need not wait for what ``run`` needs."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (Typer's signature)
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:  # noqa: ARG002 (as above)
        """What the help shows of it."""
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, _, rest = super().resolve_command(ctx, args)
        return name, typer.main.get_command(import_module(f"{__name__}.{name}").app), rest


app = typer.Typer(
    cls=_LazyGroup,
    name="marsad",
    help="Marsad (مرصد): a Telegram bot that answers from a curated, sourced base of facts.",
    epilog="Settings are variables such as MARSAD_TOKEN, also read from .env; .env.example explains each. "
    "Exit codes: 0 done; 1 refused or failed, and standard error says why; 2 wrong usage or a wrong setting.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they show the values of variables, and a token may be among them
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"marsad {version('marsad')}")
        raise typer.Exit


@app.callback()
def marsad(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options of all commands."""


def main() -> None:
    """Run a command. What goes wrong is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # facts are Arabic, whatever the terminal claims to speak
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    configure_logging("warning")
    try:
        app()
    except Exception as error:  # the outermost edge
        sentence = explain(error)
        if sentence is None:
            logging.getLogger("bot").exception("this is a fault of Marsad")
            sentence = "Marsad failed: the lines above tell its maintainers why."
        typer.echo(redact(sentence), err=True)
        sys.exit(exit_code_of(error))
