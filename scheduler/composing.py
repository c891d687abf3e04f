"""Composes a digest: which facts, in which order."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.model import Language
from scheduler.candidates import Candidate
from scheduler.model import Content


@dataclass(frozen=True)
class Item:
    """A fact in a digest, under the topic for which it was chosen."""

    fact: Candidate
    topic: str


@dataclass(frozen=True)
class Digest:
    """What one subscriber gets on one local date; at least one item, those of a topic together."""

    items: tuple[Item, ...]

    @property
    def facts(self) -> tuple[Candidate, ...]:
        return tuple(item.fact for item in self.items)

    def content(self, language: Language, day: date) -> Content:
        facts = [{"id": item.fact.fact_id, "topic": item.topic} for item in self.items]
        return Content("digest", language, {"date": day.isoformat(), "facts": facts})


def compose(facts: Iterable[Candidate], shown: Collection[str], topics: Collection[str], amount: int) -> Digest | None:
    """The first ``amount`` of ``facts`` (newest first) that are of one of ``topics`` and not ``shown``; None if none.

    Topics come in the order of their newest fact.
    """
    chosen: list[Item] = []
    for fact in facts:
        if len(chosen) == amount:
            break
        if fact.fact_id in shown:
            continue
        topic = next((topic for topic in fact.topics if topic in topics), None)
        if topic is not None:
            chosen.append(Item(fact, topic))
    order = list(dict.fromkeys(item.topic for item in chosen))
    return Digest(tuple(sorted(chosen, key=lambda item: order.index(item.topic)))) if chosen else None
