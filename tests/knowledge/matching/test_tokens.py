import pytest

from knowledge.matching.tokens import Tokenizer
from knowledge.model import Name

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


@pytest.mark.parametrize("written", ["الولايات المتحدة", "والولايات المتحدة", "للولايات المتحدة", "وللولايات المتحدة"])
def test_a_name_with_an_article_is_known_after_for_the(written: str) -> None:
    assert TOKENIZER.tokens(written) == ("@united-states",)


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


COUNTRIES = Tokenizer(
    [
        Name("china", "place", {"ar": "الصين", "en": "China"}, ("Chinese", "صيني", "صينية", "بكين")),
        Name("france", "place", {"ar": "فرنسا", "en": "France"}, ("French", "الفرنسيون")),
        Name("united-states", "place", {"ar": "أمريكا", "en": "United States"}, ("USA", "American", "الأمريكان")),
        Name("qwen", "model", {"en": "Qwen"}, ("تونغي",)),
    ]
)


@pytest.mark.parametrize("written", ["China", "الصين", "والصين", "للصين", "بكين", "USA", "أمريكا", "فرنسا", "تونغي"])
def test_a_name_that_stands_for_itself_is_an_actor(written: str) -> None:
    assert COUNTRIES.passage(written).actors == COUNTRIES.tokens(written) != ()


@pytest.mark.parametrize(
    "written", ["Chinese", "صيني", "الصينية", "والصينية", "French", "American", "الفرنسيون", "للأمريكان"]
)
def test_the_adjective_and_the_people_of_a_place_are_no_actors(written: str) -> None:
    passage = COUNTRIES.passage(written)

    assert len(passage.tokens) == 1
    assert passage.actors == ()


def test_actors_keep_their_order() -> None:
    passage = COUNTRIES.passage("Chinese chips that the USA sold to China")

    assert passage.actors == ("@united-states", "@china")
