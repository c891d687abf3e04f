"""What a button brings back is what it was given, in 64 bytes, whatever the ids are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import InlineKeyboardButtonLimit

from handlers.errors import StalePress
from handlers.keyboards import button, decode, encode, in_rows, keyboard, number, presses, refer, resolve

_ids = st.text(min_size=1, max_size=64)


@given(st.lists(_ids, min_size=1, max_size=20, unique=True), st.data())
def test_every_id_has_a_reference_that_leads_back_to_it(ids: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(ids))

    assert resolve(refer(chosen), ids) == chosen


@given(_ids, st.integers(min_value=0, max_value=10**10 - 1))
def test_the_longest_data_fit_whatever_the_id(fact_id: str, question_id: int) -> None:
    data = encode("pick", question_id, refer(fact_id), "ar")

    assert len(data.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert decode(data) == ("pick", (str(question_id), refer(fact_id), "ar"))


@given(_ids)
def test_a_reference_is_fit_for_a_deep_link(fact_id: str) -> None:
    link = f"fact-{refer(fact_id)}"

    assert len(link) <= 64
    assert link.isascii()
    assert link.replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=64))
def test_whatever_comes_back_is_read_or_stale(data: str) -> None:
    try:
        action, _ = decode(data)
    except StalePress:
        return

    assert presses(action).match(data)


def test_an_action_does_not_get_the_presses_of_a_longer_one() -> None:
    assert presses("topic").match("v1|topic|deepseek")
    assert not presses("topic").match("v1|topics")


def test_a_reference_that_nothing_has_is_stale() -> None:
    with pytest.raises(StalePress):
        resolve("_0123456789abcdef", ["a", "b"])


@pytest.mark.parametrize("argument", ["", "x", "1.5", "٣", "9" * 30])
def test_what_is_not_a_number_is_stale(argument: str) -> None:
    with pytest.raises(StalePress):
        number(argument)


@pytest.mark.parametrize("arguments", [("a|b",), ("x" * 64,)])
def test_data_that_could_not_come_back_are_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"callback data|separator"):
        encode("topic", *arguments)


@pytest.mark.parametrize(("language", "labels"), [("ar", ["2", "1"]), ("en", ["1", "2"])])
def test_rows_begin_on_the_side_where_reading_begins(language: str, labels: list[str]) -> None:
    markup = keyboard([[button("1", "hour", 1), button("2", "hour", 2)]], language)

    assert markup is not None
    assert [shown.text for shown in markup.inline_keyboard[0]] == labels


def test_no_buttons_make_no_keyboard() -> None:
    assert keyboard([[], []], "ar") is None


def test_buttons_are_laid_out_in_rows() -> None:
    buttons = [button(str(hour), "hour", hour) for hour in range(5)]

    assert [len(row) for row in in_rows(buttons, 2)] == [2, 2, 1]
