"""Scores outcomes against labels."""

import json
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

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


@dataclass(frozen=True)
class Asked:
    """A question that was asked, what came of it, and how long that took."""

    question: Question
    outcome: Outcome
    milliseconds: float


@dataclass
class Row:
    """Counts for one group of questions. Each is right, wrong, offered or refused."""

    right: int = 0
    wrong: int = 0
    offered: int = 0
    """Not asserted, but among the suggestions."""
    refused: int = 0
    """Neither asserted nor offered, where there is an answer; not asserted, where there is none."""
    first: int = 0
    """Ranked first, whatever was decided."""
    at_10: int = 0
    """Among the first ten."""
    questions: int = 0
    times: list[float] = field(default_factory=list, compare=False)
    """Milliseconds."""

    def share(self, measure: str) -> float:
        """``measure`` is the name of one of the counts."""
        count: int = getattr(self, measure)
        return count / self.questions

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def slowest(self) -> float:
        """The 99th percentile of the times."""
        return float(np.percentile(self.times, 99))


def read(file: Path) -> list[Question]:
    return [
        Question(line["q"], line["kind"], line["lang"], line.get("dialect"), frozenset(line["facts"]))
        for line in json_lines(file)
    ]


def json_lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file that has one a line."""
    # Only "\n" ends a line: splitlines would cut at characters that JSON allows in texts.
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def score(asked: Iterable[Asked]) -> dict[str, Row]:
    """A row for each kind, language and dialect, and for all that can be answered."""
    rows: dict[str, Row] = defaultdict(Row)
    for one in asked:
        for group in _groups(one.question):
            _count(rows[group], one)
    return dict(rows)


def _groups(question: Question) -> Iterator[str]:
    yield question.kind
    if question.kind not in REFUSED_KINDS:
        yield from ("answerable", f"language {question.language}")
        if question.dialect:
            yield f"dialect {question.dialect}"


def _count(row: Row, asked: Asked) -> None:
    question, outcome = asked.question, asked.outcome
    asserted = outcome.status is Status.ANSWERED
    hit = asserted and outcome.answer is not None and outcome.answer.fact.id in question.facts
    offered = any(stored.fact.id in question.facts for stored in outcome.suggestions)
    ranked = [candidate.fact_id in question.facts for candidate in outcome.candidates]
    row.questions += 1
    row.right += not asserted if question.kind in REFUSED_KINDS else hit
    row.wrong += asserted and not hit
    row.offered += offered
    row.refused += not asserted and not offered
    row.first += any(ranked[:1])
    row.at_10 += any(ranked[:10])
    row.times.append(asked.milliseconds)
