"""Labelled sets that stand beside the checkout, where they do: they are read there, and no part of the project.

``dev_questions.jsonl`` accepts answers by patterns; ``xquad/`` has passages and questions in Arabic and English.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from knowledge.base.factfiles import read_document
from knowledge.documents import Document
from knowledge.model import Fact
from tests.evaluation.scoring import Question, json_lines

VARIABLE = "MARSAD_TEST_EVAL"
LANGUAGES = ("ar", "en")
"""Of passages and of questions on them."""
BESIDE = Path(__file__).parents[3] / "shared" / "eval"
_QUESTIONS = "dev_questions.jsonl"
_COUNTED = 600  # characters of an answer
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_SEPARATOR = re.compile(r"(?<=\d)[,٬،\u202f\u00a0](?=\d{3}\b)")


def shared_folder(beside: Path = BESIDE) -> Path | None:
    """The folder that the variable names, else the one beside the checkout if it is there.

    Raises ``FileNotFoundError`` for a folder that is named and not there.
    """
    if named := os.environ.get(VARIABLE):
        if not (Path(named) / _QUESTIONS).is_file():
            raise FileNotFoundError(f"{VARIABLE} names {named}, which has no {_QUESTIONS}")
        return Path(named)
    return beside if (beside / _QUESTIONS).is_file() else None


def read_accepting(folder: Path, facts: Sequence[Fact]) -> list[Question]:
    """The questions, each with those of the facts whose text, in its language, is an accepted answer."""
    return [_question(line, facts) for line in json_lines(folder / _QUESTIONS)]


def read_passages(folder: Path, language: str) -> Document:
    return read_document(folder / "xquad" / f"passages.{language}.jsonl")


def read_queries(folder: Path, language: str, passages: str) -> list[Question]:
    """Questions in one language, each with its passage in the language of the passages; their kind says both."""
    return [
        Question(line[language], f"{language}→{passages}", language, None, frozenset({line[f"gold_{passages}"]}))
        for line in json_lines(folder / "xquad" / "queries.jsonl")
    ]


def plain(text: str) -> str:
    """As the patterns expect it: in lower case, with European digits and nothing between thousands."""
    return _SEPARATOR.sub("", text.translate(_DIGITS).lower())


def _question(line: dict[str, Any], facts: Sequence[Fact]) -> Question:
    language, patterns = line["lang"], line.get("accept", [])
    answers = {fact.id: plain(fact.text_in(language)[0][:_COUNTED]) for fact in facts}
    accepted = (fact_id for fact_id, text in answers.items() if any(re.search(one, text) for one in patterns))
    return Question(line["q"], line["kind"], language, line.get("dialect"), frozenset(accepted))
