"""Two months over the clock changes of spring, in a dozen zones."""

from datetime import UTC, date, datetime, timedelta

from scheduler.due import local_date
from scheduler.model import DeliveryStatus
from scheduler.zones import zoneinfo_of
from tests.scheduler.world import World

ZONES = (
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Riyadh",
    "Africa/Casablanca",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Asia/Kathmandu",
    "UTC-03:30",
)
DAYS = 60


STEP = 3
"""Hours from one tick to the next: what is not yet too late."""


async def test_where_there_is_news_each_local_date_brings_one_digest(world: World) -> None:
    world.clock.now = datetime(2025, 3, 1, tzinfo=UTC)
    for chat_id, zone in enumerate(ZONES):
        await world.subscribe(chat_id, zone=zone, minute=150 if chat_id % 2 else 0)

    for hour in range(0, DAYS * 24, STEP):
        if hour % 12 == 0:
            await world.publish(f"news of hour {hour}")
        await world.tick_and_send()
        world.clock.forward(hours=STEP)

    for chat_id, zone in enumerate(ZONES):
        digests = [delivery for delivery in world.messenger.arrived if delivery.chat_id == chat_id]
        dates = [date.fromisoformat(digest.content.body["date"]) for digest in digests]
        facts = world.messenger.facts_of(chat_id)
        assert dates == [dates[0] + timedelta(days=day) for day in range(len(dates))]
        assert dates == [local_date(digest.due_at, zoneinfo_of(zone)) for digest in digests]
        assert len(dates) >= DAYS - 1
        assert len(set(facts)) == len(facts)
    assert set(await world.statuses()) == {DeliveryStatus.SENT}
