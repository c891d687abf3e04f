import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from knowledge.model import Fact
from tests.evaluation.scoring import Question, score
from tests.evaluation.sets import LabelledBase, ask_all
from tests.evaluation.shared import VARIABLE, plain, read_accepting, read_passages, read_queries, shared_folder

FACTS = [
    Fact("visitors", {"ar": "زار المعرض ٣٠٥٬٠٠٠ شخص.", "en": "The show had 305,000 visitors."}),
    Fact("firms", {"ar": "شاركت فيه 800 شركة.", "en": "Some 800 Firms took part."}),
]
QUESTIONS = [
    {"kind": "direct", "lang": "ar", "q": "كم زائرا جاء؟", "accept": ["\\b305000\\b"]},
    {"kind": "cross", "lang": "en", "q": "who came?", "accept": ["visitors", "\\bfirms\\b"]},
    {"kind": "oos", "lang": "en", "q": "is it raining?", "accept": []},
]
PASSAGES = {
    "ar": [
        {"id": "ar-0", "text": "سجل الفريق 308 نقاط في الموسم."},
        {"id": "ar-1", "text": "تقع البحيرة شمال المدينة."},
    ],
    "en": [
        {"id": "en-0", "text": "The team scored 308 points."},
        {"id": "en-1", "text": "The lake is north of the city."},
    ],
}
QUERIES = [{"id": "1", "ar": "أين تقع البحيرة؟", "en": "Where is the lake?", "gold_ar": "ar-1", "gold_en": "en-1"}]


def write(file: Path, lines: Sequence[Mapping[str, object]]) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "dev_questions.jsonl", QUESTIONS)
    write(tmp_path / "xquad" / "queries.jsonl", QUERIES)
    for language, passages in PASSAGES.items():
        write(tmp_path / "xquad" / f"passages.{language}.jsonl", passages)
    return tmp_path


def test_the_facts_that_answer_are_those_whose_text_is_accepted(folder: Path) -> None:
    assert [question.facts for question in read_accepting(folder, FACTS)] == [
        {"visitors"},
        {"visitors", "firms"},
        set(),
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("٩٧ مليون", "97 مليون", id="arabic-digits"),
        pytest.param("305,000 and ٣٠٥٬٠٠٠", "305000 and 305000", id="thousands"),
        pytest.param("In 2025, 800 Firms", "in 2025, 800 firms", id="a-comma-between-two-numbers"),
    ],
)
def test_patterns_meet_plain_text(text: str, read: str) -> None:
    assert plain(text) == read


def test_queries_have_their_passage_in_the_language_of_the_passages(folder: Path) -> None:
    assert read_queries(folder, "ar", "en") == [Question("أين تقع البحيرة؟", "ar→en", "ar", None, frozenset({"en-1"}))]


async def test_passages_are_asked_as_facts_that_were_imported(folder: Path, tmp_path: Path) -> None:
    base = LabelledBase(read_passages(folder, "ar"), {"xquad": read_queries(folder, "ar", "ar")})

    asked = await ask_all(base, tmp_path / "base.sqlite3")

    row = score(asked["xquad"])["ar→ar"]
    assert (row.first, row.questions) == (1, 1)


def test_the_folder_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(folder))

    assert shared_folder() == folder


def test_a_folder_that_is_named_and_not_there_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "elsewhere"))

    with pytest.raises(FileNotFoundError, match="elsewhere"):
        shared_folder()


def test_without_the_folder_the_shared_sets_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)

    assert shared_folder(beside=tmp_path) is None
