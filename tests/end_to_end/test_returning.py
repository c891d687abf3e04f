"""Who blocks the bot or throws it out and lets it in again, and groups that move, over the sandbox's real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from knowledge.database import Database
from scheduler.model import Subscriber, SubscriberState
from scheduler.subscribing.subscribers import Subscribers
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import Person, Stage, stage_on, url_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory, copy_base: CopyBase) -> AsyncIterator[Stage]:
    base = copy_base(tmp_path_factory.mktemp("returning"))
    async with stage_on(base) as stage, stage.bot():
        yield stage


class Group:
    """A group in which the person decides, seen through the sandbox."""

    def __init__(self, stage: Stage, group_id: int, person: Person) -> None:
        self.id = group_id
        self.person = person
        self._stage = stage

    async def says(self, text: str) -> None:
        await self._stage.post(f"people/{self.person.id}/messages", {"text": text, "chat_id": self.id})
        await self._stage.settle()

    async def presses(self, label: str, of: int | None = None) -> None:
        """The newest button with this label; ``of``: the chat in which it was shown, if that moved since."""
        shown = self._stage.sandbox.messages[of or self.id].values()
        for message in sorted(shown, key=lambda message: -message.id):
            rows: list[list[dict[str, Any]]] = (message.markup or {}).get("inline_keyboard", [])
            for button in (button for row in rows for button in row if label in button["text"]):
                press = {"message_id": message.id, "data": button["callback_data"], "chat_id": self.id}
                await self._stage.post(f"people/{self.person.id}/presses", press)
                await self._stage.settle()
                return
        raise AssertionError(f"no button {label!r}")

    async def bot_becomes(self, status: str) -> None:
        await self._stage.post(f"chats/{self.id}/bot", {"status": status, "by": self.person.id})
        await self._stage.settle()


async def subscriber_of(stage: Stage, chat_id: int) -> Subscriber | None:
    database = Database(url_of(stage.base))
    try:
        return await Subscribers(database).get(chat_id)
    finally:
        await database.close()


@pytest_asyncio.fixture(loop_scope="module")
async def person(stage: Stage) -> Person:
    person = await stage.newcomer()
    await person.says("/cancel")
    return person


@pytest_asyncio.fixture(loop_scope="module")
async def group(stage: Stage, person: Person) -> Group:
    made = await stage.post("chats", {"type": "group", "title": "مجموعة", "members": {str(person.id): "creator"}})
    return Group(stage, made["id"], person)


async def subscribe(chat: Person | Group) -> None:
    await chat.says("/subscribe")
    for label in ("ديب سيك", "التالي", "8:00", "الرياض", "اشتراك"):
        await chat.presses(label)


async def test_whoever_unblocks_the_bot_is_told_that_the_digest_goes_on_and_how_to_stop(
    stage: Stage, person: Person
) -> None:
    await subscribe(person)
    await person.blocks()
    blocked = await subscriber_of(stage, person.id)

    await stage.post(f"people/{person.id}/messages", {"start": ""})
    (said,) = await person.hears()

    back = await subscriber_of(stage, person.id)
    assert blocked is not None
    assert back is not None
    assert (blocked.state, back.state) == (SubscriberState.BLOCKED, SubscriberState.ACTIVE)
    assert back.next_due_at is not None
    assert back.next_due_at > datetime.now(UTC)
    assert "نشرتكم مستمرة" in said.text
    assert "لإيقافها: /unsubscribe" in said.text


async def test_a_group_that_lets_the_bot_in_again_has_its_digest_again(stage: Stage, group: Group) -> None:
    await subscribe(group)
    await group.bot_becomes("kicked")
    lost = await subscriber_of(stage, group.id)

    await group.bot_becomes("member")

    back = await subscriber_of(stage, group.id)
    assert lost is not None
    assert back is not None
    assert (lost.state, back.state) == (SubscriberState.BLOCKED, SubscriberState.ACTIVE)


async def test_a_group_that_left_is_not_subscribed_by_letting_the_bot_in(stage: Stage, group: Group) -> None:
    await subscribe(group)
    await group.says("/unsubscribe")
    await group.bot_becomes("kicked")

    await group.bot_becomes("member")

    left = await subscriber_of(stage, group.id)
    assert left is not None
    assert left.state is SubscriberState.LEFT


async def test_a_group_that_moves_keeps_its_subscription_and_what_was_being_chosen(stage: Stage, group: Group) -> None:
    await subscribe(group)
    await group.says("/settings")
    await group.presses("الساعة")

    old = group.id
    group.id = (await stage.post(f"chats/{old}/migrate", {}))["id"]
    await stage.settle()
    await group.presses("20:00", of=old)

    moved = await subscriber_of(stage, group.id)
    assert await subscriber_of(stage, old) is None
    assert moved is not None
    assert (moved.state, moved.minute) == (SubscriberState.ACTIVE, 20 * 60)


async def test_news_of_a_move_in_the_wrong_order_and_twice_change_nothing_more(stage: Stage, group: Group) -> None:
    await subscribe(group)
    old, new = group.id, (await stage.post(f"chats/{group.id}/migrate", {}))["id"]

    news = [("migrate_from_chat_id", new, old), ("migrate_to_chat_id", old, new)] * 2
    who = {"id": group.person.id, "is_bot": False, "first_name": "Reader"}
    for number, (kind, chat_id, other) in enumerate(news):
        chat = {"id": chat_id, "type": "supergroup" if chat_id == new else "group", "title": "مجموعة"}
        body = {"message_id": 900 + number, "date": 1_700_000_000, "from": who, "chat": chat, kind: other}
        await stage.post("updates", {"kind": "message", "body": body, "queue": chat_id})
    await asyncio.gather(stage.settle(), stage.settle())

    moved = await subscriber_of(stage, new)
    assert await subscriber_of(stage, old) is None
    assert moved is not None
    assert moved.state is SubscriberState.ACTIVE
