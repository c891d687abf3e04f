"""What each part of matching is worth: ``python -m tests.evaluation.ablation`` leaves out one at a time.

On ``tune.jsonl`` by five-fold cross-validation, weights fitted anew, each time at the threshold that refuses the same
share of the questions that only look answerable; and where it stands beside the checkout, ranked first on XQuAD.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from rich.console import Console

from knowledge.base.factfiles import read_launch
from knowledge.documents import Document
from knowledge.matching.clauses import cores
from knowledge.matching.encoder import Encoder, LettersOnly, UniversalSentenceEncoder, Vectors
from knowledge.matching.ranking import Features
from knowledge.matching.retrieval import Retrieval
from tests.evaluation.calibrate import (
    Array,
    Pairs,
    best,
    compare,
    cross_validated,
    filled,
    fitted,
    lowest_threshold,
    scored,
    shares,
)
from tests.evaluation.scoring import Question, read
from tests.evaluation.sets import FOLDER, without_aliases
from tests.evaluation.shared import LANGUAGES, read_passages, read_queries, shared_folder

GROUPS: Mapping[str, Sequence[str]] = {
    "letters": ["letters"],
    "meaning": ["meaning"],
    "wording": ["wording"],
    "coverage": ["coverage"],
    "all that is unmet": ["other_name", "unmet_word", "unmet_head"],
    "names": ["other_name"],
    "dates": ["wrong_date"],
    "kinds": ["wrong_kind", "asked_kind"],
    "turned round": ["turned_round"],
}
"""Features that are left out together; candidates are found as before."""

_COLUMNS = ("right", "wrong", "ranked first")


class AsTyped(Retrieval):
    """Mends no spelling."""

    def readings(self, text: str) -> list[str]:
        return [text, *cores(text)]


class Whole(Retrieval):
    """Looks at no clause of a long question by itself."""

    def readings(self, text: str) -> list[str]:
        return super().readings(text)[:1]


class WordsAsWritten(Retrieval):
    """Knows the meanings of sentences, and of no word."""

    def learn(self, tokens: Iterable[str], vectors: Vectors) -> None:
        super().learn(tokens, np.zeros_like(vectors))


class Remembering:
    """An encoder that encodes nothing twice: the same texts are wanted for each part that is left out."""

    def __init__(self) -> None:
        self._encoder = UniversalSentenceEncoder()
        self.name, self.dimensions = self._encoder.name, self._encoder.dimensions
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        fresh = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known.update(zip(fresh, self._encoder.encode(fresh), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32).reshape(-1, self.dimensions)


@dataclass(frozen=True)
class Sets:
    """``ranking`` has for each direction the passages and the questions."""

    launch: Document
    questions: Sequence[Question]
    ranking: Mapping[str, tuple[Document, Sequence[Question]]]

    @classmethod
    def read(cls, shared: Path | None) -> "Sets":
        return cls(read_launch(), read(FOLDER / "tune.jsonl"), _directions(shared) if shared else {})


def _directions(shared: Path) -> dict[str, tuple[Document, Sequence[Question]]]:
    passages = {language: read_passages(shared, language) for language in LANGUAGES}
    return {f"{asked}→{of}": (passages[of], read_queries(shared, asked, of)) for asked in LANGUAGES for of in LANGUAGES}


@dataclass(frozen=True)
class Compared:
    """The pairs of a set of questions, and of those of each direction."""

    questions: Sequence[Question]
    pairs: Pairs
    ranking: Mapping[str, tuple[Sequence[Question], Pairs]]

    @classmethod
    def of(cls, sets: Sets, encoder: Encoder, kind: type[Retrieval] = Retrieval) -> "Compared":
        ranking = {
            direction: (queries, compare(queries, filled(passages, encoder, kind)))
            for direction, (passages, queries) in sets.ranking.items()
        }
        return cls(sets.questions, compare(sets.questions, filled(sets.launch, encoder, kind)), ranking)

    def measured(self, left_out: Sequence[str] = ()) -> dict[str, float]:
        """The shares without these features."""
        pairs = without(self.pairs, left_out)
        scores = cross_validated(pairs, len(self.questions))
        threshold = lowest_threshold(self.questions, pairs, scores)
        weights = fitted(pairs)  # one that is left out has no weight, whatever the pairs of another set hold
        first = {direction: ranked_first(*of_one, weights) for direction, of_one in self.ranking.items()}
        return shares(self.questions, pairs, scores, threshold) | first


def main() -> None:
    console, encoder, sets = Console(), Remembering(), Sets.read(shared_folder())
    columns = (*_COLUMNS, *sets.ranking)
    lines = [_line("left out", *columns), _line(*["---"] * (len(columns) + 1))]

    def add(name: str, measured: Mapping[str, float]) -> None:
        lines.append(_line(name, *(f"{measured[column]:.3f}" if column in measured else "" for column in columns)))
        console.print(lines[-1], soft_wrap=True)

    everything = Compared.of(sets, encoder)
    add("nothing", everything.measured())
    for name, features in GROUPS.items():
        add(name, everything.measured(features))
    for name, kind in {"mended spelling": AsTyped, "clauses": Whole, "meaning of words": WordsAsWritten}.items():
        add(name, Compared.of(sets, encoder, kind).measured())
    add("all meaning", Compared.of(sets, LettersOnly()).measured())
    add("aliases", Compared.of(Sets(without_aliases(sets.launch), sets.questions, {}), encoder).measured())
    console.print("", *lines, sep="\n", soft_wrap=True)


def _line(*cells: str) -> str:
    """A line of a table in Markdown, for the document."""
    return f"| {' | '.join(cells)} |"


def without(pairs: Pairs, left_out: Sequence[str]) -> Pairs:
    """The same with nothing in these columns."""
    kept = np.array([feature.name not in left_out for feature in fields(Features)])
    return Pairs(pairs.features * kept, pairs.answers, pairs.question, pairs.facts)


def ranked_first(questions: Sequence[Question], pairs: Pairs, weights: Array) -> float:
    """The share of questions whose best candidate answers them."""
    ranked = best(questions, pairs, scored(pairs, weights))
    hits = [max(found, key=lambda fact_id: found[fact_id], default="") in one.facts for one, found in ranked]
    return sum(hits) / len(hits)


if __name__ == "__main__":
    main()
