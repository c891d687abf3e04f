"""What is known of a time zone's rules, in a form that can be kept and compared after an update of them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import sha256

from scheduler.timing.zones import zoneinfo_of

_DAYS = 400  # more than a year: every change that recurs is in it
_ONE_DAY = timedelta(days=1)


def signature(zone: str, since: date) -> str:
    """The same as long as the offsets from UTC are, for 400 days from ``since`` on."""
    changes = [f"{moment.isoformat()} {offset}" for moment, offset in _changes(zoneinfo_of(zone), since)]
    return sha256("\n".join(changes).encode()).hexdigest()[:16]


def _changes(zone: tzinfo, since: date) -> Iterator[tuple[datetime, timedelta]]:
    """The first moment of each offset, to the second, and the offset. No zone changes twice within a day."""
    start = datetime.combine(since, time(), tzinfo=UTC)
    offset = _offset(start, zone)
    yield start, offset
    for day in (start + number * _ONE_DAY for number in range(_DAYS)):
        if (changed := _offset(day + _ONE_DAY, zone)) != offset:
            yield _moment_of_change(day, day + _ONE_DAY, zone), changed
            offset = changed


def _moment_of_change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    offset = _offset(after, zone)
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (before, middle) if _offset(middle, zone) == offset else (middle, after)
    return after


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
