"""What a subscription is, in sentences that read naturally in both languages, whatever was chosen."""

from dataclasses import replace
from itertools import product

import pytest

from handlers.markup import visible
from handlers.summary import days_line, summary
from handlers.texts import texts_in
from handlers.wish import Wish
from knowledge.model import Topic

TOPICS = [Topic("deepseek", {"ar": "ديب سيك", "en": "DeepSeek"}), Topic("waic", {"ar": "وايك", "en": "WAIC"})]
WISH = Wish("ar", topics=("deepseek", "waic"), minute=480, zone="Asia/Riyadh")
MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069"))


def seen(text: str) -> str:
    return visible(text).translate(MARKS)


@pytest.mark.parametrize(
    ("days", "arabic", "english"),
    [
        pytest.param(0b1111111, "كل يوم", "Every day", id="every"),
        pytest.param(0b1001111, "من الأحد إلى الخميس", "From Sunday to Thursday", id="sunday-to-thursday"),
        pytest.param(0b0011111, "من الاثنين إلى الجمعة", "From Monday to Friday", id="monday-to-friday"),
        pytest.param(0b1101111, "كل يوم ما عدا الجمعة", "Every day except Friday", id="all-but-one"),
        pytest.param(0b0010000, "كل أسبوع يوم الجمعة", "Every week on Friday", id="weekly"),
        pytest.param(0b1001000, "يومَي الأحد والخميس", "On Thursday and Sunday", id="two"),
        pytest.param(0b0010101, "أيام الاثنين والأربعاء والجمعة", "On Monday, Wednesday, and Friday", id="three-apart"),
        pytest.param(0b1100001, "من السبت إلى الاثنين", "From Saturday to Monday", id="over-the-weekend"),
        pytest.param(
            0b1011011,
            "أيام الأحد والاثنين والثلاثاء والخميس والجمعة",
            "On Monday, Tuesday, Thursday, Friday, and Sunday",
            id="five-apart",
        ),
    ],
)
def test_days_are_said_as_people_say_them(days: int, arabic: str, english: str) -> None:
    assert seen(days_line(days, texts_in("ar"))) == arabic
    assert seen(days_line(days, texts_in("en"))) == english


@pytest.mark.parametrize("days", range(1, 128))
def test_every_choice_of_days_can_be_said(days: int) -> None:
    for language in ("ar", "en"):
        assert seen(days_line(days, texts_in(language)))


@pytest.mark.parametrize(
    ("zone", "arabic", "english"),
    [
        ("UTC", "بتوقيت غرينتش:", "UTC time:"),
        ("UTC+03:00", "بتوقيت غرينتش+03:00:", "UTC+03:00 time:"),
        ("Asia/Riyadh", "بتوقيت الرياض:", "Riyadh time:"),
    ],
)
def test_zones_are_called_as_the_language_calls_them(zone: str, arabic: str, english: str) -> None:
    wish = replace(WISH, zone=zone)

    assert arabic in seen(summary(wish, TOPICS, texts_in("ar")))
    assert english in seen(summary(wish, TOPICS, texts_in("en")))


def test_all_choices_are_summed_up() -> None:
    wish = replace(WISH, days=0b1001111, amount=5, recap_day=4, quiet_from=1320, quiet_until=420)

    assert seen(summary(wish, TOPICS, texts_in("ar"))).split("\n") == [
        "من الأحد إلى الخميس الساعة 8:00 بتوقيت الرياض: ديب سيك، وايك.",
        "5 معلومات في كل نشرة على الأكثر.",
        "ويوم الجمعة حصاد الأسبوع وحده.",
        "ساعات الهدوء: من 22:00 إلى 7:00.",
        "لغة النشرة: العربية.",
    ]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (1, "معلومة واحدة في كل نشرة."),
        (3, "3 معلومات في كل نشرة على الأكثر."),
        (10, "10 معلومات في كل نشرة على الأكثر."),
    ],
)
def test_the_amount_is_counted_in_arabic(amount: int, said: str) -> None:
    assert said in seen(summary(replace(WISH, amount=amount), TOPICS, texts_in("ar"))).split("\n")


@pytest.mark.parametrize(
    ("minute", "quiet", "warned"),
    [
        (480, (1320, 420), False),
        (420, (1320, 420), False),
        (419, (1320, 420), True),
        (1320, (1320, 420), True),
        (0, (1320, 420), True),
        (720, (700, 800), True),
        (800, (700, 800), False),
    ],
)
def test_a_digest_in_the_quiet_hours_is_warned_of(minute: int, quiet: tuple[int, int], warned: bool) -> None:
    wish = replace(WISH, minute=minute, quiet_from=quiet[0], quiet_until=quiet[1])

    for language in ("ar", "en"):
        assert ("⚠️" in summary(wish, TOPICS, texts_in(language))) is warned


def test_a_topic_that_ended_is_named_and_the_last_one_says_what_to_do() -> None:
    retired = [TOPICS[1]]

    some = seen(summary(WISH, TOPICS[:1], texts_in("ar"), retired))
    all_of_them = seen(summary(WISH, [], texts_in("ar"), TOPICS))

    assert "بتوقيت الرياض: ديب سيك." in some
    assert "انتهى موضوع وايك" in some
    assert "الساعة" not in all_of_them
    assert "انتهى موضوعا اشتراككم (ديب سيك ووايك)" in all_of_them
    assert "/settings" in all_of_them


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_combination_leaves_an_empty_line_or_a_double_blank(language: str) -> None:
    choices = product((127, 79, 16, 9), (1, 3), (None, 4), ((None, None), (1320, 540)), (TOPICS, TOPICS[:1], []))
    for days, amount, recap, (start, end), topics in choices:
        wish = replace(WISH, days=days, amount=amount, recap_day=recap, quiet_from=start, quiet_until=end)
        text = seen(summary(wish, topics, texts_in(language), TOPICS))
        assert all(line.strip() and "  " not in line for line in text.split("\n")), text


def test_a_wish_of_another_release_is_read() -> None:
    older = {"language": "ar", "topics": ["deepseek"], "minute": 480, "zone": None, "changes": False}

    assert Wish.from_data(older) == Wish("ar", ("deepseek",), 480)
    assert Wish.from_data(older | {"colour": "blue"}) == Wish("ar", ("deepseek",), 480)
    assert Wish.from_data(WISH.to_data()) == WISH
