import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.arabizi import ArabicWords, has_digits_for_letters
from knowledge.text import words

KNOWN = """
    مستخدم شركة شركات المؤتمر مؤتمر أسعار الرقائق رقائق اقترحت منظمة خطة خطط الصين حكومة خبراء خليج ثقة
    مين من كام نموذج الجامعة الذكاء روبوتات قال صنع سوق
"""


@pytest.fixture(scope="module")
def arabic() -> ArabicWords:
    known = ArabicWords()
    known.add(words(KNOWN))
    return known


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("mosta5dm", "مستخدم", id="five-is-kha"),
        pytest.param("mosta5dmi", "مستخدم", id="a-vowel-at-the-end"),
        pytest.param("mostakhdem", "مستخدم", id="kha-in-two-letters"),
        pytest.param("sherka", "شركة", id="taa-marbuta-as-a"),
        pytest.param("chrika", "شركة", id="maghrebi-shin"),
        pytest.param("sharikat", "شركات", id="vowels-that-arabic-leaves-out"),
        pytest.param("mo2tamar", "مؤتمر", id="two-is-a-hamza"),
        pytest.param("moutamar", "مؤتمر", id="maghrebi-vowels"),
        pytest.param("as3ar", "أسعار", id="three-is-ayn"),
        pytest.param("raqa2eq", "رقائق", id="standard-qaf"),
        pytest.param("raga2eg", "رقائق", id="gulf-qaf"),
        pytest.param("9tar7at", "اقترحت", id="maghrebi-qaf"),
        pytest.param("munathama", "منظمة", id="za-in-two-letters"),
        pytest.param("monazama", "منظمة", id="egyptian-za"),
        pytest.param("elmunathama", "منظمة", id="the-article-written-on"),
        pytest.param("belmo2tamar", "مؤتمر", id="preposition-and-article-written-on"),
        pytest.param("7okomet", "حكومة", id="before-another-word"),
        pytest.param("7okoma", "حكومة", id="seven-is-ha"),
        pytest.param("5obara2", "خبراء", id="a-hamza-at-the-end"),
        pytest.param("5aleej", "خليج", id="a-long-vowel-in-two-letters"),
        pytest.param("thi8a", "ثقة", id="eight-is-qaf"),
        pytest.param("nmouzaj", "نموذج", id="egyptian-dhal"),
        pytest.param("elzaka2", "الذكاء", id="egyptian-dhal-at-the-beginning"),
        pytest.param("meen", "مين", id="a-long-vowel-is-heard"),
        pytest.param("khetet", "خطة", id="taa-marbuta-before-another-word"),
        pytest.param("sherke", "شركة", id="taa-marbuta-as-e"),
        pytest.param("2al", "قال", id="qaf-as-in-cairo-and-beirut"),
        pytest.param("ra2a2e2", "رقائق", id="every-qaf-and-the-hamza-as-two"),
        pytest.param("thiga", "ثقة", id="gulf-qaf-among-few-letters"),
    ],
)
def test_arabic_in_latin_letters_is_read_as_a_word_that_is_known(arabic: ArabicWords, typed: str, meant: str) -> None:
    assert arabic.nearest(typed) == "".join(words(meant))


@pytest.mark.parametrize("word", ["", "l", "el", "deepseek", "xyzzy", "97", "日本", "سوق"])
def test_what_sounds_like_no_known_word_is_not_read(arabic: ArabicWords, word: str) -> None:
    assert arabic.nearest(word) is None


@given(st.permutations(words(KNOWN)))
def test_the_order_in_which_words_were_learnt_decides_nothing(known: list[str]) -> None:
    arabic = ArabicWords()
    arabic.add(known)

    assert [arabic.nearest(word) for word in ("meen", "sharikat", "mn")] == ["مين", "شركات", "من"]


@pytest.mark.parametrize("word", ["3adad", "mo2tamar", "sh7al", "9tar7at", "yi7ki", "as3ar"])
def test_digits_within_a_word_stand_for_letters(word: str) -> None:
    assert has_digits_for_letters(word)


@pytest.mark.parametrize(
    "word", ["r1", "k2", "gpt5", "4o", "o3", "v3", "qwen3", "a100", "3d", "5g", "7b", "2.5", "2025", "5th", "users", ""]
)
def test_models_and_numbers_are_no_arabic(word: str) -> None:
    assert not has_digits_for_letters(word)


def test_of_words_that_are_nearly_as_alike_an_expected_one_is_meant() -> None:
    arabic = ArabicWords()
    arabic.add(words("خيتي خطة"))

    assert arabic.nearest("5etet") == "خيتي"
    assert arabic.nearest("5etet", expected=words("خطة")) == "خطه"
