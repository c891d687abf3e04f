"""/settings shows and changes everything that a digest has; what cannot be read is answered with what is near."""

import pytest

from handlers.context import Services
from handlers.keyboards import encode
from scheduler.model import Subscriber, SubscriberState
from tests.handlers.conftest import NOW
from tests.handlers.telegram import Person, texts_of

BOTH = ("deepseek", "waic")
DONE, TOPICS_DONE = "v1|days|ticked", "v1|ticked"
"""Pressed by their data: the letters of their label are in other labels, too."""


@pytest.fixture
async def subscriber(reader: Person, services: Services) -> Person:
    """Subscribed to both topics at eight in Riyadh, and looking at the settings."""
    await services.subscribers.subscribe(
        reader.id,
        kind="private",
        language="ar",
        topics=BOTH,
        zone="Asia/Riyadh",
        minute=480,
        now=NOW,  # type: ignore[arg-type]  # (the value of the enumeration)
    )
    await reader.says("/settings")
    return reader


async def kept(person: Person, services: Services) -> Subscriber:
    found = await services.subscribers.get(person.id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("page", "presses", "column", "value", "said"),
    [
        ("الأيام", ["من الأحد إلى الخميس"], "days", 0b1001111, "من الأحد إلى الخميس الساعة 8:00"),
        ("الأيام", ["من الاثنين إلى الجمعة"], "days", 0b0011111, "من الاثنين إلى الجمعة الساعة 8:00"),
        ("الأيام", ["v1|day|4", "v1|day|5", DONE], "days", 0b1001111, "من الأحد إلى الخميس الساعة 8:00"),
        ("عدد المعلومات", ["10"], "amount", 10, "10 معلومات"),
        ("ساعات الهدوء", ["من 22:00 إلى 7:00"], "quiet_from", 1320, "ساعات الهدوء: من 22:00 إلى 7:00."),
        ("ساعات الهدوء", ["من 0:00 إلى 9:00"], "quiet_until", 540, "⚠️"),
        ("حصاد الأسبوع", ["الجمعة"], "recap_day", 4, "ومع نشرة يوم الجمعة حصاد الأسبوع."),
        ("اللغة", ["English"], "language", "en", "لغة النشرة: English."),
    ],
)
async def test_one_thing_is_changed(  # noqa: PLR0917 (a table)
    subscriber: Person, services: Services, page: str, presses: list[str], column: str, value: object, said: str
) -> None:
    await subscriber.presses(page)
    for label in presses:
        calls = await (subscriber.presses_data(label) if label.startswith("v1") else subscriber.presses(label))

    changed = await kept(subscriber, services)
    assert getattr(changed, column) == value
    assert (changed.topics, changed.zone, changed.minute) == (BOTH, "Asia/Riyadh", 480)
    assert said in texts_of(calls)


async def test_quiet_hours_and_recap_can_be_ended(subscriber: Person, services: Services) -> None:
    await services.subscribers.change(subscriber.id, now=NOW, quiet_from=1320, quiet_until=420, recap_day=4)

    for page, label in (("ساعات الهدوء", "بلا"), ("حصاد الأسبوع", "بلا")):
        await subscriber.says("/settings")
        await subscriber.presses(page)
        await subscriber.presses(label)

    changed = await kept(subscriber, services)
    assert (changed.quiet_from, changed.quiet_until, changed.recap_day) == (None, None, None)


async def test_no_day_at_all_is_not_stored(subscriber: Person, services: Services) -> None:
    await services.subscribers.change(subscriber.id, now=NOW, days=0b0010000)
    await subscriber.says("/settings")
    await subscriber.presses("الأيام")
    await subscriber.presses_data("v1|day|4")

    (call,) = await subscriber.presses_data(DONE)

    assert call.method == "answerCallbackQuery"
    assert "يومًا واحدًا" in call.text
    assert (await kept(subscriber, services)).days == 0b0010000


