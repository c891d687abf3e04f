"""What is left out of a message comes from the question before."""

import pytest

from knowledge.answering.followups import LONGEST, Trust, read
from knowledge.matching.sentences import Parser
from knowledge.model import Name

PARSER = Parser(
    [
        Name("deepseek", "organisation", {"ar": "ديب سيك", "en": "DeepSeek"}),
        Name("kimi-k2", "model", {"ar": "كيمي", "en": "Kimi K2"}, ("Kimi",)),
        Name("r1", "model", {"en": "R1"}),
        Name("india", "place", {"ar": "الهند", "en": "India"}, ("هند",)),
        Name("united-states", "place", {"ar": "أمريكا", "en": "US"}, ("واشنطن", "الولايات المتحدة")),
        Name("eric-schmidt", "person", {"ar": "إريك شميدت", "en": "Eric Schmidt"}),
        Name("waic", "event", {"ar": "وايك", "en": "WAIC"}),
    ]
)
TRUST_IN_INDIA = "كم نسبة الثقة بالذكاء الاصطناعي في الهند؟"


def readings(message: str, before: str) -> tuple[str, ...]:
    reading = read(message, before, PARSER)
    return reading.texts if reading else ()


@pytest.mark.parametrize(
    ("before", "message", "reading"),
    [
        pytest.param("trust in AI in India?", "and in the US?", "trust in AI in US", id="english"),
        pytest.param(TRUST_IN_INDIA, "طيب وأمريكا؟", "كم نسبة الثقة بالذكاء الاصطناعي في أمريكا", id="arabic"),
        pytest.param(TRUST_IN_INDIA, "and the US", "كم نسبة الثقة بالذكاء الاصطناعي في US", id="another-language"),
        pytest.param("الثقة بأمريكا", "شنو عن الهند", "الثقة بالهند", id="iraqi-and-a-letter-written-onto-it"),
        pytest.param("قيود لأمريكا", "والولايات المتحدة؟ والهند", "", id="two-names-are-no-exchange"),
        pytest.param("ماذا قالت لأمريكا", "والهند؟", "ماذا قالت للهند", id="to-the"),
        pytest.param("How many use DeepSeek?", "what about Kimi?", "How many use Kimi", id="model-for-maker"),
        pytest.param("شحال كيخدم ديب سيك", "وكيمي؟", "شحال كيخدم كيمي", id="maghrebi"),
        pytest.param("combien d'utilisateurs a DeepSeek ?", "et Kimi ?", "combien d'utilisateurs a Kimi", id="french"),
        pytest.param("kam wa7ed by2ra deepseek", "w kimi?", "kam wa7ed by2ra kimi", id="arabizi"),
        pytest.param("When was R1 released?", "and in India?", "When was R1 released in India", id="a-place-is-added"),
        pytest.param("trust in AI in India", "and in Nigeria?", "trust in AI in Nigeria", id="a-place-nobody-knows"),
        pytest.param("how many users?", "and DeepSeek?", "how many users DeepSeek", id="what-was-left-open"),
    ],
)
def test_a_name_takes_the_place_of_one_of_its_sort(before: str, message: str, reading: str) -> None:
    assert readings(message, before)[:1] == ((reading,) if reading else ())


@pytest.mark.parametrize(
    ("before", "message", "reading"),
    [
        pytest.param("من صنع R1؟", "ومتى؟", "متى صنع R1", id="when"),
        pytest.param("متى افتتح وايك", "وين؟", "وين افتتح وايك", id="where"),
        pytest.param("who made it, Kimi?", "and when?", "when made Kimi", id="without-the-pronoun"),
        pytest.param("شحال كيخدم ديب سيك", "وعلاش؟", "علاش كيخدم ديب سيك", id="maghrebi"),
    ],
)
def test_a_question_word_takes_the_place_of_the_one_before(before: str, message: str, reading: str) -> None:
    assert readings(message, before)[0] == reading


@pytest.mark.parametrize(
    ("before", "message", "reading"),
    [
        pytest.param("what is Kimi K2", "who made it?", "who made it (Kimi K2)", id="it"),
        pytest.param("did Eric Schmidt attend WAIC", "what did he say", "what did he say (Eric Schmidt)", id="he"),
        pytest.param("did Eric Schmidt attend WAIC", "when did it open", "when did it open (WAIC)", id="not-he"),
        pytest.param("شو هو كيمي", "كم مستخدم عندها؟", "كم مستخدم عندها (كيمي)", id="arabic"),
        pytest.param("شو هو كيمي", "مين عملها", "مين عملها (كيمي)", id="written-onto-a-word"),
    ],
)
def test_a_pronoun_stands_for_what_was_talked_about(before: str, message: str, reading: str) -> None:
    assert read(message, before, PARSER) is not None
    assert readings(message, before) == (reading,)


def test_a_question_without_a_subject_is_first_taken_as_it_is_written() -> None:
    reading = read("والشركات؟", "كم مشارك في وايك", PARSER)

    assert reading is not None
    assert (reading.trust, reading.texts) == (Trust.SURER, ("كم الشركات (وايك)",))


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("who made R1?", id="a-question-of-its-own"),
        pytest.param("when did Kimi come out", id="with-its-own-name"),
        pytest.param("شكرا", id="thanks"),
        pytest.param("and", id="nothing"),
        pytest.param("؟", id="a-mark"),
        pytest.param("و", id="a-letter"),
        pytest.param("how " * (LONGEST + 7), id="long"),
        pytest.param("and DeepSeek?", id="the-same-name"),
    ],
)
def test_what_stands_by_itself_is_read_as_it_is_written(message: str) -> None:
    assert read(message, "how many users does DeepSeek have", PARSER) is None


@pytest.mark.parametrize(
    "message", ["what is the theme of this year's show", "شو هو شعار المؤتمر", "كم عدد المنتجات التي عرضها المؤتمر"]
)
def test_a_word_that_only_points_within_its_sentence_binds_nothing(message: str) -> None:
    reading = read(message, "how many users does DeepSeek have", PARSER)

    assert reading is not None
    assert reading.trust is Trust.ANSWERED


def test_names_keep_letters_that_are_their_own() -> None:
    assert readings("وواشنطن؟", "الثقة بالهند") == ("الثقة بواشنطن",)
    assert readings("واشنطن", "الثقة بالهند") == ("الثقة بواشنطن",)
