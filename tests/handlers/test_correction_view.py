"""A correction says what was wrong and what is right; nothing where nothing is wrong any more."""

from datetime import UTC, datetime
from typing import Any

import pytest
from bidi import get_base_level

from handlers.correction_view import render_correction
from handlers.markup import visible
from handlers.outlet import Outlet
from handlers.texts import texts_in
from knowledge.model import Fact, FactState, PartialDate, Source, StoredFact
from scheduler.model import ChatKind

SOURCE = Source("s", "مقال", "الجزيرة", url="https://example.org/a")
NOW = {"ar": "DeepSeek له 100 مليون مستخدم.", "en": "It has 100 million users."}
BEFORE = {"ar": "DeepSeek له 97 مليون مستخدم.", "en": "It has 97 million users."}
AR, EN = texts_in("ar"), texts_in("en")


def stored(text: dict[str, str] = NOW, state: FactState = FactState.PUBLISHED) -> StoredFact:
    fact = Fact("a", text, as_of=PartialDate("2025-05"))
    return StoredFact(fact, state, SOURCE, 2, datetime(2025, 8, 1, tzinfo=UTC))


def told(**more: Any) -> dict[str, Any]:
    return {"fact": "a", "before": BEFORE, "date": "2025-04"} | more


def test_the_old_is_struck_through_and_the_new_stands_below_with_date_and_source() -> None:
    reply = render_correction(told(), [stored()], EN)

    assert reply is not None
    assert "<s>\u2068\u2068It has 97 million users.\u2069 (\u2068April 2025\u2069)\u2069</s>" in reply.text
    assert "It has 100 million users." in reply.text
    assert "📅 \u2068May 2025\u2069" in reply.text
    assert ">الجزيرة</a>" in reply.text
    assert reply.keyboard is not None
    data = [shown.callback_data for row in reply.keyboard.inline_keyboard for shown in row]
    assert data == ["v1|read|a|en", "v1|about|a|en"]


def test_every_arabic_line_runs_from_the_right() -> None:
    reply = render_correction(told(), [stored()], AR)

    assert reply is not None
    assert all(get_base_level(line) == 1 for line in visible(reply.text).split("\n") if line)


def test_only_a_date_may_have_been_wrong() -> None:
    reply = render_correction(told(before=NOW), [stored()], EN)

    assert reply is not None
    assert "April 2025" in reply.text


@pytest.mark.parametrize("facts", [[], [stored(state=FactState.RETIRED)]], ids=["deleted", "retired"])
def test_what_is_not_published_any_more_is_withdrawn(facts: list[StoredFact]) -> None:
    reply = render_correction(told(), facts, EN)

    assert reply is not None
    assert "We withdrew this" in reply.text
    assert "100" not in reply.text
    assert reply.keyboard is None


def test_a_withdrawal_that_was_taken_back_says_so() -> None:
    reply = render_correction(told(restored=True), [stored(BEFORE)], EN)

    assert reply is not None
    assert "right after all" in reply.text
    assert "<s>" not in reply.text


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        pytest.param(told(before=NOW, date="2025-05"), [stored()], id="as it was told"),
        pytest.param(told(restored=True), [stored(state=FactState.RETIRED)], id="withdrawn again"),
        pytest.param(told(before={"ar": NOW["ar"]}, date="2025-05"), [stored()], id="a translation was added"),
    ],
)
def test_where_nothing_is_wrong_any_more_there_is_nothing_to_say(body: dict[str, Any], facts: list[StoredFact]) -> None:
    assert render_correction(body, facts, EN) is None


def test_in_a_channel_buttons_lead_to_a_chat_with_the_bot() -> None:
    reply = render_correction(told(), [stored()], EN, Outlet(ChatKind.CHANNEL, "marsad_bot"))

    assert reply is not None
    assert reply.keyboard is not None
    assert all("t.me/marsad_bot" in (shown.url or "") for row in reply.keyboard.inline_keyboard for shown in row)


def test_the_longest_statements_fit_into_one_message() -> None:
    long = {"ar": "كلمة " * 1000, "en": "word " * 1000}

    reply = render_correction(told(before=long), [stored({name: text + "x" for name, text in long.items()})], AR)

    assert reply is not None
    assert len(visible(reply.text)) <= 4096
