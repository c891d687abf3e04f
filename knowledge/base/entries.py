"""Reads entries of fact files field by field. What is wrong is noted and reading goes on, so that all of it is told."""

import contextlib
import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields

from knowledge.languages import detect
from knowledge.model import Fact, Figure, Name, PartialDate, Source, Standing, Topic, Translations
from knowledge.rules import Fault, distinct_spellings, fact_faults, name_faults, quoted, source_faults, topic_faults

# A file has the same keys as the values that it becomes.
_FACT_KEYS, _TOPIC_KEYS, _SOURCE_KEYS, _NAME_KEYS, _FIGURE_KEYS = (
    frozenset(field.name for field in fields(kind)) for kind in (Fact, Topic, Source, Name, Figure)
)
_KINDS_OF_VALUE: Mapping[type, str] = {dict: "a mapping", list: "a list", str: "text", bool: "true or false"}


class Entry:
    """One mapping as it was written. Its readers note what they cannot read and return what an absent field gives."""

    def __init__(self, data: Mapping[str, object], prefix: str = "") -> None:
        self._data = data
        self._prefix = prefix
        self.faults: list[Fault] = []

    def check_keys(self, known: Collection[str]) -> None:
        for key in self._data:
            if key not in known:
                nearest = difflib.get_close_matches(str(key), known, 1)
                hint = f"; did you mean {nearest[0]}?" if nearest else f"; known are {', '.join(sorted(known))}"
                self._note(str(key), "unknown-key", f"unknown key{hint}")

    def identifier(self) -> str:
        """The ``id``; a number counts as text."""
        self.require("id")
        value = self._data.get("id", "")
        return str(value) if type(value) is int else self._text_of("id", value)

    def text(self, field: str) -> str | None:
        value = self._data.get(field)
        return None if value is None else self._text_of(field, value)

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, without repetitions."""
        return self._texts_of(field, self._data.get(field))

    def translations(self, field: str) -> Translations:
        """Text by language; of a plain text, the language is detected."""
        value = self._data.get(field)
        if isinstance(value, str):
            return {detect(value): self._text_of(field, value)}
        return {
            language: self._text_of(f"{field}.{language}", "" if text is None else text)
            for language, text in self._mapping_of(field, value).items()
        }

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Aliases by language; of those in a plain list, the languages are detected."""
        value = self._data.get("aliases")
        if isinstance(value, list):
            return _by_language(self._texts_of("aliases", value))
        return {
            language: self._texts_of(f"aliases.{language}", texts)
            for language, texts in self._mapping_of("aliases", value).items()
            if texts
        }

    def partial_date(self, field: str) -> PartialDate | None:
        """A date; JSON may give a year as a number."""
        value = self._data.get(field)
        if value is None:
            return None
        written = str(value).strip()
        try:
            return PartialDate.parse(written)
        except ValueError:
            shown = f"{quoted(written)} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD"
            self._note(field, "not-a-date", shown)
            return None

    def standing(self) -> Standing:
        written = self.text("standing") or Standing.REPORTED
        if written in tuple(Standing):
            return Standing(written)
        self._note("standing", "not-a-choice", f"{quoted(written)} is not one of {', '.join(Standing)}")
        return Standing.REPORTED

    def number(self, field: str) -> float | None:
        value = self._data.get(field)
        if value is None:
            return None
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            with contextlib.suppress(ValueError, OverflowError):
                return float(value)
        self._note(field, "not-a-number", "not a number; write it in digits, such as 97 or 36.5")
        return None

    def require(self, field: str) -> None:
        if self._data.get(field) is None:
            self._note(field, "missing", "missing; every entry needs one")

    def flag(self, field: str) -> bool:
        value = self._data.get(field, False)
        if value not in (True, False, "true", "false"):
            self._note(field, "wrong-type", "must be true or false")
        return value in (True, "true")

    def part(self, field: str) -> "Entry | None":
        """The mapping under ``field``, read with the same notebook."""
        value = self._data.get(field)
        if value is None:
            return None
        part = Entry(self._mapping_of(field, value), f"{field}.")
        part.faults = self.faults
        return part

    def add_faults(self, faults: Iterator[Fault]) -> None:
        """Add broken rules, except for fields that could not be read at all."""
        unread = {fault.field.partition(".")[0] for fault in self.faults}
        self.faults.extend(fault for fault in faults if fault.field.partition(".")[0] not in unread)

    def _text_of(self, field: str, value: object) -> str:
        if isinstance(value, str):
            return value.replace("\r\n", "\n").strip()
        self._note(field, "wrong-type", f"must be text, but is {_kind_of(value)}")
        return ""

    def _texts_of(self, field: str, value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            self._note(field, "wrong-type", f"must be a list, but is {_kind_of(value)}")
            return ()
        return tuple(dict.fromkeys(self._text_of(field, "" if text is None else text) for text in value))

    def _mapping_of(self, field: str, value: object) -> Mapping[str, object]:
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self._note(field, "wrong-type", f"must be a mapping, but is {_kind_of(value)}")
            return {}
        return {str(key): item for key, item in value.items()}

    def _note(self, field: str, code: str, detail: str) -> None:
        self.faults.append(Fault(self._prefix + field, code, detail))


def read_fact(entry: Entry) -> Fact:
    entry.check_keys(_FACT_KEYS)
    fact = Fact(
        id=entry.identifier(),
        text=entry.translations("text"),
        topics=entry.texts("topics"),
        standing=entry.standing(),
        attributed_to=entry.translations("attributed_to"),
        as_of=entry.partial_date("as_of"),
        source=entry.text("source") or None,
        aliases=entry.aliases(),
        figure=_read_figure(entry.part("figure")),
    )
    entry.add_faults(fact_faults(fact))
    return fact


def read_topic(entry: Entry) -> Topic:
    entry.check_keys(_TOPIC_KEYS)
    topic = Topic(entry.identifier(), entry.translations("title"), entry.translations("description"))
    entry.add_faults(topic_faults(topic))
    return topic


def read_source(entry: Entry) -> Source:
    entry.check_keys(_SOURCE_KEYS)
    source = Source(
        id=entry.identifier(),
        title=entry.text("title") or "",
        publisher=entry.text("publisher"),
        language=entry.text("language"),
        published=entry.partial_date("published"),
        url=entry.text("url"),
    )
    entry.add_faults(source_faults(source))
    return source


def read_name(entry: Entry) -> Name:
    entry.check_keys(_NAME_KEYS)
    name = Name(
        id=entry.identifier(),
        kind=entry.text("kind") or "other",
        title=entry.translations("title"),
        spellings=distinct_spellings(entry.texts("spellings")),
    )
    entry.add_faults(name_faults(name))
    return name


def _read_figure(entry: Entry | None) -> Figure | None:
    if entry is None:
        return None
    entry.check_keys(_FIGURE_KEYS)
    entry.require("value")
    return Figure(
        measure=entry.text("measure") or "",
        value=entry.number("value") or 0.0,
        unit=entry.text("unit"),
        upper=entry.number("upper"),
        approximate=entry.flag("approximate"),
    )


def _by_language(texts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for text in texts:
        language = detect(text)
        grouped[language] = (*grouped.get(language, ()), text)
    return grouped


def _kind_of(value: object) -> str:
    return _KINDS_OF_VALUE.get(type(value), "a number")
