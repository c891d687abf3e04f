"""An owner writes to subscribers: what was seen is what goes out, to whom it was for, unless it is undone."""

from datetime import datetime, timedelta

import pytest

from handlers.context import Services
from handlers.texts import texts_in
from knowledge.database import Database
from scheduler.campaigns.rows import CampaignState
from scheduler.model import ChatKind
from scheduler.sending.leader import Leader
from scheduler.sending.outage import Outage, Outages
from scheduler.sending.outbox import Done, Outbox
from scheduler.sending.transport import Sent
from tests.handlers.conftest import NOW
from tests.handlers.telegram import Person, texts_of

BOLD = [{"type": "bold", "offset": 0, "length": 5}]


@pytest.fixture(autouse=True)
async def _subscribers(services: Services) -> None:
    """Two people who read Arabic, one who reads English, and a group."""
    for chat_id, kind, language, topic in (
        (1, ChatKind.PRIVATE, "ar", "deepseek"),
        (2, ChatKind.PRIVATE, "ar", "waic"),
        (3, ChatKind.PRIVATE, "en", "deepseek"),
        (-4, ChatKind.GROUP, "ar", "deepseek"),
    ):
        await services.subscribers.subscribe(
            chat_id, kind=kind, language=language, topics=(topic,), zone="UTC", minute=0, now=NOW
        )


async def write(owner: Person, translation: str | None = None) -> None:
    await owner.says("/broadcast")
    await owner.sends(text="مرحبا <b>بكم</b>", entities=BOLD)
    if translation is None:
        await owner.presses("تخطٍّ")
    else:
        await owner.says(translation)


async def arrived(services: Services, database: Database, now: datetime) -> dict[int, str]:
    """What goes out at this time, by chat."""
    await services.campaigns.advance(now)
    outbox = Outbox(database)
    leased = await outbox.exchange((), "test", 30, now)
    await outbox.finish([Done(one, Sent(1)) for one in leased], "test", now)
    return {one.chat_id: one.content.body["html"] for one in leased}


async def test_the_preview_is_what_arrives_with_its_formatting(
    owner: Person, services: Services, sqlite_database: Database
) -> None:
    await write(owner, "Welcome")
    *cards, decision = await owner.presses("التالي")

    shown = [card.parameters["text"] for card in cards if card.method == "sendMessage"]
    assert shown == ["<b>مرحبا</b> &lt;b&gt;بكم&lt;/b&gt;", "Welcome"]
    assert all("إلغاء الاشتراك" in card.buttons or "Unsubscribe" in card.buttons for card in cards if card.text)
    assert "تصل إلى 4 محادثات" in decision.text
    assert "دقيقة أو أقل" in decision.text
    await owner.presses("إرسال")
    sent = await arrived(services, sqlite_database, NOW + timedelta(minutes=1))
    assert sent == {1: shown[0], 2: shown[0], 3: "Welcome", -4: shown[0]}


async def test_one_language_is_enough(owner: Person, services: Services, sqlite_database: Database) -> None:
    await write(owner)
    decision = (await owner.presses("التالي"))[-1]
    await owner.presses("إرسال")

    assert "تصل بهذه اللغة إلى الجميع" in decision.text
    assert set(await arrived(services, sqlite_database, NOW + timedelta(minutes=1))) == {1, 2, 3, -4}


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param(["من يقرأ بالإنجليزية"], {3}, id="a-language"),
        pytest.param(["ديب سيك"], {1, 3, -4}, id="a-topic"),
        pytest.param(["ديب سيك", "المجموعات"], {1, 3}, id="a-topic-and-people-only"),
        pytest.param(["المجموعات"], {1, 2, 3}, id="people-only"),
        pytest.param(["ديب سيك", "كل المشتركين"], {1, 2, 3, -4}, id="second-thoughts"),
    ],
)
async def test_the_audience_is_chosen(
    owner: Person, services: Services, sqlite_database: Database, labels: list[str], expected: set[int]
) -> None:
    await write(owner)
    for label in labels:
        await owner.presses(label)
    await owner.presses("التالي")
    await owner.presses("إرسال")

    assert set(await arrived(services, sqlite_database, NOW + timedelta(minutes=1))) == expected


async def test_a_broadcast_can_be_undone_for_a_minute(
    owner: Person, services: Services, sqlite_database: Database
) -> None:
    await write(owner)
    await owner.presses("التالي")
    card = await owner.presses("إرسال")

    assert "تبدأ نحو 1 أغسطس 2025 12:01" in texts_of(card)
    assert "لم يُرسل منها شيء" in texts_of(await owner.presses("تراجع"))
    assert await arrived(services, sqlite_database, NOW + timedelta(minutes=1)) == {}


async def test_undo_leads_to_it_while_it_can_be_undone(owner: Person, services: Services) -> None:
    await write(owner)
    await owner.presses("التالي")
    await owner.presses("إرسال")

    card = await owner.says("/undo")

    assert "الرسالة العامة رقم 1" in texts_of(card)
    await owner.presses("تراجع")
    assert "ليس لكم تعديل" in texts_of(await owner.says("/undo"))


