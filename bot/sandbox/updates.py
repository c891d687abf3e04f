"""The queue of updates and the long polling that empties it."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.errors import ApiError, conflict
from bot.sandbox.model import Json

FIRST_UPDATE_ID = 100_000_001
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LIFETIMES = {
    "callback_query": timedelta(seconds=150),
    "inline_query": timedelta(seconds=30),
    "chosen_inline_result": timedelta(seconds=600),
}
USUAL_LIFETIME = timedelta(hours=24)
LONGEST_POLL = 50.0


@dataclass(frozen=True)
class Update:
    """`queue` is the chat (for a press, the person) within which webhook delivery keeps the order."""

    id: int
    kind: str
    body: Json
    queue: int
    expires: datetime

    def as_json(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


class Signal:
    """Wakes whoever waits at that moment, as often as it is fired."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def fire(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, seconds: float | None = None) -> bool:
        """False when the time ran out first."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        return True


class UpdateQueue:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._updates: list[Update] = []
        self._turn = 0
        self.next_id = FIRST_UPDATE_ID
        self.allowed: frozenset[str] = frozenset()
        self.changed = Signal()
        self.closed = False

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Which kinds are kept from now on; None leaves the choice as it was, an empty one is the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    def add(self, kind: str, body: Json, queue: int, lifetime: timedelta | None = None) -> Update | None:
        """None when the bot did not ask for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in ON_REQUEST_ONLY
        if not wanted:
            return None
        lasts = lifetime or LIFETIMES.get(kind, USUAL_LIFETIME)
        update = Update(self.next_id, kind, body, queue, self._clock() + lasts)
        self.next_id += 1
        self._updates.append(update)
        self.changed.fire()
        return update

    def pending(self) -> list[Update]:
        """What has not been confirmed and has not expired, oldest first."""
        now = self._clock()
        self._updates = [update for update in self._updates if update.expires > now]
        return list(self._updates)

    def confirm_before(self, update_id: int) -> None:
        self._updates = [update for update in self._updates if update.id >= update_id]

    def keep_last(self, count: int) -> None:
        self._updates = self._updates[-count:]

    def drop(self, update_id: int) -> None:
        self._updates = [update for update in self._updates if update.id != update_id]

    def clear(self) -> None:
        self._updates.clear()

    def close(self) -> None:
        """Ends the polls that wait, and refuses later ones."""
        self.closed = True
        self.changed.fire()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Update]:  # noqa: ASYNC109 — the method's own word
        """A newer poll ends this one with 409."""
        self._turn += 1
        turn = self._turn
        self.changed.fire()
        self._confirm(offset)
        deadline = asyncio.get_running_loop().time() + min(timeout, LONGEST_POLL)
        while not (updates := self.pending()[:limit]):
            self._check(turn)
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self.changed.wait(left):
                return []
            self._check(turn)
        return updates

    def _check(self, turn: int) -> None:
        if self.closed:
            raise ApiError(500, "Internal Server Error: restart")
        if turn != self._turn:
            raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.keep_last(-offset)
        else:
            self.confirm_before(offset)
