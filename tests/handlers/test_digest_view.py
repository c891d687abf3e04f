"""A digest fits into one message, loses no fact and can be acted on."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from bidi import get_base_level
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.digest_view import render_digest
from handlers.markup import visible
from handlers.outlet import Outlet
from handlers.replies import Reply
from handlers.texts import texts_in
from knowledge.base.factfiles import read_launch
from knowledge.model import Fact, FactState, PartialDate, Source, Standing, StoredFact, Topic
from scheduler.digests.parts import bodies, correction_entry, fact_entry, recap_entry
from scheduler.model import ChatKind

TOPICS = (Topic("deepseek", {"ar": "ديب سيك", "en": "DeepSeek"}), Topic("waic", {"ar": "وايك", "en": "WAIC"}))
SOURCE = Source("s", "A title " * 60, "Al Jazeera", url="https://example.org/" + "x" * 900)
NOW = datetime(2025, 8, 1, tzinfo=UTC)
AR, EN = texts_in("ar"), texts_in("en")


def stored(fact_id: str, text: str, state: FactState = FactState.PUBLISHED) -> StoredFact:
    fact = Fact(fact_id, {"ar": text}, as_of=PartialDate("2025-07-26"))
    return StoredFact(fact, state, SOURCE, 1, NOW)


def body(*entries: tuple[str, str]) -> dict[str, Any]:
    return {"date": "2025-08-01", "facts": [{"id": fact_id, "topic": topic} for fact_id, topic in entries]}


def unmarked(text: str) -> str:
    return re.sub("[\u200e\u200f\u2068\u2069]", "", text)


def actions(reply: Reply) -> list[str]:
    assert reply.keyboard is not None
    return [str(shown.callback_data).split("|")[1] for row in reply.keyboard.inline_keyboard for shown in row]


def test_facts_stand_under_their_topics_with_date_and_source() -> None:
    facts = [stored("a", "معلومة أولى"), stored("b", "DeepSeek أولًا"), stored("c", "معلومة ثالثة")]

    reply = render_digest(body(("a", "deepseek"), ("b", "deepseek"), ("c", "waic")), facts, TOPICS, AR)

    assert reply is not None
    shown = [line.strip("\u200f") for line in reply.text.split("\n") if line]
    assert shown[0] == "<b>نشرتكم ليوم \u2068الجمعة 1 أغسطس 2025\u2069</b>"
    assert [line for line in shown if line.startswith(("<b>\u2068", "1.", "2.", "3."))] == [
        "<b>\u2068ديب سيك\u2069</b>",
        "1. معلومة أولى",
        "2. DeepSeek أولًا",
        "<b>\u2068وايك\u2069</b>",
        "3. معلومة ثالثة",
    ]
    assert "26 يوليو 2025" in reply.text
    assert ">Al Jazeera</a>" in reply.text


def test_every_line_runs_from_the_right() -> None:
    reply = render_digest(body(("a", "deepseek")), [stored("a", "DeepSeek أولًا")], TOPICS, AR)

    assert reply is not None
    assert all(get_base_level(line) == 1 for line in visible(reply.text).split("\n") if line)


def test_each_fact_can_be_read_and_asked_about_and_the_digest_steered() -> None:
    facts = [stored("a", "أ"), stored("b", "ب")]

    reply = render_digest(body(("a", "deepseek"), ("b", "deepseek")), facts, TOPICS, EN)

    assert reply is not None
    assert reply.keyboard is not None
    data = [shown.callback_data for row in reply.keyboard.inline_keyboard for shown in row]
    assert data == [
        *("v1|read|a|en", "v1|about|a|en", "v1|read|b|en", "v1|about|b|en"),
        *("v1|mute|deepseek", "v1|digest-more", "v1|stop"),
    ]


def test_a_fact_that_was_retired_since_is_left_out() -> None:
    facts = [stored("a", "باقية"), stored("b", "مسحوبة", FactState.RETIRED)]

    reply = render_digest(body(("a", "deepseek"), ("b", "waic")), facts, TOPICS, AR)

    assert reply is not None
    assert "مسحوبة" not in reply.text


@pytest.mark.parametrize("facts", [[], [stored("a", "مسحوبة", FactState.RETIRED)]], ids=["deleted", "retired"])
def test_a_digest_of_nothing_is_none(facts: list[StoredFact]) -> None:
    assert render_digest(body(("a", "deepseek")), facts, TOPICS, AR) is None


def test_a_fact_whose_topic_is_gone_is_still_shown() -> None:
    reply = render_digest(body(("a", "gone")), [stored("a", "معلومة")], TOPICS, AR)

    assert reply is not None
    assert "معلومة" in reply.text


def test_a_topic_says_in_one_line_what_it_is_about() -> None:
    about = {"en": "The R1 model,\nits users " + "and so on " * 100}

    reply = render_digest(body(("a", "t")), [stored("a", "أ")], [Topic("t", {"en": "DeepSeek"}, about)], EN)

    assert reply is not None
    lines = visible(reply.text).split("\n")
    told = lines[lines.index("\u2068DeepSeek\u2069") + 1]
    assert told.startswith("\u2068The R1 model, its users")
    assert len(told) <= 200


def test_corrections_come_first_with_what_is_right_now() -> None:
    corrections = [
        {"id": "a", "before": {"ar": "كان 90 مليونًا", "en": "It was 90 million"}, "date": "2025-04"},
        {"id": "c", "before": {"ar": "جديدة"}, "date": "2025-07-26"},
        {"id": "b", "before": {"ar": "قول خاطئ", "en": "A wrong claim"}},
    ]
    facts = [stored("a", "كان 97 مليونًا"), stored("b", "قول خاطئ", FactState.RETIRED), stored("c", "جديدة")]

    reply = render_digest(body(("c", "waic")) | {"corrections": corrections}, facts, TOPICS, AR)

    assert reply is not None
    lines = unmarked(reply.text).split("\n")
    assert "❌ قلنا لكم: <s>كان 90 مليونًا (أبريل 2025)</s>" in lines
    assert lines[lines.index("✅ والصحيح: كان 97 مليونًا") + 1].startswith("📅 26 يوليو 2025")
    assert len([line for line in lines if "قلنا لكم" in line]) == 1
    assert "❌ سحبنا هذه المعلومة، فلا تعتمدوا عليها: <s>قول خاطئ</s>" in lines
    assert lines.index("❌ سحبنا هذه المعلومة، فلا تعتمدوا عليها: <s>قول خاطئ</s>") < lines.index("1. جديدة")


def test_a_digest_that_only_corrects_is_sent() -> None:
    only = {"date": "2025-08-01", "corrections": [{"id": "gone", "before": {"ar": "قول خاطئ"}}]}

    reply = render_digest(only, [], TOPICS, AR)

    assert reply is not None
    assert "<s>\u2068قول خاطئ\u2069</s>" in reply.text


def test_the_week_is_looked_back_on_last_in_one_short_line_each() -> None:
    recap = {"recap": [{"id": "b", "topic": "waic"}, {"id": "retired", "topic": "waic"}]}
    facts = [stored("a", "جديدة"), stored("b", "قديمة " * 300), stored("retired", "مسحوبة", FactState.RETIRED)]

    reply = render_digest(body(("a", "waic")) | recap, facts, TOPICS, AR)

    assert reply is not None
    heading, *lines = visible(reply.text).split("\n\n")[-1].split("\n")
    assert heading == "معلومات هذا الأسبوع"
    assert len(lines) == 1
    assert len(lines[0]) <= 200


def test_a_long_digest_says_which_part_this_is_and_is_steered_from_its_last() -> None:
    facts, parts = [stored("a", "أولى"), stored("b", "ثانية")], {"parts": 2, "topics": ["deepseek", "waic"]}

    first = render_digest(body(("a", "deepseek")) | {"parts": 2, "part": 0}, facts, TOPICS, EN)
    last = render_digest(body(("b", "waic")) | parts | {"part": 1}, facts, TOPICS, EN)

    assert first is not None
    assert last is not None
    assert "(part \u20681\u2069 of \u20682\u2069)" in first.text
    assert actions(first) == ["read", "about"]
    assert actions(last) == ["read", "about", "mute", "mute", "digest-more", "stop"]


def test_many_facts_have_numbers_for_buttons() -> None:
    facts = [stored(f"f{number}", "معلومة") for number in range(8)]

    reply = render_digest(body(*((fact.fact.id, "deepseek") for fact in facts)), facts, TOPICS, EN)

    assert reply is not None
    assert reply.keyboard is not None
    labels = [[unmarked(shown.text) for shown in row] for row in reply.keyboard.inline_keyboard]
    assert labels[:4] == [
        ["📰 1", "📰 2", "📰 3", "📰 4"],
        ["📰 5", "📰 6", "📰 7", "📰 8"],
        ["💬 1", "💬 2", "💬 3", "💬 4"],
        ["💬 5", "💬 6", "💬 7", "💬 8"],
    ]
    assert visible(reply.text).split("\n")[-1] == "📰 the fact with its source, 💬 ask about it"


def test_in_a_channel_buttons_lead_each_reader_to_their_own_chat() -> None:
    reply = render_digest(body(("a", "waic")), [stored("a", "أ")], TOPICS, EN, Outlet(ChatKind.CHANNEL, "marsad_bot"))

    assert reply is not None
    assert reply.keyboard is not None
    (row,) = reply.keyboard.inline_keyboard
    assert [shown.url for shown in row] == [
        "https://t.me/marsad_bot?start=fact-a",
        "https://t.me/marsad_bot?start=about-a",
    ]
    assert all(shown.callback_data is None for shown in row)


def test_nobody_whose_claims_the_bot_comes_with_is_cut_off() -> None:
    claims = [fact for fact in read_launch().facts if fact.standing is Standing.CLAIM]
    assert claims

    for claim in claims:
        one = StoredFact(claim, FactState.PUBLISHED, SOURCE, 1, NOW)
        for texts in (AR, EN):
            reply = render_digest(body((claim.id, "deepseek")), [one], TOPICS, texts)
            assert reply is not None
            assert claim.attributed_to[texts.language] in unmarked(visible(reply.text))


def test_a_claim_says_whose_it_is() -> None:
    claim = Fact("a", {"en": "It will win."}, standing=Standing.CLAIM, attributed_to={"en": "Jensen Huang"})

    reply = render_digest(body(("a", "waic")), [StoredFact(claim, FactState.PUBLISHED, None, 1, NOW)], TOPICS, EN)

    assert reply is not None
    assert "🗣 \u2068Jensen Huang\u2069" in reply.text


@settings(max_examples=30)
@given(st.lists(st.integers(min_value=1, max_value=2000), min_size=1, max_size=10))
def test_a_digest_fits_into_one_message_and_shows_every_fact(lengths: list[int]) -> None:
    facts = [stored(f"f{index}", ("كلمة " * 400)[:length].strip() or "ك") for index, length in enumerate(lengths)]
    entries = [(fact.fact.id, "deepseek") for fact in facts]

    reply = render_digest(body(*entries), facts, TOPICS, AR)

    assert reply is not None
    assert len(visible(reply.text)) <= 4096
    assert all(f"{number}. ك" in reply.text for number in range(1, len(facts) + 1))


LONG = "كلمة طويلة جدًّا " * 60
WIDE = Topic("t", {"ar": LONG, "en": LONG}, {"ar": LONG, "en": LONG})


def widest(fact_id: str, text: str) -> StoredFact:
    """With as much around its text as there can be."""
    claim = {"standing": Standing.CLAIM, "attributed_to": {"ar": LONG}, "as_of": PartialDate("2025-09-26")}
    return replace(stored(fact_id, text), fact=Fact(fact_id, {"ar": text}, **claim))


@settings(max_examples=30)
@given(
    st.lists(st.integers(min_value=10, max_value=1500), min_size=1, max_size=10),
    st.lists(st.integers(min_value=10, max_value=1500), max_size=3),
    st.integers(min_value=0, max_value=10),
)
def test_no_part_of_a_digest_needs_to_be_cut(facts: list[int], corrected: list[int], recap: int) -> None:
    texts = {f"f{place}": "ك" * length for place, length in enumerate(facts)}
    texts |= {f"c{place}": "ص" * length for place, length in enumerate(corrected)}
    every = [widest(fact_id, text) for fact_id, text in texts.items()]
    before = {"before": {"ar": "خ" * 1200}, "date": "2025-09-25"}
    entries = [
        *(correction_entry({"id": f"c{place}"} | before, length) for place, length in enumerate(corrected)),
        *(fact_entry(f"f{place}", "t", length) for place, length in enumerate(facts)),
        *(recap_entry("f0", "t") for _ in range(recap)),
    ]

    replies = [render_digest(body, every, [WIDE], AR) for body in bodies(NOW.date(), entries)]

    shown = [visible(reply.text) for reply in replies if reply]
    assert all(len(text) <= 4096 for text in shown)
    assert [text for text in texts.values() if not any(text in message for message in shown)] == []
