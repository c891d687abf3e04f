"""How fast messages go: token buckets, and a pace that falls when Telegram complains."""

import math
from dataclasses import dataclass

CEILING = 30
"""Messages a second that Telegram allows a bot."""

BACK_OFF = 0.7
"""By this the pace of what goes to subscribers is multiplied each time Telegram says 429."""
RECOVERY = 30
"""Seconds in which it grows, evenly, by the whole of the budget."""
SLOWEST = 1.0
"""Messages a second below which it never falls."""


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

    def wait(self, now: float, reserved: int = 0) -> float:
        """Seconds until a message may go, and ``reserved`` more after it."""
        return max(0.0, self._full_at - (self._rate.burst - 1 - reserved) * self._rate.interval - now)

    def take(self, now: float) -> None:
        self._full_at = max(self._full_at, now) + self._rate.interval

    def is_full(self, now: float) -> bool:
        return self._full_at <= now


def burst_of(per_second: float) -> int:
    """How many may go at once: what an event loop that wakes up late has missed, a tenth of a second's worth.

    Any second holds burst + rate of them: at 25 they are the ceiling.
    """
    return max(math.ceil(per_second / 10), int(CEILING - per_second))


class Pace:
    """How fast messages may go to subscribers: it falls at once when Telegram complains, and recovers slowly.

    Additive increase, multiplicative decrease (Chiu and Jain, 1989).
    """

    def __init__(self, full: float) -> None:
        self._full = full
        self._fell_to = full
        self._fell_at = float("-inf")
        self._next_at = float("-inf")

    def rate(self, now: float) -> float:
        """Messages a second."""
        recovered = max(0.0, now - self._fell_at) / RECOVERY * self._full
        return min(self._full, self._fell_to + recovered)

    def fall(self, now: float, until: float) -> None:
        """After a complaint, which lasts ``until`` then."""
        self._fell_to = max(min(SLOWEST, self._full), self.rate(now) * BACK_OFF)
        self._fell_at = until

    def take(self, now: float) -> float:
        """Seconds until the message that asks for its turn now may go; 0 at full pace, which others see to."""
        rate = self.rate(now)
        if rate >= self._full:
            return 0.0
        turn = max(self._next_at, now)
        self._next_at = turn + 1 / rate
        return turn - now
