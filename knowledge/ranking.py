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

from knowledge.index import Closeness
from knowledge.lexicon import Wanted, months, wanted
from knowledge.likeness import Alike
from knowledge.model import Fact, PartialDate
from knowledge.text import normalise
from knowledge.tokens import Tokenizer, is_name

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"(?<!\w)\d")  # not the 1 of R1
_LIGHTEST = 0.05  # so that a question of nothing but common words still has weight


@dataclass(frozen=True)
class Question:
    """A question as it is compared: ``tokens`` in order, years and months named, the kinds of answer wanted."""

    normalised: str
    tokens: tuple[str, ...]
    years: frozenset[str]
    months: frozenset[int]
    wanted: frozenset[Wanted]

    @classmethod
    def read(cls, text: str, tokenizer: Tokenizer) -> Self:
        normalised = normalise(text)
        return cls(
            normalised=normalised,
            tokens=tuple(dict.fromkeys(tokenizer.tokens(text, typos=True))),
            years=frozenset(_YEAR.findall(normalised)),
            months=months(normalised),
            wanted=wanted(normalised),
        )


@dataclass(frozen=True)
class Profile:
    """A fact as it is compared: the tokens of each passage, and what it can bear out."""

    fact_id: str
    wordings: tuple[frozenset[str], ...]
    tokens: frozenset[str]
    years: frozenset[str]
    months: frozenset[int]
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
            months=months(statement) | _month_of(fact.as_of),
            has_number=fact.figure is not None or bool(_NUMBER.search(_YEAR.sub("", statement))),
        )


def _month_of(day: PartialDate | None) -> frozenset[int]:
    return frozenset(day.parts[1:2] if day else ())


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
    unmet_name: float
    """How telling the rarest name is that the question has and the fact has not: the root of its weight."""
    unmet_word: float
    """The same for the rarest other word; not the root."""
    wrong_date: float
    """1 when the question names a year or a month that the fact does not bear out."""
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


# Fitted on the half of the labelled questions that is for tuning: see docs/matching.md.
WEIGHTS: Mapping[str, float] = {
    "letters": 4.1,
    "meaning": 1.3,
    "wording": 2.1,
    "coverage": 8.6,
    "unmet_name": -2.1,
    "unmet_word": 2.7,
    "wrong_date": -2.2,
    "wrong_kind": -2.1,
}
BIAS = -10.6


def score(features: Features) -> float:
    """From 0 to 1: how sure it is that the fact answers the question."""
    total = BIAS + sum(weight * getattr(features, name) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-total))


def compare(
    question: Question,
    profiles: Sequence[Profile],
    closeness: Mapping[str, Closeness],
    alike: Alike,
    weights: WordWeights,
) -> dict[str, Features]:
    """The features of each fact, by its id. ``alike`` has each token of the question."""
    asked = _Asked.of(question, alike, weights)
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
    """For each token of a candidate: the tokens of the question that it may be, and how alike they are."""
    weights: WordWeights

    @classmethod
    def of(cls, question: Question, alike: Alike, weights: WordWeights) -> Self:
        weighed = {token: max(weights[token], _LIGHTEST) for token in question.tokens}
        credit: dict[str, dict[str, float]] = defaultdict(dict)
        for token in question.tokens:
            for other, likeness in alike[token].items():
                credit[other][token] = likeness
        return cls(question, weighed, credit, weights)

    def met(self, tokens: frozenset[str]) -> dict[str, float]:
        """The tokens of the question that are among these, each with how alike the nearest is."""
        best: dict[str, float] = {}
        for token in tokens & self.credit.keys():
            for asked, likeness in self.credit[token].items():
                best[asked] = max(best.get(asked, 0.0), likeness)
        return best

    def covered(self, tokens: frozenset[str]) -> float:
        """The weight of the question's tokens that are among these."""
        return sum(self.weighed[asked] * likeness for asked, likeness in self.met(tokens).items())

    def likeness(self, wording: frozenset[str]) -> float:
        """The weighted Dice coefficient of the two sets of words (Dice, 1945), forgiving slips."""
        shared = self.covered(wording)
        if not shared:
            return 0.0
        total = sum(self.weighed.values()) + sum(max(self.weights[token], _LIGHTEST) for token in wording)
        return min(1.0, 2 * shared / total)


def _features(asked: _Asked, profile: Profile, closeness: Closeness) -> Features:
    question, total = asked.question, sum(asked.weighed.values())
    met = asked.met(profile.tokens)
    unmet = {token: weight * (1 - met.get(token, 0.0)) for token, weight in asked.weighed.items()}
    return Features(
        letters=closeness.letters,
        meaning=max(closeness.meaning, 0.0),
        wording=max((asked.likeness(wording) for wording in profile.wordings), default=0.0),
        coverage=1 - sum(unmet.values()) / total if total else 0.0,
        unmet_name=math.sqrt(max((unmet[token] for token in question.tokens if is_name(token)), default=0.0)),
        unmet_word=max((unmet[token] for token in question.tokens if not is_name(token)), default=0.0),
        wrong_date=float(bool(question.years - profile.years) or _other_month(question, profile)),
        wrong_kind=float(_lacks_kind(question, profile)),
    )


def _other_month(question: Question, profile: Profile) -> bool:
    return bool(question.months and profile.months and not question.months & profile.months)


def _lacks_kind(question: Question, profile: Profile) -> bool:
    wants_number = Wanted.NUMBER in question.wanted and not profile.has_number
    wants_time = Wanted.TIME in question.wanted and not profile.years
    return wants_number or wants_time
