"""What the audit of a local date finds, on both engines."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from scheduler.accounts.audit import Audit, Report
from scheduler.accounts.judging import Absence, Finding, Trouble
from scheduler.digests.tick import Digests
from scheduler.model import DeliveryStatus
from scheduler.sending.transport import Gone, Refused, Unknown
from scheduler.tables import contents, deliveries, subscribers
from tests.scheduler.world import World

TODAY = date(2025, 7, 26)


async def audit(world: World, day: date = TODAY) -> tuple[Report, list[Finding]]:
    findings: list[Finding] = []
    report = await Audit(world.database).of(day, world.clock(), findings.append)
    return report, findings


async def served(world: World, *chat_ids: int) -> None:
    """Each of them has today's digest, an hour after now."""
    await world.publish("a", "b")
    for chat_id in chat_ids:
        await world.subscribe(chat_id)
    world.clock.forward(hours=1)
    await world.tick_and_send()


async def forget_delivery(world: World, chat_id: int) -> None:
    async with world.database.write() as connection:
        await connection.execute(delete(deliveries).where(deliveries.c.chat_id == chat_id))


async def set_delivery(world: World, chat_id: int, **values: Any) -> None:
    async with world.database.write() as connection:
        await connection.execute(update(deliveries).where(deliveries.c.chat_id == chat_id).values(values))


async def test_a_date_on_which_everyone_was_served_is_clean(world: World) -> None:
    await served(world, 1, 2, -100)

    report, findings = await audit(world)

    assert (report.is_clean, report.subscribers, findings) == (True, 3, [])
    assert report.entered == {DeliveryStatus.SENT: 3}
    assert not report.absences


async def test_who_was_due_and_has_nothing_is_missing(world: World) -> None:
    await served(world, 1, 2)
    await forget_delivery(world, 2)
    world.clock.forward(hours=1)

    report, (finding,) = await audit(world)

    assert not report.is_clean
    assert (finding.trouble, finding.chat_id) == (Trouble.MISSING, 2)
    assert "was passed over; next due 2025-07-27 05:00:00Z" in finding.detail


async def test_who_still_waits_for_a_bot_that_does_not_run_is_missing_too(world: World) -> None:
    await world.subscribe(1)
    world.clock.forward(hours=2)

    _, (finding,) = await audit(world)

    assert finding.trouble is Trouble.MISSING
    assert "does the bot run?" in finding.detail