async def test_no_topic_at_all_is_not_stored(subscriber: Person, services: Services) -> None:
    await subscriber.presses("الموضوعات")
    await subscriber.presses("ديب سيك")
    await subscriber.presses("وايك")

    (call,) = await subscriber.presses_data(TOPICS_DONE)

    assert "موضوعًا واحدًا" in call.text
    assert (await kept(subscriber, services)).topics == BOTH


async def test_a_page_can_be_left_as_it_is(subscriber: Person, services: Services) -> None:
    before = await kept(subscriber, services)
    await subscriber.presses("حصاد الأسبوع")

    calls = await subscriber.presses("رجوع")

    assert "نشرتكم اليومية" in texts_of(calls)
    assert await kept(subscriber, services) == before


@pytest.mark.parametrize(("typed", "start", "end"), [("22:00-07:30", 1320, 450), ("من 10 مساء إلى 7 صباحا", 1320, 420)])
async def test_quiet_hours_can_be_typed(
    subscriber: Person, services: Services, typed: str, start: int, end: int
) -> None:
    await subscriber.presses("ساعات الهدوء")
    await subscriber.presses("ساعات أخرى")

    await subscriber.says(typed)

    changed = await kept(subscriber, services)
    assert (changed.quiet_from, changed.quiet_until) == (start, end)


@pytest.mark.parametrize(
    ("page", "other", "typed", "suggested", "column", "value"),
    [
        ("الساعة", "ساعة أخرى", "25:00", "1:00", "minute", 60),
        ("الساعة", "ساعة أخرى", "نص ثمانية", "8:30", "minute", 510),
        ("المدينة", "مدينة أخرى", "بيرةت", "بيروت", "zone", "Asia/Beirut"),
        ("ساعات الهدوء", "ساعات أخرى", "10 - 7", "من 22:00 إلى 7:00", "quiet_from", 1320),
    ],
)
async def test_what_is_not_sure_is_suggested_to_press(  # noqa: PLR0917 (a table)
    subscriber: Person,
    services: Services,
    page: str,
    other: str,
    typed: str,
    suggested: str,
    column: str,
    value: object,
) -> None:
    await subscriber.presses(page)
    await subscriber.presses(other)

    (call,) = await subscriber.says(typed)
    await subscriber.presses(suggested)

    assert suggested in call.buttons
    assert getattr(await kept(subscriber, services), column) == value


@pytest.mark.parametrize(("page", "other"), [("الساعة", "ساعة أخرى"), ("ساعات الهدوء", "ساعات أخرى")])
async def test_what_is_near_nothing_is_asked_for_again(subscriber: Person, page: str, other: str) -> None:
    await subscriber.presses(page)
    await subscriber.presses(other)

    (call,) = await subscriber.says("لا أعرف")

    assert "/cancel" in call.text
    assert call.buttons == {}


@pytest.mark.parametrize(
    "data",
    [
        "v1|amount|4",
        "v1|day|7",
        "v1|days|128",
        "v1|days|-1",
        "v1|quiet|1440|0",
        "v1|quiet|1",
        "v1|recap|7",
        "v1|hour|1440",
    ],
)
async def test_a_forged_choice_changes_nothing(subscriber: Person, services: Services, data: str) -> None:
    before = await kept(subscriber, services)
    await subscriber.presses("الأيام")

    calls = await subscriber.presses_data(data)

    assert "قديم" in texts_of(calls)
    assert await kept(subscriber, services) == before


async def test_a_dialogue_that_an_older_release_began_goes_on(subscriber: Person, services: Services) -> None:
    await services.subscribers.change(subscriber.id, now=NOW, days=0b0010000, amount=5)
    older = {"language": "ar", "topics": ["deepseek", "waic"], "minute": 480, "zone": "Asia/Riyadh", "changes": True}
    await services.dialogues.put(subscriber.id, subscriber.id, "subscribe", "hour", older, NOW)

    await subscriber.presses_data("v1|hour|540")

    changed = await kept(subscriber, services)
    assert (changed.minute, changed.days, changed.amount) == (540, 0b0010000, 5)


