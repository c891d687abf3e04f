"""Splits a long digest into messages: between its entries, never inside one.

Nothing is rendered here. The size of a message is estimated from the texts, in the longest of their languages, and from
bounds of what whoever renders it writes around them, in code points without markup, which is what Telegram counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

LONGEST_MESSAGE = 4096

HEADING = 160
"""The first line of a message: the date, which part it is, and the blank line after it."""
SECTION = 120
"""What stands above the corrections and above the recap, with blank lines."""
TOPIC = 300
"""A topic's title and its line of context, with blank lines; both are cut to fit."""
FACT = 260
"""Around a fact's text: its number, date and source, whose claim it is, marks of direction and blank lines."""
CORRECTION = 260
"""Around both texts of a correction."""
LONGEST_BEFORE = 1000
"""More is not shown of what a corrected fact said before."""
RECAP_ENTRY = 200
"""A fact of the recap, which is one line and cut to fit, with all that is around it."""

Section: TypeAlias = Literal["corrections", "facts", "recap"]


@dataclass(frozen=True)
class Entry:
    """One thing that a digest tells, as the body of its ``Content`` has it."""

    section: Section
    document: dict[str, Any]
    size: int
    """The most code points that it takes, without the titles above it."""

    @property
    def topic(self) -> str | None:
        return self.document.get("topic")


def correction_entry(document: dict[str, Any], length: int) -> Entry:
    """``length``: that of the fact's text as it stands now."""
    before = max(map(len, document["before"].values()), default=0)
    return Entry("corrections", document, CORRECTION + length + min(before, LONGEST_BEFORE))


def fact_entry(fact_id: str, topic: str, length: int) -> Entry:
    return Entry("facts", {"id": fact_id, "topic": topic}, FACT + length)


def recap_entry(fact_id: str, topic: str) -> Entry:
    return Entry("recap", {"id": fact_id, "topic": topic}, RECAP_ENTRY)


def bodies(day: date, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The body of each message, in the order of the entries; none without entries."""
    messages = split(entries)
    told = [_body(day, message, part, len(messages)) for part, message in enumerate(messages)]
    if len(told) > 1:
        told[-1]["topics"] = list(dict.fromkeys(fact["topic"] for body in told for fact in body.get("facts", ())))
    return told


def split(entries: Iterable[Entry]) -> list[list[Entry]]:
    """As few messages as filling each up, one after the other, makes. No entry is longer than a message."""
    messages: list[list[Entry]] = []
    size = LONGEST_MESSAGE
    for entry in entries:
        grown = size + _size_after(messages[-1][-1] if messages else None, entry)
        if grown > LONGEST_MESSAGE:
            messages.append([])
            grown = HEADING + _size_after(None, entry)
        messages[-1].append(entry)
        size = grown
    return messages


def _size_after(previous: Entry | None, entry: Entry) -> int:
    """With the titles that stand above it when ``previous`` stands before it in the same message."""
    is_section = entry.section != "facts" and (previous is None or previous.section != entry.section)
    is_topic = entry.topic is not None and (previous is None or _place(previous) != _place(entry))
    return entry.size + SECTION * is_section + TOPIC * is_topic


def _place(entry: Entry) -> tuple[Section, str | None]:
    return entry.section, entry.topic


def _body(day: date, message: Sequence[Entry], part: int, parts: int) -> dict[str, Any]:
    body: dict[str, Any] = {"date": day.isoformat()}
    for entry in message:
        body.setdefault(entry.section, []).append(entry.document)
    return body | {"part": part, "parts": parts} if parts > 1 else body
