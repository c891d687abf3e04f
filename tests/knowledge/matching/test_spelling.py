import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.spelling import Speller
from knowledge.text import words

FACTS = """
    بلغ عدد مستخدمي ديب سيك نحو 97 مليونا. عرض المؤتمر 60 روبوتا. كم روبوت عرض؟ أسعار الرقائق. اقترحت الصين منظمة.
    عالمية. الذكاء الاصطناعي. الشركات الأمريكية. القيود. الأسعار.
    DeepSeek had about 97 million users. The conference showed sixty robots. Artificial intelligence models of OpenAI
    and other companies. China proposed a global organisation. Chips, prices, restrictions. The March of progress.
"""


@pytest.fixture(scope="module")
def speller() -> Speller:
    speller = Speller()
    speller.keep(words(FACTS))
    speller.learn(words(FACTS))
    return speller


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("how many uesrs", "how many users", id="neighbours-swapped"),
        pytest.param("compaies", "companies", id="a-letter-missing"),
        pytest.param("robbots", "robots", id="a-letter-doubled"),
        pytest.param("priced of robors", "priced of robots", id="a-neighbouring-key"),
        pytest.param("artifical inteligance", "artificial intelligence", id="two-slips-in-long-words"),
        pytest.param("الاصنطاعي", "الاصطناعي", id="arabic-neighbours-swapped"),
        pytest.param("الاصطناهي", "الاصطناعي", id="an-arabic-neighbouring-key"),
        pytest.param("الرقاائق", "الرقائق", id="an-arabic-letter-doubled"),
        pytest.param("models of opneai", "models of openai", id="a-name"),
        pytest.param("chnia depseek", "china deepseek", id="letters-of-names"),
        pytest.param("teh robots", "the robots", id="the"),
        pytest.param("waht robots", "what robots", id="a-word-that-asks"),
        pytest.param("how mnay robots", "how many robots", id="a-word-of-a-phrase-that-asks"),
        pytest.param("كمروبوت عرض", "كم روبوت عرض", id="no-space-after-a-word-that-asks"),
        pytest.param("عددمستخدمي ديب سيك", "عدد مستخدمي ديب سيك", id="no-space-between-two-words"),
        pytest.param("howmany robots", "how many robots", id="no-english-space"),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(speller: Speller, typed: str, meant: str) -> None:
    assert speller.read(typed) == " ".join(words(meant))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Women, in China!", id="women-is-not-open"),
        pytest.param("السفر إلى الصين؟", id="travel-is-not-prices"),
        pytest.param("Benchmark…", id="a-word-with-a-known-ending"),
        pytest.param("carbon chips", id="a-word-that-no-fact-has"),
        pytest.param("بمستخدمي، والرقائق", id="a-preposition-written-on"),
        pytest.param("مستخدميها مستخدميهم", id="a-pronoun-written-on"),
        pytest.param("شركاتنا", id="an-ending"),
        pytest.param("R1, K2, GPT5 & 4o", id="models"),
        pytest.param("How many users has DeepSeek?", id="english-without-a-slip"),
        pytest.param("كَمْ عددُ مستخدمي «ديب سيك»؟", id="arabic-without-a-slip"),
        pytest.param("1,200 — ٩٧", id="numbers"),
        pytest.param("日本語の質問", id="another-script"),
        pytest.param("zqxv", id="nothing-like-it"),
        pytest.param("AGI", id="an-abbreviation-that-is-a-word-in-the-other-layout"),
        pytest.param("عسدد", id="arabic-that-would-be-signs-in-the-other-layout"),
        pytest.param("وبوتا", id="arabic-that-would-be-single-letters-in-the-other-layout"),
        pytest.param("", id="empty"),
        pytest.param("🤖؟!", id="no-words"),
    ],
)
def test_what_needs_no_mending_stays_the_very_same(speller: Speller, text: str) -> None:
    assert speller.read(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param(";l u]] lsjo]ld ]df sd;", "كم عدد مستخدمي ديب سيك", id="arabic-typed-as-english"),
        pytest.param("اخص ةشىغ عسثقس اشس ]ثثحٍثثن؟", "how many users has deepseek", id="english-typed-as-arabic"),
        pytest.param("اخص ةشىغ ئئئئ", "how many zzzz", id="what-stays-unknown-stays"),
        pytest.param("ةخيثمس خب خحىثشه", "models of openai", id="a-slip-as-well"),
    ],
)
def test_a_text_in_the_wrong_keyboard_layout_is_read_in_the_right_one(speller: Speller, typed: str, meant: str) -> None:
    assert speller.read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("kam 3adad mosta5dmi deepseek", "كام 3adad مستخدمي deepseek", id="a-latin-name-stays"),
        pytest.param("shu as3ar el raga2eg", "shu اسعار el الرقايق", id="levantine-and-gulf"),
        pytest.param("xqzvb 9tar7at munathama", "xqzvb اقترحت منظمه", id="what-no-word-sounds-like-stays"),
        pytest.param("kam 3adad mosta5dmi depseek", "كام 3adad مستخدمي deepseek", id="a-slip-in-a-name"),
    ],
)
def test_arabic_in_latin_letters_is_read_in_arabic_ones(speller: Speller, typed: str, meant: str) -> None:
    assert speller.read(typed) == meant


