"""Fits the weights and thresholds of answers on ``tune.jsonl``, and keeps them with the figures that they gave.

``python -m tests.evaluation.calibrate`` writes ``knowledge/matching/calibration.yaml``. Weights: logistic regression on
pairs of a question and a candidate (L2, Newton's method); of several readings of a question, for each fact the one that
scores best counts. Thresholds: by five-fold cross-validation, the answering one as low as wrong answers allow.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from knowledge.base.factfiles import read_launch
from knowledge.documents import Document
from knowledge.matching.encoder import Encoder, UniversalSentenceEncoder
from knowledge.matching.ranking import Features, passages
from knowledge.matching.retrieval import Retrieval
from tests.evaluation.scoring import REFUSED_KINDS, Question, read

FOLDER = Path(__file__).parent
FILE = Path("knowledge/matching/calibration.yaml")
FOLDS = 5
_L2 = 0.3
_ROUNDS = 3  # of choosing the best reading of each question and fitting again
_NEAR_REFUSED = 0.88  # of the questions that only look answerable: what the answering threshold must reach
_SUGGEST = 0.45  # of the answering threshold
_MARGIN = 0.01

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """Questions with their candidates, a row each: features, whether the fact answers, which question, which fact."""

    features: Array
    answers: Array
    question: NDArray[np.int64]
    facts: Sequence[str]

    def part(self, chosen: NDArray[np.bool_]) -> "Pairs":
        places = np.flatnonzero(chosen)
        return Pairs(
            self.features[places], self.answers[places], self.question[places], [self.facts[k] for k in places.tolist()]
        )

    def best_readings(self, scores: Array) -> "Pairs":
        """Of several readings of a question, the one in which a fact scores best."""
        best: dict[tuple[int, str], int] = {}
        for row in np.argsort(scores):
            best[int(self.question[row]), self.facts[row]] = int(row)
        chosen = np.zeros(len(scores), dtype=np.bool_)
        chosen[list(best.values())] = True
        return self.part(chosen)


def main() -> None:
    console = Console()
    questions = read(FOLDER / "tune.jsonl")
    pairs = compare(questions, filled(read_launch(), UniversalSentenceEncoder()))
    scores = cross_validated(pairs, len(questions))
    answer = round(lowest_threshold(questions, pairs, scores), 2)
    weights = fitted(pairs)
    figures = shares(questions, pairs, scores, answer)
    console.print(figures)
    names = [feature.name for feature in fields(Features)]
    document = {
        "weights": {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=False)},
        "bias": round(float(weights[-1]), 2),
        "thresholds": {"answer": answer, "suggest": round(_SUGGEST * answer, 2), "margin": _MARGIN},
        "figures": {"measured on": "tune.jsonl, five-fold cross-validation", "questions": len(questions), **figures},
    }
    heading = "# Written by python -m tests.evaluation.calibrate; docs/matching.md says what it means.\n"
    FILE.write_text(heading + yaml.safe_dump(document, sort_keys=False), encoding="utf-8")


def compare(questions: Sequence[Question], retrieval: Retrieval) -> Pairs:
    """Every question with its candidates, in every reading."""
    rows: list[list[float]] = []
    answers, question_of, facts = [], [], []
    for number, question in enumerate(track(questions, "Comparing …", transient=True)):
        for reading in retrieval.readings(question.text):
            for fact_id, found in retrieval.features(reading).items():
                rows.append(list(asdict(found).values()))
                answers.append(float(fact_id in question.facts))
                question_of.append(number)
                facts.append(fact_id)
    return Pairs(np.array(rows), np.array(answers), np.array(question_of), facts)


def filled(document: Document, encoder: Encoder, kind: type[Retrieval] = Retrieval) -> Retrieval:
    """The facts of the document, as a running bot would find them."""
    titles = {topic.id: " ".join(topic.title.values()) for topic in document.topics}
    retrieval = kind(encoder, document.names, titles)
    facts = retrieval.respelled(document.facts)
    profiles = retrieval.read(facts)
    words = retrieval.new_words(profiles)
    retrieval.learn(words, encoder.encode(list(words.values())))
    retrieval.put(profiles, encoder.encode([text for fact in facts for text in passages(fact)]))
    return retrieval


def fitted(pairs: Pairs) -> Array:
    """A weight for each feature, and the bias."""
    weights = _logistic(pairs)
    for _ in range(_ROUNDS):
        weights = _logistic(pairs.best_readings(scored(pairs, weights)))
    return weights


def scored(pairs: Pairs, weights: Array) -> Array:
    found: Array = 1 / (1 + np.exp(-(pairs.features @ weights[:-1] + weights[-1])))
    return found


def _logistic(pairs: Pairs) -> Array:
    rows = np.column_stack([pairs.features, np.ones(len(pairs.features))])
    penalty = np.diag([_L2] * (rows.shape[1] - 1) + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (likely - pairs.answers) + penalty @ weights
        bend = (rows * (likely * (1 - likely))[:, None]).T @ rows + penalty
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def cross_validated(pairs: Pairs, questions: int) -> Array:
    """Scores of each pair by weights that were fitted without its question."""
    fold = np.array(random.Random(2025).choices(range(FOLDS), k=questions))[pairs.question]  # noqa: S311 (no secret)
    scores = np.zeros(len(pairs.facts))
    for number in range(FOLDS):
        held_out = fold == number
        scores[held_out] = scored(pairs.part(held_out), fitted(pairs.part(~held_out)))
    return scores


def lowest_threshold(questions: Sequence[Question], pairs: Pairs, scores: Array) -> float:
    """The lowest at which enough of the questions that only look answerable are refused."""
    near = sorted(
        max(found.values(), default=0.0)
        for question, found in best(questions, pairs, scores)
        if question.kind == "near"
    )
    return near[min(int(_NEAR_REFUSED * len(near)), len(near) - 1)]


def best(questions: Sequence[Question], pairs: Pairs, scores: Array) -> Iterator[tuple[Question, Mapping[str, float]]]:
    """Each question with the score of each of its candidates."""
    found: list[dict[str, float]] = [{} for _ in questions]
    for number, fact_id, score in zip(pairs.question, pairs.facts, scores, strict=True):
        found[number][fact_id] = max(float(score), found[number].get(fact_id, 0.0))
    return zip(questions, found, strict=True)


def shares(questions: Sequence[Question], pairs: Pairs, scores: Array, answer: float) -> dict[str, float]:
    """Of the answerable the shares right, wrong and ranked first; of the others those not asserted."""
    right = wrong = first = answerable = 0
    refused: dict[str, list[bool]] = {kind: [] for kind in sorted(REFUSED_KINDS)}
    for question, found in best(questions, pairs, scores):
        top = max(found, key=lambda fact_id: found[fact_id], default="")
        asserted = bool(found) and found[top] >= answer
        if question.kind in REFUSED_KINDS:
            refused[question.kind].append(not asserted)
            continue
        answerable += 1
        first += top in question.facts
        right += asserted and top in question.facts
        wrong += asserted and top not in question.facts
    counted = {"right": right, "wrong": wrong, "ranked first": first}
    return {name: round(count / answerable, 3) for name, count in counted.items()} | {
        f"{kind} not asserted": round(sum(marks) / len(marks), 3) for kind, marks in refused.items()
    }


if __name__ == "__main__":
    main()