async def test_topics_that_ended_are_shown_as_ended(subscriber: Person, services: Services) -> None:
    await services.subscribers.change(subscriber.id, now=NOW, topics=("deepseek", "gone"))
    some = texts_of(await subscriber.says("/settings"))
    await services.subscribers.change(subscriber.id, now=NOW, topics=("gone",))
    last = texts_of(await subscriber.says("/settings"))

    assert "انتهى موضوع gone" in some
    assert "فلن تصلكم النشرة حتى تختاروا غيره" in last


async def test_topics_that_ended_fall_away_at_the_next_choice(subscriber: Person, services: Services) -> None:
    await services.subscribers.change(subscriber.id, now=NOW, topics=("gone",))
    await subscriber.says("/settings")
    await subscriber.presses("الموضوعات")
    refused = texts_of(await subscriber.presses_data(TOPICS_DONE))

    await subscriber.presses("وايك")
    await subscriber.presses_data(TOPICS_DONE)

    assert "موضوعًا واحدًا" in refused
    assert (await kept(subscriber, services)).topics == ("waic",)


async def test_the_look_before_subscribing_again_says_what_was_kept(subscriber: Person, services: Services) -> None:
    await services.subscribers.change(subscriber.id, now=NOW, days=0b1001111, amount=5, recap_day=4)
    await subscriber.says("/unsubscribe")
    await subscriber.says("/subscribe")
    await subscriber.presses("ديب سيك")
    await subscriber.presses("التالي")
    await subscriber.presses("8:00")

    calls = await subscriber.presses("الرياض")

    assert "من الأحد إلى الخميس الساعة 8:00" in texts_of(calls)
    assert "5 معلومات" in texts_of(calls)


@pytest.mark.parametrize("command", ["/start", "/settings", "/subscribe"])
async def test_whoever_comes_back_has_the_digest_again(subscriber: Person, services: Services, command: str) -> None:
    await services.subscribers.mark_gone(subscriber.id, now=NOW)

    calls = await subscriber.says(command)

    back = await kept(subscriber, services)
    assert back.state is SubscriberState.ACTIVE
    assert back.next_due_at is not None
    assert back.next_due_at > NOW
    assert any(words in texts_of(calls) for words in ("نشرتكم مستمرة", "نشرتكم اليومية"))


async def test_start_says_how_to_stop_and_nothing_to_whoever_left(subscriber: Person, services: Services) -> None:
    goes_on = texts_of(await subscriber.says("/start"))
    await subscriber.says("/unsubscribe")
    await services.subscribers.mark_gone(subscriber.id, now=NOW)
    left = texts_of(await subscriber.says("/start"))

    assert "والتالية يوم السبت 2 أغسطس 2025 الساعة 8:00. لإيقافها: /unsubscribe" in goes_on
    assert "نشرتكم" not in left
    assert (await kept(subscriber, services)).state is SubscriberState.LEFT


async def test_start_promises_no_digest_when_all_topics_ended(subscriber: Person, services: Services) -> None:
    await services.subscribers.change(subscriber.id, now=NOW, topics=("gone",))

    said = texts_of(await subscriber.says("/start"))

    assert "نشرتكم مستمرة" not in said
    assert "فلن تصلكم النشرة حتى تختاروا غيره" in said


async def test_start_leads_to_the_examples_last(subscriber: Person) -> None:
    said = texts_of(await subscriber.says("/start"))

    assert said.index("نشرتكم مستمرة") < said.index("جرّبوا أحد هذه الأسئلة")


@pytest.mark.parametrize("page", ["days", "recap"])
async def test_days_stand_three_in_a_row_at_most(subscriber: Person, page: str) -> None:
    await subscriber.says("/settings")
    (*_, call) = await subscriber.presses_data(f"v1|change|{page}")

    rows = call.parameters["reply_markup"]["inline_keyboard"]
    assert max(map(len, rows)) == 3


def test_a_channel_fits_beside_the_longest_reference() -> None:
    data = encode("tick", "x" * 40, "c-1001234567890")

    assert len(data.encode()) <= 64