async def test_too_late_to_undo_it_can_be_stopped(owner: Person, services: Services, sqlite_database: Database) -> None:
    await write(owner)
    await owner.presses("التالي")
    await owner.presses("إرسال")
    await services.campaigns.advance(NOW + timedelta(minutes=1))

    late = await owner.presses("تراجع")

    assert texts_in("ar").plain("broadcast-begun") in [call.parameters.get("text") for call in late]
    assert "بقيت: 4" in texts_of(late)
    assert "لا رجوع" in texts_of(await owner.presses("إيقاف"))
    assert "أُوقفت قبل أن تصل إلى الجميع" in texts_of(await owner.presses("إيقاف"))
    assert (await services.campaigns.get(1)).state is CampaignState.CANCELLED
    assert await arrived(services, sqlite_database, NOW + timedelta(minutes=2)) == {}


async def test_its_progress_is_told_on_its_card(owner: Person, services: Services, sqlite_database: Database) -> None:
    await write(owner)
    await owner.presses("التالي")
    await owner.presses("إرسال")
    owner.application.bot_data["clock"] = lambda: NOW + timedelta(minutes=1, seconds=10)
    await services.campaigns.advance(NOW + timedelta(minutes=1))
    outbox = Outbox(sqlite_database)
    leased = await outbox.exchange((), "test", 1, NOW + timedelta(minutes=1))
    await outbox.finish([Done(one, Sent(1)) for one in leased], "test", NOW + timedelta(minutes=1))

    card = texts_of(await owner.presses("تحديث"))
    await arrived(services, sqlite_database, NOW + timedelta(minutes=1))

    assert "وصلت: 1" in card
    assert "بقيت: 3" in card
    assert "0.1" in card
    assert "تنتهي نحو 1 أغسطس 2025 12:02" in card
    assert "انتهى الإرسال" in texts_of(await owner.presses("تحديث"))


async def test_a_pause_is_told(owner: Person, services: Services) -> None:
    await write(owner)
    await owner.presses("التالي")
    await owner.presses("إرسال")
    await services.switch.pause("owner", NOW)

    assert "/resume" in texts_of(await owner.presses("تحديث"))


async def test_an_outage_is_told_too(owner: Person, services: Services, sqlite_database: Database) -> None:
    await write(owner)
    await owner.presses("التالي")
    await owner.presses("إرسال")
    await Leader(sqlite_database, "me", "here", lambda: NOW).renew()
    await Outages(sqlite_database, "me").keep(Outage("ConnectError", NOW, NOW + timedelta(minutes=8)), NOW)

    card = texts_of(await owner.presses("تحديث"))

    assert "متعثّر" in card
    assert "/progress" in card


async def test_only_text_is_taken_and_only_once_a_language(owner: Person) -> None:
    await owner.says("/broadcast")

    assert "رسالة نصية" in texts_of(await owner.sends(photo=[]))
    await owner.says("مرحبا")
    assert "ننتظر النص بالإنجليزية" in texts_of(await owner.says("مرحبا بكم"))


async def test_nobody_to_write_to_is_said_before_it_is_sent(owner: Person, services: Services) -> None:
    for chat_id in (1, 2, 3, -4):
        await services.subscribers.unsubscribe(chat_id, 0, NOW)
    await write(owner)

    decision = (await owner.presses("التالي"))[-1]

    assert "لا أحد" in decision.text
    assert "إرسال" not in decision.buttons


async def test_it_can_be_written_anew_or_dropped(owner: Person, services: Services) -> None:
    await write(owner)
    await owner.presses("التالي")
    await owner.presses("من جديد")
    await owner.says("Hello")
    await owner.presses("تخطٍّ")
    cards = await owner.presses("التالي")

    assert "Hello" in texts_of(cards)
    assert "مرحبا" not in texts_of(cards)
    assert "أُلغي" in texts_of(await owner.presses("إلغاء"))
    assert await services.campaigns.newest(1) == []


async def test_a_button_of_an_older_step_does_nothing(owner: Person, services: Services) -> None:
    await write(owner)
    await owner.presses("التالي")
    await owner.presses("إرسال")

    await owner.presses_data("v1|broadcast-send")

    assert len(await services.campaigns.newest(5)) == 1


async def test_it_is_for_owners_alone(curator: Person, services: Services) -> None:
    assert "لمالكي البوت" in texts_of(await curator.says("/broadcast"))

    for data in ("v1|broadcast-send", "v1|broadcast-undo|1", "v1|broadcast-halt|1"):
        refused = await curator.presses_data(data)
        assert [call.method for call in refused] == ["answerCallbackQuery"]


async def test_a_card_of_a_broadcast_that_never_was_is_stale(owner: Person) -> None:
    assert texts_in("ar").plain("press-stale") in [
        call.parameters.get("text") for call in await owner.presses_data("v1|broadcast-card|99")
    ]
