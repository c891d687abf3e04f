"""One sentence for each thing that can go wrong on the command line: what is wrong, and what to do about it."""

# ruff: noqa: PLC0415 (whatever raised the error is imported by then; importing it above would slow every command)

import sqlite3

from bot.errors import (
    BaseHoldsData,
    BotError,
    CannotListen,
    CopyExists,
    DatabaseFromTheFuture,
    NotABase,
    NotSqlite,
    TokenRefused,
    WrongSetting,
)

REFUSED, WRONG_USAGE = 1, 2


def exit_code_of(error: Exception) -> int:
    return WRONG_USAGE if isinstance(error, WrongSetting) else REFUSED


def explain(error: Exception) -> str | None:
    """None for an error that nobody expects: a fault of ours."""
    if isinstance(error, BotError):
        return _explain_own(error)
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror or error}."
    return _explain_base(error) or _explain_knowledge(error) or _explain_others(error)


def _explain_own(error: BotError) -> str | None:
    match error:
        case WrongSetting():
            return f"{error.variable} {error.problem}."
        case TokenRefused():
            return "The Bot API does not know MARSAD_TOKEN: copy it again from @BotFather, where /token shows it."
        case CannotListen():
            return (
                f"Port {error.port} of {error.host} cannot be used ({error.reason}): stop the program that has it, "
                "or set MARSAD_PORT to another."
            )
        case DatabaseFromTheFuture():
            return (
                f"The base was written by a newer Marsad (schema {error.revision}): install that one, "
                "or set MARSAD_DATABASE_URL to another base."
            )
    return _explain_copies(error)


def _explain_copies(error: BotError) -> str | None:
    match error:
        case NotABase():
            return f"{error.path} is not a base of Marsad, or it is damaged: give another file, or restore a backup."
        case CopyExists():
            return f"{error.path} exists: choose another name, or remove it first."
        case BaseHoldsData():
            return f"{error.path} holds data, which restoring would replace: back it up, then add --force."
        case NotSqlite():
            return "The base is on a PostgreSQL server: use its pg_dump and pg_restore."
    return None


def _explain_base(error: Exception) -> str | None:
    from sqlalchemy.exc import DBAPIError

    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError):
        return f"The base cannot be used ({cause}): {_remedy(str(cause))}."
    if isinstance(cause, sqlite3.DatabaseError):
        return f"The base is damaged, or its file is none ({cause}): restore a backup, or set MARSAD_DATABASE_URL."
    if isinstance(error, DBAPIError):
        return f"The base on the server refused ({type(cause).__name__}): see MARSAD_DATABASE_URL and its log."
    return None


def _remedy(fault: str) -> str:
    if "locked" in fault:
        return "another program holds it; try again, or stop that program"
    if "unable to open" in fault or "readonly" in fault:
        return "see to the rights of the folder that MARSAD_DATABASE_URL names"
    return "restore a backup, or set MARSAD_DATABASE_URL to another base"


def _explain_knowledge(error: Exception) -> str | None:
    from knowledge.errors import EmptyQuestion, InvalidFactFile, KnowledgeError, QuestionTooLong

    match error:
        case InvalidFactFile():
            return "\n".join(str(problem) for problem in error.problems)
        case EmptyQuestion():
            return "There is nothing to read in this question: it needs a letter or a digit."
        case QuestionTooLong():
            return f"This question has {error.length} characters: at most {error.limit} are read."
        case KnowledgeError():
            return f"{error}."
    return None


def _explain_others(error: Exception) -> str | None:
    from telegram.error import TelegramError

    from scheduler.errors import NotSubscribed

    match error:
        case NotSubscribed():
            return f"Chat {error.chat_id} has no subscription."
        case TelegramError():
            return f"Telegram cannot be asked ({error.message}): see to the network, MARSAD_API_URL or MARSAD_PORT."
    return None
