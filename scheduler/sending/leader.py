"""One sender a base: of several processes, by mistake or as a reserve, one ticks and sends, and the others wait.

The sender renews its place in the base every second. Who waits takes it over once it was not renewed for a while by its
own watch: clocks of machines differ, and are set back. A process that died on the same machine is replaced at once.
"""

import logging
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge import state
from knowledge.database import Database, upsert
from knowledge.tables import base_state

KEY = "sender"
TTL = 4.0
"""Seconds for which the place is kept without being renewed."""
RENEW_EVERY = 1.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """Who sends. ``beat`` counts renewals; ``until`` is in ISO format, by the clock of ``host``."""

    owner: str
    host: str
    pid: int
    until: str
    beat: int = 0
    rate: float | None = None
    """The pace in messages a second at which it sends to subscribers now."""


class Leader:
    """``owner`` is unique to this start of this process; ``watch`` never goes back, in seconds."""

    def __init__(
        self,
        database: Database,
        owner: str,
        host: str,
        clock: Callable[[], datetime],
        *,
        watch: Callable[[], float] = time.monotonic,
        rate: Callable[[], float | None] = lambda: None,
    ) -> None:
        self._database = database
        self._owner = owner
        self._host = host
        self._clock = clock
        self._watch = watch
        self._rate = rate
        self._mine_until = float("-inf")
        self._seen: Place | None = None
        self._seen_at = float("-inf")

    @property
    def leads(self) -> bool:
        """Whether this process is the one that ticks and sends."""
        return self._watch() < self._mine_until

    @property
    def other(self) -> Place | None:
        """Who sends instead; None when this process does."""
        return None if self.leads else self._seen

    async def renew(self) -> bool:
        """Keep the place, or take it when it is free; True when it was just taken from nobody or another."""
        led, asked_at = self.leads, self._watch()
        async with self._database.write() as connection:
            holder = await _locked(connection)
            mine = holder is not None and holder.owner == self._owner
            if not mine and holder is not None and not self._is_left(holder):
                self._mine_until = float("-inf")
                return False
            await state.put(connection, KEY, asdict(self._place(holder)))
        self._mine_until = asked_at + TTL
        if not led:
            logger.info("This process sends (pid %d on %s)", os.getpid(), self._host)
        return not mine

    async def leave(self) -> None:
        """Let another process take over at once."""
        async with self._database.write() as connection:
            holder = await _locked(connection)
            if holder is not None and holder.owner == self._owner:
                await state.put(connection, KEY, {})
        self._mine_until = float("-inf")

    def _place(self, before: Place | None) -> Place:
        until = self._clock() + timedelta(seconds=TTL)
        beat = before.beat + 1 if before else 0
        return Place(self._owner, self._host, os.getpid(), until.isoformat(), beat, self._rate())

    def _is_left(self, holder: Place) -> bool:
        if holder.host == self._host and self._has_died(holder):
            return True
        if self._seen is None or (holder.owner, holder.beat) != (self._seen.owner, self._seen.beat):
            self._notice(holder)
            return False
        return self._watch() >= self._seen_at + TTL

    def _notice(self, holder: Place) -> None:
        if self._seen is None or holder.owner != self._seen.owner:
            text = "Another process sends on this base: pid %d on %s. This one waits, and takes over when it ends"
            logger.warning(text, holder.pid, holder.host)
        self._seen, self._seen_at = holder, self._watch()

    def _has_died(self, holder: Place) -> bool:
        """Of a process on this machine, whose clock is ours. In a container each start may have the same number."""
        if datetime.fromisoformat(holder.until) <= self._clock():
            return True
        return holder.pid != os.getpid() and not _is_running(holder.pid)


async def sender_of(connection: AsyncConnection) -> Place | None:
    """Who sends, or sent last; None when nobody does."""
    kept: dict[str, Any] | None = await state.get(connection, KEY)
    return Place(**kept) if kept else None


async def _locked(connection: AsyncConnection) -> Place | None:
    """The same; whoever asks next waits until this transaction ends."""
    await connection.execute(upsert(connection, base_state).values(key=KEY, value={}).on_conflict_do_nothing())
    query = select(base_state.c.value).where(base_state.c.key == KEY).with_for_update()
    kept = (await connection.execute(query)).scalar_one()
    return Place(**kept) if kept else None


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
