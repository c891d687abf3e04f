import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base.factfiles import Format, read_document, read_documents, read_launch, write_document
from knowledge.documents import Document, fact_from_document, fact_to_document
from knowledge.errors import InvalidFactFile, Problem
from knowledge.model import Fact, Figure, Name, PartialDate, Source, Standing, Topic
from knowledge.rules import reference_faults

FULL = """
topics:
  - {id: deepseek, title: {ar: ديب سيك, en: DeepSeek}, description: {en: The R1 model}}
sources:
  - {id: article, title: مقال, publisher: الجزيرة, language: ar, published: 2025-07-26, url: "https://example.org/a"}
names:
  - {id: deepseek, kind: organisation, title: {en: DeepSeek}, spellings: [DeepSeek, ديب سيك, deepseek]}
facts:
  - id: deepseek-users-2025-04
    topics: [deepseek]
    standing: claim
    attributed_to: {en: an analyst}
    as_of: 2025-04
    source: article
    text: {ar: له 97 مليون مستخدم., en: It has 97 million users.}
    aliases: {en: [how many users, how many users], ar: [كم عدد المستخدمين]}
    figure: {measure: deepseek.users, value: 97, upper: 98.5, unit: million, approximate: true}
"""


def problems_of(text: str | bytes, name: str = "bad.yaml") -> list[Problem]:
    with pytest.raises(InvalidFactFile) as caught:
        read_document(text, name=name)
    return list(caught.value.problems)


def one_fact(**fields: object) -> str:
    """JSON is YAML too."""
    return json.dumps([{"id": "a", "text": {"en": "A."}} | fields])


def test_every_field_of_a_yaml_file_is_read() -> None:
    document = read_document(FULL)

    assert document == Document(
        topics=(Topic("deepseek", {"ar": "ديب سيك", "en": "DeepSeek"}, {"en": "The R1 model"}),),
        sources=(Source("article", "مقال", "الجزيرة", "ar", PartialDate("2025-07-26"), "https://example.org/a"),),
        names=(Name("deepseek", "organisation", {"en": "DeepSeek"}, ("DeepSeek", "ديب سيك")),),
        facts=(
            Fact(
                id="deepseek-users-2025-04",
                text={"ar": "له 97 مليون مستخدم.", "en": "It has 97 million users."},
                topics=("deepseek",),
                standing=Standing.CLAIM,
                attributed_to={"en": "an analyst"},
                as_of=PartialDate("2025-04"),
                source="article",
                aliases={"en": ("how many users",), "ar": ("كم عدد المستخدمين",)},
                figure=Figure("deepseek.users", 97, "million", 98.5, approximate=True),
            ),
        ),
    )


def test_a_bare_list_holds_facts() -> None:
    assert [fact.id for fact in read_document("- {id: a, text: One.}\n- {id: b, text: Two.}").facts] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Hello", {"en": "Hello"}, id="english"),
        pytest.param("مرحبا", {"ar": "مرحبا"}, id="arabic"),
        pytest.param({"fr": "Bonjour"}, {"fr": "Bonjour"}, id="by-language"),
        pytest.param("a <b>bold</b> & 'quoted'; DROP TABLE facts; --", None, id="markup-and-sql-are-text"),
        pytest.param("🇨🇳 \u200f نص\u200c", None, id="emoji-and-direction-marks"),
    ],
)
def test_json_lines_need_only_an_id_and_a_text(text: object, expected: dict[str, str] | None) -> None:
    (fact,) = read_document(json.dumps({"id": "Q 1", "text": text}), Format.JSON_LINES).facts

    assert fact.id == "Q 1"
    assert fact.text == expected or list(fact.text.values()) == [text]


def test_json_lines_are_cut_at_newlines_only() -> None:
    lines = '{"id": "a", "text": "one\u2028two"}\r\n\r\n{"id": 7, "text": "seven"}'

    assert [(fact.id, fact.text) for fact in read_document(lines, Format.JSON_LINES).facts] == [
        ("a", {"en": "one\u2028two"}),
        ("7", {"en": "seven"}),
    ]


