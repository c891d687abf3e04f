"""Fact files: YAML that people write, and JSON lines that programs write. Every problem of a file is told at once."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePath
from typing import Any

from knowledge.base.entries import Entry, read_fact, read_name, read_source, read_topic
from knowledge.documents import Document, fact_from_document, fact_to_document, to_plain
from knowledge.errors import InvalidFactFile, Problem
from knowledge.model import Fact, Name, Source, Topic
from knowledge.rules import SLUG, Fault, quoted, slug_faults
from knowledge.text import normalise
from knowledge.yamlfiles import BrokenYaml, dump_yaml, load_yaml

__all__ = [
    "LAUNCH_FILES",
    "Document",
    "Format",
    "fact_from_document",
    "fact_to_document",
    "read_document",
    "read_documents",
    "read_launch",
    "write_document",
]

LAUNCH_FILES = files("knowledge").joinpath("facts")
"""The folder of the facts that Marsad comes with."""

LARGEST_FILE = 128 * 1024 * 1024

_READERS: Mapping[str, Callable[[Entry], Any]] = {
    "topics": read_topic,
    "sources": read_source,
    "names": read_name,
    "facts": read_fact,
}
_FREE_IDS = "free_ids"
"""A key beside the four, set by our own export when ids of facts are not slugs, as imported JSON lines may bring."""


class Format(StrEnum):
    YAML = "yaml"
    JSON_LINES = "jsonl"


_SUFFIXES = {
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
}


def read_document(
    source: Path | Traversable | str | bytes, file_format: Format | None = None, *, name: str | None = None
) -> Document:
    """Read one file: a path, or its content with the ``name`` that problems call it.

    Without ``file_format``, the suffix of the name decides; content without a name is YAML. Raises ``InvalidFactFile``.
    Whether the topics and sources that facts name exist is checked on import, since the base may hold them.
    """
    reading = _Reading()
    if isinstance(source, str | bytes):
        reading.read(source, name or "document", file_format or _format_of(name or "document.yaml"))
    else:
        reading.open(source, file_format)
    return reading.document()


def read_documents(paths: Iterable[Path | Traversable]) -> Document:
    """Read several files as one document, so that an id may stand in only one of them."""
    reading = _Reading()
    for path in paths:
        reading.open(path)
    return reading.document()


def read_launch() -> Document:
    return read_documents(sorted(LAUNCH_FILES.iterdir(), key=lambda path: path.name))


def write_document(document: Document) -> str:
    """YAML that reads back as the same document."""
    free_ids = any(not SLUG.fullmatch(fact.id) for fact in document.facts)
    return dump_yaml(({_FREE_IDS: True} if free_ids else {}) | to_plain(document))


@dataclass
class _Reading:
    """What was read so far, and all that was wrong with it."""

    problems: list[Problem] = field(default_factory=list)
    entries: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in _READERS})
    file_of: dict[str, str] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)

    def open(self, path: Path | Traversable, file_format: Format | None = None) -> None:
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except OSError as error:
            self._refuse(path.name, "unreadable", f"cannot be read: {error.strerror}")
        else:
            self.read(content, path.name, file_format or _format_of(path.name))

    def read(self, content: str | bytes, name: str, file_format: Format | None) -> None:
        if len(content) > LARGEST_FILE:
            self._refuse(name, "too-large", f"larger than {LARGEST_FILE // 1024**2} MiB; split it")
        elif file_format is None:
            self._refuse(name, "unknown-format", "neither YAML nor JSON lines; name it .yaml or .jsonl")
        elif (text := self._decode(content, name)) is not None:
            read = self._read_yaml if file_format is Format.YAML else self._read_json_lines
            read(text, name)

    def document(self) -> Document:
        if self.problems:
            raise InvalidFactFile(tuple(self.problems))
        found = {kind: tuple(entries.values()) for kind, entries in self.entries.items()}
        return Document(**found, files=self.file_of)

    def _decode(self, content: str | bytes, name: str) -> str | None:
        if isinstance(content, str):
            return content.removeprefix("\ufeff")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self._refuse(name, "not-utf-8", f"line {line} is not UTF-8; save the file as UTF-8")
            return None

    def _read_yaml(self, text: str, file: str) -> None:
        try:
            data = load_yaml(text)
        except BrokenYaml as error:
            self._refuse(file, "broken-yaml", str(error))
            return
        sections = {"facts": data} if isinstance(data, list) else data
        if not isinstance(sections, dict):
            self._refuse(file, "wrong-type", f"must be a list of facts, or a mapping with {', '.join(_READERS)}")
            return
        for key, entries in sections.items():
            self._read_section(key, entries, file, slugs=_FREE_IDS not in sections)

    def _read_section(self, key: str, entries: object, file: str, *, slugs: bool) -> None:
        if key in _READERS and isinstance(entries, list | None):
            for position, entry in enumerate(entries or [], 1):
                self._add(key, entry, file, f"{key}, entry {position}", slugs=slugs)
        elif key in _READERS:
            self._refuse(file, "wrong-type", "must be a list of entries", field=key)
        elif key != _FREE_IDS:
            self._refuse(file, "unknown-key", f"unknown key; known are {', '.join(_READERS)}", field=key)

    def _read_json_lines(self, text: str, file: str) -> None:
        lines = text.split("\n")  # splitlines would cut at characters that JSON allows in texts
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line, object_pairs_hook=_without_equal_keys)
            except (ValueError, RecursionError) as error:
                self._refuse(file, "broken-json", f"line {number}: not a JSON object: {error}")
            else:
                self._add("facts", entry, file, f"line {number}", slugs=False)

    def _add(self, kind: str, data: object, file: str, position: str, *, slugs: bool) -> None:
        if not isinstance(data, dict):
            self._refuse(file, "wrong-type", "must be a mapping with keys such as id", entry=position)
            return
        entry = Entry(data)
        value = _READERS[kind](entry)
        faults = [*entry.faults, *self._faults_among_all(kind, value, slugs=slugs)]
        label = position if any(fault.field == "id" for fault in faults) else value.id
        self.problems.extend(Problem(file, label, fault.field, fault.code, fault.detail) for fault in faults)
        self.entries[kind].setdefault(value.id, value)
        if kind == "facts":
            self.file_of.setdefault(value.id, file)

    def _faults_among_all(self, kind: str, value: Fact | Topic | Source | Name, *, slugs: bool) -> Iterator[Fault]:
        """What is wrong with an entry because of those before it, or because of the kind of file."""
        if value.id and value.id in self.entries[kind]:
            yield Fault("id", "duplicate", f"{quoted(value.id)} is the id of an entry before; give each its own")
        if slugs and isinstance(value, Fact) and value.id:
            yield from slug_faults("id", value.id)
        if isinstance(value, Name):
            yield from self._spelling_faults(value)

    def _spelling_faults(self, name: Name) -> Iterator[Fault]:
        for spelling in name.spellings:
            owner = self.spellings.setdefault(normalise(spelling), name.id)
            if owner != name.id:
                detail = f"{quoted(spelling)} is a spelling of {quoted(owner)} as well; remove one of them"
                yield Fault("spellings", "taken", detail)

    def _refuse(self, file: str, code: str, detail: str, *, entry: str = "", field: str = "") -> None:
        self.problems.append(Problem(file, entry, field, code, detail))


def _format_of(name: str) -> Format | None:
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def _without_equal_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(mapping := dict(pairs)) < len(pairs):
        raise ValueError("a key appears twice")
    return mapping
