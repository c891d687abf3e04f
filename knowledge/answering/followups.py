"""Reads a message that leaves out what was talked about: "and in the US?", "ومتى؟", "who made it?".

The reading is composed from the question before and the message; pure functions over what a sentence is made of.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from knowledge.languages import detect
from knowledge.matching.foreign import is_in_our_letters
from knowledge.matching.lexicon import Wanted, wanted
from knowledge.matching.phrases import PERSON_PRONOUNS, PREPOSITIONS, within
from knowledge.matching.sentences import NameSpan, Parser, Sentence
from knowledge.text import normalise

LONGEST = 8
"""Words: a longer message says what it is about."""
_LONGEST_LEAD = 6  # words
_LONGEST_BEFORE = 40  # words: of a longer one nobody knows what is meant

_SAME_SORT = ({"organisation", "model", "product"}, {"place"}, {"person"}, {"event"})
_PLACE = "place"
_TO, _ARTICLE = "ل", "ال"
"""Together they are written "لل"."""
_ITS = "ها"
_SHORTEST_WITH_ENDING = 5  # letters
_LONGEST_POINTING_BACK = 4  # words
_OF_NAMES = {Wanted.TIME, Wanted.PLACE}
"""What a name alone may be asked for: of an event, when and where it was."""


class Trust(Enum):
    """When a reading is taken."""

    ALWAYS = "always"
    """The message means nothing by itself."""
    ANSWERED = "answered"
    """The message may be meant as it is written: that comes first, and the reading only counts with an answer."""
    SURER = "surer"
    """The message says hardly more than what it leaves out: the reading counts where it has the surer answer."""


@dataclass(frozen=True)
class Reading:
    """Questions that the message may stand for, the likeliest first; at least one."""

    texts: tuple[str, ...]
    trust: Trust


def read(message: str, previous: str, parser: Parser) -> Reading | None:
    """What the message asks when ``previous`` was the question before; None when it stands by itself."""
    if len(message.split()) > LONGEST + _LONGEST_LEAD or len(previous.split()) > _LONGEST_BEFORE:
        return None
    if not is_in_our_letters(message):
        return None
    asked, before = parser.parse(message), parser.parse(previous)
    if not asked.words or len(asked.words) > LONGEST or not (before.names or before.content):
        return None
    trust, compose = _kind_of(asked)
    texts = compose(asked, before) if compose else ()
    said = {normalise(message), normalise(previous)}
    texts = tuple(dict.fromkeys(text for text in texts if normalise(text) not in said))
    return Reading(texts, trust) if texts else None


_Compose = Callable[[Sentence, Sentence], tuple[str, ...]]


def _kind_of(asked: Sentence) -> tuple[Trust, _Compose | None]:
    goes_on = Trust.ALWAYS if asked.lead else Trust.ANSWERED
    if asked.names:
        is_fragment = not (asked.content or asked.asking or asked.pronouns)
        return goes_on, _with_other_name if is_fragment else None
    if _points_back(asked):
        return Trust.ALWAYS, _about_the_same
    if not asked.content and not asked.pronouns:
        return Trust.ALWAYS, _asking_otherwise if asked.asking else None
    if asked.lead and _may_be_a_place(asked):
        return Trust.ALWAYS, _in_another_place
    return Trust.SURER if len(asked.content) == 1 else Trust.ANSWERED, _about_the_same


def _points_back(asked: Sentence) -> bool:
    """Whether it speaks of "it". In a longer Arabic sentence that may be a word of the sentence itself."""
    words = [normalise(asked.words[place]) for place in asked.content]
    with_ending = any(word.endswith(_ITS) and len(word) >= _SHORTEST_WITH_ENDING for word in words)
    is_latin = any(detect(asked.words[place]) != "ar" for place in asked.pronouns)
    return is_latin or (len(asked.words) <= _LONGEST_POINTING_BACK and bool(asked.pronouns or with_ending))


def _may_be_a_place(asked: Sentence) -> bool:
    """ "And in Nigeria?", where the base has no such name."""
    return not asked.asking and len(asked.content) == 1 and normalise(asked.words[0]) in PREPOSITIONS


def _with_other_name(asked: Sentence, before: Sentence) -> tuple[str, ...]:
    """The question before with this name in place of one of its sort."""
    new = asked.names[0]
    if any(name.id == new.id for name in before.names):
        return ()
    replaced = _of_the_same_sort(new, before)
    if replaced is not None:
        return (_exchanged(before, replaced, asked.text_of(new.span).removeprefix(new.attached)),)
    if new.kind == _PLACE or not before.names:
        return (f"{before.text} {asked.text}",)
    return ()


def _of_the_same_sort(new: NameSpan, before: Sentence) -> NameSpan | None:
    sort = next((sort for sort in _SAME_SORT if new.kind in sort), {new.kind})
    alike = [name for name in before.names if name.kind == new.kind] or [
        name for name in before.names if name.kind in sort
    ]
    return alike[-1] if alike else None


def _exchanged(before: Sentence, old: NameSpan, name: str) -> str:
    start, end = old.span
    if old.attached == _TO and name.startswith(_ARTICLE):
        name = name[1:]
    return " ".join([*before.words[:start], old.attached + name, *before.words[end:]])


def _in_another_place(asked: Sentence, before: Sentence) -> tuple[str, ...]:
    place = next((name for name in reversed(before.names) if name.kind == _PLACE), None)
    if place is None:
        return (f"{before.text} {asked.text}",)
    start, end = place.span
    if start and normalise(before.words[start - 1]) in PREPOSITIONS:
        start -= 1
    return (" ".join([*before.words[:start], *asked.words, *before.words[end:]]),)


def _asking_otherwise(asked: Sentence, before: Sentence) -> tuple[str, ...]:
    """The question before with this question word in place of its own; else only what it was about."""
    kept = [
        word
        for place, word in enumerate(before.words)
        if place not in before.pronouns and not within(place, before.asking)
    ]
    wordings = [" ".join([*asked.words, *kept])] if kept else []
    if before.names and wanted(normalise(asked.text)) & _OF_NAMES:
        wordings.append(" ".join([*asked.words, *(before.text_of(name.span) for name in before.names)]))
    return tuple(wordings)


def _about_the_same(asked: Sentence, before: Sentence) -> tuple[str, ...]:
    """The message with what the question before was about."""
    names = _meant(asked, before)
    if not names:
        return ()
    takes_over = asked.lead and not asked.asking and before.asking
    asking = [before.text_of(before.asking[0])] if takes_over else []
    about = " ".join(before.text_of(name.span) for name in names)
    return (" ".join([*asking, *asked.words, f"({about})"]),)


def _meant(asked: Sentence, before: Sentence) -> list[NameSpan]:
    """People where the message says "he" or "she"; otherwise what is no person, if there is anything else."""
    words = {normalise(asked.words[place]) for place in asked.pronouns}
    is_person = bool(words & PERSON_PRONOUNS)
    fitting = [name for name in before.names if (name.kind == "person") == is_person]
    return fitting or list(before.names)
