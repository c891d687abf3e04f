"""Scores outcomes against labels."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.model import Outcome, Status

REFUSED_KINDS = frozenset({"near", "oos"})
"""Kinds without an answer: anything but asserting one is right."""


@dataclass(frozen=True)
class Question:
    text: str
    kind: str
    language: str
    dialect: str | None
    facts: frozenset[str]


@dataclass
class Row:
    """Counts for one group of questions."""

    right: int = 0
    wrong: int = 0
    offered: int = 0
    """Not asserted, but among the suggestions."""
    first: int = 0
    """Ranked first, whatever was decided."""
    questions: int = 0

    def share(self, count: int) -> float:
        return count / self.questions


def read(file: Path) -> list[Question]:
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [
        Question(line["q"], line["kind"], line["lang"], line.get("dialect"), frozenset(line["facts"])) for line in lines
    ]


def score(outcomes: Iterable[tuple[Question, Outcome]]) -> dict[str, Row]:
    """A row for each kind, language and dialect, and for all that can be answered."""
    rows: dict[str, Row] = defaultdict(Row)
    for question, outcome in outcomes:
        for group in _groups(question):
            _count(rows[group], question, outcome)
    return rows


def _groups(question: Question) -> Iterator[str]:
    yield question.kind
    if question.kind not in REFUSED_KINDS:
        yield from ("answerable", f"language {question.language}")
        if question.dialect:
            yield f"dialect {question.dialect}"


def _count(row: Row, question: Question, outcome: Outcome) -> None:
    asserted = outcome.status is Status.ANSWERED
    hit = asserted and outcome.answer is not None and outcome.answer.fact.id in question.facts
    row.questions += 1
    row.right += not asserted if question.kind in REFUSED_KINDS else hit
    row.wrong += asserted and not hit
    row.offered += any(stored.fact.id in question.facts for stored in outcome.suggestions)
    row.first += bool(outcome.candidates) and outcome.candidates[0].fact_id in question.facts
