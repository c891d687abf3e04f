from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.model import EVERY_DAY
from scheduler.timing.due import is_allowed, local_date, next_due

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Beirut",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "America/St_Johns",
)

moments = st.datetimes(datetime(2008, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds the zone)
zones = st.sampled_from(ZONES).map(ZoneInfo)
minutes = st.integers(0, 24 * 60 - 1)
days = st.integers(1, EVERY_DAY)


@given(moments, zones, minutes, days)
def test_it_is_later_on_an_allowed_day(after: datetime, zone: ZoneInfo, minute: int, days: int) -> None:
    due = next_due(after, zone, minute, days)

    assert due > after
    assert is_allowed(local_date(due, zone), days)


@given(moments, zones, minutes)
def test_every_local_date_that_exists_has_one_due_time(after: datetime, zone: ZoneInfo, minute: int) -> None:
    dues = [next_due(after, zone, minute, EVERY_DAY)]
    for _ in range(5):
        dues.append(next_due(dues[-1], zone, minute, EVERY_DAY))
    dates = [local_date(due, zone) for due in dues]

    existing = _local_dates(dues[0], dues[-1], zone)
    assert dates == existing


@given(moments, zones, minutes)
def test_it_is_the_first_moment_that_shows_the_chosen_time_or_a_later_one(
    after: datetime, zone: ZoneInfo, minute: int
) -> None:
    due = next_due(after, zone, minute, EVERY_DAY)
    local, just_before = due.astimezone(zone), (due - timedelta(minutes=1)).astimezone(zone)

    assert local.hour * 60 + local.minute >= minute
    assert just_before.date() < local.date() or just_before.hour * 60 + just_before.minute < minute


@given(moments, zones, minutes, days, st.integers(-2, 10))
def test_it_is_for_a_later_date_than_the_last_digest(
    after: datetime, zone: ZoneInfo, minute: int, days: int, ahead: int
) -> None:
    last_on = local_date(after, zone) + timedelta(days=ahead)

    assert local_date(next_due(after, zone, minute, days, last_on), zone) > last_on


@pytest.mark.parametrize(
    ("zone", "after", "minute", "due"),
    [
        pytest.param("Europe/Berlin", "2025-03-29T12:00", 150, "2025-03-30T03:00+02:00", id="gap"),
        pytest.param("Europe/Berlin", "2025-10-25T12:00", 150, "2025-10-26T02:30+02:00", id="first-of-two"),
        pytest.param("Europe/Berlin", "2025-10-26T00:45", 150, "2025-10-27T02:30+01:00", id="not-the-second-of-two"),
        pytest.param("America/New_York", "2025-03-08T12:00", 150, "2025-03-09T03:00-04:00", id="gap-in-the-west"),
        pytest.param("Australia/Lord_Howe", "2025-10-04T12:00", 135, "2025-10-05T02:30+11:00", id="half-hour-gap"),
        pytest.param("Africa/Cairo", "2025-04-24T12:00", 0, "2025-04-25T01:00+03:00", id="gap-at-midnight"),
        pytest.param("Asia/Beirut", "2025-03-29T12:00", 30, "2025-03-30T01:00+03:00", id="gap-after-midnight"),
        pytest.param("Pacific/Apia", "2011-12-29T20:00", 480, "2011-12-31T08:00+14:00", id="date-left-out"),
    ],
)
def test_clock_changes(zone: str, after: str, minute: int, due: str) -> None:
    start = datetime.fromisoformat(after).replace(tzinfo=UTC)

    assert next_due(start, ZoneInfo(zone), minute, EVERY_DAY) == datetime.fromisoformat(due)


def test_no_day_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no day"):
        next_due(datetime(2025, 7, 26, tzinfo=UTC), UTC, 0, 0)


def _local_dates(first: datetime, last: datetime, zone: ZoneInfo) -> list[date]:
    """The dates that a calendar on the wall shows from one moment to the other."""
    hours = int((last - first) / timedelta(hours=1))
    return sorted({local_date(first + timedelta(hours=hour), zone) for hour in range(hours)} | {local_date(last, zone)})
