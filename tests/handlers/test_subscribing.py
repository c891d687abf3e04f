"""A digest is chosen page by page; what was chosen survives a restart, and everything can be undone."""

from datetime import timedelta

import pytest
from telegram.constants import ChatID

from handlers.context import Services
from scheduler.model import ChatKind, SubscriberState
from tests.handlers.telegram import Person, Wire, texts_of

GROUP = {"id": -5, "type": "supergroup", "title": "g"}


def _wait(person: Person, time: timedelta) -> None:
    now = person.application.bot_data["clock"]() + time
    person.application.bot_data["clock"] = lambda: now


async def _subscribe(person: Person) -> None:
    await person.says("/subscribe")
    await person.presses("ديب سيك")
    await person.presses("التالي")
    await person.presses("8:00")
    await person.presses("الرياض")
    await person.presses("اشتراك")


async def test_a_subscription_is_chosen_with_a_few_presses(reader: Person, services: Services) -> None:
    await _subscribe(reader)

    subscriber = await services.subscribers.get(reader.id)
    assert subscriber is not None
    assert (subscriber.topics, subscriber.minute, subscriber.zone) == (("deepseek",), 480, "Asia/Riyadh")
    assert (subscriber.language, subscriber.state) == ("ar", SubscriberState.ACTIVE)


async def test_the_summary_says_when_where_and_what(reader: Person) -> None:
    await reader.says("/subscribe")
    await reader.presses("ديب سيك")
    await reader.presses("التالي")
    await reader.presses("8:00")

    calls = await reader.presses("الرياض")

    assert "كل يوم الساعة 8:00 بتوقيت الرياض: ديب سيك." in texts_of(calls)


async def test_a_topic_that_is_no_more_cannot_be_ticked(reader: Person) -> None:
    await reader.says("/subscribe")

    calls = await reader.presses_data("v1|tick|gone")

    assert "لم يعد موجودًا" in texts_of(calls)
    assert "editMessageText" not in [call.method for call in calls]


async def test_a_topic_is_ticked_and_unticked(reader: Person) -> None:
    await reader.says("/subscribe")

    ticked = await reader.presses("ديب سيك")
    unticked = await reader.presses("ديب سيك")

    assert "✓ ديب سيك" in ticked[-1].buttons
    assert "ديب سيك" in unticked[-1].buttons


async def test_without_a_topic_the_next_page_does_not_come(reader: Person) -> None:
    await reader.says("/subscribe")

    (call,) = await reader.presses("التالي")

    assert call.method == "answerCallbackQuery"
    assert "موضوعًا واحدًا" in call.text


@pytest.mark.parametrize(("typed", "minute"), [("7:30", 450), ("٩ مساءً", 1260)])
async def test_an_hour_can_be_typed(reader: Person, services: Services, typed: str, minute: int) -> None:
    await reader.says("/subscribe")
    await reader.presses("ديب سيك")
    await reader.presses("التالي")
    await reader.presses("ساعة أخرى")

    await reader.says("الساعة كذا")
    await reader.says(typed)
    await reader.presses("القاهرة")
    await reader.presses("اشتراك")

    subscriber = await services.subscribers.get(reader.id)
    assert subscriber is not None
    assert (subscriber.minute, subscriber.zone) == (minute, "Africa/Cairo")


async def test_an_hour_and_a_city_can_be_typed_beside_their_buttons(reader: Person, services: Services) -> None:
    await reader.says("/subscribe")
    await reader.presses("ديب سيك")
    await reader.presses("التالي")

    await reader.says("ثمنية ونص")
    await reader.says("بتوقيت جدة")
    await reader.presses("اشتراك")

    subscriber = await services.subscribers.get(reader.id)
    assert subscriber is not None
    assert (subscriber.minute, subscriber.zone) == (510, "Asia/Riyadh")


async def test_quiet_hours_can_be_typed_beside_their_buttons(reader: Person, services: Services) -> None:
    await _subscribe(reader)
    await reader.says("/settings")
    await reader.presses("ساعات الهدوء")

    await reader.says("من 11 مساءً إلى 6 صباحًا")

    subscriber = await services.subscribers.get(reader.id)
    assert subscriber is not None
    assert (subscriber.quiet_from, subscriber.quiet_until) == (23 * 60, 6 * 60)


@pytest.mark.parametrize(
    ("page", "typed", "offered"), [("الساعة", "25", "15:00"), ("المدينة", "Caior", "القاهرة")], ids=["hour", "city"]
)
async def test_what_is_near_is_offered_beside_the_buttons_too(
    reader: Person, page: str, typed: str, offered: str
) -> None:
    await _subscribe(reader)
    await reader.says("/settings")
    await reader.presses(page)

    (call,) = await reader.says(typed)

    assert offered in call.buttons