def test_aliases_in_a_plain_list_go_to_their_languages() -> None:
    (fact,) = read_document(one_fact(aliases=["who", "من", "where"])).facts

    assert fact.aliases == {"en": ("who", "where"), "ar": ("من",)}


@pytest.mark.parametrize("written", ["2025", '"2025"', "2025-04", "2025-04-30"])
def test_a_date_may_be_given_to_the_year_the_month_or_the_day(written: str) -> None:
    (fact,) = read_document(f"- {{id: a, text: A., as_of: {written}}}").facts

    assert fact.as_of == PartialDate(written.strip('"'))


def test_a_year_may_be_a_number_in_json() -> None:
    assert read_document('{"id": "a", "text": "A.", "as_of": 2025}', Format.JSON_LINES).facts[0].as_of == PartialDate(
        "2025"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(one_fact(as_of="April 2025"), 'a: as_of: "April 2025" is not a date of the form', id="date"),
        pytest.param(one_fact(as_of="2025-02-30"), 'a: as_of: "2025-02-30" is not a date', id="impossible-date"),
        pytest.param(one_fact(alias=["x"]), "a: alias: unknown key; did you mean aliases?", id="unknown-key"),
        pytest.param(one_fact(colour="x"), "a: colour: unknown key; known are aliases, as_of,", id="strange-key"),
        pytest.param(one_fact(figure={"mesure": "a", "value": 1}), "a: figure.mesure: unknown key", id="figure-key"),
        pytest.param(one_fact(text=""), "a: text.en: empty", id="empty-text"),
        pytest.param(one_fact(text={}), "a: text: missing", id="no-language"),
        pytest.param(one_fact(text={"en": None}), "a: text.en: empty", id="null-text"),
        pytest.param(one_fact(text={"en": ["x"]}), "a: text.en: must be text, but is a list", id="text-list"),
        pytest.param(one_fact(text={"english": "x"}), 'a: text.english: "english" is not a language', id="language"),
        pytest.param(one_fact(text="x" * 2001), "a: text.en: 2,001 characters; at most 2,000", id="long-text"),
        pytest.param(one_fact(aliases={"en": ["x" * 201]}), "a: aliases.en: 201 characters", id="long-alias"),
        pytest.param(one_fact(aliases={"en": "how many"}), "a: aliases.en: must be a list, but is text", id="alias"),
        pytest.param(one_fact(standing="rumour"), 'a: standing: "rumour" is not one of reported, claim', id="standing"),
        pytest.param(one_fact(standing="claim"), "a: attributed_to: missing, but a claim", id="claim-of-nobody"),
        pytest.param(one_fact(topics="deepseek"), "a: topics: must be a list, but is text", id="topics"),
        pytest.param(one_fact(source=["x"]), "a: source: must be text, but is a list", id="source"),
        pytest.param(one_fact(figure=97), "a: figure: must be a mapping, but is ", id="figure"),
        pytest.param(one_fact(figure={"measure": "m", "value": "many"}), "a: figure.value: not a number", id="value"),
        pytest.param(one_fact(figure={"measure": "m", "value": "nan"}), "a: figure.value: not a finite", id="nan"),
        pytest.param(one_fact(figure={"measure": "m"}), "a: figure.value: missing", id="no-value"),
        pytest.param(
            one_fact(figure={"measure": "m", "value": 5, "upper": 4}), "a: figure.upper: the upper end", id="range"
        ),
        pytest.param(
            one_fact(figure={"measure": "m", "value": 5, "approximate": "about"}),
            "a: figure.approximate: must be true or false",
            id="flag",
        ),
        pytest.param(one_fact(id="Deep Seek"), 'facts, entry 1: id: "Deep Seek" is not an id', id="id"),
        pytest.param(one_fact(id="x" * 65), "facts, entry 1: id: 65 characters", id="long-id"),
        pytest.param(one_fact(id=None), "facts, entry 1: id: missing", id="no-id"),
        pytest.param("- just text", "facts, entry 1: must be a mapping", id="entry-is-text"),
        pytest.param("- {id: a, text: A.}\n- {id: a, text: B.}", 'facts, entry 2: id: "a" is the id', id="twice"),
        pytest.param("- {id: a, text: A., text: B.}", 'line 1: the key "text" appears twice', id="key-twice"),
        pytest.param("facts: [", "line 2: did not find expected", id="broken-yaml"),
        pytest.param("- &a {id: a, text: A.}\n- *a", "line 2: aliases (*name) are not supported", id="yaml-alias"),
        pytest.param("[" * 100_000, "line 1: nested too deeply", id="deep-yaml"),
        pytest.param("--- []\n--- []", "line 2: a second document begins", id="two-documents"),
        pytest.param("? [a]\n: b", "line 1: a key must be text", id="list-as-key"),
        pytest.param("a: \x07", "the character U+0007 is not allowed", id="control-character-in-yaml"),
        pytest.param("just text", "must be a list of facts, or a mapping", id="text-file"),
        pytest.param("", "must be a list of facts, or a mapping", id="empty-file"),
        pytest.param("fact: []", "fact: unknown key; known are topics, sources, names, facts", id="unknown-section"),
        pytest.param("facts: {a: b}", "facts: must be a list of entries", id="section-is-a-mapping"),
        pytest.param("sources: [{id: s, title: S, url: 'javascript:alert(1)'}]", 's: url: "javascript:', id="scheme"),
        pytest.param("sources: [{id: s, title: S, url: 'http://[x'}]", 's: url: "http://[x" is not', id="broken-url"),
        pytest.param("sources: [{id: s}]", "s: title: empty", id="source-without-title"),
        pytest.param(
            "sources: [{id: s, title: S, language: Arabic}]", 's: language: "Arabic" is not', id="source-lang"
        ),
        pytest.param("topics: [{id: t}]", "t: title: missing", id="topic-without-title"),
        pytest.param(
            "names: [{id: a, kind: firm, title: {en: A}}]", 'a: kind: "firm" is not one of organisation', id="kind"
        ),
        pytest.param(
            "names: [{id: a, title: {en: A}, spellings: [Kimi]}, {id: b, title: {en: B}, spellings: [kimi]}]",
            'b: spellings: "kimi" is a spelling of "a" as well',
            id="spelling-of-two",
        ),
        pytest.param(
            "names: [{id: a, title: {en: A}, spellings: ['!!']}]", 'a: spellings: "!!" has no letter', id="no-letters"
        ),
    ],
)
def test_a_problem_says_where_it_is_and_what_is_wrong(text: str, expected: str) -> None:
    assert str(problems_of(text)[0]).startswith(f"bad.yaml: {expected}")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param('{"id": "a", "text": "\\u0000"}', "a: text.en: holds the control character U+0000", id="nul"),
        pytest.param('{"id": "a", "text": "x\\ud83d"}', "a: text.en: holds U+D83D, half a character", id="surrogate"),
        pytest.param('{"id": "\\ud83d", "text": "x"}', "line 1: id: holds U+D83D", id="surrogate-in-id"),
        pytest.param('{"id": "a", "text": "x", "text": "y"}', "line 1: not a JSON object: a key appears", id="twice"),
        pytest.param('{"id": "a", "text": "x"', "line 1: not a JSON object: ", id="cut"),
        pytest.param('["a"]', "line 1: must be a mapping", id="list"),
        pytest.param("[" * 100_000, "line 1: not a JSON object: ", id="deep"),
        pytest.param('{"id": "a", "text": 5}', "a: text: must be a mapping, but is a number", id="number"),
        pytest.param('{"id": true, "text": "x"}', "line 1: id: must be text, but is true or false", id="boolean-id"),
        pytest.param('{"id": " a", "text": "\\u0000"}', "a: text.en", id="id-is-stripped"),
        pytest.param('{"id": "a\\nb", "text": "x"}', "line 1: id: an id", id="two-line-id"),
    ],
)
def test_a_problem_in_json_lines_names_the_line(line: str, expected: str) -> None:
    assert str(problems_of(line, "bad.jsonl")[0]).startswith(f"bad.jsonl: {expected}")


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("- {id: a, text: '', as_of: soon}\n- {id: b, text: B., standing: claim}")
    (tmp_path / "two.jsonl").write_text('{"text": "x"}\nnonsense\n{"id": "b", "text": "again"}')
    (tmp_path / "three.txt").write_text("")

    with pytest.raises(InvalidFactFile) as caught:
        read_documents([tmp_path / "one.yaml", tmp_path / "two.jsonl", tmp_path / "three.txt", tmp_path / "none.yaml"])

    assert [(problem.file, problem.entry, problem.field, problem.code) for problem in caught.value.problems] == [
        ("one.yaml", "a", "as_of", "not-a-date"),
        ("one.yaml", "a", "text.en", "empty"),
        ("one.yaml", "b", "attributed_to", "missing"),
        ("two.jsonl", "line 1", "id", "missing"),
        ("two.jsonl", "", "", "broken-json"),
        ("two.jsonl", "line 3", "id", "duplicate"),
        ("three.txt", "", "", "unknown-format"),
        ("none.yaml", "", "", "unreadable"),
    ]


