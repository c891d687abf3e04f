import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import normalise, shorten, words


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        pytest.param("مُسْتَخْدِمٌ", "مستخدم", id="diacritics"),
        pytest.param("ديـــب سيـك", "ديب سيك", id="tatweel"),
        pytest.param("أإآٱا", "ااااا", id="alef-forms"),
        pytest.param("مسؤول رئيس", "مسوول رييس", id="hamza-on-a-seat"),
        pytest.param("شيء", "شي", id="hamza-alone"),
        pytest.param("شركة", "شركه", id="taa-marbuta"),
        pytest.param("على", "علي", id="alef-maqsura"),
        pytest.param("٩٧ و۹۷ مليون", "97 و97 مليون", id="arabic-and-persian-digits"),
        pytest.param("١٬٢٠٠ و1,200", "1200 و1200", id="thousands"),
        pytest.param("٢٫٥ and 2.5", "2.5 and 2.5", id="decimals"),
        pytest.param("ﺍﻟﺼﻴﻦ ﻻ", "الصين لا", id="presentation-forms"),
        pytest.param("کیمی", "كيمي", id="persian-letters"),
        pytest.param("DeepSeek", "deepseek", id="case"),
        pytest.param("Pékin, Köln", "pekin koln", id="accents"),
        pytest.param("R-1 R‑1 R1 GPT-5", "r1 r1 r1 gpt5", id="model-hyphens"),
        pytest.param("open-source", "open source", id="word-hyphens"),
        pytest.param("«من؟» (why?!) ends.", "من why ends", id="punctuation"),
        pytest.param("ديب\u200cسيك\u200f \u2066x\u2069", "ديبسيك x", id="zero-width-and-direction-marks"),
        pytest.param("a\ud800b\x00c", "ab c", id="half-surrogate-and-control"),
        pytest.param("🤖🤖", "", id="emoji-only"),
        pytest.param("", "", id="empty"),
    ],
)
def test_spelling_habits_do_not_matter(typed: str, compared: str) -> None:
    assert normalise(typed) == compared


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once


@given(st.text())
def test_words_are_never_empty(text: str) -> None:
    assert all(words(text))


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_a_shortened_text_keeps_to_its_length(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length


def test_a_text_is_cut_between_words() -> None:
    assert shorten("DeepSeek had 97 million users", 18) == "DeepSeek had 97…"
