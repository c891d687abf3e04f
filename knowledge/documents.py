"""The plain form of facts, topics, sources and names: what files hold, revisions keep and the merge compares.

A field that is empty is left out, so two documents are equal when they say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.model import Fact, Figure, Name, PartialDate, Source, Standing, Topic

Plain = dict[str, Any]


@dataclass(frozen=True)
class Document:
    """What one or more fact files say."""

    topics: tuple[Topic, ...] = ()
    sources: tuple[Source, ...] = ()
    names: tuple[Name, ...] = ()
    facts: tuple[Fact, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """By the id of a fact, the file that it came from, for messages; empty when it came from none."""


def fact_to_document(fact: Fact) -> Plain:
    return _without_empty(
        {
            "id": fact.id,
            "topics": list(fact.topics),
            "standing": fact.standing.value,
            "attributed_to": dict(fact.attributed_to),
            "as_of": fact.as_of and fact.as_of.iso,
            "source": fact.source,
            "text": dict(fact.text),
            "aliases": {language: list(texts) for language, texts in fact.aliases.items() if texts},
            "figure": fact.figure and figure_to_document(fact.figure),
        }
    )


def fact_from_document(document: Mapping[str, Any]) -> Fact:
    """The inverse of ``fact_to_document``, for documents that were checked when they were written."""
    figure = document.get("figure")
    return Fact(
        id=document["id"],
        text=dict(document["text"]),
        topics=tuple(document.get("topics", ())),
        standing=Standing(document["standing"]),
        attributed_to=dict(document.get("attributed_to", {})),
        as_of=date_from(document.get("as_of")),
        source=document.get("source"),
        aliases={language: tuple(texts) for language, texts in document.get("aliases", {}).items()},
        figure=Figure(**figure) if figure else None,
    )


def topic_to_document(topic: Topic) -> Plain:
    return _without_empty({"id": topic.id, "title": dict(topic.title), "description": dict(topic.description)})


def topic_from_document(document: Mapping[str, Any]) -> Topic:
    return Topic(document["id"], dict(document["title"]), dict(document.get("description") or {}))


def source_to_document(source: Source) -> Plain:
    return _without_empty(
        {
            "id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "language": source.language,
            "published": source.published and source.published.iso,
            "url": source.url,
        }
    )


def source_from_document(document: Mapping[str, Any]) -> Source:
    return Source(
        id=document["id"],
        title=document["title"],
        publisher=document.get("publisher"),
        language=document.get("language"),
        published=date_from(document.get("published")),
        url=document.get("url"),
    )


def name_to_document(name: Name) -> Plain:
    return _without_empty(
        {"id": name.id, "kind": name.kind, "title": dict(name.title), "spellings": list(name.spellings)}
    )


def name_from_document(document: Mapping[str, Any]) -> Name:
    return Name(document["id"], document["kind"], dict(document["title"]), tuple(document.get("spellings", ())))


def to_plain(document: Document) -> Plain:
    """The whole document under the keys of a fact file."""
    return _without_empty(
        {
            "topics": [topic_to_document(topic) for topic in document.topics],
            "sources": [source_to_document(source) for source in document.sources],
            "names": [name_to_document(name) for name in document.names],
            "facts": [fact_to_document(fact) for fact in document.facts],
        }
    )


def date_from(iso: str | None) -> PartialDate | None:
    return PartialDate.parse(iso) if iso else None


def figure_to_document(figure: Figure) -> Plain:
    plain = {"measure": figure.measure, "value": figure.value, "upper": figure.upper, "unit": figure.unit}
    given = {key: value for key, value in plain.items() if value is not None}
    return given | ({"approximate": True} if figure.approximate else {})


def _without_empty(plain: Plain) -> Plain:
    return {key: value for key, value in plain.items() if value not in (None, "", [], {})}
