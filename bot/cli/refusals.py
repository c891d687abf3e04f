"""One sentence for each thing that can go wrong on the command line: what is wrong, and what to do about it."""

import socket
import sqlite3

from bot.errors import (
    BaseHoldsData,
    CannotListen,
    CopyExists,
    DatabaseFromTheFuture,
    NoBase,
    NotABase,
    NotSqlite,
    TokenRefused,
    WrongSetting,
)
from knowledge.errors import EmptyQuestion, KnowledgeError, QuestionTooLong
from scheduler.errors import NotSubscribed

REFUSED, WRONG_USAGE = 1, 2

_SENTENCES: dict[type[Exception], str] = {
    WrongSetting: "{0.variable} {0.problem}.",
    TokenRefused: "The Bot API does not know MARSAD_TOKEN: copy it again from @BotFather, where /token shows it.",
    CannotListen: "Port {0.port} of {0.host} cannot be used ({0.reason}): stop the program that has it, "
    "or set MARSAD_PORT to another.",
    DatabaseFromTheFuture: "The base was written by a newer Marsad (schema {0.revision}): install that one, "
    "or set MARSAD_DATABASE_URL to another base.",
    NotABase: "{0.path} is not a base of Marsad, or it is damaged: give another file, or restore a backup.",
    NoBase: "There is no base at {0.path}: set MARSAD_DATABASE_URL to the one that the bot uses, or start it with "
    "`marsad run`.",
    CopyExists: "{0.path} exists: choose another name, or remove it first.",
    BaseHoldsData: "{0.path} holds data, which restoring would replace: back it up, then add --force.",
    NotSqlite: "The base is on a server: use `pg_dump --format=custom --file=FILE {0.address}`, "
    "and `pg_restore --clean --dbname={0.address} FILE`.",
    EmptyQuestion: "There is nothing to read in this question: it needs a letter or a digit.",
    QuestionTooLong: "This question has {0.length} characters: at most {0.limit} are read.",
    NotSubscribed: "Chat {0.chat_id} has no subscription there; one in a topic of a forum needs --thread.",
}


def exit_code_of(error: Exception) -> int:
    return WRONG_USAGE if isinstance(error, WrongSetting) else REFUSED


def explain(error: Exception) -> str | None:
    """None for an error that nobody expects: a fault of ours."""
    if type(error) in _SENTENCES:
        return _SENTENCES[type(error)].format(error)
    if isinstance(error, KnowledgeError):  # broken fact files above all: a line for each problem
        return str(error)
    if isinstance(error, OSError):
        return _explain_system(error)
    return _explain_base(error) or _explain_telegram(error)


def _explain_system(error: OSError) -> str:
    if isinstance(error, ConnectionError | TimeoutError | socket.gaierror):
        return f"The server of MARSAD_DATABASE_URL cannot be reached ({error.strerror}): see to it, or its address."
    return f"{error.filename}: {error.strerror}." if error.filename else f"{error}."


def _explain_base(error: Exception) -> str | None:
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 (whoever can raise it has it; the help need not wait for it)

    cause = (error.orig if isinstance(error, DBAPIError) else None) or error
    if isinstance(cause, sqlite3.OperationalError):
        return f"The base cannot be used ({cause}): {_remedy(str(cause))}."
    if isinstance(cause, sqlite3.DatabaseError):
        return f"The base is damaged, or its file is none ({cause}): restore a backup, or set MARSAD_DATABASE_URL."
    if isinstance(error, DBAPIError):
        return f"The server of MARSAD_DATABASE_URL refused: {cause.__cause__ or cause}."
    return None


def _remedy(fault: str) -> str:
    if "locked" in fault:
        return "another program holds it; try again, or stop that program"
    if "unable to open" in fault or "readonly" in fault:
        return "see to the rights of the folder that MARSAD_DATABASE_URL names"
    return "restore a backup, or set MARSAD_DATABASE_URL to another base"


def _explain_telegram(error: Exception) -> str | None:
    from telegram.error import TelegramError  # noqa: PLC0415 (as above)

    if isinstance(error, TelegramError):
        return f"Telegram cannot be asked ({error.message}): see to the network, MARSAD_API_URL or MARSAD_PORT."
    return None
