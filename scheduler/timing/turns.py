"""When a subscriber's digests are due: the turns that have come, the one that comes next, the one before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, Self

from scheduler.model import Subscriber
from scheduler.timing.due import local_date, moment_on, next_due
from scheduler.timing.zones import zoneinfo_of

LATEST = timedelta(hours=3)
"""Who is reached later than this gets the facts with the next digest instead."""
_MOST_MISSED = 7
"""Turns that leave a row after a long outage; of the others it is known that nobody could be served."""


@dataclass(frozen=True)
class Come:
    """The due times that have passed since the last tick, oldest first."""

    missed: tuple[datetime, ...]
    """Longer ago than ``LATEST``, or followed by another: at most the last seven."""
    timely: datetime | None
    """The one to serve, if any."""


class Timing(NamedTuple):
    """What the due times of a subscriber hang on."""

    zone: str
    minute: int
    days: int

    @classmethod
    def of(cls, subscriber: Subscriber) -> Self:
        return cls(subscriber.zone, subscriber.minute, subscriber.turn_days)


def come(subscriber: Subscriber, now: datetime) -> Come:
    """Of a subscriber whose ``next_due_at`` has passed."""
    return _come(Timing.of(subscriber), subscriber.last_digest_on, subscriber.next_due_at or now, now)


def next_turn(subscriber: Subscriber, last_on: date | None, now: datetime) -> datetime:
    """The first due time after ``now`` for a later local date than ``last_on``."""
    return turn_after(Timing.of(subscriber), last_on, now)


def last_turn(subscriber: Subscriber) -> datetime | None:
    """When the newest digest was due; None before the first."""
    last_on = subscriber.last_digest_on
    return None if last_on is None else _moment_on(subscriber.zone, subscriber.minute, last_on)


# Many share zone, time and days, and are due in the same tick.
@lru_cache(maxsize=10_000)
def turn_after(timing: Timing, last_on: date | None, after: datetime) -> datetime:
    """The first due time later than ``after`` for a later local date than ``last_on``."""
    return next_due(after, zoneinfo_of(timing.zone), timing.minute, timing.days, last_on)


@lru_cache(maxsize=10_000)
def turn_date(zone: str, moment: datetime) -> date:
    """The local date in ``zone`` that a digest due at ``moment`` is for."""
    return local_date(moment, zoneinfo_of(zone))


@lru_cache(maxsize=10_000)
def _come(timing: Timing, last_on: date | None, due_at: datetime, now: datetime) -> Come:
    dues = []
    while due_at <= now:
        dues.append(due_at)
        due_at = turn_after(timing, last_on, due_at)
    timely = dues.pop() if dues and dues[-1] >= now - LATEST else None
    return Come(tuple(dues[-_MOST_MISSED:]), timely)


@lru_cache(maxsize=10_000)
def _moment_on(zone: str, minute: int, day: date) -> datetime | None:
    return moment_on(day, minute, zoneinfo_of(zone))
