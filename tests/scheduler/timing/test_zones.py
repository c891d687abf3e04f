from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest

from scheduler.errors import UnknownZone
from scheduler.timing.zones import find_zone, zoneinfo_of


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("القاهرة", "Africa/Cairo"),
        ("القاهره", "Africa/Cairo"),
        ("Cairo", "Africa/Cairo"),
        ("cairro", "Africa/Cairo"),
        ("الرياض", "Asia/Riyadh"),
        ("الرياظ", "Asia/Riyadh"),
        ("riyad", "Asia/Riyadh"),
        ("Casablanca", "Africa/Casablanca"),
        ("casablanka", "Africa/Casablanca"),
        ("الدار البيضاء", "Africa/Casablanca"),
        ("casa", "Africa/Casablanca"),
        ("كازا", "Africa/Casablanca"),
        ("الخرطوم", "Africa/Khartoum"),
        ("الخرطووووم", "Africa/Khartoum"),
        ("بيروة", "Asia/Beirut"),
        ("بيرووت", "Asia/Beirut"),
        ("بروت", "Asia/Beirut"),
        ("beirutt", "Asia/Beirut"),
        ("دمسق", "Asia/Damascus"),
        ("بقداد", "Asia/Baghdad"),
        ("مسقت", "Asia/Muscat"),
        ("ابو ضبي", "Asia/Dubai"),
        ("new york", "America/New_York"),
        ("نيويورك", "America/New_York"),
        ("أبو ظبي", "Asia/Dubai"),
        ("مصر", "Africa/Cairo"),
        ("السعودية", "Asia/Riyadh"),
        ("Mexico", "America/Mexico_City"),
        ("USA", "America/New_York"),
        ("uk", "Europe/London"),
        ("توقيت مكة", "Asia/Riyadh"),
        ("بتوقيت لندن", "Europe/London"),
        ("أنا في جدة", "Asia/Riyadh"),
        ("I'm in Paris", "Europe/Paris"),
        ("Reykjavik", "Atlantic/Reykjavik"),
        ("Asia/Riyadh", "Asia/Riyadh"),
        ("america/new_york", "America/New_York"),
        ("Asia/Katmandu", "Asia/Katmandu"),
    ],
)
async def test_places(typed: str, name: str) -> None:
    assert (await find_zone(typed)).name == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("+3", "UTC+03:00"),
        ("٣+", "UTC+03:00"),
        ("\u200f+٣", "UTC+03:00"),
        ("UTC+5:30", "UTC+05:30"),
        ("utc +0545", "UTC+05:45"),
        ("GMT-4", "UTC-04:00"),
        ("GMT−4", "UTC-04:00"),
        ("غرينتش+3", "UTC+03:00"),
        ("توقيت جرينتش + ٣", "UTC+03:00"),
        ("UTC", "UTC"),
        ("قرينتش +2", "UTC+02:00"),
        ("غرينتش", "UTC"),
        ("UTC-04:00", "UTC-04:00"),
    ],
)
async def test_offsets(typed: str, name: str) -> None:
    assert (await find_zone(typed)).name == name


async def test_of_places_of_one_name_the_most_populous_is_meant() -> None:
    assert (await find_zone("London")).name == "Europe/London"
    assert (await find_zone("طرابلس")).name == "Africa/Tripoli"


async def test_a_place_is_titled_in_both_languages() -> None:
    assert (await find_zone("jedda")).title == {"ar": "جدة", "en": "Jeddah"}
    assert (await find_zone("london")).title == {"ar": "لندن", "en": "London"}


@pytest.mark.parametrize(
    "typed",
    [
        "hello",
        "كيف حالك",
        "شكرا",
        "no idea",
        "صباح الخير",
        "deepseek",
        "asdfgh",
        "xq",
        "3",
        "+15",
        "-13",
        "+3:75",
        "",
        "🤖",
    ],
)
async def test_what_is_no_place_is_refused(typed: str) -> None:
    with pytest.raises(UnknownZone) as refusal:
        await find_zone(typed)

    assert refusal.value.text == typed
    assert len(refusal.value.suggestions) <= 3


@pytest.mark.parametrize(
    ("typed", "title"),
    [("بيرةت", "بيروت"), ("باريز", "باريس"), ("الرباد", "الرباط"), ("dubia", "دبي"), ("الريا", "الرياض")],
)
async def test_where_several_places_are_near_they_are_suggested_the_likeliest_first(typed: str, title: str) -> None:
    with pytest.raises(UnknownZone) as refusal:
        await find_zone(typed)

    titles = [zone.title["ar"] for zone in refusal.value.suggestions]
    assert titles[0] == title
    assert len(set(titles)) == len(titles) > 1


@pytest.mark.parametrize("name", sorted(available_timezones())[::25])
async def test_the_name_of_a_found_zone_is_found_again(name: str) -> None:
    if "/" in name and not name.startswith("Etc/"):
        assert (await find_zone(name)).name == name
    assert zoneinfo_of(name).utcoffset(datetime(2025, 7, 26, tzinfo=UTC)) is not None


def test_an_offset_is_a_zone_without_summer_time() -> None:
    zone = zoneinfo_of("UTC-03:30")

    assert datetime(2025, 1, 1, tzinfo=zone).utcoffset() == datetime(2025, 7, 1, tzinfo=zone).utcoffset()
    assert datetime(2025, 1, 1, tzinfo=zone).utcoffset() == timedelta(hours=-3, minutes=-30)


@pytest.mark.parametrize("name", ["Asia/Nowhere", "../etc/passwd", "", "UTC+5"])
def test_what_is_no_name_of_a_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        zoneinfo_of(name)


@pytest.mark.parametrize(
    ("typed", "near"), [("Vienna, Austria", ["Europe/Vienna"]), ("دبي، الإمارات", ["Asia/Dubai"]), ("one, two", [])]
)
async def test_a_city_before_a_comma_is_what_may_be_meant(typed: str, near: list[str]) -> None:
    with pytest.raises(UnknownZone) as refusal:
        await find_zone(typed)

    assert [zone.name for zone in refusal.value.suggestions] == near