@pytest.mark.parametrize("page", ["الساعة", "المدينة", "ساعات الهدوء"])
@pytest.mark.parametrize("asked", ["كم عدد مستخدمي ديب سيك؟", "شكرا"])
async def test_what_is_said_beside_the_buttons_is_else_no_choice(
    reader: Person, services: Services, page: str, asked: str
) -> None:
    await _subscribe(reader)
    before = await services.subscribers.get(reader.id)
    await reader.says("/settings")
    await reader.presses(page)

    answer = texts_of(await reader.says(asked))

    assert "97 مليون" in answer or "الرحب" in answer
    assert await services.subscribers.get(reader.id) == before


async def test_a_page_left_alone_takes_no_message(reader: Person, services: Services) -> None:
    await _subscribe(reader)
    await reader.says("/settings")
    await reader.presses("المدينة")
    _wait(reader, timedelta(minutes=11))

    await reader.says("الصين")

    subscriber = await services.subscribers.get(reader.id)
    assert subscriber is not None
    assert subscriber.zone == "Asia/Riyadh"


async def test_in_a_group_only_what_is_said_to_the_bot_is_a_choice(
    reader: Person, wire: Wire, services: Services
) -> None:
    reader.chat = GROUP
    wire.administrators.add(reader.id)
    await _subscribe(reader)
    await reader.says("/settings")
    await reader.presses("الساعة")

    ignored = await reader.says("9")
    taken = await reader.says("@marsad_bot 9:30")

    assert ignored == []
    assert "9:30" in texts_of(taken)


@pytest.mark.parametrize("what", ["hour", "zone", "quiet"])
async def test_in_a_group_what_waits_for_a_message_asks_for_a_reply(reader: Person, wire: Wire, what: str) -> None:
    reader.chat = GROUP
    wire.administrators.add(reader.id)
    await _subscribe(reader)
    await reader.says("/settings")
    await reader.presses_data(f"v1|change|{what}")

    asked = texts_of(await reader.presses_data(f"v1|type|{what}"))
    again = texts_of(await reader.says("ززززز"))

    assert "ردًّا على هذه الرسالة" in asked
    assert "ردًّا على هذه الرسالة" in again


async def test_in_a_group_what_is_offered_can_be_pressed_or_another_written(reader: Person, wire: Wire) -> None:
    reader.chat = GROUP
    wire.administrators.add(reader.id)
    await _subscribe(reader)
    await reader.says("/settings")
    await reader.presses("الساعة")
    await reader.presses("ساعة أخرى")

    assert "أو اكتبوا غير ذلك ردًّا" in texts_of(await reader.says("25"))


async def test_in_private_nothing_has_to_be_a_reply(reader: Person) -> None:
    await reader.says("/subscribe")
    await reader.presses("ديب سيك")
    await reader.presses("التالي")

    assert "ردًّا" not in texts_of(await reader.presses("ساعة أخرى"))


async def test_a_city_can_be_typed(reader: Person, services: Services) -> None:
    await reader.says("/subscribe")
    await reader.presses("ديب سيك")
    await reader.presses("التالي")
    await reader.presses("8:00")
    await reader.presses("مدينة أخرى")

    await reader.says("جدة")
    await reader.presses("اشتراك")

    subscriber = await services.subscribers.get(reader.id)
    assert subscriber is not None
    assert subscriber.zone == "Asia/Riyadh"


async def test_an_unknown_city_is_asked_for_again(reader: Person) -> None:
    await reader.says("/subscribe")
    await reader.presses("ديب سيك")
    await reader.presses("التالي")
    await reader.presses("8:00")
    await reader.presses("مدينة أخرى")

    assert "لم نعرف هذه المدينة" in texts_of(await reader.says("زززززز"))


async def test_a_question_between_two_presses_is_answered(reader: Person) -> None:
    await reader.says("/subscribe")

    calls = await reader.says("كم عدد مستخدمي ديب سيك؟")

    assert "97 مليون" in texts_of(calls)


async def test_settings_change_one_thing_and_keep_the_rest(reader: Person, services: Services) -> None:
    await _subscribe(reader)
    await reader.says("/settings")
    await reader.presses("الساعة")

    calls = await reader.presses("20:00")

    subscriber = await services.subscribers.get(reader.id)
    assert subscriber is not None
    assert (subscriber.minute, subscriber.zone, subscriber.topics) == (1200, "Asia/Riyadh", ("deepseek",))
    assert "20:00" in texts_of(calls)


async def test_unsubscribing_takes_one_press_and_so_does_undoing_it(reader: Person, services: Services) -> None:
    await _subscribe(reader)

    await reader.says("/unsubscribe")
    left = await services.subscribers.get(reader.id)
    await reader.presses("تراجع")
    back = await services.subscribers.get(reader.id)

    assert left is not None
    assert back is not None
    assert (left.state, back.state) == (SubscriberState.LEFT, SubscriberState.ACTIVE)
    assert back.topics == ("deepseek",)


