"""An outage that keeps messages from going out, noted in the base for other processes to tell of.

It steers nothing: only the sender that met it knows when it is over.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.database import Database
from scheduler.sending.leader import sender_of

_KEY = "outage"
_GRACE = timedelta(minutes=1)
"""For which a trial may take, and the sender may stall, before the note of it is no longer believed."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outage:
    """Nothing goes out until one message, tried at ``tries_at``, does."""

    reason: str
    """For operators."""
    since: datetime
    tries_at: datetime
    """The next trial; a moment that has just passed while it is under way."""


class Outages:
    """Those that the sender ``owner`` meets."""

    def __init__(self, database: Database, owner: str) -> None:
        self._database = database
        self._owner = owner
        self._keeping = asyncio.Lock()

    async def keep(self, outage: Outage | None, now: datetime) -> None:
        """This one now; None once it is over. Never raises, because sending does not depend on what is told of it."""
        try:
            async with self._keeping, self._database.write() as connection:  # in the order in which they were met
                await state.put(connection, _KEY, _note(outage, self._owner, now) if outage else {})
        except (SQLAlchemyError, OSError):
            logger.exception("What is told of an outage could not be kept")


async def outage_of(connection: AsyncConnection, now: datetime) -> Outage | None:
    """The one that lasts, as far as is known.

    None once its sender is gone or should have tried again, nor before it was noted: then the clock was set back.
    """
    note = await state.get(connection, _KEY)
    if not note or not await _sends(connection, note["owner"], now):
        return None
    outage = Outage(note["reason"], _moment(note, "since"), _moment(note, "tries_at"))
    return outage if _moment(note, "noted_at") <= now <= outage.tries_at + _GRACE else None


async def _sends(connection: AsyncConnection, owner: str, now: datetime) -> bool:
    place = await sender_of(connection)
    return place is not None and place.owner == owner and now <= datetime.fromisoformat(place.until) + _GRACE


def _note(outage: Outage, owner: str, now: datetime) -> dict[str, str]:
    moments = {"since": outage.since, "tries_at": outage.tries_at, "noted_at": now}
    return {"owner": owner, "reason": outage.reason} | {name: at.isoformat() for name, at in moments.items()}


def _moment(note: Mapping[str, Any], name: str) -> datetime:
    return datetime.fromisoformat(note[name])
