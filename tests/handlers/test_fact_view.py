"""A fact shows what is known about it, nothing that is not, and every line runs the right way."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bidi import get_base_level

from handlers.ask import render_outcome
from handlers.browse import PAGE, render_topic
from handlers.fact_view import fact_card
from handlers.markup import visible
from handlers.texts import texts_in
from knowledge.model import Fact, FactState, Outcome, PartialDate, Source, Standing, Status, StoredFact, Topic

FACT = Fact(
    "deepseek-users",
    {"ar": "97 مليون شخص يستخدمون DeepSeek.", "en": "97 million people use DeepSeek."},
    topics=("deepseek",),
    as_of=PartialDate("2025-04"),
)
SOURCE = Source("s", "R-1 & Kimi <K2>", "Al Jazeera", url="https://example.org/?a=1&b=2")
TOPIC = Topic("deepseek", {"ar": "DeepSeek", "en": "DeepSeek"}, {"ar": "R1 وما حوله"})
AR, EN = texts_in("ar"), texts_in("en")


def stored(fact: Fact = FACT, source: Source | None = SOURCE) -> StoredFact:
    return StoredFact(fact, FactState.PUBLISHED, source, 1, datetime(2025, 8, 1, tzinfo=UTC))


def test_a_fact_shows_its_text_date_and_source() -> None:
    title = '<a href="https://example.org/?a=1&amp;b=2">R-1 &amp; Kimi &lt;K2&gt;</a>'

    assert fact_card(FACT, SOURCE, EN).split("\n") == [
        "97 million people use DeepSeek.",
        "",
        "📅 As of \u2068April 2025\u2069",
        f"📰 Source: \u2068Al Jazeera\u2069 – \u2068{title}\u2069",
    ]


def test_a_claim_says_whose_it_is() -> None:
    claim = replace(FACT, standing=Standing.CLAIM, attributed_to={"en": "Sam Altman"})

    assert "Sam Altman" in fact_card(claim, SOURCE, AR)


def test_nothing_is_invented_where_nothing_is_known() -> None:
    bare = Fact("x", {"ar": "معلومة."})

    assert fact_card(bare, None, AR) == "معلومة."


def test_a_source_without_publisher_or_link_shows_its_title_alone() -> None:
    card = fact_card(FACT, Source("s", "A title"), EN)

    assert card.endswith("📰 Source: \u2068A title\u2069")
    assert "<a" not in card


def test_a_fact_in_another_language_says_so() -> None:
    assert "بالإنجليزية فقط" in fact_card(replace(FACT, text={"en": "Only English."}), SOURCE, AR)


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(Outcome("q", "ar", Status.ANSWERED, answer=stored()), id="answered"),
        pytest.param(Outcome("q", "ar", Status.SUGGESTED, suggestions=(stored(), stored())), id="suggested"),
        pytest.param(Outcome("q", "ar", Status.UNKNOWN, nearby_topics=(TOPIC,)), id="unknown"),
        pytest.param(
            Outcome("q", "ar", Status.SUGGESTED, suggestions=(stored(),), unmet=("ChatGPT", "2024")), id="nearby"
        ),
        pytest.param(Outcome("q", "ar", Status.UNKNOWN, unmet=("ChatGPT",)), id="unmet"),
    ],
)
def test_every_line_of_an_arabic_reply_runs_from_the_right(outcome: Outcome) -> None:
    lines = visible(render_outcome(outcome, AR).text).split("\n")

    assert [line for line in lines if line and get_base_level(line) != 1] == []


def test_suggestions_are_numbered_and_end_with_none_of_these() -> None:
    outcome = Outcome("q", "en", Status.SUGGESTED, suggestions=(stored(), stored()), question_id=5)

    reply = render_outcome(outcome, EN)

    assert reply.keyboard is not None
    data = [row[0].callback_data for row in reply.keyboard.inline_keyboard]
    assert data == ["v1|pick|5|deepseek-users|en", "v1|pick|5|deepseek-users|en", "v1|none|5|en"]


def test_a_label_is_cut_between_words() -> None:
    long = replace(FACT, text={"en": "word " * 100})

    reply = render_outcome(Outcome("q", "en", Status.SUGGESTED, suggestions=(stored(long),)), EN)

    assert reply.keyboard is not None
    assert reply.keyboard.inline_keyboard[0][0].text.endswith("word…")


def unmet(status: Status, *words: str) -> Outcome:
    return Outcome("q", "ar", status, suggestions=(stored(),), nearby_topics=(TOPIC,), unmet=words)


@pytest.mark.parametrize(
    ("words", "arabic", "english"),
    [
        pytest.param(("ChatGPT",), "عن ChatGPT", "on ChatGPT", id="a-name"),
        pytest.param(("2024",), "عن عام 2024", "on 2024", id="a-year"),
        pytest.param(("مصر", "2024"), "عن مصر وعام 2024", "on مصر or 2024", id="two"),
        pytest.param(("A", "B", "C", "D"), "عن A وB وC", "on A, B, or C", id="three-of-more"),
        pytest.param(("<b>x & y",), "عن <b>x & y", "on <b>x & y", id="hostile"),
    ],
)
@pytest.mark.parametrize("status", [Status.SUGGESTED, Status.UNKNOWN])
def test_what_nothing_is_known_of_is_named(status: Status, words: tuple[str, ...], arabic: str, english: str) -> None:
    in_arabic, in_english = (
        re.sub("[\u200e\u200f\u2068\u2069]", "", visible(render_outcome(unmet(status, *words), texts).text))
        for texts in (AR, EN)
    )

    assert f"لا معلومات لدينا {arabic}" in in_arabic
    assert f"We have nothing {english}" in in_english


def test_what_is_only_nearby_has_the_same_buttons_as_what_may_be_meant() -> None:
    nearby = render_outcome(unmet(Status.SUGGESTED, "ChatGPT"), EN)

    assert "Did you mean" not in nearby.text
    assert nearby.keyboard == render_outcome(unmet(Status.SUGGESTED), EN).keyboard


def test_an_unknown_question_without_topics_has_no_buttons() -> None:
    assert render_outcome(Outcome("q", "en", Status.UNKNOWN), EN).keyboard is None


def test_a_page_of_a_topic_leads_to_the_next_and_the_one_before() -> None:
    reply = render_topic(TOPIC, [stored()] * (PAGE + 1), PAGE, EN)

    assert reply.keyboard is not None
    assert [shown.callback_data for shown in reply.keyboard.inline_keyboard[1]] == [
        "v1|topic|deepseek|0|en",
        f"v1|topic|deepseek|{2 * PAGE}|en",
    ]


def test_the_last_page_has_no_next() -> None:
    reply = render_topic(TOPIC, [stored()], 0, EN)

    assert reply.keyboard is not None
    assert len(reply.keyboard.inline_keyboard) == 2
