import pytest

from scheduler.errors import UnknownSpan, UnknownTime
from scheduler.timing.times import parse_span, parse_time


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
        ("1 الظهر", "13:00"),
        ("11 الظهر", "11:00"),
        ("الظهر", "12:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("منتصف الليل", "00:00"),
        ("8 بالليل", "20:00"),
        ("7 المغرب", "19:00"),
        ("الثامنة", "08:00"),
        ("الثامنة والنصف", "08:30"),
        ("الثامنة والنصف مساءً", "20:30"),
        ("تسعة إلا ربع", "08:45"),
        ("التاسعة إلا ربعًا", "08:45"),
        ("تمانية وربع الصبح", "08:15"),
        ("8 ونص", "08:30"),
        ("ستة ونص إلا خمس", "06:25"),
        ("عشرة وعشر دقائق", "10:10"),
        ("الحادية عشرة مساء", "23:00"),
        ("اتناشر بالليل", "00:00"),
        ("تسعود ونص", "09:30"),
        ("على الثمانية", "08:00"),
        ("السبعة والثلث مساء", "19:20"),
        ("الحداشر ونص بليل", "23:30"),
        ("half past eight", "08:30"),
        ("half eight", "08:30"),
        ("quarter to nine", "08:45"),
        ("twenty-five to seven", "06:35"),
        ("eight thirty", "08:30"),
        ("8 o'clock in the evening", "20:00"),
    ],
)
def test_times_as_people_type_them(typed: str, time: str) -> None:
    assert _clock(parse_time(typed)) == time


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("25:00", ["01:00", "15:00", "05:00"]),
        ("24", ["00:00", "14:00", "04:00"]),
        ("8:60", ["09:00", "08:00"]),
        ("8:7", ["08:07", "08:00", "20:07"]),
        ("1330", ["13:30"]),
        ("13 am", ["01:00", "13:00"]),
        ("12 مساء", ["00:00", "12:00"]),
        ("نص ثمانية", ["08:30", "07:30", "20:30"]),
        ("eigth", ["08:00"]),
        ("8 apples", ["08:00"]),
        ("٨ تفاحات", ["08:00"]),
        ("الصبح", ["07:00", "08:00", "09:00"]),
        ("8:30:15", []),
        ("soon", []),
        ("", []),
    ],
)
def test_what_is_no_time_for_sure_is_answered_with_the_nearest(typed: str, nearest: list[str]) -> None:
    with pytest.raises(UnknownTime) as refusal:
        parse_time(typed)

    assert refusal.value.text == typed
    assert [_clock(minute) for minute in refusal.value.suggestions] == nearest


@pytest.mark.parametrize("typed", ["9" * 400, "8" * 4096, "٢٥:٩٩", "100:00", "الا الا الا", "و", "to", "و - و", "-"])
def test_nothing_that_is_typed_breaks_the_reading(typed: str) -> None:
    with pytest.raises(UnknownTime) as refusal:
        parse_time(typed)
    with pytest.raises(UnknownSpan):
        parse_span(typed)

    assert all(0 <= minute < 24 * 60 for minute in refusal.value.suggestions)


@pytest.mark.parametrize(
    ("typed", "begins", "ends"),
    [
        ("22:00-07:30", "22:00", "07:30"),
        ("22 – 7", "22:00", "07:00"),
        ("0-9", "00:00", "09:00"),
        ("13:00-15:00", "13:00", "15:00"),
        ("من 10 مساء إلى 7 صباحا", "22:00", "07:00"),
        ("من العاشرة مساءً حتى السابعة والنصف صباحًا", "22:00", "07:30"),
        ("بين 11 بالليل و 6 الصبح", "23:00", "06:00"),
        ("من 22 ل 7", "22:00", "07:00"),
        ("من ١١ بالليل لـ ٦ الصبح", "23:00", "06:00"),
        ("من 10 الليل لين 7 الصبح", "22:00", "07:00"),
        ("10pm to 7am", "22:00", "07:00"),
        ("from 10 pm until half past seven in the morning", "22:00", "07:30"),
    ],
)
def test_hours_from_one_time_to_another(typed: str, begins: str, ends: str) -> None:
    assert tuple(_clock(minute) for minute in parse_span(typed)) == (begins, ends)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        pytest.param("10 to 7", [("22:00", "07:00"), ("10:00", "07:00")], id="most-of-the-day"),
        pytest.param("25:00-7", [("01:00", "07:00"), ("15:00", "07:00"), ("05:00", "07:00")], id="no-hour"),
        pytest.param("7-7", [], id="nothing-between"),
        pytest.param("22", [], id="no-end"),
        pytest.param("1-2-3", [], id="too-many"),
    ],
)
def test_hours_that_are_not_sure_are_answered_with_the_nearest(typed: str, nearest: list[tuple[str, str]]) -> None:
    with pytest.raises(UnknownSpan) as refusal:
        parse_span(typed)

    assert [(_clock(begin), _clock(end)) for begin, end in refusal.value.suggestions] == nearest


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
