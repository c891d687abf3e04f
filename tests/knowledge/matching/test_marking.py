"""The part of a statement that answers the question is found, and nothing is marked where that is not sure."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base.factfiles import read_launch
from knowledge.languages import detect
from knowledge.matching.marking import Marker
from knowledge.model import Fact, Figure, Name

MARKER = Marker(
    [
        Name("deepseek", "organisation", {"ar": "ديب سيك", "en": "DeepSeek"}),
        Name("openai", "organisation", {"ar": "أوبن إيه آي", "en": "OpenAI"}),
        Name("google", "organisation", {"ar": "جوجل", "en": "Google"}),
        Name("the-paper", "organisation", {"en": "The Paper"}),
        Name("r1", "model", {"en": "R1"}, ("R-1",)),
        Name("kimi", "model", {"ar": "كيمي", "en": "Kimi K2"}),
        Name("waic", "event", {"ar": "وايك", "en": "WAIC"}),
        Name("li-qiang", "person", {"ar": "لي تشيانغ", "en": "Li Qiang"}, ("premier Li",)),
        Name("schmidt", "person", {"ar": "إريك شميدت", "en": "Eric Schmidt"}),
        Name("shanghai", "place", {"ar": "شنغهاي", "en": "Shanghai"}),
        Name("china", "place", {"ar": "الصين", "en": "China"}, ("Chinese", "الصينية")),
        Name("india", "place", {"ar": "الهند", "en": "India"}),
        Name("us", "place", {"ar": "أمريكا", "en": "United States"}),
    ]
)


def marked(question: str, fact: Fact | str) -> list[str]:
    """The marked parts of the fact's text in the language of the question."""
    language = detect(question)
    told = Fact("x", {language: fact}) if isinstance(fact, str) else fact
    text, _ = told.text_in(language)
    return [text[span.start : span.end] for span in MARKER.spans(question, told, language)]


@pytest.mark.parametrize(
    ("question", "statement", "part"),
    [
        ("how many users", "DeepSeek had about 97 million users in April 2025.", "97 million"),
        ("كم مستخدما", "كان لدى ديب سيك نحو 97 مليون مستخدم في أبريل 2025.", "97 مليون"),
        ("how many participants", "More than 1,200 participants came to WAIC.", "More than 1,200"),
        ("كم عدد المشاركين", "حضر المؤتمر ما يزيد على ١٢٠٠ مشارك.", "ما يزيد على ١٢٠٠"),
        ("what share trusts AI", "Trust in AI stands at 35–40%.", "35–40%"),
        ("كام نسبة الثقة", "بلغت الثقة 77 في المئة.", "77 في المئة"),
        ("how much did it raise", "It raised $2.5 billion in 2025.", "$2.5 billion"),
        ("كم دام", "استغرق المؤتمر ثلاثة أيام (3 أيام).", "3 أيام"),
        ("كم خفضت السعر", "خفضت السعر بـ80%.", "80%"),
        ("how many models are there", "With R1, Kimi K2 and R-1 in 2025 there are 40 models.", "40"),
        ("when was R1 released", "DeepSeek brought out R1 in early 2025.", "early 2025"),
        ("متى صدر R1", "طرحت ديب سيك R1 مطلع عام 2025.", "مطلع عام 2025"),
        ("when did WAIC open", "WAIC in Shanghai opened on 26 July 2025.", "26 July 2025"),
        ("when did WAIC open", "WAIC opened on July 26, 2025.", "July 26, 2025"),
        ("إمتى افتتح المؤتمر", "افتتح المؤتمر يوم ٢٦ يوليو ٢٠٢٥.", "٢٦ يوليو ٢٠٢٥"),
        ("منذ متى", "تقيد أمريكا الرقائق منذ عام 2022 تقييدا شديدا.", "منذ عام 2022"),
        ("when were the polls", "The polls of 2024–2025 are out.", "2024–2025"),
        ("where was WAIC held", "WAIC was held in Shanghai, China.", "Shanghai, China"),
        ("وين كان المؤتمر", "استضافت مدينة شنغهاي الصينية المؤتمر.", "شنغهاي الصينية"),
        ("أين المؤتمر", "عُقد المؤتمر بشنغهاي.", "بشنغهاي"),
        ("who opened WAIC", "China's premier, Li Qiang, opened WAIC.", "Li Qiang"),
        ("من افتتح المؤتمر", "افتتح لي تشيانغ (Li Qiang) المؤتمر.", "لي تشيانغ"),
        ("who made R1", "R1 was made by DeepSeek.", "DeepSeek"),
        ("مين صاحب كيمي", "كيمي نموذج من جوجل.", "جوجل"),
        ("which model did DeepSeek bring out", "DeepSeek brought out R-1.", "R-1"),
        ("can you tell me how many robots", "There were 60 robots.", "60"),
    ],
)
def test_what_answers_is_marked(question: str, statement: str, part: str) -> None:
    assert marked(question, statement) == [part]


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        pytest.param("did 800 companies take part", "More than 800 companies took part.", id="yes-or-no"),
        pytest.param("هل بلغ عدد الشركات 800", "تجاوز عدد الشركات 800 شركة.", id="yes-or-no-arabic"),
        pytest.param("why did 800 companies come", "800 companies came for 3 reasons.", id="why"),
        pytest.param("what is R1", "R1 is a model of 2025.", id="of-no-kind"),
        pytest.param("how many users", "R1 and Kimi K2 came out in 2025.", id="names-and-years-are-no-numbers"),
        pytest.param("how many", "800 companies showed 3000 products.", id="two-numbers-and-no-word-to-tell"),
        pytest.param(
            "when did Kimi K2 come out", "Kimi K2 came out months after R1 in early 2025.", id="told-by-another"
        ),
        pytest.param(
            "when did Google announce it", "On its part, after Google, DeepSeek spoke in 2025.", id="another-party"
        ),
        pytest.param("when was WAIC 2025", "WAIC 2025 was held in Shanghai.", id="the-date-of-the-question"),
        pytest.param("where are the users", "Chinese models have many users.", id="an-adjective"),
        pytest.param("who did Schmidt meet", "Eric Schmidt met officials.", id="the-person-of-the-question"),
        pytest.param("who gets help from China", "Li Qiang said China would help.", id="only-the-speaker"),
        pytest.param("who will win", "Li Qiang spoke in Shanghai.", id="win-is-where-in-arabizi"),
        pytest.param("", "97 million", id="no-question"),
    ],
)
def test_nothing_is_marked_where_it_is_not_sure(question: str, statement: str) -> None:
    assert marked(question, statement) == []


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("how many companies at WAIC", "800"),
        ("number of products at WAIC", "3000"),
        ("how many robots were there", "60"),
    ],
)
def test_of_several_numbers_the_one_beside_what_was_asked_for_is_marked(question: str, part: str) -> None:
    statement = "WAIC 2025 drew 800 companies, which showed 3000 products and 60 robots."

    assert marked(question, statement) == [part]


