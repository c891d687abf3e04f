"""Quiet hours: a time of the subscriber's day when nothing arrives unasked."""

from datetime import datetime, time, timedelta, tzinfo

_ONE_DAY = timedelta(days=1)


def end_of_quiet(moment: datetime, zone: tzinfo, quiet_from: int | None, quiet_until: int | None) -> datetime | None:
    """When the quiet hours around ``moment`` (aware) end, in its own zone; None when it does not lie in them.

    ``quiet_from`` and ``quiet_until`` are local times of day in minutes after midnight; the hours last over midnight
    when the end is the earlier, and are none at all when either is None or both are the same.
    """
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return None
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    over_midnight = quiet_until < quiet_from
    if not (minute >= quiet_from or minute < quiet_until if over_midnight else quiet_from <= minute < quiet_until):
        return None
    day = local.date() + _ONE_DAY if over_midnight and minute >= quiet_from else local.date()
    return datetime.combine(day, time(quiet_until // 60, quiet_until % 60), tzinfo=zone).astimezone(moment.tzinfo)
