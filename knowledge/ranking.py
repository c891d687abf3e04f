"""Compares a question with the facts that may answer it, and gives each one score.

The score is a logistic function of a handful of features, each between 0 and 1: ``docs/matching.md`` says what each
is for and how the weights were found.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from rapidfuzz import fuzz, process

from knowledge.index import Closeness
from knowledge.lexicon import Wanted, wanted
from knowledge.model import Fact
from knowledge.text import normalise
from knowledge.tokens import Tokenizer, is_name

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d")
_SAME_WORD = 78.0  # of 100: stems this alike are taken for one word, with a slip
_SHORTEST_SLIP = 4  # letters: shorter stems must be the same
_LIGHTEST = 0.05  # so that a question of nothing but common words still has weight


@dataclass(frozen=True)
class Question:
    """A question as it is compared: ``tokens`` in order, ``years`` named in it, the kinds of answer it wants."""

    normalised: str
    tokens: tuple[str, ...]
    years: frozenset[str]
    wanted: frozenset[Wanted]

    @classmethod
    def read(cls, text: str, tokenizer: Tokenizer) -> Self:
        normalised = normalise(text)
        return cls(
            normalised=normalised,
            tokens=tuple(dict.fromkeys(tokenizer.tokens(text, typos=True))),
            years=frozenset(_YEAR.findall(normalised)),
            wanted=wanted(normalised),
        )


@dataclass(frozen=True)
class Profile:
    """A fact as it is compared: the tokens of each passage, and what it can bear out."""

    fact_id: str
    wordings: tuple[frozenset[str], ...]
    tokens: frozenset[str]
    years: frozenset[str]
    has_number: bool

    @classmethod
    def of(cls, fact: Fact, tokenizer: Tokenizer, topics: str = "") -> Self:
        """``topics`` are the titles of its topics: a fact on WAIC 2025 bears out 2025."""
        wordings = tuple(frozenset(tokenizer.tokens(passage)) for passage in passages(fact))
        statement = normalise(" ".join([*fact.text.values(), fact.as_of.iso if fact.as_of else "", topics]))
        return cls(
            fact_id=fact.id,
            wordings=wordings,
            tokens=frozenset().union(*wordings),
            years=frozenset(_YEAR.findall(statement)),
            has_number=fact.figure is not None or bool(_NUMBER.search(_YEAR.sub("", statement))),
        )


@dataclass(frozen=True)
class Features:
    """How a fact meets a question, each from 0 to 1."""

    letters: float
    """The nearest passage by its trigrams."""
    meaning: float
    """The nearest passage by its vector."""
    wording: float
    """The likeness of the content words to those of the nearest passage, both ways."""
    coverage: float
    """The share of the question's content words, by weight, that the fact has anywhere."""
    missing_name: float
    """The weight of the rarest name that the question has and the fact has not."""
    wrong_year: float
    """1 when the question names a year that the fact does not bear out."""
    wrong_kind: float
    """1 when the question asks for a number or a date and the fact has none."""


@dataclass
class WordWeights:
    """How telling a token is: its inverse document frequency over the facts, from 0 (in all) to 1 (in none)."""

    facts: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, profile: Profile) -> None:
        self.facts += 1
        self.counts.update(profile.tokens)

    def remove(self, profile: Profile) -> None:
        self.facts -= 1
        self.counts.subtract(profile.tokens)

    def __getitem__(self, token: str) -> float:
        return math.log((self.facts + 1) / (self.counts[token] + 1)) / math.log(self.facts + 2)


WEIGHTS: Mapping[str, float] = {
    "letters": 2.0,
    "meaning": 3.0,
    "wording": 4.0,
    "coverage": 4.0,
    "missing_name": -4.0,
    "wrong_year": -4.0,
    "wrong_kind": -2.0,
}
BIAS = -7.0


def score(features: Features) -> float:
    """From 0 to 1: how sure it is that the fact answers the question."""
    total = BIAS + sum(weight * getattr(features, name) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-total))


def compare(
    question: Question, profiles: Sequence[Profile], closeness: Mapping[str, Closeness], weights: WordWeights
) -> dict[str, Features]:
    """The features of each fact, by its id."""
    asked = _Asked.of(question, {token for profile in profiles for token in profile.tokens}, weights)
    return {profile.fact_id: _features(asked, profile, closeness[profile.fact_id]) for profile in profiles}


def passages(fact: Fact) -> list[str]:
    """Everything that a question may resemble: the statement and the aliases, in every language."""
    return [*fact.text.values(), *(alias for aliases in fact.aliases.values() for alias in aliases)]


@dataclass(frozen=True)
class _Asked:
    """A question against the words of all its candidates, so that each word is compared once."""

    question: Question
    weighed: Mapping[str, float]
    """The weight of each token of the question."""
    credit: Mapping[str, Mapping[str, float]]
    """For each token of a candidate: the tokens of the question that it may be, with what it is worth for each."""
    weights: WordWeights

    @classmethod
    def of(cls, question: Question, vocabulary: set[str], weights: WordWeights) -> Self:
        weighed = {token: max(weights[token], _LIGHTEST) for token in question.tokens}
        words = sorted(token for token in vocabulary if not is_name(token))
        credit: dict[str, dict[str, float]] = defaultdict(dict)
        for token, weight in weighed.items():
            for other, likeness in _same_words(token, words).items():
                credit[other][token] = weight * likeness
        return cls(question, weighed, credit, weights)

    def covered(self, tokens: frozenset[str]) -> float:
        """The weight of the question's tokens that are among these, in whole or with a slip."""
        best: dict[str, float] = {}
        for token in tokens & self.credit.keys():
            for asked, worth in self.credit[token].items():
                best[asked] = max(best.get(asked, 0.0), worth)
        return sum(best.values())

    def likeness(self, wording: frozenset[str]) -> float:
        """The weighted Dice coefficient of the two sets of words (Dice, 1945), forgiving slips."""
        shared = self.covered(wording)
        if not shared:
            return 0.0
        total = sum(self.weighed.values()) + sum(max(self.weights[token], _LIGHTEST) for token in wording)
        return min(1.0, 2 * shared / total)


def _features(asked: _Asked, profile: Profile, closeness: Closeness) -> Features:
    question, total = asked.question, sum(asked.weighed.values())
    missing = (asked.weighed[name] for name in question.tokens if is_name(name) and name not in profile.tokens)
    return Features(
        letters=closeness.letters,
        meaning=max(closeness.meaning, 0.0),
        wording=max((asked.likeness(wording) for wording in profile.wordings), default=0.0),
        coverage=asked.covered(profile.tokens) / total if total else 0.0,
        missing_name=max(missing, default=0.0),
        wrong_year=float(bool(question.years - profile.years)),
        wrong_kind=float(_lacks_kind(question, profile)),
    )


def _lacks_kind(question: Question, profile: Profile) -> bool:
    wants_number = Wanted.NUMBER in question.wanted and not profile.has_number
    wants_time = Wanted.TIME in question.wanted and not profile.years
    return wants_number or wants_time


def _same_words(token: str, words: Sequence[str]) -> dict[str, float]:
    """Which of the words may be this one, and how alike they are, from 0 to 1."""
    if is_name(token) or token.isdigit() or len(token) < _SHORTEST_SLIP:
        return {token: 1.0}
    found = process.extract(token, words, scorer=fuzz.ratio, score_cutoff=_SAME_WORD, limit=None)
    return {word: likeness / 100 for word, likeness, _ in found} | {token: 1.0}
