"""Words as they stand in a sentence: what asks, what goes on from what was said before, and what stands for it.

The words are in ``conversation.yaml``; they are compared normalised.
"""

from collections.abc import Iterable, Sequence

from knowledge.matching.lexicon import EMPTY_WORDS, wanted
from knowledge.text import normalise
from knowledge.yamlfiles import read_yaml

Span = tuple[int, int]
"""The first word and the one behind the last."""

_LONGEST_PHRASE = 4
AND = "و"
"""Arabic writes it onto the word that follows."""
_SHORTEST_BEHIND_AND = 2  # letters: fewer is a word of its own, such as "وش"
ARTICLE = "ال"
WHO, WHO_IS = "من", frozenset({"هو", "هي", "هم", "الذي", "التي", "الذين"})


def _normalised(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(normalise, phrases)))


def _all(lists: dict[str, list[str]]) -> frozenset[str]:
    return _normalised(phrase for phrases in lists.values() for phrase in phrases)


_FILE = read_yaml("matching/conversation.yaml")
_ASKING = _all(_FILE["asking"])
_AUXILIARIES = _normalised(_FILE["auxiliaries"])
_LEADS = _all(_FILE["leads"])
PERSON_PRONOUNS = _normalised(_FILE["person_pronouns"])
PRONOUNS = _all(_FILE["pronouns"]) | PERSON_PRONOUNS
POINTERS = _all(_FILE["pointers"])
PREPOSITIONS = _normalised(_FILE["prepositions"])
CONJUNCTIONS = _normalised(_FILE["conjunctions"])


def asking_spans(words: Sequence[str]) -> list[Span]:
    """Where normalised words ask, such as "how many" and "متى", in order."""
    spans: list[Span] = []
    start = 0
    while start < len(words):
        length = _asking_at(words, start)
        if length:
            spans.append((start, start + length))
        start += length or 1
    return spans


def _asking_at(words: Sequence[str], start: int) -> int:
    if start == 0 and words[0] == WHO:  # elsewhere it is "from"
        return 2 if words[1:2] and words[1] in WHO_IS else 1
    for length in range(min(_LONGEST_PHRASE, len(words) - start), 0, -1):
        if _is_asking(words[start : start + length]):
            return length
    return 0


def _is_asking(words: Sequence[str]) -> bool:
    """Whether these words ask, and no fewer of them would."""
    phrase = " ".join(words)
    if phrase in _ASKING:
        return True
    if words[0] == WHO or not wanted(phrase):
        return False
    return len(words) == 1 or not (wanted(" ".join(words[1:])) or wanted(" ".join(words[:-1])))


def stands_as_question(words: Sequence[str]) -> bool:
    """Whether the normalised words ask by themselves, without a question mark."""
    return bool(words) and (words[0] in _AUXILIARIES or bool(asking_spans(words)))


def within(place: int, spans: Iterable[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


def lead_of(words: Sequence[str]) -> int:
    """How many of the normalised words only say that something goes on: "and what about", "طيب"."""
    used = 0
    while used < len(words) and (more := _lead_at(words, used)):
        used += more
    return used if used < len(words) else 0


def _lead_at(words: Sequence[str], start: int) -> int:
    for length in range(min(_LONGEST_PHRASE, len(words) - start), 0, -1):
        if " ".join(words[start : start + length]) in _LEADS:
            return length
    return 0


def without_and(word: str, *, is_known: bool = False) -> str | None:
    """The normalised word without the "and" that Arabic writes onto it; None where the letter is its own.

    ``is_known``: whether the rest is a word that the caller knows, such as a name.
    """
    rest = word.removeprefix(AND)
    if rest == word or len(rest) < _SHORTEST_BEHIND_AND or word in EMPTY_WORDS or word in _ASKING:
        return None
    return rest if is_known or rest in EMPTY_WORDS or rest in _ASKING or rest.startswith(ARTICLE) else None
