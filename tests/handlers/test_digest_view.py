"""A digest fits into one message, loses no fact and can be acted on."""

from datetime import UTC, datetime

import pytest
from bidi import get_base_level
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.digest_view import render_digest
from handlers.markup import visible
from handlers.texts import texts_in
from knowledge.model import Fact, FactState, PartialDate, Source, StoredFact, Topic

TOPICS = (Topic("deepseek", {"ar": "ديب سيك", "en": "DeepSeek"}), Topic("waic", {"ar": "وايك", "en": "WAIC"}))
SOURCE = Source("s", "A title " * 60, "Al Jazeera", url="https://example.org/" + "x" * 900)
AR, EN = texts_in("ar"), texts_in("en")


def stored(fact_id: str, text: str, state: FactState = FactState.PUBLISHED) -> StoredFact:
    fact = Fact(fact_id, {"ar": text}, as_of=PartialDate("2025-07-26"))
    return StoredFact(fact, state, SOURCE, 1, datetime(2025, 8, 1, tzinfo=UTC))


def body(*entries: tuple[str, str]) -> dict[str, object]:
    return {"date": "2025-08-01", "facts": [{"id": fact_id, "topic": topic} for fact_id, topic in entries]}


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


def test_each_fact_can_be_read_and_each_topic_muted() -> None:
    facts = [stored("a", "أ"), stored("b", "ب")]

    reply = render_digest(body(("a", "deepseek"), ("b", "deepseek")), facts, TOPICS, EN)

    assert reply is not None
    assert reply.keyboard is not None
    data = [shown.callback_data for row in reply.keyboard.inline_keyboard for shown in row]
    assert data == ["v1|read|a|en", "v1|read|b|en", "v1|mute|deepseek"]


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


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(min_value=1, max_value=2000), min_size=1, max_size=10))
def test_a_digest_fits_into_one_message_and_shows_every_fact(lengths: list[int]) -> None:
    facts = [stored(f"f{index}", ("كلمة " * 400)[:length].strip() or "ك") for index, length in enumerate(lengths)]
    entries = [(fact.fact.id, "deepseek") for fact in facts]

    reply = render_digest(body(*entries), facts, TOPICS, AR)

    assert reply is not None
    assert len(visible(reply.text)) <= 4096
    assert all(f"{number}. ك" in reply.text for number in range(1, len(facts) + 1))