def test_a_sign_of_arabizi_among_strange_words_is_enough(speller: Speller) -> None:
    assert speller.is_arabizi("wesh 9ar7at el munathama el jadeeda fel mo3tamar")
    assert speller.is_arabizi("lesh el munathama rakhisa w tintishir")
    assert not speller.is_arabizi("wann kam das Modell von DeepSeek heraus")
    assert not speller.is_arabizi("quand le modèle est sorti en Chine")
    assert not speller.is_arabizi("لماذا kam")


def test_words_of_statements_are_no_arabizi() -> None:
    speller = Speller()
    speller.learn(["مستخدمي", "كنزا"])
    assert speller.read("kam 3adad mosta5dmi kinza") == "كام 3adad مستخدمي كنزا"

    speller.keep(["kinza"])
    assert speller.read("kam 3adad mosta5dmi kinza") == "كام 3adad مستخدمي kinza"


def test_one_word_of_arabizi_in_a_long_english_text_is_no_sign_of_it(speller: Speller) -> None:
    text = "which companies of China showed sherka at the conference"

    assert speller.read(text) == text


def test_what_was_mended_is_told_by_what_was_written(speller: Speller) -> None:
    assert speller.mended("how many uesrs has DeepSeek") == {"users": "uesrs"}
    assert speller.mended("how many users has DeepSeek") == {}


def test_a_word_is_known_once_it_was_learnt() -> None:
    speller = Speller()
    assert speller.read("depseek") == "depseek"

    speller.learn(["deepseek"])

    assert speller.read("depseek") == "deepseek"


def slipped(word: str, place: int) -> str:
    """The word with the letter at this place left out."""
    return word[: place % len(word)] + word[place % len(word) + 1 :]


typed_words = st.sampled_from([*words(FACTS), "kam", "3adad", "mosta5dmi", "el", "zqxv", "عسدد"]) | st.builds(
    slipped, st.sampled_from(words(FACTS)), st.integers(0, 12)
)


@given(st.lists(typed_words, max_size=6).map(" ".join))
def test_reading_twice_changes_nothing_more(speller: Speller, text: str) -> None:
    once = speller.read(text)

    assert speller.read(once) == once


@given(st.text())
def test_any_text_can_be_read(speller: Speller, text: str) -> None:
    assert speller.read(text) == text or words(speller.read(text))


def test_a_slip_is_rather_of_a_word_that_a_fact_has_than_of_a_name() -> None:
    speller = Speller()
    speller.allow(words("منامة"))
    before = speller.read("منضمة")
    speller.learn(words("منظمة"))

    assert (before, speller.read("منضمة")) == ("منامه", "منظمه")


def test_a_word_of_another_language_is_right_and_nothing_is_a_slip_of_it() -> None:
    assert Speller().read("combien de robots") == "combien de robots"
    assert "combien" not in Speller().read("combine")
