"""A year of digests in forty zones: one a local date, wherever and whenever clocks change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from knowledge.database import Database
from scheduler.model import EVERY_DAY, DeliveryStatus
from tests.scheduler.world import Clock, Messenger, World

# Both hemispheres, changes at midnight (Beirut, Cairo, Santiago, Asunción, Gaza), of half an hour (Lord Howe), at a
# pole's station of two hours (Troll), against the sun (Casablanca), and whatever keeps to no full hour.
ZONES = (
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Santiago",
    "America/Asuncion",
    "Asia/Gaza",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Africa/Casablanca",
    "America/Havana",
    "Atlantic/Azores",
    "America/Scoresbysund",
    "America/Nuuk",
    "America/St_Johns",
    "Pacific/Chatham",
    "Pacific/Auckland",
    "Pacific/Norfolk",
    "Pacific/Easter",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Pacific/Honolulu",
    "Pacific/Marquesas",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Australia/Eucla",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Jerusalem",
    "Asia/Riyadh",
    "Asia/Tokyo",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Chisinau",
    "America/New_York",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Sao_Paulo",
    "Africa/Johannesburg",
)
MINUTES = (0, 30, 120, 150, 480, 1410)
"""Times of day at which clocks change somewhere, and others."""
WEEK = timedelta(days=7)
WORKDAYS, WEEKEND, MONDAYS = 0b0011111, 0b1100000, 0b0000001
DAYS = (EVERY_DAY, WORKDAYS, WEEKEND, MONDAYS)
START = datetime(2025, 7, 1, 11, 59, tzinfo=UTC)
END = START + timedelta(days=365)
STEP = timedelta(hours=3)
"""From one tick to the next: what is not yet too late."""


class Wish:
    """What the subscriber of a zone chose: every second looks back on a day of the week."""

    def __init__(self, number: int, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.minute = MINUTES[number % len(MINUTES)]
        self.days = DAYS[number % 7 % len(DAYS)]
        self.recap_day = number % 7 if number % 2 else None

    def dates(self) -> list[date]:
        """When a clock on the wall that is looked at every minute of the year first shows the time or a later one."""
        return [day for day in self._shown() if self._is_wanted(day)]

    def _is_wanted(self, day: date) -> bool:
        return day.weekday() == self.recap_day or bool(self.days >> day.weekday() & 1)

    def _shown(self) -> Iterator[date]:
        last = START.astimezone(self.zone)
        done = last.date() if self._is_reached(last) else last.date() - timedelta(days=1)
        moment = START
        while moment <= END:
            wall = moment.astimezone(self.zone)
            if wall.date() > done and self._is_reached(wall):
                done = wall.date()
                yield done
            moment += timedelta(minutes=30)

    def _is_reached(self, wall: datetime) -> bool:
        return wall.hour * 60 + wall.minute >= self.minute


@pytest.fixture
def year(sqlite_database: Database) -> World:
    return World(sqlite_database, Clock(START), Messenger())


async def test_every_local_date_brings_one_digest_for_a_year(year: World) -> None:
    wishes = [Wish(number, zone) for number, zone in enumerate(ZONES)]
    await year.add_topics()
    for chat_id, wish in enumerate(wishes):
        await year.subscribe(chat_id, zone=wish.zone.key, minute=wish.minute)
        await year.subscribers.change(chat_id, now=START, amount=1, days=wish.days, recap_day=wish.recap_day)

    while year.clock() < END:
        if (year.clock() - START) % WEEK < STEP:
            await year.publish(*(f"news {number} of {year.clock():%Y-%m-%d}" for number in range(8)))
        year.clock.now = min(END, year.clock() + STEP)
        await year.digests.tick(year.clock())
        if year.clock().hour == START.hour:
            await year.settle()

    await year.settle()
    for chat_id, wish in enumerate(wishes):
        deliveries = sorted(await year.ledger.of_chat(chat_id, 1000), key=lambda one: one.campaign)
        bodies = [one.content.body for one in deliveries]
        dates = [date.fromisoformat(body["date"]) for body in bodies]
        facts = [fact["id"] for body in bodies for fact in body.get("facts", ())]
        assert dates == wish.dates(), wish.zone
        assert len(set(facts)) == len(facts)
        assert {day.weekday() for day, body in zip(dates, bodies, strict=True) if "recap" in body} <= {wish.recap_day}
        # Only in the first week, a day that is there for the recap alone has nothing to look back at.
        idle = [one for one in deliveries if one.status is DeliveryStatus.SKIPPED]
        assert all(one.due_at < START + WEEK and one.error == "nothing new" for one in idle)
    assert set(await year.statuses()) <= {DeliveryStatus.SENT, DeliveryStatus.SKIPPED}
