"""Quiet hours: a time of the subscriber's day when nothing arrives unasked."""

from datetime import datetime, time, timedelta, tzinfo

_ONE_DAY = timedelta(days=1)


def end_of_quiet(moment: datetime, zone: tzinfo, quiet_from: int | None, quiet_until: int | None) -> datetime | None:
    """When the quiet hours around ``moment`` (aware) end, in its own zone; None when it does not lie in them.

    ``quiet_from`` and ``quiet_until`` are local times of day in minutes after midnight; the hours last over midnight
    when the end is the earlier, and are none at all when either is None or both are the same.
    """
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    if quiet_from is None or quiet_until is None or not is_quiet(minute, quiet_from, quiet_until):
        return None
    over_midnight = quiet_until < quiet_from
    day = local.date() + _ONE_DAY if over_midnight and minute >= quiet_from else local.date()
    return datetime.combine(day, time(quiet_until // 60, quiet_until % 60), tzinfo=zone).astimezone(moment.tzinfo)


def is_quiet(minute: int, quiet_from: int, quiet_until: int) -> bool:
    """Whether a local time of day, in minutes after midnight, lies in the quiet hours."""
    if quiet_until < quiet_from:
        return minute >= quiet_from or minute < quiet_until
    return quiet_from <= minute < quiet_until
