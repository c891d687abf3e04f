import json

import httpx
from telegram.ext import ExtBot

from bot.sandbox import LAYLA_ID, Sandbox, people


async def test_calls_are_kept_with_their_outcome(layla: int, client: ExtBot[None], control: httpx.AsyncClient) -> None:
    await client.send_message(layla, "one", reply_markup={"inline_keyboard": []})  # type: ignore[arg-type]
    await control.get(f"/bot1:a/sendmessage?chat_id={layla}&text=")

    calls = (await control.get(f"/sandbox/calls?method=sendMessage&chat_id={layla}")).json()

    assert [(call["status"], call["parameters"]["text"]) for call in calls] == [(200, "one"), (400, "")]
    assert calls[0]["outcome"]["text"] == "one"
    assert calls[1]["outcome"] == "Bad Request: message text is empty"


async def test_calls_are_forgotten(layla: int, control: httpx.AsyncClient) -> None:
    await control.delete("/sandbox/calls")

    assert (await control.get("/sandbox/calls")).json() == []


async def test_reset_empties_the_chats(layla: int, client: ExtBot[None], control: httpx.AsyncClient) -> None:
    await client.set_my_commands([("help", "stays")])

    await control.post("/sandbox/reset")

    chat = (await control.get(f"/sandbox/people/{layla}")).json()["chats"][0]
    assert (chat["messages"], chat["bot_status"]) == ([], None)
    assert chat["commands"][0]["description"] == "stays"


async def test_an_update_is_handed_over_as_it_is(client: ExtBot[None], control: httpx.AsyncClient) -> None:
    chosen = {"result_id": "1", "query": "x", "from": {"id": 5, "is_bot": False, "first_name": "Omar"}}
    raw = {"kind": "chosen_inline_result", "update_id": 500_000_000, "body": chosen}

    await control.post("/sandbox/updates", json=raw)

    assert [update.update_id for update in await client.get_updates()] == [500_000_000]


async def test_half_a_surrogate_pair_travels_in_an_update(layla: int, control: httpx.AsyncClient) -> None:
    update = b'{"kind": "message", "body": {"text": "\\ud83d"}}'

    await control.post("/sandbox/updates", content=update, headers={"content-type": "application/json"})
    answer = (await control.get("/bot1:a/getUpdates")).json()

    assert answer["result"][-1]["message"]["text"] == "\ud83d"


async def test_typing_is_seen_until_the_message(layla: int, client: ExtBot[None], control: httpx.AsyncClient) -> None:
    async def typing() -> float:
        chat = (await control.get(f"/sandbox/people/{layla}")).json()["chats"][0]
        return float(chat["typing"])

    await client.send_chat_action(layla, "typing")
    before = await typing()
    await client.send_message(layla, "x")

    assert (before, await typing()) == (5, 0)


async def test_events_tell_what_happens(sandbox: Sandbox, control: httpx.AsyncClient) -> None:
    async with control.stream("GET", "/sandbox/events") as stream:
        lines = (line async for line in stream.aiter_lines() if line.startswith("data"))
        hello = await anext(lines)
        people.say(sandbox, LAYLA_ID, "سلام")
        heard = [json.loads((await anext(lines)).removeprefix("data: ")) for _ in range(2)]

    assert hello == 'data: {"type": "hello"}'
    assert [event["type"] for event in heard] == ["chat", "message"]
    assert heard[1]["message"]["text"] == "سلام"


async def test_deleted_messages_go(layla: int, client: ExtBot[None], control: httpx.AsyncClient) -> None:
    sent = [await client.send_message(layla, word) for word in ("a", "b", "c")]

    await client.delete_messages(layla, [sent[0].message_id, sent[1].message_id, 99])

    messages = (await control.get(f"/sandbox/people/{layla}")).json()["chats"][0]["messages"]
    assert [message["text"] for message in messages] == ["/start", "c"]


async def test_methods_are_found_in_any_case_and_any_form(layla: int, control: httpx.AsyncClient) -> None:
    parameters = {"chat_id": str(layla), "text": "x"}
    sent = [
        await control.get("/bot1:a/SENDMESSAGE", params=parameters),
        await control.post("/bot1:a/sendmessage", data=parameters),
        await control.post("/bot1:a/sendMessage", json=parameters),
        await control.post("/bot1:a/sendMessage", files={name: (None, value) for name, value in parameters.items()}),
    ]

    assert [answer.status_code for answer in sent] == [200] * 4


async def test_nonsense_is_a_bad_request(control: httpx.AsyncClient) -> None:
    assert (await control.get("/sandbox/people/99")).status_code == 409
    assert (await control.post("/sandbox/chats/x/migrate")).status_code == 400
