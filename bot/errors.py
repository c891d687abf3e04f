"""What can go wrong between the machine and the bot; each is answered with one sentence, never a traceback."""

from pathlib import Path


class BotError(Exception):
    """Root of this package's errors."""


class DatabaseFromTheFuture(BotError):
    """The base was written by a newer release. ``revision`` is its schema step."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


class WrongSetting(BotError):
    """A setting cannot be used. ``problem`` completes a sentence that begins with ``variable``; it quotes no value."""

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(variable, problem)
        self.variable = variable
        self.problem = problem


class TokenRefused(BotError):
    """Telegram does not know the token, or no longer."""


class CannotListen(BotError):
    """No server can listen at ``host`` and ``port``: often another program does. ``reason`` is the system's."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host, port, reason)
        self.host = host
        self.port = port
        self.reason = reason


class CopyError(BotError):
    """A copy of the base, or the base itself, cannot be used. ``path`` is the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class NotABase(CopyError):
    """The file is no SQLite base of Marsad, or is damaged."""


class NoBase(CopyError):
    """There is no base where the settings say."""


class CopyExists(CopyError):
    """A backup would overwrite a file."""


class BaseHoldsData(CopyError):
    """Restoring would overwrite what the base holds."""


class NotSqlite(BotError):
    """The base is on a server, which has its own tools for backups. ``address`` is without the password."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address
