"""Where the log goes, and what never gets into it.

The Bot API puts the token into every address, so that libraries which log addresses, and errors that quote one,
would give it away.
"""

import logging
import re
import sys

_TOKEN_SHAPED = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
_HIDDEN = "<token>"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def redact(text: str, token: str | None = None) -> str:
    """The text without ``token``, nor anything that has the shape of one."""
    if token:
        text = text.replace(token, _HIDDEN)
    return _TOKEN_SHAPED.sub(_HIDDEN, text)


class RedactingFormatter(logging.Formatter):
    """Hides tokens in the finished line: message, arguments, traceback and stack."""

    def __init__(self, token: str | None = None) -> None:
        super().__init__(_FORMAT)
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._token)


def configure_logging(level: str, token: str | None = None) -> None:
    """Log to standard error. Replaces what was configured before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(token))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # Their lines at INFO are one per request, with its address; ours say what matters.
    _set_levels(logging.WARNING, "httpx", "httpcore", "uvicorn", "apscheduler", "alembic")
    # At DEBUG they write whole updates and rows, and with them what people said.
    _set_levels(logging.INFO, "telegram", "aiosqlite")
    # A traceback for every answer that is no JSON, such as a proxy's 502; the error that is raised then says it all.
    _set_levels(logging.CRITICAL, "telegram.request.BaseRequest")


def _set_levels(level: int, *names: str) -> None:
    for name in names:
        logging.getLogger(name).setLevel(level)
