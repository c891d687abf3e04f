import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.inbox import Body, Inbox, updates
from bot.intake import FULL, PARALLEL, SHARE, Intake, chat_of
from knowledge.database import Database


class Handler:
    """Notes what it handled; fails as often as it was told to, and holds while ``go`` is not set."""

    def __init__(self) -> None:
        self.handled: list[int] = []
        self.failures: dict[int, int] = {}
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, body: Body) -> None:
        await self.go.wait()
        left = self.failures.get(body["update_id"], 0)
        if left:
            self.failures[body["update_id"]] = left - 1
            raise ValueError("told to fail")
        self.handled.append(body["update_id"])


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def intake(database: Database, handler: Handler, clock: Clock) -> Intake:
    return Intake(Inbox(database), handler, clock)


def message(update_id: int, chat_id: int = 7) -> Body:
    return {"update_id": update_id, "message": {"chat": {"id": chat_id}, "from": {"id": 1}, "text": "…"}}


async def rows(database: Database) -> list[Any]:
    async with database.read() as connection:
        return list(await connection.execute(select(updates).order_by(updates.c.id)))


async def test_updates_are_stored_when_accept_returns_and_forgotten_when_handled(
    database: Database, intake: Intake, handler: Handler
) -> None:
    handler.go.clear()
    await intake.accept([message(1)])
    stored = await rows(database)

    handler.go.set()
    await intake.settle()

    assert stored[0].body == message(1)
    (done,) = await rows(database)
    assert done.body is None
    assert done.done_at is not None


async def test_the_updates_of_one_chat_are_handled_in_order(intake: Intake, handler: Handler) -> None:
    handler.failures = {1: 1}

    await intake.accept([message(1), message(2)])
    await intake.accept([message(3)])
    await intake.settle()

    assert handler.handled == [1, 2, 3]


async def test_a_chat_does_not_wait_for_another(database: Database, clock: Clock) -> None:
    entered: list[int] = []
    both = asyncio.Event()

    async def wait_for_the_other(body: Body) -> None:
        entered.append(body["update_id"])
        if len(entered) == 2:
            both.set()
        await both.wait()

    intake = Intake(Inbox(database), wait_for_the_other, clock)

    await intake.accept([message(1, chat_id=7), message(2, chat_id=8)])
    async with asyncio.timeout(5):
        await intake.settle()

    assert sorted(entered) == [1, 2]


async def test_one_chats_flood_leaves_room_for_others(intake: Intake, handler: Handler) -> None:
    handler.go.clear()
    await intake.accept([message(number) for number in range(1, 2 * FULL)])

    async with asyncio.timeout(5):
        await intake.room()
    await intake.stop(patience=0)


async def test_there_is_room_again_as_soon_as_one_update_is_handled(database: Database, clock: Clock) -> None:
    go = asyncio.Event()
    handled: list[int] = []

    async def handle_one(body: Body) -> None:
        await go.wait()
        if handled:
            await asyncio.Event().wait()
        handled.append(body["update_id"])

    intake = Intake(Inbox(database), handle_one, clock)
    chats = FULL // SHARE
    in_work = chats  # one of each chat waits no longer
    await intake.accept([message(number, chat_id=number % chats) for number in range(FULL + in_work)])
    room = asyncio.create_task(intake.room())
    await asyncio.sleep(0.1)
    assert not room.done()

    go.set()
    async with asyncio.timeout(5):
        await room
    await intake.stop(patience=0)

    assert len(handled) == 1


async def test_an_update_that_comes_twice_is_handled_once(intake: Intake, handler: Handler) -> None:
    await intake.accept([message(1), message(2)])
    await intake.settle()

    await intake.accept([message(1), message(2), message(3)])
    await intake.settle()

    assert handler.handled == [1, 2, 3]