def test_a_file_that_is_not_utf_8_is_refused_with_the_line() -> None:
    assert str(problems_of("- {id: a,\n text: نص}".encode("cp1256"))[0]) == (
        "bad.yaml: line 2 is not UTF-8; save the file as UTF-8"
    )


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_document('{"id": "a", "text": "A."}'.encode("utf-8-sig"), name="a.jsonl").facts[0].id == "a"


def test_a_huge_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.base.factfiles.LARGEST_FILE", 1024)

    assert problems_of(b"x" * 1025)[0].code == "too-large"


_TEXTS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)
_SLUGS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}", fullmatch=True)
_BY_LANGUAGE = st.dictionaries(st.sampled_from(["ar", "en", "fr"]), _TEXTS, min_size=1)
_DATES = (
    st.dates(min_value=date(1000, 1, 1))
    .flatmap(lambda day: st.sampled_from([day.isoformat()[:length] for length in (4, 7, 10)]))
    .map(PartialDate)
)
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
_FIGURES = st.builds(Figure, _SLUGS, _NUMBERS, st.none() | _TEXTS, st.none(), approximate=st.booleans())
_FACTS = st.builds(
    Fact,
    id=_TEXTS.filter(lambda text: "\n" not in text),
    text=_BY_LANGUAGE,
    topics=st.lists(_SLUGS, unique=True, max_size=3).map(tuple),
    attributed_to=st.just({}) | _BY_LANGUAGE,
    as_of=st.none() | _DATES,
    source=st.none() | _SLUGS,
    aliases=st.dictionaries(
        st.sampled_from(["ar", "en"]), st.lists(_TEXTS, unique=True, min_size=1, max_size=3).map(tuple)
    ),
    figure=st.none() | _FIGURES,
)
_DOCUMENTS = st.builds(
    Document,
    topics=st.lists(st.builds(Topic, _SLUGS, _BY_LANGUAGE, _BY_LANGUAGE), unique_by=lambda topic: topic.id).map(tuple),
    sources=st.lists(
        st.builds(Source, _SLUGS, _TEXTS, st.none() | _TEXTS, st.none() | st.just("ar"), st.none() | _DATES),
        unique_by=lambda source: source.id,
    ).map(tuple),
    facts=st.lists(_FACTS, unique_by=lambda fact: fact.id).map(tuple),
)


@given(_DOCUMENTS)
def test_what_is_written_reads_back_the_same(document: Document) -> None:
    assert read_document(write_document(document)) == document


@given(_FACTS)
def test_a_fact_and_its_document_say_the_same(fact: Fact) -> None:
    assert fact_from_document(json.loads(json.dumps(fact_to_document(fact)))) == fact


def test_the_facts_that_come_with_marsad_load_without_a_problem() -> None:
    launch = read_launch()

    topics, sources = {topic.id for topic in launch.topics}, {source.id for source in launch.sources}
    assert [fault for fact in launch.facts for fault in reference_faults(fact, topics, sources)] == []
    assert all({"ar", "en"} <= fact.text.keys() and fact.topics and fact.source for fact in launch.facts)
    assert len(launch.facts) >= 40


def test_what_comes_with_marsad_survives_writing_and_reading() -> None:
    launch = read_launch()

    assert read_document(write_document(launch)) == launch
