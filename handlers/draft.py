"""A fact in the making, or one being edited: what a curator's dialogue holds between two messages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from handlers.dates import read_date
from handlers.errors import UnknownSource, WrongLanguage
from knowledge.documents import (
    fact_from_document,
    fact_to_document,
    source_from_document,
    source_to_document,
    topic_from_document,
    topic_to_document,
)
from knowledge.errors import InvalidEntry
from knowledge.languages import detect
from knowledge.model import Fact, FactState, Source, Standing, StoredFact, Topic
from knowledge.rules import Fault, fact_faults, require, source_faults, topic_faults


class Step(StrEnum):
    """What is asked for next, in this order; ATTRIBUTION only of a claim."""

    STATEMENT = "statement"
    TRANSLATION = "translation"
    TOPICS = "topics"
    DATE = "date"
    SOURCE = "source"
    STANDING = "standing"
    ATTRIBUTION = "attribution"
    ALIASES = "aliases"
    PREVIEW = "preview"


SKIPPABLE = frozenset({Step.TRANSLATION, Step.DATE, Step.ALIASES})

_FIELDS = {
    Step.STATEMENT: ("text",),
    Step.TRANSLATION: ("text",),
    Step.TOPICS: ("title",),
    Step.SOURCE: ("title", "publisher", "url"),
    Step.ATTRIBUTION: ("attributed_to",),
    Step.ALIASES: ("aliases",),
}
"""Fields of the base's rules that are filled at a step."""

_OTHER = {"ar": "en", "en": "ar"}
_URL = re.compile(r"https?://\S+")
_SEPARATORS = " \n—–-|"
_BETWEEN_PARTS = re.compile(r"\s+[—–-]+\s+|\s*\|\s*|\s*\n\s*")


@dataclass(frozen=True)
class Draft:
    """Not yet a fact: it may lack anything. ``topic`` and ``source`` are new ones that are added together with it."""

    fact: Fact = field(default_factory=lambda: Fact(id="", text={}))
    topic: Topic | None = None
    source: Source | None = None
    answers: int | None = None
    """Number of the reader's question that it answers."""
    revision: int | None = None
    """Of the fact being edited; None for a new one."""
    state: FactState = FactState.DRAFT
    returns: bool = False
    """Whether one field is being changed, so that the preview comes next."""

    @classmethod
    def of(cls, stored: StoredFact) -> Self:
        return cls(stored.fact, revision=stored.revision, state=stored.state)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        return cls(
            fact=fact_from_document({"id": "", "text": {}} | data["fact"]),
            topic=topic_from_document({"id": ""} | data["topic"]) if data["topic"] else None,
            source=source_from_document({"id": ""} | data["source"]) if data["source"] else None,
            answers=data["answers"],
            revision=data["revision"],
            state=FactState(data["state"]),
            returns=data["returns"],
        )

    def to_data(self) -> dict[str, Any]:
        return {
            "fact": fact_to_document(self.fact),
            "topic": topic_to_document(self.topic) if self.topic else None,
            "source": source_to_document(self.source) if self.source else None,
            "answers": self.answers,
            "revision": self.revision,
            "state": self.state.value,
            "returns": self.returns,
        }

    @property
    def missing_language(self) -> str:
        """The language that the statement is still to be said in."""
        return next((_OTHER[language] for language in self.fact.text if language in _OTHER), "en")

    def after(self, step: Step) -> Step:
        """The step that follows."""
        if step is Step.STANDING and self.fact.standing is Standing.CLAIM:
            return Step.ATTRIBUTION
        if self.returns or step is Step.PREVIEW:
            return Step.PREVIEW
        if step is Step.STANDING:
            return Step.ALIASES
        steps = list(Step)
        return steps[steps.index(step) + 1]

    def with_text(self, step: Step, text: str, today: date) -> Self:
        """Take what was written at a step.

        Raises UnknownDate, UnknownSource, WrongLanguage, or InvalidEntry where it breaks a rule of the base.
        """
        draft = self._with_text(step, text.strip(), today)
        fields = _FIELDS.get(step, ())
        require((fault for fault in draft._faults(step) if fault.field.split(".")[0] in fields), InvalidEntry)
        return draft

    def _faults(self, step: Step) -> Iterable[Fault]:
        if step is Step.TOPICS and self.topic is not None:
            return topic_faults(self.topic)
        if step is Step.SOURCE and self.source is not None:
            return source_faults(self.source)
        return fact_faults(self.fact)

    def _with_text(self, step: Step, text: str, today: date) -> Self:
        match step:
            case Step.DATE:
                return self.changed(as_of=read_date(text, today))
            case Step.SOURCE:
                return self.with_source(read_source(text))
            case Step.TOPICS:
                return self.with_new_topic(text)
            case Step.TRANSLATION if detect(text) in self.fact.text:
                raise WrongLanguage(self.missing_language)
            case Step.ATTRIBUTION:
                return self.changed(attributed_to={detect(text): text})
            case Step.ALIASES:
                return self.with_aliases(text.splitlines())
            case _:
                return self.changed(text=self.fact.text | {detect(text): text})

    def changed(self, **changes: Any) -> Self:
        return replace(self, fact=replace(self.fact, **changes))

    def returning(self) -> Self:
        return replace(self, returns=True)

    def with_standing(self, standing: Standing) -> Self:
        """A claim keeps whose it is; what is reported is nobody's."""
        attributed_to = self.fact.attributed_to if standing is Standing.CLAIM else {}
        return self.changed(standing=standing, attributed_to=attributed_to)

    def with_known_source(self, source_id: str) -> Self:
        return replace(self.changed(source=source_id), source=None)

    def with_source(self, source: Source) -> Self:
        """A source that is not in the base yet; its id is chosen when it is added."""
        return replace(self.changed(source=None), source=source)

    def with_new_topic(self, title: str) -> Self:
        return replace(self, topic=Topic("", {detect(title): title}))

    def toggled(self, topic_id: str) -> Self:
        """In the topic, or out of it."""
        topics = self.fact.topics
        if topic_id in topics:
            return self.changed(topics=tuple(topic for topic in topics if topic != topic_id))
        return self.changed(topics=(*topics, topic_id))

    def with_aliases(self, lines: Iterable[str]) -> Self:
        """One more alias a line, besides those it has."""
        aliases = dict(self.fact.aliases)
        for line in filter(None, map(str.strip, lines)):
            language = detect(line)
            aliases[language] = tuple(dict.fromkeys((*aliases.get(language, ()), line)))
        return self.changed(aliases=aliases)


def read_source(text: str) -> Source:
    """``publisher — title — url``, of which only the title is needed; raises UnknownSource."""
    url = _URL.search(text)
    parts = _BETWEEN_PARTS.split(_URL.sub("", text).strip(_SEPARATORS))
    publisher, title = (parts[0], " — ".join(parts[1:])) if len(parts) > 1 else (None, parts[0])
    if not title:
        raise UnknownSource(text)
    return Source("", title, publisher, detect(title), url=url[0] if url else None)
