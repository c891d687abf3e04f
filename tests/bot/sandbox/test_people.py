import httpx
import pytest
from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import ExtBot

from bot.sandbox import CURATOR_ID, LAYLA_ID, NEWSROOM_ID, TOM_ID, Sandbox, people
from bot.sandbox.errors import RefusedError


async def last_update(client: ExtBot[None]) -> Update:
    update: Update = (await client.get_updates())[-1]
    return update


async def test_a_deep_link_brings_its_parameter(client: ExtBot[None], sandbox: Sandbox) -> None:
    people.start(sandbox, LAYLA_ID, "fact_deepseek-users")

    message = (await last_update(client)).message

    assert message is not None
    assert message.text == "/start fact_deepseek-users"
    assert message.entities[0].type == "bot_command"


def test_a_malformed_parameter_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(RefusedError):
        people.start(sandbox, LAYLA_ID, "two words")


async def test_an_edit_brings_an_edited_message(layla: int, client: ExtBot[None], sandbox: Sandbox) -> None:
    said = people.say(sandbox, layla, "one")

    people.edit(sandbox, layla, said.id, "two")

    edited = (await last_update(client)).edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("two", said.id)
    assert edited.edit_date is not None


def test_people_edit_only_what_they_wrote(layla: int, sandbox: Sandbox) -> None:
    with pytest.raises(RefusedError):
        people.edit(sandbox, layla, 99, "x")


@pytest.mark.parametrize("text", [pytest.param(" ", id="blank"), pytest.param("x" * 4097, id="long")])
def test_people_cannot_say_what_telegram_would_not_send(layla: int, sandbox: Sandbox, text: str) -> None:
    with pytest.raises(RefusedError):
        people.say(sandbox, layla, text)


async def test_half_a_surrogate_pair_is_not_sent(layla: int, sandbox: Sandbox, control: httpx.AsyncClient) -> None:
    escaped = b'{"text": "\\ud83d"}'

    refused = await control.post(
        f"/sandbox/people/{layla}/messages", content=escaped, headers={"content-type": "application/json"}
    )

    assert refused.status_code == 400
    assert not sandbox.updates.pending()


async def test_blocking_and_unblocking_are_announced(
    layla: int, client: ExtBot[None], control: httpx.AsyncClient
) -> None:
    await control.post(f"/sandbox/people/{layla}/block", json={"blocked": True})
    blocked = (await last_update(client)).my_chat_member
    refused = await control.post(f"/sandbox/people/{layla}/messages", json={"text": "x"})
    await control.post(f"/sandbox/people/{layla}/messages", json={"start": ""})
    returned = (await client.get_updates())[-2].my_chat_member

    assert blocked is not None
    assert returned is not None
    assert blocked.new_chat_member.status == ChatMemberStatus.BANNED
    assert refused.status_code == 409
    assert returned.new_chat_member.status == ChatMemberStatus.MEMBER


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        pytest.param("/latest", True, id="command"),
        pytest.param("/latest@marsad_sandbox_bot", True, id="command-to-us"),
        pytest.param("/latest@other_bot", False, id="command-to-another"),
        pytest.param("@marsad_sandbox_bot who?", True, id="mention"),
        pytest.param("good morning", False, id="talk"),
    ],
)
def test_a_group_keeps_its_talk_to_itself(sandbox: Sandbox, text: str, *, heard: bool) -> None:
    people.say(sandbox, TOM_ID, text, chat_id=NEWSROOM_ID)

    assert bool(sandbox.updates.pending()) is heard


async def test_a_reply_in_a_group_is_heard(client: ExtBot[None], sandbox: Sandbox) -> None:
    sent = await client.send_message(NEWSROOM_ID, "?")

    people.say(sandbox, TOM_ID, "yes", chat_id=NEWSROOM_ID, reply_to=sent.message_id)

    message = (await last_update(client)).message
    assert message is not None
    assert message.reply_to_message == sent


def test_strangers_do_not_write_into_a_chat(sandbox: Sandbox) -> None:
    with pytest.raises(RefusedError):
        people.say(sandbox, LAYLA_ID, "x", chat_id=TOM_ID)


async def test_new_people_and_groups(client: ExtBot[None], control: httpx.AsyncClient) -> None:
    person = (await control.post("/sandbox/people", json={"first_name": "Omar", "language_code": "fr"})).json()
    group = {"title": "Forum", "type": "supergroup", "is_forum": True, "members": {person["id"]: "creator"}}
    chat = (await control.post("/sandbox/chats", json=group)).json()

    sent = await client.send_message(chat["id"], "x", message_thread_id=7)

    assert (sent.chat.is_forum, sent.message_thread_id) == (True, 7)
    await control.post(f"/sandbox/chats/{chat['id']}/bot", json={"status": "administrator", "by": person["id"]})
    promoted = (await last_update(client)).my_chat_member
    assert promoted is not None
    assert promoted.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR


async def test_a_channel_takes_posts_of_administrators(client: ExtBot[None], control: httpx.AsyncClient) -> None:
    channel = {"title": "News", "type": "channel", "members": {CURATOR_ID: "creator"}}
    chat = (await control.post("/sandbox/chats", json=channel)).json()

    with pytest.raises(Exception, match=r"(?i)need administrator rights in the channel chat"):
        await client.send_message(chat["id"], "x")

    await control.post(f"/sandbox/chats/{chat['id']}/bot", json={"status": "administrator", "by": CURATOR_ID})
    assert (await client.send_message(chat["id"], "x")).sender_chat is not None
