"""Compares a question with the facts that may answer it, and gives each one score.

The score is a logistic function of a handful of features, each between 0 and 1: ``docs/matching.md`` says what each
is for and how the weights were found.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Self

from knowledge.matching.calibration import CALIBRATION
from knowledge.matching.index import Closeness
from knowledge.matching.lexicon import YEAR, Asking, Wanted, asking, months, wanted
from knowledge.matching.likeness import Alike
from knowledge.matching.tokens import Passage, Tokenizer, is_name
from knowledge.matching.weights import WordWeights
from knowledge.model import Fact, PartialDate

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<!\w)\d")  # not the 1 of R1
_ONE_WAY = 0.9  # of the passages that name both: names always in one order are not to be turned round
_BEARERS = {
    Wanted.PERSON: frozenset({"person", "organisation"}),
    Wanted.PLACE: frozenset({"place"}),
}
"""The kinds of name that can answer."""


@dataclass(frozen=True)
class Question:
    """A question as it is compared: ``tokens`` in order, years and months named, the kinds of answer wanted."""

    normalised: str
    tokens: tuple[str, ...]
    years: frozenset[str]
    months: frozenset[int]
    wanted: frozenset[Wanted]
    actors: tuple[str, ...]
    """Names that stand for themselves, in order: China, not Chinese."""
    heads: frozenset[str]
    """What is asked for: the first token after each word that asks, "users" in "how many users has …"."""

    @classmethod
    def read(cls, text: str, tokenizer: Tokenizer) -> Self:
        passage = tokenizer.passage(text)
        normalised = passage.normalised
        phrases = asking(normalised.split())
        return cls(
            normalised=normalised,
            tokens=tuple(dict.fromkeys(passage.tokens)),
            actors=tuple(dict.fromkeys(passage.actors)),
            years=frozenset(YEAR.findall(normalised)),
            months=months(normalised),
            wanted=frozenset(phrase.kind for phrase in phrases),
            heads=frozenset(_heads(normalised.split(), phrases, tokenizer)),
        )


def _heads(words: Sequence[str], phrases: Sequence[Asking], tokenizer: Tokenizer) -> Iterator[str]:
    for phrase in phrases:
        after = tokenizer.tokens(" ".join(words[phrase.stop :]))
        yield from after[:1]


@dataclass(frozen=True, eq=False)
class Profile:
    """A fact as it is compared: its passages, and what it can bear out. Equal to itself only: a quick key."""

    fact_id: str
    passages: tuple[Passage, ...]
    stated: int
    """How many of the passages are the statement, in one language each; they come first."""
    asked: frozenset[Wanted]
    """The kinds of answer that its aliases ask for."""
    years: frozenset[str]
    months: frozenset[int]
    has_number: bool

    @classmethod
    def of(cls, fact: Fact, tokenizer: Tokenizer, topics: str = "") -> Self:
        """``topics`` are the normalised titles of its topics: a fact on WAIC 2025 bears out 2025."""
        read = tuple(map(tokenizer.passage, passages(fact)))
        stated = [passage.normalised for passage in read[: len(fact.text)]]
        statement = " ".join([*stated, fact.as_of.iso if fact.as_of else "", topics])
        has_digit = _DIGIT.search(statement) is not None  # most facts have none, and looking closer takes its time
        return cls(
            fact_id=fact.id,
            passages=read,
            stated=len(fact.text),
            asked=frozenset().union(*(wanted(passage.normalised) for passage in read[len(fact.text) :])),
            years=frozenset(YEAR.findall(statement)) if has_digit else frozenset(),
            months=months(statement) | _month_of(fact.as_of),
            has_number=fact.figure is not None or (has_digit and _has_number(statement)),
        )

    @property
    def wordings(self) -> tuple[frozenset[str], ...]:
        """The words of each passage."""
        return _wordings(self)

    @property
    def tokens(self) -> frozenset[str]:
        """The words of all of them."""
        return _tokens(self)


# Sets of words are large: those of facts that are compared often are kept, not those of a whole base.
@lru_cache(maxsize=2000)
def _wordings(profile: Profile) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(passage.tokens) for passage in profile.passages)


@lru_cache(maxsize=2000)
def _tokens(profile: Profile) -> frozenset[str]:
    return frozenset().union(*profile.wordings)


def _has_number(normalised: str) -> bool:
    """Whether it has one that is no year."""
    return bool(_NUMBER.search(normalised) and _NUMBER.search(YEAR.sub("", normalised)))


def _month_of(day: PartialDate | None) -> frozenset[int]:
    return frozenset(day.parts[1:2] if day else ())


@dataclass(frozen=True)
class Features:
    """How a fact meets a question, each from 0 to 1."""

    letters: float
    """The nearest passage by its trigrams."""
    meaning: float
    """The nearest passage by its vector; ``wording`` again where the encoder knows nothing."""
    wording: float
    """The likeness of the content words to those of the nearest passage, both ways."""
    coverage: float
    """The share of the question's content words, by weight, that the fact has anywhere."""
    other_name: float
    """1 when the question has a name that the fact has not."""
    unmet_word: float
    """How telling the rarest other word is that the question has and the fact has not."""
    unmet_head: float
    """The same for what is asked for."""
    wrong_date: float
    """1 when the question names a year or a month that the fact does not bear out."""
    wrong_kind: float
    """1 when the question asks for a number, a date, a person, a place or words said, and the fact has none."""
    asked_kind: float
    """1 when an alias asks for the same kind of answer."""
    turned_round: float
    """1 when two names stand in the other order than wherever the fact has both: who restricts whom."""


