import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.layouts import swapped

# "gh" gives لا, as "b" does, and with shift the other three: which of the two was meant cannot be told.
# A letter stands first, for Z alone gives a sign that tells nothing of the layout.
latin = st.text(string.ascii_letters + " ").map("a{}".format).filter(lambda text: not re.search("g[hHNY]", text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param(";l u]] hglsjo]ldk", "كم عدد المستخدمين", id="arabic-on-an-english-keyboard"),
        pytest.param("lk Htjjp hglcjlv?", "من أفتتح المؤتمر؟", id="the-hamza-with-shift"),
        pytest.param("Gk", "لأن", id="a-ligature-with-shift"),
        pytest.param(";L U]]", "كم عدد", id="caps-lock"),
        pytest.param("اخص ةشىغ عسثقس؟", "how many users?", id="english-on-an-arabic-keyboard"),
        pytest.param("لاغ لاخف", "by bot", id="the-ligature-is-b"),
        pytest.param("]ثثحٍثثن", "deepseek", id="capitals-of-a-name"),
        pytest.param("لأ؛لإ", "gpt", id="all-in-capitals"),
    ],
)
def test_a_text_is_what_the_same_keys_give_in_the_other_layout(typed: str, meant: str) -> None:
    assert swapped(typed) == meant


@pytest.mark.parametrize("text", ["", "97", "2 + 2!", "日本語", "🤖", "\ud800"])
def test_a_text_without_letters_of_either_layout_stays(text: str) -> None:
    assert swapped(text) == text


@given(latin)
def test_english_comes_back_from_arabic_in_lower_case(text: str) -> None:
    assert swapped(swapped(text)) == text.lower()


@given(st.text())
def test_any_text_can_be_swapped_and_keeps_what_is_on_no_key(text: str) -> None:
    digits = [letter for letter in text if letter in string.digits]

    assert [letter for letter in swapped(text) if letter in string.digits] == digits
