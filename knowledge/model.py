"""What the base holds, as values that never change. ``design`` words: fact, alias, name, topic, source, figure."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

Language = str
"""A two-letter language code (ISO 639-1), such as ``ar`` or ``en``."""

Translations = dict[Language, str]
"""The same text in one or more languages."""


def in_order(translations: Translations, language: Language) -> list[Language]:
    """The languages there are, the best for a reader of ``language`` first: that one, then English, then any."""
    return sorted(translations, key=lambda one: (one != language, one != "en"))


def in_language(translations: Translations, language: Language) -> str:
    """The translation that suits a reader of ``language`` best; empty when there is none."""
    return next((translations[one] for one in in_order(translations, language)), "")


class Standing(StrEnum):
    """How a fact stands: reported by its source, or claimed by somebody who is named."""

    REPORTED = "reported"
    CLAIM = "claim"


class FactState(StrEnum):
    """Who sees a fact: nobody but curators (a draft, or retired), or every reader."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; ordered as its ISO text is."""

    iso: str

    _FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2025``, ``2025-04`` or ``2025-04-30``; raises ``ValueError`` for anything else."""
        match = cls._FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date of the form YYYY, YYYY-MM or YYYY-MM-DD: {text}")
        year, month, day = (int(part) if part else 1 for part in match.groups())
        date(year, month, day)
        return cls(text)

    @property
    def parts(self) -> tuple[int, ...]:
        """One to three numbers: year, month, day."""
        return tuple(int(part) for part in self.iso.split("-"))

    def __str__(self) -> str:
        return self.iso


@dataclass(frozen=True)
class Figure:
    """A number for a measure, such as 97 million users. ``value`` is in ``unit``; a range has an ``upper`` end."""

    measure: str
    value: float
    unit: str | None = None
    upper: float | None = None
    approximate: bool = False


@dataclass(frozen=True)
class Source:
    """An article. ``published`` and ``url`` are given only where they are known."""

    id: str
    title: str
    publisher: str | None = None
    language: Language | None = None
    published: PartialDate | None = None
    url: str | None = None


@dataclass(frozen=True)
class Topic:
    id: str
    title: Translations
    description: Translations = field(default_factory=dict)


@dataclass(frozen=True)
class Name:
    """An entity and all its spellings. ``kind`` is organisation, person, model, place, event, product or other."""

    id: str
    kind: str
    title: Translations
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One checkable statement. ``text`` holds at least one language; ``attributed_to`` is set for a claim."""

    id: str
    text: Translations
    topics: tuple[str, ...] = ()
    standing: Standing = Standing.REPORTED
    attributed_to: Translations = field(default_factory=dict)
    as_of: PartialDate | None = None
    source: str | None = None
    aliases: dict[Language, tuple[str, ...]] = field(default_factory=dict)
    figure: Figure | None = None

    def text_in(self, language: Language) -> tuple[str, Language]:
        """The text and its language: the one asked for, else English, else the first there is."""
        if not self.text:
            raise ValueError(f"fact {self.id} has no text")
        best = in_order(self.text, language)[0]
        return self.text[best], best


@dataclass(frozen=True)
class StoredFact:
    """A fact as it stands in the base, with its source resolved."""

    fact: Fact
    state: FactState
    source: Source | None
    revision: int
    """Number of the revision that last changed it."""
    updated_at: datetime


class Action(StrEnum):
    """What a revision did to a fact."""

    ADD = "add"
    EDIT = "edit"
    PUBLISH = "publish"
    RETIRE = "retire"
    UNDO = "undo"


@dataclass(frozen=True)
class Revision:
    """One change of one fact. ``before`` and ``after`` are documents with their state; None where there was no fact."""

    number: int
    fact_id: str
    action: Action
    author_id: int | None
    """Telegram user id of the curator; None when a file or an import made the change."""
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    undoes: int | None
    made_at: datetime


class Status(StrEnum):
    """How a question was met."""

    ANSWERED = "answered"
    SUGGESTED = "suggested"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    """A fact that may answer, with its score from 0 (nothing in common) to 1 (certain)."""

    fact_id: str
    score: float


@dataclass(frozen=True)
class Outcome:
    """What ``Answers.ask`` found: the asserted fact, or up to three to choose from, or neither."""

    question: str
    language: Language
    """The language to answer in."""
    status: Status
    answer: StoredFact | None = None
    suggestions: tuple[StoredFact, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    """Up to ten, best first, whatever the status."""
    nearby_topics: tuple[Topic, ...] = ()
    """Topics nearest to the question, most facts first where none is near; for the unknown."""
    unmet: tuple[str, ...] = ()
    """Names, by their titles in ``language``, and years of the question that no fact near it bears out."""
    understood: str | None = None
    """How the question was read, where that is not as it was written: a follow-up, a burst of messages."""
    question_id: int | None = None
    """Row of the question in the log; None when it was not logged."""

    @property
    def meaning(self) -> str:
        """What was asked, whole: of a follow-up, how it was read."""
        return self.understood or self.question
