import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.splitting import MOST, ask_for_figures, by_conjunctions, by_marks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("كم مستخدم عند ديب سيك؟ ومتى صدر R1؟", ("كم مستخدم عند ديب سيك؟", "ومتى صدر R1؟"), id="two-marks"),
        pytest.param("Who made R1?\nwhen was it released", ("Who made R1?", "when was it released"), id="two-lines"),
        pytest.param("R1? Kimi?", ("R1?", "Kimi?"), id="two-names"),
        pytest.param("مرحبا\nكم مستخدم عند ديب سيك؟", ("مرحبا كم مستخدم عند ديب سيك؟",), id="a-greeting-before"),
        pytest.param(
            "do Americans trust AI? what percentage", ("do Americans trust AI? what percentage",), id="behind"
        ),
        pytest.param("Really?! ?? who?", ("Really?!", "?? who?"), id="marks-alone"),
        pytest.param("a? b? c? d?", ("a?", "b?", "c?"), id="four"),
        pytest.param("???", ("???",), id="nothing-asked"),
    ],
)
def test_question_marks_and_lines_end_questions(text: str, parts: tuple[str, ...]) -> None:
    assert by_marks(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(
            "who made Kimi and when was it released?", ("who made Kimi", "when was it released?"), id="english"
        ),
        pytest.param("متى وأين عقد المؤتمر", ("متى", "أين عقد المؤتمر"), id="only-a-question-word"),
        pytest.param("مين عمل كيمي ومين عمل R1 وامتى", ("مين عمل كيمي", "مين عمل R1", "امتى"), id="egyptian-three"),
        pytest.param("كم روبوت وكم شركة في وايك", ("كم روبوت", "كم شركة في وايك"), id="arabic"),
        pytest.param(
            "امريكا ليش مانعة الرقائق ومن متى؟", ("امريكا ليش مانعة الرقائق", "من متى؟"), id="behind-a-preposition"
        ),
        pytest.param("who is Li Qiang, what did he say", ("who is Li Qiang", "what did he say"), id="a-comma"),
        pytest.param("qui a créé Kimi et quand ?", ("qui a créé Kimi", "quand ?"), id="french"),
    ],
)
def test_an_and_before_a_question_word_joins_two_questions(text: str, parts: tuple[str, ...]) -> None:
    assert by_conjunctions(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("What is Belt and Road", id="a-name-with-and"),
        pytest.param("كم نسبة الثقة في الهند وأمريكا", id="two-places"),
        pytest.param("Belt and Road and what it means", id="nothing-asked-before"),
        pytest.param("كم شركة من أمريكا ومن الصين", id="from-a-place"),
        pytest.param("وين وايك", id="words-that-begin-with-the-letter"),
        pytest.param("وش قالت واشنطن", id="names-that-begin-with-the-letter"),
        pytest.param("hello, how many users does DeepSeek have?", id="a-greeting"),
    ],
)
def test_other_ands_join_no_questions(text: str) -> None:
    assert by_conjunctions(text) == (text,)


@given(st.text(alphabet="؟?\n, .aوand كم who متىR1"))
def test_a_message_has_one_to_three_questions(text: str) -> None:
    for parts in (by_marks(text), by_conjunctions(text)):
        assert 1 <= len(parts) <= MOST


def test_a_reason_may_explain_another_question_and_a_figure_does_not() -> None:
    assert ask_for_figures(["when", "where was it held"])
    assert not ask_for_figures(["are they popular", "why"])
