"""What must hold for every entry of the base, whether it comes from a file, an import or a chat."""

import math
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from knowledge.errors import InvalidEntry
from knowledge.model import Fact, Figure, Name, Source, Standing, Topic, Translations
from knowledge.text import normalise, shorten

LONGEST_ID = 64
LONGEST_TEXT = 2000
LONGEST_ALIAS = 200
LONGEST_SPELLING = 128
LONGEST_TITLE = 500
LONGEST_URL = 2000

NAME_KINDS = ("organisation", "person", "model", "place", "event", "product", "other")

SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HALF_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True)
class Fault:
    """One broken rule: where in the entry, a stable code, and plain English that says what to do."""

    field: str
    code: str
    detail: str


def fact_faults(fact: Fact) -> Iterator[Fault]:
    """Faults that show in the fact alone; whether its topics and source exist is for the caller to ask."""
    yield from _id_faults(fact.id)
    yield from _translation_faults("text", fact.text, LONGEST_TEXT)
    yield from _attribution_faults(fact)
    for language, aliases in fact.aliases.items():
        yield from _language_faults(f"aliases.{language}", language)
        for alias in aliases:
            yield from _text_faults(f"aliases.{language}", alias, LONGEST_ALIAS)
    if fact.figure is not None:
        yield from _figure_faults(fact.figure)


def topic_faults(topic: Topic) -> Iterator[Fault]:
    yield from slug_faults("id", topic.id)
    yield from _translation_faults("title", topic.title, LONGEST_TITLE)
    if topic.description:
        yield from _translation_faults("description", topic.description, LONGEST_TEXT)


def source_faults(source: Source) -> Iterator[Fault]:
    yield from slug_faults("id", source.id)
    yield from _text_faults("title", source.title, LONGEST_TITLE)
    if source.publisher is not None:
        yield from _text_faults("publisher", source.publisher, LONGEST_TITLE)
    if source.language is not None:
        yield from _language_faults("language", source.language)
    if source.url is not None:
        yield from _url_faults("url", source.url)


def name_faults(name: Name) -> Iterator[Fault]:
    yield from slug_faults("id", name.id)
    yield from _translation_faults("title", name.title, LONGEST_TITLE)
    if name.kind not in NAME_KINDS:
        yield Fault("kind", "not-a-choice", f"{quoted(name.kind)} is not one of {', '.join(NAME_KINDS)}")
    for spelling in name.spellings:
        yield from spelling_faults("spellings", spelling)


def spelling_faults(field: str, spelling: str) -> Iterator[Fault]:
    yield from _text_faults(field, spelling, LONGEST_SPELLING)
    key = normalise(spelling)
    if not key:
        yield Fault(field, "no-letters", f"{quoted(spelling)} has no letter or digit to recognise; remove it")
    elif len(key) > LONGEST_SPELLING:  # one ligature can stand for many letters
        yield Fault(field, "too-long", f"longer than {LONGEST_SPELLING} characters when written out; shorten it")


def distinct_spellings(spellings: Iterable[str]) -> tuple[str, ...]:
    """The first of those that are the same once normalised, which is how the base tells them apart."""
    distinct: dict[str, str] = {}
    for spelling in spellings:
        distinct.setdefault(normalise(spelling) or spelling, spelling)
    return tuple(distinct.values())


def slug_faults(field: str, slug: str) -> Iterator[Fault]:
    if not SLUG.fullmatch(slug):
        yield Fault(
            field,
            "bad-id",
            f"{quoted(slug)} is not an id: write up to {LONGEST_ID} of a-z, 0-9, dot, hyphen and underscore",
        )


def reference_faults(fact: Fact, topics: Collection[str], sources: Collection[str]) -> Iterator[Fault]:
    """Topics and the source that ``fact`` names but that are not among the known ids."""
    for topic in fact.topics:
        if topic not in topics:
            yield Fault("topics", "unknown-topic", f"no topic {quoted(topic)}; add it under topics:, or correct the id")
    if fact.source is not None and fact.source not in sources:
        yield Fault(
            "source", "unknown-source", f"no source {quoted(fact.source)}; add it under sources:, or correct the id"
        )


def quoted(text: str) -> str:
    """``text`` as a message shows it: cut when it is long, with what cannot be printed as an escape."""
    shown = (c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shorten(text, 60))
    return f'"{"".join(shown)}"'


def require(faults: Iterable[Fault], error: type[InvalidEntry]) -> None:
    """Raise ``error`` for the first fault, if there is one."""
    for fault in faults:
        raise error(fault.field, fault.code, fault.detail)


def _id_faults(fact_id: str) -> Iterator[Fault]:
    yield from _text_faults("id", fact_id, LONGEST_ID)
    if fact_id != fact_id.strip() or "\n" in fact_id:
        yield Fault("id", "bad-id", "an id does not begin or end with a space, and stands on one line")


def _attribution_faults(fact: Fact) -> Iterator[Fault]:
    if fact.attributed_to:
        yield from _translation_faults("attributed_to", fact.attributed_to, LONGEST_TITLE)
    elif fact.standing is Standing.CLAIM:
        yield Fault("attributed_to", "missing", "missing, but a claim must say whose it is; add it by language")


def _figure_faults(figure: Figure) -> Iterator[Fault]:
    yield from slug_faults("figure.measure", figure.measure)
    for field, number in (("figure.value", figure.value), ("figure.upper", figure.upper)):
        if number is not None and not math.isfinite(number):
            yield Fault(field, "not-a-number", "not a finite number; write it in digits")
    if figure.upper is not None and figure.upper < figure.value:
        yield Fault("figure.upper", "out-of-order", "the upper end of a range cannot be below its value")
    if figure.unit is not None:
        yield from _text_faults("figure.unit", figure.unit, LONGEST_ID)


def _translation_faults(field: str, translations: Translations, longest: int) -> Iterator[Fault]:
    if not translations:
        yield Fault(field, "missing", "missing; write it in at least one language")
    for language, text in translations.items():
        yield from _language_faults(f"{field}.{language}", language)
        yield from _text_faults(f"{field}.{language}", text, longest)


def _language_faults(field: str, language: str) -> Iterator[Fault]:
    if not _LANGUAGE.fullmatch(language):
        yield Fault(field, "not-a-language", f"{quoted(language)} is not a language code such as ar or en")


def _text_faults(field: str, text: str, longest: int) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(field, "empty", "empty; write it or remove the line")
    if len(text) > longest:
        yield Fault(field, "too-long", f"{len(text):,} characters; at most {longest:,} are allowed")
    if control := _CONTROL.search(text):
        yield Fault(field, "control-character", f"holds the control character U+{ord(control[0]):04X}; remove it")
    if surrogate := _HALF_SURROGATE.search(text):
        yield Fault(field, "half-surrogate", f"holds U+{ord(surrogate[0]):04X}, half a character; write the whole one")


def _url_faults(field: str, url: str) -> Iterator[Fault]:
    yield from _text_faults(field, url, LONGEST_URL)
    if not _is_web_address(url):
        yield Fault(field, "bad-url", f"{quoted(url)} is not an address that begins with https:// or http://")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)
