import pytest

from knowledge.model import Name
from knowledge.tokens import Tokenizer

NAMES = [
    Name("deepseek", "organisation", {"ar": "ديب سيك", "en": "DeepSeek"}, ("Deep Seek", "ديبسيك")),
    Name("united-states", "place", {"ar": "الولايات المتحدة", "en": "United States"}, ("USA", "أمريكا")),
    Name("r1", "model", {"en": "R1"}, ()),
]
TOKENIZER = Tokenizer(NAMES)


@pytest.mark.parametrize(
    "written",
    ["DeepSeek", "deep seek", "ديب سيك", "ديبسيك", "لديب سيك", "وديبسيك", "DEEPSEEK!"],
)
def test_a_name_is_one_token_in_any_spelling_and_script(written: str) -> None:
    assert TOKENIZER.tokens(written) == ("@deepseek",)


def test_the_longest_name_wins() -> None:
    assert TOKENIZER.tokens("الولايات المتحدة الأمريكية")[0] == "@united-states"


def test_a_slip_is_not_looked_for_in_facts() -> None:
    assert TOKENIZER.tokens("depseek") != ("@deepseek",)


def test_short_names_must_be_written_right() -> None:
    assert TOKENIZER.tokens("r2") == ("r2",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("المستخدمون", "مستخدمي", id="case-endings-and-article"),
        pytest.param("للشركات", "شركات", id="preposition-and-article"),
        pytest.param("users", "user", id="english-plural"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert TOKENIZER.tokens(one) == TOKENIZER.tokens(other)


def test_words_that_carry_no_subject_are_left_out() -> None:
    assert TOKENIZER.tokens("how many of the models are there") == TOKENIZER.tokens("models")


@pytest.mark.parametrize("text", ["", "؟؟؟", "the of and", "\ud800"])
def test_a_text_without_subject_has_no_tokens(text: str) -> None:
    assert TOKENIZER.tokens(text) == ()