async def test_who_was_due_while_the_bot_was_off_is_explained_by_when_it_was(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    stopped_at = world.clock()
    await world.tick_and_send()
    await start_again(world, days=30, hours=6)
    started_at = world.clock()

    first, findings = await audit(world)
    noted, last = await audit(world, TODAY + timedelta(days=29)), await audit(world, TODAY + timedelta(days=30))

    assert (first.is_clean, findings) == (True, [])
    assert (first.absences, first.off) == ({Absence.BOT_OFF: 1}, [(stopped_at, started_at)])
    assert [report.skipped.total() for report, _ in (noted, last)] == [1, 1], "the last have rows"
    assert [report.off for report, _ in (noted, last)] == [[], []]


async def start_again(world: World, **later: float) -> None:
    world.clock.forward(**later)
    world.digests = Digests(world.database)
    await world.tick_and_send()


async def test_who_could_still_be_served_when_the_bot_was_back_is_missing(world: World) -> None:
    await world.publish("a")
    for chat_id, minute in ((1, 8 * 60), (2, 9 * 60)):
        await world.subscribe(chat_id, minute=minute)
    await world.tick_and_send()
    await start_again(world, hours=4, minutes=30)  # half past eleven: more than three hours after one of them
    await forget_delivery(world, 1)
    await forget_delivery(world, 2)

    report, (finding,) = await audit(world)

    assert (report.absences, finding.chat_id) == ({Absence.BOT_OFF: 1}, 2)


async def test_who_was_passed_over_while_the_bot_ran_is_missing_for_all_that_it_was_off_before_and_after(
    world: World,
) -> None:
    await world.publish("a")
    await world.tick_and_send()
    await start_again(world, days=10)
    await world.subscribe(1)
    world.clock.forward(hours=1)
    await world.tick_and_send()
    day = world.clock().date()
    await start_again(world, days=10)
    await forget_delivery(world, 1)

    _, (finding,) = await audit(world, day)

    assert finding.trouble is Trouble.MISSING


async def test_who_has_two_is_found_in_whatever_chats(world: World) -> None:
    await served(world, 1)
    first = await world.delivery_to(1)
    row = {
        "campaign": first.campaign,
        "chat_id": 2,
        "subscriber_id": first.subscriber_id,
        "status": "sent",
        "due_at": first.due_at,
        "next_attempt_at": first.due_at,
        "created_at": first.due_at,
        "finished_at": first.due_at,
    }
    async with world.database.write() as connection:
        of = (
            await connection.execute(insert(contents).values(key="k", kind="digest", language="ar", body={}))
        ).inserted_primary_key
        await connection.execute(insert(deliveries).values(**row, content_id=of[0]))

    report, (finding,) = await audit(world)

    assert not report.is_clean
    assert (finding.trouble, finding.subscriber_id) == (Trouble.DOUBLE, first.subscriber_id)


@pytest.mark.parametrize(
    ("changes", "absence"),
    [
        pytest.param({"zone": "America/New_York"}, Absence.NOT_YET, id="later in the day"),
        pytest.param({"minute": 6 * 60}, Absence.SUBSCRIBED_LATER, id="too late for this date"),
        pytest.param({"minute": 7 * 60 + 59}, Absence.JUST_NOW, id="within the last minutes"),
    ],
)
async def test_who_has_nothing_and_needs_nothing_is_explained(
    world: World, changes: dict[str, Any], absence: Absence
) -> None:
    await world.subscribe(1, **changes)
    world.clock.forward(hours=1)

    report, findings = await audit(world)

    assert (report.is_clean, findings, report.absences) == (True, [], {absence: 1})


async def test_a_day_that_was_not_chosen_is_explained_and_the_recap_day_is_chosen_too(world: World) -> None:
    saturday = TODAY.weekday()
    for chat_id, recap_day in ((1, None), (2, saturday)):
        await world.subscribe(chat_id)
        await world.subscribers.change(chat_id, days=0b1, recap_day=recap_day, now=world.clock())
    await set_next_due(world, 2)
    world.clock.forward(hours=2)

    report, (finding,) = await audit(world)

    assert report.absences == {Absence.OTHER_DAY: 1}
    assert (finding.trouble, finding.chat_id) == (Trouble.MISSING, 2)


async def set_next_due(world: World, chat_id: int) -> None:
    """As if the tick had passed over the chat."""
    values = {"next_due_at": world.clock() + timedelta(days=7)}
    async with world.database.write() as connection:
        await connection.execute(update(subscribers).where(subscribers.c.chat_id == chat_id).values(values))


async def test_who_left_before_or_changed_after_it_was_due_is_explained(world: World) -> None:
    for chat_id in (1, 2, 3):
        await world.subscribe(chat_id)
    await world.subscribers.unsubscribe(1, 0, world.clock.forward(minutes=30))
    world.clock.forward(hours=1)
    await world.subscribers.change(2, minute=7 * 60 + 30, now=world.clock())
    await world.subscribers.change(3, language="en", now=world.clock())
    world.clock.forward(minutes=5)

    report, (finding,) = await audit(world)

    assert report.absences == {Absence.ENDED_BEFORE: 1, Absence.CHANGED_LATER: 1}
    assert finding.chat_id == 3, "another language changes nothing about when a digest is due"


async def test_who_moved_west_after_the_next_date_had_begun_is_explained(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1, zone="Pacific/Auckland", minute=0)
    world.clock.forward(hours=9)  # in Auckland, midnight of the 27th was an hour ago
    await world.tick_and_send()
    await world.subscribers.change(1, zone="America/Los_Angeles", minute=18 * 60, now=world.clock())
    world.clock.forward(hours=24)

    report, findings = await audit(world)

    assert (report.absences, findings) == ({Absence.SERVED_AHEAD: 1}, [])


async def test_what_was_sent_but_not_well_is_listed_without_spoiling_the_date(world: World) -> None:
    world.messenger.answers[1] = [Refused("message is too long")]
    world.messenger.answers[2] = [Gone("bot was blocked by the user")]
    world.messenger.answers[3] = [Unknown("read timeout")]
    await served(world, 1, 2, 3, 4)
    await set_delivery(world, 4, finished_at=world.clock() + timedelta(minutes=20))

    report, findings = await audit(world)

    assert report.is_clean
    assert {finding.chat_id: finding.trouble for finding in findings} == {
        1: Trouble.REFUSED,
        2: Trouble.GONE,
        3: Trouble.UNKNOWN,
        4: Trouble.LATE,
    }
    assert "message is too long" in findings[0].detail


async def test_what_stays_open_beyond_its_time_is_listed(world: World) -> None:
    await served(world, 1)
    await set_delivery(world, 1, status=DeliveryStatus.PENDING, finished_at=None)
    world.clock.forward(hours=2)
    assert (await audit(world))[1] == []
    world.clock.forward(hours=2)

    report, (finding,) = await audit(world)

    assert (report.is_clean, finding.trouble) == (True, Trouble.STUCK)


async def test_a_long_digest_without_one_of_its_parts_is_incomplete(world: World) -> None:
    await served(world, 1)
    async with world.database.write() as connection:
        await connection.execute(update(contents).values(body={"date": str(TODAY), "part": 0, "parts": 2}))

    report, (finding,) = await audit(world)

    assert not report.is_clean
    assert (finding.trouble, finding.detail) == (Trouble.INCOMPLETE, "no part 2 of 2")


async def test_pages_meet_without_a_gap(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.accounts.paging._PAGE", 2)
    await served(world, *range(-3, 4))
    await forget_delivery(world, 1)
    world.clock.forward(hours=1)

    report, findings = await audit(world)

    assert (report.subscribers, report.entered) == (7, {DeliveryStatus.SENT: 6})
    assert [finding.chat_id for finding in findings] == [1]
