"""Curators see the next digest as any subscriber would get it, and nothing comes of it."""

from handlers.context import Services
from scheduler.model import ChatKind
from tests.handlers.conftest import CURATOR, NOW
from tests.handlers.telegram import Call, Person, texts_of

CHANNEL = -1005


async def subscribe(
    services: Services, chat_id: int, *topics: str, kind: ChatKind = ChatKind.PRIVATE, language: str = "ar"
) -> None:
    await services.subscribers.subscribe(
        chat_id, kind=kind, language=language, topics=topics, zone="Asia/Riyadh", minute=480, now=NOW
    )


def shown(calls: list[Call]) -> list[str]:
    """The messages between the lines that mark them as a preview."""
    messages = [call.text for call in calls if call.method == "sendMessage"]
    assert messages[0].startswith("👁 معاينة")
    assert messages[-1] == "👁 انتهت المعاينة."
    return messages[1:-1]


async def test_ones_own_is_shown_for_the_hour_when_it_comes(curator: Person, services: Services) -> None:
    await subscribe(services, CURATOR, "deepseek")

    (digest,) = shown(await curator.says("/preview"))

    assert "السبت 2 أغسطس 2025" in digest
    assert "97 مليون" in digest
    assert "وايك" not in digest


async def test_without_a_subscription_it_is_a_newcomers(curator: Person) -> None:
    (digest,) = shown(await curator.says("/preview"))

    assert "97 مليون" in digest
    assert "افتتح لي تشيانغ" in digest


async def test_nothing_is_noted_or_owed(curator: Person, services: Services) -> None:
    await subscribe(services, CURATOR, "deepseek")

    first, second = [shown(await curator.says("/preview")) for _ in range(2)]

    assert first == second
    assert (await services.readers.data_of(CURATOR)).showings == ()
    assert await services.ledger.of_chat(CURATOR) == []


async def test_it_can_be_seen_in_another_language(curator: Person, services: Services) -> None:
    await subscribe(services, CURATOR, "deepseek")
    await curator.says("/preview")

    (digest,) = shown(await curator.presses("English"))

    assert "DeepSeek had about 97 million users." in digest


async def test_it_can_be_seen_with_other_topics(curator: Person, services: Services) -> None:
    await subscribe(services, CURATOR, "deepseek")
    await curator.says("/preview")
    await curator.presses("موضوعات أخرى")
    await curator.presses("مؤتمر وايك")
    await curator.presses("✓ ديب سيك")

    (digest,) = shown(await curator.presses("معاينة"))

    assert "افتتح لي تشيانغ" in digest
    assert "97 مليون" not in digest


async def test_a_channels_is_shown_as_the_channel_gets_it(curator: Person, services: Services) -> None:
    await subscribe(services, CHANNEL, "waic", kind=ChatKind.CHANNEL, language="en")

    calls = await curator.says(f"/preview {CHANNEL}")

    (digest,) = shown(calls)
    assert "Li Qiang opened WAIC in Shanghai." in digest
    assert str(CHANNEL) in texts_of(calls[:1])
    assert "https://t.me/marsad_bot?start=fact-waic-opening" in calls[1].buttons.values()


async def test_a_chat_without_a_subscription_is_told_apart_from_no_chat(curator: Person) -> None:
    assert texts_of(await curator.says("/preview 4711")) == "لا اشتراك لهذه المحادثة."
    assert "رقم المحادثة" in texts_of(await curator.says("/preview ليلى"))


async def test_where_nothing_is_new_it_says_so(curator: Person, services: Services) -> None:
    await subscribe(services, CURATOR, "deepseek")
    await services.digests.send_now(CURATOR, NOW)

    calls = await curator.says("/preview")

    assert shown(calls) == []
    assert "لا جديد" in texts_of(calls)


async def test_readers_see_nobodys(reader: Person, services: Services) -> None:
    await subscribe(services, CURATOR, "deepseek")

    assert "97 مليون" not in texts_of(await reader.says(f"/preview {CURATOR}"))
    assert "97 مليون" not in texts_of(await reader.presses_data(f"v1|preview|ar|{CURATOR}|0"))
