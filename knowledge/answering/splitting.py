"""Takes a message apart that asks more than one question."""

import re
from collections.abc import Sequence

from knowledge.matching.lexicon import EMPTY_WORDS, Wanted, wanted
from knowledge.matching.phrases import (
    AND,
    ARTICLE,
    CONJUNCTIONS,
    PREPOSITIONS,
    WHO,
    WHO_IS,
    asking_spans,
    stands_as_question,
    without_and,
)
from knowledge.text import normalise

MOST = 3
"""Questions of one message that are answered."""

_LONGEST = 80  # words: a longer text is a story, and taking it apart takes time
_SEEN = 6  # words behind an "and" that are looked at

_ASKED = re.compile(r"[^?؟？]*[?؟？][?؟？!]*")
_COMMAS = (",", "،", ";", "؛")


def by_marks(text: str) -> tuple[str, ...]:
    """The questions that end with a question mark or a line each; what is none stays with the one that follows.

    A single part means that the text asks once, as far as its marks tell.
    """
    if len(text.split()) > _LONGEST:
        return (text.strip(),)
    parts: list[str] = []
    waiting = ""
    for line in text.splitlines():
        for piece in _pieces(line):
            waiting = f"{waiting} {piece.strip()}".strip()
            if _asks(piece):
                parts.append(waiting)
                waiting = ""
    if parts and waiting:
        parts[-1] = f"{parts[-1]} {waiting}"
    return tuple(parts[:MOST]) or (text.strip(),)


def _pieces(line: str) -> list[str]:
    """The line cut behind its question marks; what is behind the last stays with the piece before."""
    pieces = _ASKED.findall(line)
    rest = line[sum(map(len, pieces)) :]
    return [*pieces[:-1], pieces[-1] + rest] if pieces else [rest]


def _asks(piece: str) -> bool:
    words = normalise(piece).split()
    return bool(words) and (bool(_ASKED.match(piece)) or stands_as_question(words))


def ask_for_figures(parts: Sequence[str]) -> bool:
    """Whether each part asks for a number, a time, a place or a person: then none only explains another."""
    return all(wanted(normalise(part)) - {Wanted.REASON} for part in parts)


def by_conjunctions(text: str) -> tuple[str, ...]:
    """The questions that an "and" with a question word joins, each of which stands as one; else the text alone.

    The first may be no more than a question word: "when and where was it held".
    """
    typed = text.split()
    if len(typed) > _LONGEST:
        return (text.strip(),)
    words = [normalise(word) for word in typed]
    parts: list[str] = []
    start = 0
    for place in range(1, len(words)):
        behind = _behind_joint(typed, words, place)
        if behind is not None and len(parts) < MOST - 1 and stands_as_question(words[start:place]):
            parts.append(" ".join(typed[start:place]))
            typed[behind], words[behind] = _bare(typed[behind]), _bare(words[behind])
            start = behind
    parts.append(" ".join(typed[start:]))
    last = normalise(parts[-1]).split()
    is_question = any(map(stands_as_question, (last, _without_preposition(last)))) and (
        len(parts) == 1 or _has_subject(last)
    )
    return tuple(part.rstrip("".join(_COMMAS)) for part in parts) if is_question else (text.strip(),)


def _behind_joint(typed: list[str], words: list[str], place: int) -> int | None:
    """Where the next question begins, if this word or the comma before it joins one on."""
    if words[place] in CONJUNCTIONS:
        return place + 1 if _begins_question(words[place + 1 : place + _SEEN]) else None
    rest = without_and(words[place])
    if rest is not None and _begins_question([rest, *words[place + 1 : place + _SEEN]]):
        return place
    after_comma = typed[place - 1].endswith(_COMMAS) and _begins_question(words[place : place + _SEEN])
    return place if after_comma else None


def _begins_question(words: list[str]) -> bool:
    return any(_asks_at_once(some) for some in (words, _without_preposition(words)))


def _asks_at_once(words: list[str]) -> bool:
    is_from = words[:1] == [WHO] and "".join(words[1:2]).startswith(ARTICLE) and words[1] not in WHO_IS
    return not is_from and (stands_as_question(words[:1]) or any(start == 0 for start, _ in asking_spans(words)))


def _without_preposition(words: list[str]) -> list[str]:
    return words[1:] if words[:1] and words[0] in PREPOSITIONS and words[1:] else words


def _bare(word: str) -> str:
    return word.removeprefix(AND) if without_and(normalise(word)) is not None else word


def _has_subject(words: list[str]) -> bool:
    asked = {place for start, end in asking_spans(words) for place in range(start, end)}
    return any(word not in EMPTY_WORDS for place, word in enumerate(words) if place not in asked) or bool(asked)