def score(features: Features) -> float:
    """From 0 to 1: how sure it is that the fact answers the question."""
    total = CALIBRATION.bias + sum(weight * getattr(features, name) for name, weight in CALIBRATION.weights.items())
    return 1 / (1 + math.exp(-total))


def compare(asked: "Asked", profiles: Sequence[Profile], closeness: Mapping[str, Closeness]) -> dict[str, Features]:
    """The features of each fact, by its id."""
    return {profile.fact_id: _features(asked, profile, closeness[profile.fact_id]) for profile in profiles}


def passages(fact: Fact) -> list[str]:
    """Everything that a question may resemble: the statement and then the aliases, in every language."""
    return [*fact.text.values(), *(alias for aliases in fact.aliases.values() for alias in aliases)]


@dataclass(frozen=True)
class Asked:
    """A question against the words of all its candidates, so that each word is compared once."""

    question: Question
    weighed: Mapping[str, float]
    """The weight of each token of the question."""
    total: float
    """The weight of them all."""
    credit: Mapping[str, Mapping[str, float]]
    """For each token of a candidate: the tokens of the question that it may be, and how alike they are."""
    weights: WordWeights
    kinds: Mapping[str, str]

    @classmethod
    def of(cls, question: Question, alike: Alike, weights: WordWeights, kinds: Mapping[str, str]) -> Self:
        """``alike`` has each token of the question, ``kinds`` the kind of each name by its token."""
        weighed = {token: weights.of(token) for token in {*question.tokens, *question.heads}}
        credit: dict[str, dict[str, float]] = defaultdict(dict)
        for token in question.tokens:
            for other, likeness in alike[token].items():
                credit[other][token] = likeness
        return cls(question, weighed, sum(weighed[token] for token in question.tokens), credit, weights, kinds)

    def met(self, tokens: frozenset[str]) -> dict[str, float]:
        """The tokens of the question that are among these, each with how alike the nearest is."""
        best: dict[str, float] = {}
        for token in tokens & self.credit.keys():
            for asked, likeness in self.credit[token].items():
                best[asked] = max(best.get(asked, 0.0), likeness)
        return best

    def shared(self, wording: frozenset[str]) -> float:
        """The weight of the question's tokens that are among these."""
        return sum(self.weighed[asked] * likeness for asked, likeness in self.met(wording).items())

    def likeness(self, wording: frozenset[str], shared: float) -> float:
        """The weighted Dice coefficient of the two sets of words (Dice, 1945), forgiving slips."""
        if not shared:
            return 0.0
        return min(1.0, 2 * shared / (self.total + sum(map(self.weights.of, wording))))


def _features(asked: Asked, profile: Profile, closeness: Closeness) -> Features:
    question, total, tokens = asked.question, asked.total, profile.tokens
    met = asked.met(tokens)
    unmet = {token: weight * (1 - met.get(token, 0.0)) for token, weight in asked.weighed.items()}
    left = {token: unmet[token] for token in question.tokens}
    shared = [asked.shared(wording) for wording in profile.wordings]
    wording = max(map(asked.likeness, profile.wordings, shared), default=0.0)
    return Features(
        letters=closeness.letters,
        meaning=wording if closeness.meaning is None else closeness.meaning,
        wording=wording,
        coverage=1 - sum(left.values()) / total if total else 0.0,
        other_name=float(any(is_name(token) and weight for token, weight in left.items())),
        unmet_word=max((weight for token, weight in left.items() if not is_name(token)), default=0.0),
        unmet_head=max((unmet[token] for token in question.heads), default=0.0),
        wrong_date=float(bool(question.years - profile.years) or _other_month(question, profile)),
        wrong_kind=float(_lacks_kind(asked, profile, tokens)),
        asked_kind=float(bool(question.wanted & profile.asked)),
        turned_round=float(_turned_round(asked, profile)),
    )


def _other_month(question: Question, profile: Profile) -> bool:
    return bool(question.months and profile.months and not question.months & profile.months)


def _lacks_kind(asked: Asked, profile: Profile, tokens: frozenset[str]) -> bool:
    wants = asked.question.wanted - profile.asked
    if Wanted.TIME in wants:
        return not profile.years  # "which year" may say "how many" in Arabic
    if Wanted.NUMBER in wants and not profile.has_number:
        return True
    if Wanted.SPEECH in wants:
        return True  # what somebody said is told by facts that are asked for so
    held = {asked.kinds.get(token) for token in tokens if is_name(token)}
    return any(kind in wants and not bearers & held for kind, bearers in _BEARERS.items())


def _turned_round(asked: Asked, profile: Profile) -> bool:
    return any(
        _always_before(second, first, profile.passages)
        for first, second in combinations(asked.question.actors, 2)
        if asked.kinds[first] == asked.kinds[second] == "place"
    )


def _always_before(first: str, second: str, passages: Sequence[Passage]) -> bool:
    both = [passage.actors for passage in passages if first in passage.actors and second in passage.actors]
    in_order = sum(actors.index(first) < actors.index(second) for actors in both)
    return len(both) > 1 and in_order >= _ONE_WAY * len(both)
