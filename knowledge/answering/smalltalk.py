"""Knows a message that asks for no fact: a greeting, thanks, a question about the bot itself, or a wish for its digest.

The phrases are in ``smalltalk.yaml``, by what they are and in whose words; they are compared normalised.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.languages import detect
from knowledge.matching.phrases import AND
from knowledge.model import Language
from knowledge.text import normalise
from knowledge.yamlfiles import read_yaml

_LONGEST = 16  # words: whoever writes more wants something
_LONGEST_TEXT = 200  # characters, so that a long message costs nothing
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_LANGUAGES = {"english": "en", "french": "fr"}
"""Of the lists; all others are Arabic, also in Latin letters."""


class SmallTalk(StrEnum):
    """What is met first comes first: of "hello, thank you", the thanks."""

    STOPPING = "stopping"
    SUBSCRIBING = "subscribing"
    INSULT = "insult"
    IDENTITY = "identity"
    THANKS = "thanks"
    WELLBEING = "wellbeing"
    FAREWELL = "farewell"
    COMPLIMENT = "compliment"
    PEACE = "peace"
    MORNING = "morning"
    EVENING = "evening"
    GREETING = "greeting"
    ACKNOWLEDGEMENT = "acknowledgement"


@dataclass(frozen=True)
class Said:
    """Small talk, and the language it is in; Arabic in Latin letters is ``ar``."""

    kind: SmallTalk
    language: Language


_ORDER = list(SmallTalk)


def small_talk(text: str) -> Said | None:
    """What the whole message is; None as soon as there is anything else in it."""
    if len(text) > _LONGEST_TEXT:
        return None
    words = normalise(_DRAWN_OUT.sub(r"\1", text)).split()
    if not words or len(words) > _LONGEST:
        return None
    phrases = _covering(words)
    said = [_PHRASES[phrase] for phrase in phrases or () if phrase in _PHRASES]
    if not said:
        return None
    first = min(said, key=lambda one: _ORDER.index(one.kind))
    return Said(first.kind, "ar" if detect(text) == "ar" else first.language)


def _covering(words: list[str]) -> tuple[str, ...] | None:
    """Phrases and fillers that together are exactly these words, longer ones preferred; None when there are none."""
    behind: list[tuple[str, ...] | None] = [()]  # for each place, from the last on: what covers the words from there
    for place in reversed(range(len(words))):
        behind.insert(0, next(_beginnings(words[place:], behind), None))
    return behind[0]


def _beginnings(words: list[str], behind: list[tuple[str, ...] | None]) -> Iterator[tuple[str, ...]]:
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        phrase, rest = " ".join(words[:length]), behind[length - 1]
        for form in (phrase, phrase.removeprefix(AND)):
            if rest is not None and (form in _PHRASES or form in _FILLERS):
                yield (form, *rest)


def _spellings(phrases: list[str]) -> Iterator[str]:
    for phrase in phrases:
        yield normalise(phrase)
        yield normalise(_DRAWN_OUT.sub(r"\1", phrase))


def _phrases(file: dict[str, dict[str, list[str]]]) -> dict[str, Said]:
    """What several kinds or languages have in common goes to the first of them."""
    phrases: dict[str, Said] = {}
    for kind in SmallTalk:
        for whose, said in file[kind].items():
            for spelling in _spellings(said):
                phrases.setdefault(spelling, Said(kind, _LANGUAGES.get(whose, "ar")))
    return phrases


_FILE = read_yaml("answering/smalltalk.yaml")
_FILLERS = {spelling for fillers in _FILE["filler"].values() for spelling in _spellings(fillers)}
_PHRASES = _phrases(_FILE)
_LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in (*_PHRASES, *_FILLERS))
