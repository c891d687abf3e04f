from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.timing.quiet import end_of_quiet

CAIRO = ZoneInfo("Africa/Cairo")  # UTC+3 in summer
NIGHT = (22 * 60, 7 * 60)
NOON = (12 * 60, 13 * 60 + 30)


def at(hour: int, minute: int = 0, day: int = 26) -> datetime:
    return datetime(2025, 7, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "hours", "end"),
    [
        pytest.param(at(18, 59), NIGHT, None, id="before the night"),
        pytest.param(at(19), NIGHT, at(4, day=27), id="the night begins"),
        pytest.param(at(22), NIGHT, at(4, day=27), id="after midnight"),
        pytest.param(at(3, 59), NIGHT, at(4), id="its last minute"),
        pytest.param(at(4), NIGHT, None, id="the night is over"),
        pytest.param(at(9), NOON, at(10, 30), id="within one day"),
        pytest.param(at(10, 30), NOON, None, id="after it"),
        pytest.param(at(9), (None, None), None, id="none were chosen"),
        pytest.param(at(9), (720, 720), None, id="hours of no length"),
    ],
)
def test_nothing_arrives_before_they_end(
    moment: datetime, hours: tuple[int | None, int | None], end: datetime | None
) -> None:
    assert end_of_quiet(moment, CAIRO, *hours) == end


def test_they_end_by_the_clock_though_it_was_changed_meanwhile() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before_the_change = datetime(2025, 3, 29, 22, tzinfo=UTC)  # 23:00, an hour is left out in the night

    assert end_of_quiet(before_the_change, berlin, *NIGHT) == datetime(2025, 3, 30, 5, tzinfo=UTC)
