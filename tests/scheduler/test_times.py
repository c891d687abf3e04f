import pytest

from scheduler.errors import UnknownTime
from scheduler.times import parse_time


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("8", "08:00"),
        ("08:30", "08:30"),
        ("8.30", "08:30"),
        ("8h30", "08:30"),
        ("20h", "20:00"),
        ("20", "20:00"),
        ("8:30 pm", "20:30"),
        ("8pm", "20:00"),
        ("8 a.m.", "08:00"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("at 9", "09:00"),
        ("٨ مساء", "20:00"),
        ("٨ مساءً", "20:00"),
        ("8 صباحا", "08:00"),
        ("٠٨:٣٠", "08:30"),
        ("الساعة ٨:٣٠ ص", "08:30"),
        ("8 م", "20:00"),
        ("12 ظهرا", "12:00"),
        ("9 ليلا", "21:00"),
        ("2 ليلا", "02:00"),
        ("12 ليلا", "00:00"),
        ("0:05", "00:05"),
        ("23:59", "23:59"),
    ],
)
def test_times_as_people_type_them(typed: str, time: str) -> None:
    minute = parse_time(typed)

    assert f"{minute // 60:02}:{minute % 60:02}" == time


@pytest.mark.parametrize("typed", ["", "soon", "24", "25:00", "8:60", "1330", "13 am", "8 apples", "٨ تفاحات"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UnknownTime) as refusal:
        parse_time(typed)

    assert refusal.value.text == typed
