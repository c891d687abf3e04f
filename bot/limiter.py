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
from datetime import timedelta
from enum import IntEnum
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.pacing import GROUP, PRIVATE, Bucket, Pace, Rate, burst_of

ChatId = int | str
Answer = bool | dict[str, Any] | list[dict[str, Any]]

RETRIES = 3
PATIENCE = 60
"""The longest pause, in seconds, after which an answer is still worth sending."""

LONGEST_QUEUE = 1.0
"""Seconds that a message to a subscriber waits for its chat's own budget; else others go first."""
SOON = 0.1
"""Seconds of the pace that may ask for their turn ahead of it: enough that it never runs dry."""
_RESERVED = 1
"""Messages of a chat's burst that are kept for answers."""

_MESSAGES = ("send", "copy", "forward", "edit")
_NO_MESSAGE = "sendChatAction"  # "typing…" is not counted, and would be late when it waits
_KEPT_CHATS = 10_000


class Lane(IntEnum):
    """Who goes first: whoever waits for an answer, then what nobody waits for."""

    INTERACTIVE = 0
    DIGEST = 1


class ChatBusy(TelegramError):
    """The chat's own budget is used up for so many ``seconds``; nothing was sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__("The chat has got enough for now")
        self.seconds = seconds


class Traffic:
    """All that one bot sends. ``clock`` is monotonic, in seconds; ``keep`` makes a pause outlive a restart."""

    def __init__(
        self,
        per_second: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        keep: Callable[[float], Awaitable[None]] | None = None,
    ) -> None:
        self._overall = Bucket(Rate(burst_of(per_second), 1 / per_second))
        self._pace = Pace(per_second)
        self._chats: dict[ChatId, Bucket] = {}
        self._clock = clock
        self._sleep = sleep
        self._keep = keep
        self._paused_until = float("-inf")
        self._numbers = itertools.count()
        self._waiting: list[tuple[Lane, int, asyncio.Future[None]]] = []
        self._digests = 0
        self._releasing: asyncio.Task[None] | None = None

    async def turn(self, chat_id: ChatId, lane: Lane) -> None:
        """Wait until a message to this chat may go.

        For a digest, raises ``RetryAfter`` while everything is paused, and ``ChatBusy`` when its chat has got enough.
        """
        chat = self._bucket(chat_id)
        if lane is Lane.INTERACTIVE:
            await self._turn_of_answer(chat)
            await self._in_line(lane)
        else:
            await self._turn_of_digest(chat)
            await self._at_the_pace_of_digests()

    def room(self) -> int:
        """How many more digests may ask for their turn now without waiting for it longer than ``SOON``.

        Those that wait for their chat's own budget are not counted: they hold up no other.
        """
        return max(0, math.ceil(self.rate() * SOON) - self._digests)

    async def _in_line(self, lane: Lane) -> None:
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (lane, next(self._numbers), turn))
        if self._releasing is None or self._releasing.done():
            self._releasing = asyncio.create_task(self._release())
        await turn

    async def heed(self, seconds: float) -> None:
        """Telegram wants nothing for so long: pause, slow down, and have the pause kept."""
        now = self._clock()
        if self.paused_for() == 0:  # what was on its way then complains of the same haste
            self._pace.fall(now, now + seconds)
        if now + seconds > self._paused_until:
            self.pause(seconds)
            if self._keep is not None:
                await self._keep(seconds)

    def pause(self, seconds: float) -> None:
        """Send nothing for so long. A pause is never shortened by another."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)
        for lane, _, turn in self._waiting:
            if lane is Lane.DIGEST and not turn.done():
                turn.set_exception(RetryAfter(timedelta(seconds=self.paused_for())))

    def paused_for(self) -> float:
        """Seconds left of the pause that Telegram asked for."""
        return max(0.0, self._paused_until - self._clock())

    def rate(self) -> float:
        """Messages a second that may go to subscribers at present."""
        return self._pace.rate(self._clock())

    async def _turn_of_answer(self, chat: Bucket) -> None:
        now = self._clock()
        wait = chat.wait(now)
        chat.take(now)
        if wait > 0:
            await self._sleep(wait)

    async def _turn_of_digest(self, chat: Bucket) -> None:
        """It takes from the chat only what answers leave over."""
        self._refuse_in_a_pause()
        while (wait := chat.wait(self._clock(), _RESERVED)) > 0:
            if wait > LONGEST_QUEUE:
                raise ChatBusy(wait)
            await self._sleep(wait)
        chat.take(self._clock())

    async def _at_the_pace_of_digests(self) -> None:
        self._digests += 1
        try:
            if (wait := self._pace.take(self._clock())) > 0:
                await self._sleep(wait)
            self._refuse_in_a_pause()
            await self._in_line(Lane.DIGEST)
        finally:
            self._digests -= 1

    def _refuse_in_a_pause(self) -> None:
        """A digest that waited inside a long pause would outlive its lease, and be taken for one that may be sent."""
        if (left := self.paused_for()) > 0:
            raise RetryAfter(timedelta(seconds=left))

    def _bucket(self, chat_id: ChatId) -> Bucket:
        now = self._clock()
        if len(self._chats) > _KEPT_CHATS:
            self._chats = {chat: bucket for chat, bucket in self._chats.items() if not bucket.is_full(now)}
        return self._chats.setdefault(chat_id, Bucket(GROUP if _is_group(chat_id) else PRIVATE))

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

    def room(self) -> int:
        """How many more messages may be sent without waiting for their turn longer than a moment."""
        return self._traffic.room()

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
                await self._traffic.heed(pause)
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
