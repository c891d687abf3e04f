"""The buttons of a digest: reading a fact, asking about it, having more, and having no more."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from handlers.context import App, Services
from knowledge.database import Database
from knowledge.model import Status
from scheduler.model import ChatKind, SubscriberState
from scheduler.tables import subscriber_topics
from tests.handlers.conftest import CURATOR, NOW, READER
from tests.handlers.telegram import Person, Wire, texts_of

GROUP: Mapping[str, Any] = {"id": -100, "type": "supergroup", "title": "Group"}
TOPICS = ("deepseek", "waic")


async def subscribe(services: Services, chat_id: int = READER, kind: ChatKind = ChatKind.PRIVATE) -> None:
    await services.subscribers.subscribe(
        chat_id, kind=kind, language="ar", topics=TOPICS, zone="Asia/Riyadh", minute=480, now=NOW
    )


async def openings(database: Database) -> dict[str, int]:
    query = select(subscriber_topics.c.topic_id, subscriber_topics.c.opened)
    async with database.read() as connection:
        return dict((await connection.execute(query)).all())


@pytest.mark.parametrize("action", ["read", "about"])
async def test_opening_a_fact_weighs_its_topic(
    action: str, reader: Person, services: Services, sqlite_database: Database
) -> None:
    await subscribe(services)

    calls = await reader.presses_data(f"v1|{action}|deepseek-users|ar")

    assert "بلغ عدد مستخدمي DeepSeek نحو 97 مليون مستخدم." in texts_of(calls)
    assert await openings(sqlite_database) == {"deepseek": 1, "waic": 0}
    data = await services.readers.data_of(READER)
    assert [shown["fact_id"] for shown in data.showings] == ["deepseek-users"]


async def test_what_is_written_next_is_about_the_fact(reader: Person, services: Services) -> None:
    await reader.presses_data("v1|about|waic-opening|ar")

    await reader.says("ومتى؟")

    (asked,) = await services.questions.newest(1)
    assert asked.text == "ومتى؟"
    assert asked.understood is not None
    assert "وايك" in asked.understood


async def test_only_the_next_message_is_about_the_fact(reader: Person, services: Services) -> None:
    await reader.presses_data("v1|about|waic-opening|ar")
    await reader.says("كم عدد مستخدمي ديب سيك")

    calls = await reader.says("كم عدد مستخدمي ديب سيك")

    assert "97 مليون" in texts_of(calls)
    assert [asked.understood for asked in await services.questions.newest(2)] == [None, None]


async def test_ways_of_asking_are_offered_and_asked(reader: Person, services: Services) -> None:
    (_, told) = await reader.presses_data("v1|about|waic-opening|ar")
    assert list(told.buttons) == ["من افتتح مؤتمر وايك"]

    calls = await reader.presses("من افتتح مؤتمر وايك")

    assert "افتتح لي تشيانغ" in texts_of(calls)
    (asked,) = await services.questions.newest(1)
    assert (asked.text, asked.status) == ("من افتتح مؤتمر وايك", Status.ANSWERED)


async def test_a_wording_that_is_there_no_more_is_a_stale_press(reader: Person) -> None:
    assert "قديم" in texts_of(await reader.presses_data("v1|wording|waic-opening|7|ar"))


async def test_unfinished_work_of_a_curator_is_not_left_for_a_question(curator: Person, services: Services) -> None:
    await curator.says("/add")

    calls = await curator.presses_data("v1|about|waic-opening|ar")

    assert "/cancel" in texts_of(calls)
    dialogue = await services.dialogues.get(CURATOR, CURATOR)
    assert dialogue is not None
    assert dialogue.kind == "draft"


async def test_a_link_in_a_channel_asks_about_its_fact(reader: Person, services: Services) -> None:
    calls = await reader.says("/start about-waic-opening")

    assert "افتتح لي تشيانغ مؤتمر وايك" in texts_of(calls)
    dialogue = await services.dialogues.get(READER, READER)
    assert dialogue is not None
    assert dialogue.kind == "about"


async def test_a_group_asks_about_a_fact_each_for_themselves(application: App, wire: Wire, services: Services) -> None:
    member = Person(application, wire, 11, chat=GROUP)
    calls = await member.presses_data("v1|about|waic-opening|ar")
    assert "ردًّا على هذه الرسالة" in texts_of(calls)

    overheard = await member.says("صباح الخير يا جماعة")
    await member.says("@marsad_bot ومتى؟")

    assert overheard == []
    (asked,) = await services.questions.newest(1)
    assert "وايك" in (asked.understood or "")


async def test_more_brings_the_next_facts_and_says_when_there_are_none(reader: Person, services: Services) -> None:
    await subscribe(services)
    await services.subscribers.change(READER, now=NOW, amount=1)

    first, second, last = [texts_of(await reader.presses_data("v1|digest-more")) for _ in range(3)]

    facts = {"افتتح لي تشيانغ مؤتمر وايك في شنغهاي.", "بلغ عدد مستخدمي DeepSeek نحو 97 مليون مستخدم."}
    assert {fact for fact in facts for text in (first, second) if fact in text} == facts
    assert "هذا كل ما لدينا في موضوعاتكم الآن" in last


async def test_stop_unsubscribes_at_once_and_can_be_undone(reader: Person, services: Services) -> None:
    await subscribe(services)

    calls = await reader.presses_data("v1|stop")

    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    assert await state_of(services, READER) is SubscriberState.LEFT
    await reader.presses("تراجع")
    assert await state_of(services, READER) is SubscriberState.ACTIVE


@pytest.mark.parametrize("data", ["v1|stop", "v1|digest-more", "v1|mute|waic"])
async def test_in_a_group_only_administrators_change_the_subscription(
    data: str, application: App, wire: Wire, services: Services
) -> None:
    await subscribe(services, GROUP["id"], ChatKind.GROUP)
    member = Person(application, wire, 11, chat=GROUP)

    refused = texts_of(await member.presses_data(data))
    wire.administrators.add(11)
    allowed = texts_of(await member.presses_data(data))

    assert "مشرفو" in refused
    assert "مشرفو" not in allowed


async def state_of(services: Services, chat_id: int) -> SubscriberState:
    subscriber = await services.subscribers.get(chat_id)
    assert subscriber is not None
    return subscriber.state


async def test_more_promises_nothing_when_all_topics_ended(reader: Person, services: Services) -> None:
    await subscribe(services)
    await services.subscribers.change(READER, now=NOW, topics=("gone",))

    said = texts_of(await reader.presses_data("v1|digest-more"))

    assert "فلن تصلكم النشرة حتى تختاروا غيره" in said
    assert "النشرة المقبلة" not in said
