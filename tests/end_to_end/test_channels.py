"""A channel's digest, set up in private by whoever may post there, over the sandbox's real HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox.model import BOT_ID
from handlers.texts import texts_in
from knowledge.database import Database
from scheduler.model import ChatKind, Subscriber, SubscriberState
from scheduler.subscribing.subscribers import Subscribers
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import Person, Stage, stage_on, unmarked, url_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory, copy_base: CopyBase) -> AsyncIterator[Stage]:
    base = copy_base(tmp_path_factory.mktemp("channels"))
    async with stage_on(base) as stage, stage.bot():
        yield stage


class Channel:
    """A channel that the person administers, and its subscription."""

    def __init__(self, stage: Stage, channel_id: int, name: str, person: Person) -> None:
        self.id = channel_id
        self.name = name
        self.person = person
        self._stage = stage

    async def bot_becomes(self, status: str, *, silent: bool = False) -> list[Any]:
        """What the person hears of it in private."""
        by = {"status": status, "by": self.person.id, "silent": silent}
        await self._stage.post(f"chats/{self.id}/bot", by)
        return await self.person.hears()

    async def subscriber(self) -> Subscriber | None:
        database = Database(url_of(self._stage.base))
        try:
            return await Subscribers(database).get(self.id)
        finally:
            await database.close()


_numbers = iter(range(1, 100))


@pytest_asyncio.fixture(loop_scope="module")
async def person(stage: Stage, request: pytest.FixtureRequest) -> Person:
    person = await stage.newcomer(getattr(request, "param", "ar"))
    await person.says("/cancel")
    return person


@pytest_asyncio.fixture(loop_scope="module")
async def channel(stage: Stage, person: Person) -> Channel:
    """The bot may post in it."""
    return await a_channel(stage, person)


async def a_channel(
    stage: Stage, person: Person, status: str = "creator", bot: str = "administrator", silent: tuple[int, ...] = ()
) -> Channel:
    number = next(_numbers)
    members = {str(person.id): status, str(BOT_ID): bot}
    about = {"id": -1001234500000 - number, "title": f"قناة {number}", "username": f"channel_{number}"}
    made = await stage.post("chats", {"type": "channel", "members": members, "silent": silent, **about})
    return Channel(stage, made["id"], about["username"], person)


def refusal(person: Person, reason: str, title: str) -> str:
    return unmarked(texts_in(person.language).plain("channel-refused", reason=reason, title=title))


async def choose_all(person: Person) -> None:
    await person.presses("ديب سيك")
    await person.presses("التالي")
    await person.presses("8:00")
    await person.presses("الرياض")


@pytest.mark.parametrize("way", ["name", "link", "post-link", "id", "private-link"])
async def test_an_administrator_sets_up_the_digest_of_a_channel_in_private(
    person: Person, channel: Channel, way: str
) -> None:
    number = str(channel.id).removeprefix("-100")
    ways = {
        "name": f"@{channel.name}",
        "link": f"https://t.me/{channel.name}",
        "post-link": f"t.me/{channel.name}/12?single",
        "id": str(channel.id),
        "private-link": f"https://t.me/c/{number}/7",
    }
    await person.says(f"/subscribe {ways[way]}")
    await choose_all(person)
    await person.presses("اشتراك")

    subscriber = await channel.subscriber()
    assert subscriber is not None
    assert (subscriber.kind, subscriber.state) == (ChatKind.CHANNEL, SubscriberState.ACTIVE)
    assert "نشرة قناة" in (await person.chat())[-1].text


async def test_a_forwarded_post_names_its_channel(stage: Stage, person: Person, channel: Channel) -> None:
    post = await stage.post(f"people/{person.id}/messages", {"text": "خبر", "chat_id": channel.id})
    await person.says("/subscribe")
    await person.presses("نشرة لقناة تديرونها")

    forwarded = {"forward_from": channel.id, "message_id": post["message_id"]}
    await stage.post(f"people/{person.id}/messages", forwarded)
    await person.hears()
    await choose_all(person)
    await person.presses("اشتراك")

    assert await channel.subscriber() is not None


async def test_a_forwarded_post_that_nobody_asked_for_is_a_question(
    stage: Stage, person: Person, channel: Channel
) -> None:
    post = await stage.post(f"people/{person.id}/messages", {"text": "كم عدد مستخدمي ديب سيك؟", "chat_id": channel.id})

    await stage.post(f"people/{person.id}/messages", {"forward_from": channel.id, "message_id": post["message_id"]})

    assert "97 مليون" in (await person.hears())[0].text


async def test_what_names_no_channel_is_asked_for_again(person: Person) -> None:
    await person.says("/subscribe")
    await person.presses("نشرة لقناة تديرونها")

    (said,) = await person.says("قناتي الجميلة")

    assert "/cancel" in said.text


async def test_whoever_lets_the_bot_in_gets_a_button_to_set_up_the_digest(stage: Stage, person: Person) -> None:
    channel = await a_channel(stage, person, bot="left")

    (said,) = await channel.bot_becomes("administrator")
    await person.presses("إعداد نشرة القناة")
    await choose_all(person)
    await person.presses("اشتراك")

    assert channel.name.rpartition("_")[2] in said.text
    assert await channel.subscriber() is not None


async def test_whoever_never_wrote_to_the_bot_is_not_written_to(stage: Stage) -> None:
    stranger = await stage.newcomer()
    channel = await a_channel(stage, stranger, bot="left")

    assert await channel.bot_becomes("administrator") == []


@pytest.mark.parametrize(
    ("status", "bot", "silent", "reason"),
    [
        pytest.param("creator", "left", (), "bot-outside", id="the-bot-is-outside"),
        pytest.param("creator", "kicked", (), "bot-outside", id="the-bot-was-thrown-out"),
        pytest.param("creator", "administrator", (BOT_ID,), "bot-mute", id="the-bot-may-not-post"),
        pytest.param("member", "administrator", (), "not-yours", id="a-reader"),
        pytest.param("left", "administrator", (), "not-yours", id="a-stranger"),
        pytest.param("administrator", "administrator", (0,), "no-right", id="who-may-not-post"),
    ],
)
@pytest.mark.parametrize("person", ["ar", "en"], indirect=True)
async def test_what_is_missing_is_said(  # noqa: PLR0917 (a table)
    stage: Stage, person: Person, status: str, bot: str, silent: tuple[int, ...], reason: str
) -> None:
    silenced = tuple(one or person.id for one in silent)
    channel = await a_channel(stage, person, status, bot, silenced)

    (said,) = await person.says(f"/subscribe @{channel.name}")

    assert said.text == refusal(person, reason, f"قناة {channel.name.rpartition('_')[2]}")
    assert await channel.subscriber() is None


async def test_a_channel_that_is_not_there_and_a_group_are_told_apart(stage: Stage, person: Person) -> None:
    group = {"type": "supergroup", "title": "مجموعة", "username": "a_group", "members": {str(person.id): "creator"}}
    await stage.post("chats", group)

    unknown, a_group = await person.says("/subscribe @nobody_is_here"), await person.says("/subscribe @a_group")
    somebody = await person.says(f"/subscribe -100{person.id}00000")

    assert unknown[0].text == refusal(person, "unknown", "@nobody_is_here")
    assert a_group[0].text == refusal(person, "group", "مجموعة")
    assert somebody[0].text.startswith("لم نجد قناة")


async def test_an_administrator_who_is_one_no_more_is_refused_at_the_next_press_and_message(
    stage: Stage, person: Person, channel: Channel
) -> None:
    await person.says(f"/subscribe @{channel.name}")
    await person.presses("ديب سيك")
    await person.presses("التالي")
    await person.presses("ساعة أخرى")
    chat = stage.sandbox.chats[channel.id]
    stage.sandbox.announce(chat.with_member(person.id, "member"))

    (typed,) = await person.says("9:00")
    pressed = await person.presses_data(f"v1|hour|480|c{channel.id}")
    settings = await person.says(f"/settings @{channel.name}")

    answers = [typed.text, pressed[-1], settings[-1].text]
    assert answers == [refusal(person, "not-yours", chat.title)] * 3
    assert await channel.subscriber() is None


async def test_settings_of_a_channel_act_on_the_channel_alone(stage: Stage, person: Person, channel: Channel) -> None:
    await person.says("/subscribe")
    await choose_all(person)
    await person.presses("اشتراك")
    await person.says(f"/subscribe @{channel.name}")
    await choose_all(person)
    await person.presses("اشتراك")

    await person.says(f"/settings @{channel.name}")
    await person.presses("عدد المعلومات")
    await person.presses("10")

    database = Database(url_of(stage.base))
    own = await Subscribers(database).get(person.id)
    await database.close()
    subscriber = await channel.subscriber()
    assert own is not None
    assert subscriber is not None
    assert (own.amount, subscriber.amount) == (3, 10)


async def test_a_press_about_another_chat_than_the_dialogue_changes_nothing(person: Person, channel: Channel) -> None:
    await person.says("/subscribe")
    await person.presses("ديب سيك")

    pressed = await person.presses_data(f"v1|ticked|c{channel.id}")

    assert "قديم" in pressed[0]


async def test_a_channel_is_unsubscribed_and_that_is_undone(person: Person, channel: Channel) -> None:
    await person.says(f"/subscribe @{channel.name}")
    await choose_all(person)
    await person.presses("اشتراك")

    await person.says(f"/unsubscribe @{channel.name}")
    left = await channel.subscriber()
    await person.presses("تراجع")
    back = await channel.subscriber()

    assert left is not None
    assert back is not None
    assert (left.state, back.state) == (SubscriberState.LEFT, SubscriberState.ACTIVE)


@pytest.mark.parametrize(("status", "silent"), [("left", False), ("kicked", False), ("administrator", True)])
async def test_a_channel_where_the_bot_may_post_again_goes_on(
    person: Person,
    channel: Channel,
    status: str,
    silent: bool,
) -> None:
    await person.says(f"/subscribe @{channel.name}")
    await choose_all(person)
    await person.presses("اشتراك")

    await channel.bot_becomes(status, silent=silent)
    lost = await channel.subscriber()
    (said,) = await channel.bot_becomes("administrator")
    back = await channel.subscriber()

    assert lost is not None
    assert back is not None
    assert (lost.state, back.state) == (SubscriberState.BLOCKED, SubscriberState.ACTIVE)
    assert "مستمرة كما كانت" in said.text


async def test_a_command_posted_in_the_channel_is_not_answered_there(
    stage: Stage, person: Person, channel: Channel
) -> None:
    await stage.post(f"people/{person.id}/messages", {"text": "/subscribe", "chat_id": channel.id})
    await stage.settle()

    assert [message for message in stage.sandbox.messages[channel.id].values() if message.from_bot] == []
    assert await channel.subscriber() is None
