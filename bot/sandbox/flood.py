"""Flood control: token buckets for each private chat, each group and the bot as a whole.

Telegram publishes one message a second in a chat (with short bursts), twenty a minute in a group and
about thirty a second overall (core.telegram.org/bots/faq); the size of the burst is not published.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.errors import too_many_requests

OVERALL = 0


@dataclass(frozen=True)
class Rate:
    burst: int
    per_second: float


@dataclass(frozen=True)
class FloodLimits:
    private: Rate = Rate(burst=5, per_second=1)
    group: Rate = Rate(burst=20, per_second=20 / 60)
    overall: Rate = Rate(burst=30, per_second=30)


class Bucket:
    """`full_at` is when every token will be back; a bucket nobody used is full."""

    def __init__(self, rate: Rate, now: datetime) -> None:
        self.rate = rate
        self.full_at = now

    def wait(self, now: datetime) -> float:
        """Seconds until a token is there."""
        missing = max(0.0, (self.full_at - now).total_seconds()) * self.rate.per_second
        return max(0.0, missing + 1 - self.rate.burst) / self.rate.per_second

    def take(self, now: datetime) -> None:
        self.full_at = max(self.full_at, now) + timedelta(seconds=1 / self.rate.per_second)


class FloodControl:
    def __init__(self, limits: FloodLimits | None, clock: Callable[[], datetime]) -> None:
        self.limits = limits
        self._clock = clock
        self._buckets: dict[int, Bucket] = {}

    def take(self, chat_id: int, *, private: bool) -> None:
        """Counts one message; raises 429 when it is one too many, which then does not count."""
        if self.limits is None:
            return
        now = self._clock()
        rate = self.limits.private if private else self.limits.group
        buckets = [self._bucket(OVERALL, self.limits.overall), self._bucket(chat_id, rate)]
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for bucket in buckets:
            bucket.take(now)

    def _bucket(self, key: int, rate: Rate) -> Bucket:
        return self._buckets.setdefault(key, Bucket(rate, self._clock()))
