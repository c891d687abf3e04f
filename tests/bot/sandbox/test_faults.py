import time

import httpx
import pytest
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.sandbox import NEWSROOM_ID, Sandbox
from bot.sandbox.faults import Fault, Faults
from tests.bot.sandbox.serving import connect, serve_sandbox


async def words(control: httpx.AsyncClient, person: int) -> list[str]:
    chats = (await control.get(f"/sandbox/people/{person}")).json()["chats"]
    return [message["text"] for message in chats[0]["messages"] if message["from"]["is_bot"]]


async def test_flood_strikes_as_often_as_told(layla: int, client: ExtBot[None], control: httpx.AsyncClient) -> None:
    await control.post("/sandbox/faults", json={"kind": "flood", "method": "sendMessage", "times": 2, "seconds": 7})

    for _ in range(2):
        with pytest.raises(RetryAfter, match="0:00:07"):
            await client.send_message(layla, "x")

    await client.send_message(layla, "at last")
    assert await words(control, layla) == ["at last"]


async def test_a_blocked_chat_leaves_others_alone(layla: int, client: ExtBot[None], sandbox: Sandbox) -> None:
    sandbox.faults.plan([Fault("blocked", chat_id=layla, times=None)])

    await client.send_message(NEWSROOM_ID, "x")

    for _ in range(2):
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await client.send_message(layla, "x")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault("error"), id="bad-gateway-in-html"),
        pytest.param(Fault("error", code=500, description="Internal Server Error: restart"), id="restart"),
    ],
)
async def test_server_errors(
    layla: int, client: ExtBot[None], sandbox: Sandbox, control: httpx.AsyncClient, fault: Fault
) -> None:
    sandbox.faults.plan([fault])

    with pytest.raises(NetworkError):
        await client.send_message(layla, "x")

    assert await words(control, layla) == []


async def test_a_lost_reply_comes_after_the_message_was_taken(
    layla: int, client: ExtBot[None], sandbox: Sandbox, control: httpx.AsyncClient
) -> None:
    sandbox.faults.plan([Fault("lost_reply")])

    with pytest.raises(NetworkError) as failure:
        await client.send_message(layla, "taken")

    assert isinstance(failure.value.__cause__, httpx.RemoteProtocolError)
    assert await words(control, layla) == ["taken"]


async def test_a_cut_connection_comes_before_the_message_is_taken(
    layla: int, client: ExtBot[None], sandbox: Sandbox, control: httpx.AsyncClient
) -> None:
    sandbox.faults.plan([Fault("cut")])

    with pytest.raises(NetworkError) as failure:
        await client.send_message(layla, "never taken")

    assert isinstance(failure.value.__cause__, httpx.RemoteProtocolError)
    assert await words(control, layla) == []
    assert [(call.status, call.fault) for call in sandbox.calls if call.method == "sendMessage"] == [(0, "cut")]


async def test_a_late_error_comes_after_the_message_was_taken(
    layla: int, client: ExtBot[None], sandbox: Sandbox, control: httpx.AsyncClient
) -> None:
    sandbox.faults.plan([Fault("late_error")])

    with pytest.raises(NetworkError, match="Bad Gateway"):
        await client.send_message(layla, "taken")

    assert await words(control, layla) == ["taken"]


async def test_a_slow_answer_comes_late(layla: int, client: ExtBot[None], sandbox: Sandbox) -> None:
    sandbox.faults.plan([Fault("slow", seconds=0.3)])
    started = time.monotonic()

    await client.send_message(layla, "x")

    assert time.monotonic() - started >= 0.3


async def test_a_migrated_group_names_its_new_id(client: ExtBot[None], sandbox: Sandbox) -> None:
    sandbox.faults.plan([Fault("migrate", chat_id=NEWSROOM_ID)])

    with pytest.raises(ChatMigrated) as failure:
        await client.send_message(NEWSROOM_ID, "x")

    moved = await client.send_message(failure.value.new_chat_id, "x")
    assert moved.chat.type == "supergroup"
    notices = [update.message for update in await client.get_updates()]
    assert [(notice.migrate_to_chat_id, notice.migrate_from_chat_id) for notice in notices if notice] == [
        (moved.chat_id, None),
        (None, NEWSROOM_ID),
    ]


def test_chance_repeats_itself_with_the_same_seed() -> None:
    def strikes(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.plan([Fault("flood", times=None, probability=0.5)])
        return [faults.strike("sendMessage", 1) is not None for _ in range(50)]

    assert strikes(1) == strikes(1)
    assert 10 < sum(strikes(1)) < 40


async def test_faults_are_listed_and_forgotten(control: httpx.AsyncClient) -> None:
    await control.post("/sandbox/faults", json=[{"kind": "flood"}, {"kind": "slow"}])
    listed = (await control.get("/sandbox/faults")).json()

    await control.delete("/sandbox/faults")

    assert [fault["kind"] for fault in listed] == ["flood", "slow"]
    assert (await control.get("/sandbox/faults")).json() == []


@pytest.mark.parametrize("fault", [{"kind": "earthquake"}, {"kind": "flood", "often": True}])
async def test_unknown_faults_are_refused(control: httpx.AsyncClient, fault: dict[str, object]) -> None:
    assert (await control.post("/sandbox/faults", json=fault)).status_code == 400


def test_seconds_are_drawn_from_a_range_as_the_seed_has_it() -> None:
    fault = Fault("flood", times=None, seconds=1, most_seconds=5)
    drawn = []
    for seed in (1, 1, 2):
        faults = Faults(seed)
        faults.plan([fault])
        drawn.append([struck.seconds for _ in range(50) if (struck := faults.strike("sendMessage", 1))])

    assert drawn[0] == drawn[1] != drawn[2]
    assert 1 <= min(drawn[0]) < 2
    assert 4 < max(drawn[0]) <= 5


async def test_the_record_says_when_a_call_came_and_was_answered_and_what_struck_it() -> None:
    sandbox = Sandbox()
    sandbox.faults.plan([Fault("slow", method="getMe", seconds=0.3)])

    async with serve_sandbox(sandbox) as address, connect(address):
        (call,) = sandbox.calls

    assert (call.method, call.fault) == ("getMe", "slow")
    assert (call.answered - call.at).total_seconds() >= 0.3