async def test_a_topic_is_muted_under_a_digest_and_unmuted_again(reader: Person, services: Services) -> None:
    await _subscribe(reader)
    await services.subscribers.change(
        reader.id, now=reader.application.bot_data["clock"](), topics=("deepseek", "waic")
    )

    await reader.presses_data("v1|mute|waic")
    muted = await services.subscribers.get(reader.id)
    await reader.presses("تراجع")
    unmuted = await services.subscribers.get(reader.id)

    assert muted is not None
    assert unmuted is not None
    assert (muted.topics, unmuted.topics) == (("deepseek",), ("deepseek", "waic"))


async def test_the_last_topic_is_not_muted_but_the_digest_can_be_stopped(reader: Person, services: Services) -> None:
    await _subscribe(reader)

    refused = texts_of(await reader.presses_data("v1|mute|deepseek"))
    still = await services.subscribers.get(reader.id)
    await reader.presses("إيقاف النشرة")

    stopped = await services.subscribers.get(reader.id)
    assert "هذا آخر موضوع" in refused
    assert still is not None
    assert stopped is not None
    assert (still.state, stopped.state) == (SubscriberState.ACTIVE, SubscriberState.LEFT)


async def test_only_administrators_subscribe_a_group(reader: Person, wire: Wire, services: Services) -> None:
    reader.chat = GROUP

    refused = await reader.says("/subscribe")
    wire.administrators.add(reader.id)
    await _subscribe(reader)

    assert "مشرفو المجموعة" in texts_of(refused)
    subscriber = await services.subscribers.get(GROUP["id"])  # type: ignore[arg-type]  # the id is a number
    assert subscriber is not None


async def test_an_administrator_who_is_one_no_more_is_refused_at_the_next_press(reader: Person, wire: Wire) -> None:
    reader.chat = GROUP
    wire.administrators.add(reader.id)
    await reader.says("/subscribe")
    wire.administrators.clear()

    calls = await reader.presses("ديب سيك")

    assert calls[-1].method == "answerCallbackQuery"
    assert "مشرفو المجموعة" in calls[-1].text


async def test_an_anonymous_administrator_begins_and_presses_under_their_own_name(
    reader: Person, wire: Wire, services: Services
) -> None:
    anonymous = Person(reader.application, wire, ChatID.ANONYMOUS_ADMIN, chat=GROUP)
    reader.chat = GROUP
    wire.administrators.add(reader.id)
    await anonymous.says("/subscribe", sender_chat=GROUP)
    await reader.presses("ديب سيك")
    await reader.presses("التالي")
    await reader.presses("ساعة أخرى")
    await anonymous.says("7:30", sender_chat=GROUP)
    await reader.presses("الرياض")

    await reader.presses("اشتراك")

    subscriber = await services.subscribers.get(-5)
    assert subscriber is not None
    assert (subscriber.kind, subscriber.minute) == (ChatKind.GROUP, 450)


async def test_an_anonymous_administrators_dialogue_is_no_readers(
    reader: Person, wire: Wire, services: Services
) -> None:
    await Person(reader.application, wire, ChatID.ANONYMOUS_ADMIN, chat=GROUP).says("/subscribe", sender_chat=GROUP)
    reader.chat = GROUP

    calls = await reader.presses("ديب سيك")

    assert "مشرفو المجموعة" in texts_of(calls)
    assert await services.subscribers.get(-5) is None


async def test_a_forum_topic_has_a_digest_of_its_own(reader: Person, wire: Wire, services: Services) -> None:
    reader.chat = {**GROUP, "is_forum": True}
    wire.administrators.add(reader.id)
    reader.thread_id = 7
    await _subscribe(reader)

    threads = [await services.subscribers.get(-5, thread_id) for thread_id in (7, 0)]

    assert [subscriber is not None for subscriber in threads] == [True, False]


async def test_settings_without_a_subscription_say_how_to_begin(reader: Person) -> None:
    assert "/subscribe" in texts_of(await reader.says("/settings"))


async def test_the_interface_language_is_chosen_in_the_settings(reader: Person, services: Services) -> None:
    await _subscribe(reader)
    await reader.says("/settings")

    calls = await reader.presses("English")

    assert await services.readers.language_of(reader.id) == "en"
    assert "Your daily digest" in texts_of(calls)


@pytest.mark.parametrize("subscribes", [True, False], ids=["subscribed", "not-subscribed"])
async def test_the_settings_tick_the_language_that_was_chosen(reader: Person, *, subscribes: bool) -> None:
    if subscribes:
        await _subscribe(reader)

    (before,) = await reader.says("/settings")
    after = (await reader.presses("English"))[-1]

    assert {"✓ بلغة السؤال", "English"} <= before.buttons.keys()
    assert {"✓ English", "Language of the question"} <= after.buttons.keys()
