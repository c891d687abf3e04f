import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.clauses import cores
from knowledge.text import normalise


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        pytest.param(
            "السلام عليكم يا جماعة، مديري طلب مني تقريرا عاجلا: كم عدد مستخدمي ديب سيك في الصين؟",
            "كم عدد مستخدمي ديب سيك في الصين؟",
            id="after-an-arabic-colon",
        ),
        pytest.param(
            "مرحبا شباب كنت أقرأ مقالا عن الصين وأريد أن أعرف كم روبوت عرض في مؤتمر شنغهاي",
            "كم روبوت عرض في مؤتمر شنغهاي",
            id="arabic-without-a-stop",
        ),
        pytest.param(
            "صديقي يصر على أن الصين تقود العالم. من افتتح المؤتمر العالمي في شنغهاي؟",
            "من افتتح المؤتمر العالمي في شنغهاي؟",
            id="after-an-arabic-sentence",
        ),
        pytest.param(
            "انا شغال على بحث عن الموضوع ده وعايز اعرف كام روبوت اتعرض في مؤتمر شنغهاي",
            "كام روبوت اتعرض في مؤتمر شنغهاي",
            id="egyptian",
        ),
        pytest.param(
            "Hi! I read in the paper that China grows fast. How many robots were shown at WAIC? Thanks a lot",
            "How many robots were shown at WAIC?",
            id="between-greeting-and-thanks",
        ),
        pytest.param(
            "my boss wants a slide by tomorrow morning so how many robots were shown at WAIC",
            "how many robots were shown at WAIC",
            id="english-without-a-stop",
        ),
        pytest.param(
            "We were talking about chips at dinner yesterday – who opened the conference in Shanghai",
            "who opened the conference in Shanghai",
            id="after-a-dash",
        ),
        pytest.param(
            "I am preparing a long talk about China\nplease compare the prices of both chips",
            "please compare the prices of both chips",
            id="the-last-line-where-none-asks",
        ),
    ],
)
def test_the_part_of_a_long_message_that_asks_is_found(message: str, asked: str) -> None:
    assert normalise(asked) in cores(message)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Hi! How many robots at WAIC?", id="short"),
        pytest.param("مرحبا! كم روبوت في مؤتمر شنغهاي؟", id="short-and-arabic"),
        pytest.param("how many of the sixty robots at WAIC in Shanghai danced", id="all-of-it-asks"),
        pytest.param("my boss wants a slide by tomorrow morning about it: how many?", id="too-little-asks"),
    ],
)
def test_a_message_that_is_all_question_has_no_parts(text: str) -> None:
    assert cores(text) == []


@given(st.text(st.sampled_from("how many robots كم روبوت . , ؟ ! \n-"), max_size=200))
def test_parts_are_shorter_than_the_message_and_the_longest_come_first(text: str) -> None:
    parts = cores(text)

    assert all(part in normalise(text) and part != normalise(text) for part in parts)
    assert parts == sorted(parts, key=len, reverse=True)