def test_where_no_word_tells_the_numbers_apart_the_facts_own_figure_is_marked() -> None:
    text = {"en": "More than 500 derivatives spread; they drew over 2.5 million downloads."}
    fact = Fact("x", text, figure=Figure("r1.derivatives", 500, "models"))

    assert marked("how many of them exist", fact) == ["More than 500"]
    assert marked("how many downloads", fact) == ["over 2.5 million"]


def test_the_percentage_of_the_country_that_was_asked_for_is_marked() -> None:
    statement = "تبلغ الثقة في الهند 77% وفي أمريكا 35–40%."

    assert marked("كم نسبة الثقة في الهند", statement) == ["77%"]
    assert marked("كم نسبة الثقة بأمريكا", statement) == ["35–40%"]


def test_a_figure_that_looks_like_a_year_is_a_number() -> None:
    fact = Fact("x", {"en": "Some 2000 people came."}, figure=Figure("people", 2000))

    assert marked("how many people came", fact) == ["2000"]


def test_all_of_a_list_are_marked() -> None:
    assert marked("who builds closed models", "Closed models are built by OpenAI and Google.") == ["OpenAI", "Google"]


def test_whoever_published_a_claim_is_no_answer() -> None:
    fact = Fact("x", {"en": "The Paper holds that somebody wins."}, attributed_to={"en": "The Paper"})

    assert marked("who wins", fact) == []


def test_a_question_in_another_language_marks_by_kind_and_name() -> None:
    fact = Fact("x", {"en": "Trust is 77% in India and 35–40% in the United States."})
    spans = MARKER.spans("كم نسبة الثقة في الهند", fact, "en")

    assert [fact.text["en"][span.start : span.end] for span in spans] == ["77%"]


@cache
def launch() -> tuple[Marker, tuple[Fact, ...]]:
    document = read_launch()
    return Marker(document.names), tuple(document.facts)


ASKING = st.sampled_from(["how many", "when", "who", "where", "which company", "كم", "متى", "من", "أين", "كم نسبة"])
PIECES = st.sampled_from(
    [
        "97 مليون",
        "35–40%",
        "26 July 2025",
        "منذ عام 2022",
        "DeepSeek",
        "شنغهاي",
        ", ",
        "\n",
        "(",
        "$",
        "١٬٢٠٠",
        "2,5",
        "²",
        "é",
    ]
)


@given(ASKING, st.text(max_size=20), st.lists(st.one_of(PIECES, st.text(max_size=8)), min_size=1))
def test_marks_lie_within_any_text_in_order_and_apart(asking: str, more: str, pieces: list[str]) -> None:
    marker, _ = launch()
    text = " ".join(pieces)
    spans = marker.spans(f"{asking} {more}", Fact("x", {"en": text}), "en")

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_a_launch_fact_that_is_asked_for_by_how_many_is_marked_at_its_figure() -> None:
    marker, facts = launch()
    wrong = {}
    for fact in (fact for fact in facts if fact.figure):
        figure = f"{fact.figure.value:g}" if fact.figure else ""
        for alias in (alias for alias in fact.aliases["en"] if alias.startswith("how many")):
            marks = [fact.text["en"][span.start : span.end] for span in marker.spans(alias, fact, "en")]
            if len(marks) != 1 or figure not in marks[0]:
                wrong[alias] = marks

    assert wrong == {}
