"""When a digest is due: at a local time of day, on the allowed days, at most once a local date."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from scheduler.model import EVERY_DAY

_ONE_DAY = timedelta(days=1)


def next_due(after: datetime, zone: tzinfo, minute: int, days: int, last_on: date | None = None) -> datetime:
    """The first moment after ``after`` (aware) when it is ``minute`` on an allowed day in ``zone``, in UTC.

    Its local date is later than ``last_on``. Where clocks go forward over that time, it is the first moment that
    exists after the gap; where they go back, the first of the two. A date that a zone left out altogether, as Samoa
    did with 30 December 2011, has no due time. Raises ``ValueError`` when ``days`` names none.
    """
    if not days & EVERY_DAY:
        raise ValueError("no day is allowed")
    day = local_date(after, zone)
    if last_on is not None:
        day = max(day, last_on + _ONE_DAY)
    while True:
        moment = moment_on(day, minute, zone)
        if is_allowed(day, days) and moment is not None and moment > after:
            return moment
        day += _ONE_DAY


def moment_on(day: date, minute: int, zone: tzinfo) -> datetime | None:
    """When it is ``minute`` on this local date, in UTC; None on one that the zone left out altogether."""
    moment = _moment(day, minute, zone)
    return moment if local_date(moment, zone) == day else None


def local_date(moment: datetime, zone: tzinfo) -> date:
    """The date in ``zone``, which names the digest that is due at ``moment``."""
    return moment.astimezone(zone).date()


def is_allowed(day: date, days: int) -> bool:
    """Whether the weekday is among ``days`` (bits, Monday the lowest)."""
    return bool(days >> day.weekday() & 1)


def _moment(day: date, minute: int, zone: tzinfo) -> datetime:
    wall = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)
    moment = wall.astimezone(UTC)
    skipped = moment.astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None)
    return _end_of_gap(wall) if skipped else moment


def _end_of_gap(wall: datetime) -> datetime:
    """When the clocks went forward over ``wall``, which never was.

    PEP 495: inside a gap ``fold=0`` reads with the offset from before it, ``fold=1`` with the one from after it. So
    these two lie on either side of the change, which is searched for to the second.
    """
    zone = wall.tzinfo
    before, after = (wall.replace(fold=fold).astimezone(UTC) for fold in (1, 0))
    offset_after = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset_after:
            after = middle
        else:
            before = middle
    return after