async def test_what_a_crash_left_undone_is_handled_once_at_the_next_start(
    database: Database, intake: Intake, handler: Handler, clock: Clock
) -> None:
    handler.go.clear()
    await intake.accept([message(1), message(2)])
    await intake.stop(patience=0)  # as little is done as by a kill
    handler.go.set()

    restarted = Intake(Inbox(database), handler, clock)
    await restarted.start()
    await restarted.accept([message(1), message(2)])  # Telegram repeats what was not confirmed
    await restarted.settle()

    assert handler.handled == [1, 2]


async def test_an_orderly_stop_lets_the_running_handler_end(intake: Intake, handler: Handler) -> None:
    handler.go.clear()
    await intake.accept([message(1), message(2)])
    asyncio.get_running_loop().call_later(0.1, handler.go.set)

    await intake.stop(patience=5)

    assert handler.handled == [1]


async def test_an_update_that_fails_three_times_is_given_up_and_blocks_nothing(
    database: Database, intake: Intake, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    handler.failures = {1: 99}

    await intake.accept([message(1), message(2)])
    await intake.settle()

    assert handler.handled == [2]
    assert handler.failures == {1: 96}
    assert "update 1 is given up after 3 attempts" in caplog.text
    assert all(row.done_at for row in await rows(database))


async def test_attempts_that_killed_the_process_count(
    database: Database, intake: Intake, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox(database)
    await inbox.store([message(1)], datetime(2026, 1, 1, tzinfo=UTC))
    for _ in range(3):
        await inbox.begin(1)

    await intake.start()
    await intake.settle()

    assert handler.handled == []
    assert (await rows(database))[0].done_at is not None


async def test_what_people_wrote_is_not_logged(
    intake: Intake, handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    handler.failures = {1: 99}
    secret = message(1)
    secret["message"]["text"] = "my secret"

    await intake.accept([secret])
    await intake.settle()

    assert "my secret" not in caplog.text


async def test_presses_that_telegram_has_forgotten_are_dropped(
    database: Database, intake: Intake, handler: Handler, clock: Clock
) -> None:
    for update_id, age in ((1, 151), (2, 149)):
        press = {"update_id": update_id, "callback_query": {"id": "1", "from": {"id": 7}, "data": "v1|retire|x"}}
        await Inbox(database).store([press], clock.now - timedelta(seconds=age))

    await intake.start()
    await intake.settle()

    assert handler.handled == [2]


async def test_what_was_done_is_kept_for_two_days(database: Database, intake: Intake, clock: Clock) -> None:
    await intake.accept([message(1)])
    await intake.settle()
    clock.now += timedelta(days=1)
    await intake.accept([message(2)])
    await intake.settle()

    clock.now += timedelta(days=1, hours=1)
    await intake.accept([message(3)])
    await intake.settle()

    assert [row.id for row in await rows(database)] == [2, 3]


class Gatherer:
    """Takes the next update along when it handles the first; fails as often as it was told to."""

    def __init__(self, patience: float = 5, failures: int = 0) -> None:
        self.intake: Intake | None = None
        self.groups: list[tuple[int, ...]] = []
        self._patience = patience
        self._failures = failures

    async def __call__(self, body: Body) -> None:
        assert self.intake is not None
        group = (body["update_id"],)
        if body["update_id"] == 1:
            taken = await self.intake.take_next(7, lambda following: "text" in following["message"], self._patience)
            group += (taken["update_id"],) if taken else ()
        if self._failures:
            self._failures -= 1
            raise ValueError("told to fail")
        self.groups.append(group)


def gathering(database: Database, clock: Clock, gatherer: Gatherer) -> Intake:
    gatherer.intake = Intake(Inbox(database), gatherer, clock)
    return gatherer.intake


async def test_a_handler_may_take_the_next_update_of_its_chat_along(database: Database, clock: Clock) -> None:
    gatherer = Gatherer()
    intake = gathering(database, clock, gatherer)

    await intake.accept([message(1)])
    await intake.accept([message(9, chat_id=8)])
    await intake.accept([message(2), message(3)])
    await intake.settle()

    assert sorted(gatherer.groups) == [(1, 2), (3,), (9,)]
    assert all(row.done_at for row in await rows(database))


async def test_an_update_that_does_not_fit_is_left_and_ends_the_wait(database: Database, clock: Clock) -> None:
    gatherer = Gatherer()
    intake = gathering(database, clock, gatherer)
    picture = message(2)
    del picture["message"]["text"]

    await intake.accept([message(1), picture])
    async with asyncio.timeout(3):
        await intake.settle()

    assert gatherer.groups == [(1,), (2,)]


async def test_nobody_waits_for_the_next_update_longer_than_told(database: Database, clock: Clock) -> None:
    gatherer = Gatherer(patience=0.01)
    intake = gathering(database, clock, gatherer)

    await intake.accept([message(1)])
    await intake.settle()
    await intake.accept([message(2)])
    await intake.settle()

    assert gatherer.groups == [(1,), (2,)]


async def test_an_update_that_was_taken_along_waits_again_when_the_handler_fails(
    database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    gatherer = Gatherer(failures=1)
    intake = gathering(database, clock, gatherer)

    await intake.accept([message(1), message(2), message(3)])
    await intake.settle()

    assert gatherer.groups == [(1, 2), (3,)]


async def test_a_kill_while_waiting_for_the_next_update_loses_neither(
    database: Database, handler: Handler, clock: Clock
) -> None:
    async def hang(body: Body) -> None:
        await stopped.take_next(7, lambda _: True, 5)
        await asyncio.Event().wait()

    stopped = Intake(Inbox(database), hang, clock)
    await stopped.accept([message(1), message(2)])
    await asyncio.sleep(0.05)
    await stopped.stop(patience=0)

    restarted = Intake(Inbox(database), handler, clock)
    await restarted.start()
    await restarted.settle()

    assert handler.handled == [1, 2]


async def test_who_waits_for_the_next_update_leaves_the_slot_to_others(database: Database, clock: Clock) -> None:
    handled: list[int] = []
    anything = asyncio.Event()

    async def wait_or_note(body: Body) -> None:
        if body["update_id"] <= PARALLEL:
            await intake.take_next(body["update_id"], lambda _: True, 5)
        handled.append(body["update_id"])
        anything.set()

    intake = Intake(Inbox(database), wait_or_note, clock)
    await intake.accept([message(number, chat_id=number) for number in range(1, PARALLEL + 1)])
    await intake.accept([message(100, chat_id=100)])
    async with asyncio.timeout(4):
        await anything.wait()

    assert handled == [100]
    await intake.stop(patience=0)


@pytest.mark.parametrize(
    ("body", "chat_id"),
    [
        pytest.param({"update_id": 1, "message": {"chat": {"id": 5}, "from": {"id": 6}}}, 5, id="message"),
        pytest.param(
            {"update_id": 1, "callback_query": {"from": {"id": 6}, "message": {"chat": {"id": 5}}}}, 5, id="press"
        ),
        pytest.param({"update_id": 1, "callback_query": {"from": {"id": 6}}}, 6, id="press-on-an-inline-message"),
        pytest.param({"update_id": 1, "my_chat_member": {"chat": {"id": 5}, "from": {"id": 6}}}, 5, id="membership"),
        pytest.param({"update_id": 1, "inline_query": {"from": {"id": 6}}}, 6, id="inline-query"),
        pytest.param({"update_id": 1, "poll": {"id": "9"}}, 0, id="of-nobody"),
        pytest.param({"update_id": 1, "message": {"chat": "x", "message": 3}}, 0, id="malformed"),
        pytest.param({"update_id": 1}, 0, id="empty"),
    ],
)
def test_an_update_belongs_to_its_chat(body: Body, chat_id: int) -> None:
    assert chat_of(body) == chat_id
