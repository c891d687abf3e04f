"""The pace at which messages go out, below Telegram's limits (core.telegram.org/bots/faq).

python-telegram-bot's own limiter is not used: it knows no limit for a private chat and no priority, and any call that
ends lifts a pause that Telegram asked for (python-telegram-bot#5338).
"""

import asyncio
import heapq
import itertools
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

ChatId = int | str
Answer = bool | dict[str, Any] | list[dict[str, Any]]

CEILING = 30
"""Messages a second that Telegram allows a bot."""
RETRIES = 3
PATIENCE = 60
"""The longest pause, in seconds, after which an answer is still worth sending."""

_MESSAGES = ("send", "copy", "forward", "edit")
_NO_MESSAGE = "sendChatAction"  # "typing…" is not counted, and would be late when it waits
_KEPT_CHATS = 10_000


class Lane(IntEnum):
    """Who goes first: whoever waits for an answer, then what nobody waits for."""

    INTERACTIVE = 0
    DIGEST = 1


@dataclass(frozen=True)
class Rate:
    """``burst`` messages at once, then one every ``interval`` seconds: in t seconds, burst + t / interval at most."""

    burst: int
    interval: float


# In any minute: 5 + 60 / 4 = 20.
GROUP = Rate(burst=5, interval=4)
PRIVATE = Rate(burst=3, interval=1)


class Bucket:
    """A token bucket that remembers only when it is full again (the generic cell rate algorithm, ITU-T I.371)."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._full_at = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until a message may go."""
        return max(0.0, self._full_at - (self._rate.burst - 1) * self._rate.interval - now)

    def take(self, now: float) -> None:
        self._full_at = max(self._full_at, now) + self._rate.interval

    def is_full(self, now: float) -> bool:
        return self._full_at <= now


def burst_of(per_second: float) -> int:
    """How many may go at once: what an event loop that wakes up late has missed, a tenth of a second's worth.

    Any second holds burst + rate of them: at 25 they are the ceiling.
    """
    return max(math.ceil(per_second / 10), int(CEILING - per_second))


class Traffic:
    """All that one bot sends. ``clock`` is monotonic, in seconds."""

    def __init__(
        self,
        per_second: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._overall = Bucket(Rate(burst_of(per_second), 1 / per_second))
        self._chats: dict[ChatId, Bucket] = {}
        self._clock = clock
        self._sleep = sleep
        self._paused_until = float("-inf")
        self._numbers = itertools.count()
        self._waiting: list[tuple[Lane, int, asyncio.Future[None]]] = []
        self._releasing: asyncio.Task[None] | None = None

    async def turn(self, chat_id: ChatId, lane: Lane) -> None:
        """Wait until a message to this chat may go. Raises ``RetryAfter`` for a digest when everything is paused."""
        await self._turn_in_chat(chat_id)
        self._refuse_digests_in_a_pause(lane)
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (lane, next(self._numbers), turn))
        if self._releasing is None or self._releasing.done():
            self._releasing = asyncio.create_task(self._release())
        await turn

    def pause(self, seconds: float) -> None:
        """Send nothing for so long. A pause is never shortened by another."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)
        for lane, _, turn in self._waiting:
            if lane is Lane.DIGEST and not turn.done():
                turn.set_exception(RetryAfter(timedelta(seconds=self.paused_for())))

    def paused_for(self) -> float:
        """Seconds left of the pause that Telegram asked for."""
        return max(0.0, self._paused_until - self._clock())

    def _refuse_digests_in_a_pause(self, lane: Lane) -> None:
        """A digest that waited inside a long pause would outlive its lease, and be taken for one that may be sent."""
        if lane is Lane.DIGEST and (left := self.paused_for()) > 0:
            raise RetryAfter(timedelta(seconds=left))

    async def _turn_in_chat(self, chat_id: ChatId) -> None:
        now = self._clock()
        if len(self._chats) > _KEPT_CHATS:
            self._chats = {chat: bucket for chat, bucket in self._chats.items() if not bucket.is_full(now)}
        bucket = self._chats.setdefault(chat_id, Bucket(GROUP if _is_group(chat_id) else PRIVATE))
        wait = bucket.wait(now)
        bucket.take(now)
        if wait > 0:
            await self._sleep(wait)

    async def _release(self) -> None:
        while self._waiting:
            while (wait := max(self.paused_for(), self._overall.wait(self._clock()))) > 0:
                await self._sleep(wait)
            *_, turn = heapq.heappop(self._waiting)
            if not turn.done():  # its caller may have given up
                self._overall.take(self._clock())
                turn.set_result(None)


class Limiter(BaseRateLimiter[None]):
    """Sends what one bot says in one lane, together with all others that share its ``traffic``.

    What Telegram refused because of the pace was certainly not sent. In the interactive lane it is sent again after
    the pause; for a digest the refusal is raised, because the outbox keeps it until then.
    """

    def __init__(self, traffic: Traffic, lane: Lane) -> None:
        self._traffic = traffic
        self._lane = lane

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(  # noqa: PLR0917 (the library's signature)
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 (as above)
    ) -> Answer:
        chat_id = data.get("chat_id")
        if chat_id is None or not endpoint.startswith(_MESSAGES) or endpoint == _NO_MESSAGE:
            return await callback(*args, **kwargs)
        for attempt in itertools.count(1):
            await self._traffic.turn(chat_id, self._lane)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refusal:
                pause = seconds_of(refusal)
                self._traffic.pause(pause)
                if self._lane is Lane.DIGEST or attempt > RETRIES or pause > PATIENCE:
                    raise
        raise AssertionError("the loop above ends by itself")


def seconds_of(refusal: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    pause = refusal.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def _is_group(chat_id: ChatId) -> bool:
    """Groups and channels have negative ids, or a public name."""
    return isinstance(chat_id, str) or chat_id < 0
