"""From updates as they come in to their handlers: stored first, then handled, those of one chat in order."""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.inbox import Body, Inbox, StoredUpdate

ATTEMPTS = 3
PARALLEL = 32
"""Updates that are handled at the same time, each of another chat."""
FULL = 1000
"""Updates that may wait; the poller pauses until there are fewer. Of each chat only the first SHARE count."""
SHARE = 100
"""So that one chat's flood does not hold back at Telegram what others write."""
MOST = 10 * FULL
"""Updates that may wait in memory, whoever they are from."""

_PRESS_EXPIRES = timedelta(seconds=150)  # as in Telegram (tdlib/telegram-bot-api, Client.cpp)
_KEPT = timedelta(days=2)  # Telegram repeats an update for 24 hours
_PRUNED_EVERY = timedelta(hours=1)

log = logging.getLogger(__name__)

Handle = Callable[[Body], Awaitable[None]]


class Intake:
    """Hands every update to ``handle``: once, or again after a crash or when it raises, ATTEMPTS times at most.

    The poller and the webhook call ``accept``; when it returns, the updates are safe in the base.
    """

    def __init__(self, inbox: Inbox, handle: Handle, clock: Callable[[], datetime]) -> None:
        self._inbox = inbox
        self._handle = handle
        self._clock = clock
        self._slots = asyncio.Semaphore(PARALLEL)
        self._queues: dict[int, deque[StoredUpdate]] = {}
        self._taken: defaultdict[int, list[StoredUpdate]] = defaultdict(list)
        self._arrivals: dict[int, asyncio.Event] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._handled = asyncio.Event()
        self._prune_at = clock()
        self._stopping = False

    async def start(self) -> None:
        """Take up what was left undone."""
        self._enqueue(await self._inbox.undone())

    async def accept(self, bodies: list[Body]) -> None:
        """Store the updates, then have those that are new handled in the background."""
        now = self._clock()
        self._enqueue(await self._inbox.store(bodies, now))
        if now >= self._prune_at:
            self._prune_at = now + _PRUNED_EVERY
            await self._inbox.prune(now - _KEPT)

    async def take_next(self, chat_id: int, fits: Callable[[Body], bool], patience: float) -> Body | None:
        """For the handler of an update: the next of the same chat, to be handled together with it.

        None when none comes within ``patience`` seconds, or when the next does not fit. Both are done when the
        handler ends; when it fails, both wait again.
        """
        queue = self._queues.get(chat_id)
        if queue is None:
            return None
        if not queue and patience:
            await self._wait_for_arrival(chat_id, patience)
        if not queue or not fits(queue[0].body):
            return None
        self._taken[chat_id].append(queue.popleft())
        return self._taken[chat_id][-1].body

    async def _wait_for_arrival(self, chat_id: int, patience: float) -> None:
        """Whoever waits leaves the slot to others."""
        self._arrivals[chat_id] = asyncio.Event()
        self._slots.release()
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._arrivals[chat_id].wait(), patience)
        finally:
            del self._arrivals[chat_id]
            await self._slots.acquire()

    async def room(self) -> None:
        """Wait while too many updates wait."""
        while self._is_full():
            self._handled.clear()
            await self._handled.wait()

    def _is_full(self) -> bool:
        waiting = [len(queue) for queue in self._queues.values()]
        return sum(min(count, SHARE) for count in waiting) >= FULL or sum(waiting) >= MOST

    async def settle(self) -> None:
        """Wait until no handler runs."""
        while self._workers:
            await asyncio.wait(self._workers)

    async def stop(self, patience: float) -> None:
        """Give the handlers that run ``patience`` seconds to end; what waits stays in the base for the next start."""
        self._stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self.settle()
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    def _enqueue(self, updates: list[StoredUpdate]) -> None:
        for update in updates:
            chat_id = chat_of(update.body)
            if chat_id in self._queues:
                self._queues[chat_id].append(update)
                if arrival := self._arrivals.get(chat_id):
                    arrival.set()
                continue
            self._queues[chat_id] = deque([update])
            worker = asyncio.create_task(self._work(chat_id))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _work(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        while queue and not self._stopping:
            async with self._slots:
                await self._process(chat_id, queue.popleft())
            self._handled.set()
        del self._queues[chat_id]

    async def _process(self, chat_id: int, update: StoredUpdate) -> None:
        try:
            if not self._has_expired(update):
                await self._attempt(chat_id, update)
            done = [update.id, *(taken.id for taken in self._taken.pop(chat_id, ()))]
            await self._inbox.finish(done, self._clock())
        except Exception:  # the edge of a loop: the base failed, and the next start takes this update up
            log.exception("update %s could not be marked in the base", update.id)

    async def _attempt(self, chat_id: int, update: StoredUpdate) -> None:
        while await self._inbox.begin(update.id) <= ATTEMPTS:
            try:
                await self._handle(update.body)
            except Exception:  # the edge of a loop: no update may hold up those behind it
                log.exception("update %s could not be handled", update.id)
                self._queues[chat_id].extendleft(reversed(self._taken.pop(chat_id, [])))
            else:
                return
        log.error("update %s is given up after %s attempts", update.id, ATTEMPTS)

    def _has_expired(self, update: StoredUpdate) -> bool:
        """A press that nobody waits for any more; acting on it now would surprise."""
        return "callback_query" in update.body and self._clock() - update.received_at > _PRESS_EXPIRES


def chat_of(body: Body) -> int:
    """The chat whose order an update belongs to; a person's own where there is no chat, 0 where there is neither."""
    for part in body.values():
        if isinstance(part, dict):
            message = part.get("message")
            within = message if isinstance(message, dict) else part
            place = within.get("chat") or part.get("from")
            return place["id"] if isinstance(place, dict) and isinstance(place.get("id"), int) else 0
    return 0
