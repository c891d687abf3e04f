"""Old deliveries are summed up and deleted, and what was shown stays."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert, select

from scheduler.accounts.audit import Audit
from scheduler.accounts.judging import Absence, Finding
from scheduler.accounts.pruning import Pruning
from scheduler.model import DeliveryStatus
from scheduler.sending.transport import Refused
from scheduler.tables import contents, deliveries, delivery_summaries
from tests.scheduler.world import World

KEEP = timedelta(days=90)
TODAY = date(2025, 7, 26)


async def summed_up(world: World) -> dict[tuple[date, str, str], int]:
    async with world.database.read() as connection:
        rows = await connection.execute(select(delivery_summaries))
        return {(row.day, row.kind, row.status): row[3] for row in rows}


async def prune_all(world: World, most: int = 2) -> list[int]:
    batches = []
    while count := await Pruning(world.database).prune(world.clock(), KEEP, most):
        batches.append(count)
    return batches


async def three_days(world: World) -> None:
    """Chat 1 and a refused chat 2 on three days, the last of which is today."""
    for chat_id in (1, 2):
        await world.subscribe(chat_id, minute=23 * 60)
    for day in range(3):
        await world.publish(f"fact {day}")
        world.clock.now = world.clock.now.replace(hour=20, minute=1) + timedelta(days=day and 1)
        world.messenger.answers[2] = [Refused("too long")]
        await world.tick_and_send()


async def test_what_ended_long_ago_is_summed_up_by_date_kind_and_outcome(world: World) -> None:
    await three_days(world)
    shown = await world.shown_to(1)
    world.clock.forward(days=89, hours=1)

    batches = await prune_all(world)

    assert sum(batches) == 4
    assert await summed_up(world) == {
        (TODAY + timedelta(days=day), "digest", status): 1 for day in range(2) for status in ("sent", "dead")
    }
    assert await world.statuses() == Counter({DeliveryStatus.SENT: 1, DeliveryStatus.DEAD: 1})
    assert await world.shown_to(1) == shown


async def test_pruning_again_changes_nothing_and_later_adds_up(world: World) -> None:
    await three_days(world)
    world.clock.forward(days=89, hours=1)
    await prune_all(world)
    once = await summed_up(world)

    assert await prune_all(world) == []
    assert await summed_up(world) == once
    world.clock.forward(days=3)
    await prune_all(world)
    assert sum((await summed_up(world)).values()) == 6


async def test_contents_go_with_the_last_delivery_that_carries_them(world: World) -> None:
    await world.publish("a")
    for chat_id in (1, 2, 3):
        await world.subscribe(chat_id)
    world.clock.forward(hours=2)
    await world.tick_and_send()
    world.clock.forward(days=91)

    await Pruning(world.database).prune(world.clock(), KEEP, most=2)
    assert await world.count_contents() == 1
    await prune_all(world)
    assert await world.count_contents() == 0


async def test_what_is_open_is_never_pruned_however_old(world: World) -> None:
    await world.publish("a")
    await world.subscribe(1)
    world.clock.forward(hours=2)
    await world.digests.tick(world.clock())
    world.clock.forward(days=365)

    assert await prune_all(world) == []
    assert await world.statuses() == {DeliveryStatus.PENDING: 1}


async def test_a_broadcast_counts_on_the_day_it_was_due(world: World) -> None:
    row = {"campaign": "broadcast:7", "chat_id": 1, "status": "sent", "due_at": world.clock()}
    row |= {"next_attempt_at": world.clock(), "created_at": world.clock(), "finished_at": world.clock()}
    async with world.database.write() as connection:
        content = insert(contents).values(key="k", kind="broadcast", language="ar", body={"html": "…"})
        content_id = (await connection.execute(content.returning(contents.c.id))).scalar_one()
        await connection.execute(insert(deliveries).values(**row, content_id=content_id))
    world.clock.forward(days=91)

    await prune_all(world)

    assert await summed_up(world) == {(TODAY, "broadcast", "sent"): 1}


async def test_the_audit_says_what_was_summed_up_and_calls_nobody_missing(world: World) -> None:
    await three_days(world)
    world.clock.forward(days=89, hours=1)
    await prune_all(world)
    findings: list[Finding] = []

    report = await Audit(world.database).of(TODAY, world.clock(), findings.append)

    assert (report.is_clean, findings) == (True, [])
    assert report.summarised == {"dead": 1, "sent": 1}
    assert report.absences == {Absence.PRUNED: 2}
    summary = await world.ledger.summary()
    assert summary is not None
    assert (summary.until, summary.counts) == (TODAY + timedelta(days=1), {"dead": 2, "sent": 2})


async def test_a_crash_in_the_middle_leaves_every_delivery_counted_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await three_days(world)
    world.clock.forward(days=92)
    await Pruning(world.database).prune(world.clock(), KEEP, most=3)

    async def crash(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("scheduler.accounts.pruning._drop_contents", crash)
        with pytest.raises(RuntimeError):
            await Pruning(world.database).prune(world.clock(), KEEP, most=2)
    async with world.database.read() as connection:
        left = (await connection.execute(select(func.count()).select_from(deliveries))).scalar_one()

    assert left == 3
    await prune_all(world)
    assert sum((await summed_up(world)).values()) == 6
