"""Why a fact answers a question: which words and names met, how, and which did not."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from rapidfuzz import fuzz

from knowledge.languages import detect
from knowledge.matching.mentions import words_of
from knowledge.matching.sounds import sound
from knowledge.matching.tokens import is_name, stem
from knowledge.model import Fact, Language, Name, StoredFact, in_language
from knowledge.text import normalise

_LONGEST_NAME = 4  # words
_MOST_WORDS = 60  # of a question are looked at for names of several words


class How(StrEnum):
    """What makes two words alike."""

    NAME = "name"
    LETTERS = "letters"
    SOUND = "sound"
    MEANING = "meaning"


@dataclass(frozen=True)
class Likeness:
    """A word of the question, and that of the fact which it was taken for."""

    asked: str
    found: str
    how: How


@dataclass(frozen=True)
class Comparison:
    """A question and a fact in tokens, as matching saw them. Certainty, letters and meaning are from 0 to 1."""

    written: Mapping[str, str]
    """Each token of the question, in order, as it was written."""
    alike: Mapping[str, Mapping[str, float]]
    """For each of them the tokens of the fact that it may be, and how alike they are."""
    certainty: float
    letters: float
    meaning: float


@dataclass(frozen=True)
class Explanation:
    stored: StoredFact
    same: tuple[str, ...]
    """Words and names that the fact has as the question has them."""
    alike: tuple[Likeness, ...]
    unmet: tuple[str, ...]
    """What the question has and the fact has not."""
    certainty: float
    letters: float
    """How near the fact's nearest passage is to the question, from 0 to 1."""
    meaning: float


def explain(comparison: Comparison, stored: StoredFact, names: Mapping[str, Name], language: Language) -> Explanation:
    """In the words of the fact's text in this language, where it has them. ``names`` are by their ids."""
    reader = _Reader(stored.fact, names, language)
    same, alike, unmet = [], [], []
    for token, written in comparison.written.items():
        found = comparison.alike.get(token)
        if not found:
            unmet.append(written)
        elif likeness := reader.likeness(token, written, found):
            alike.append(likeness)
        else:
            same.append(written)
    return Explanation(
        stored=stored,
        same=tuple(same),
        alike=tuple(alike),
        unmet=tuple(unmet),
        certainty=comparison.certainty,
        letters=comparison.letters,
        meaning=comparison.meaning,
    )


def as_written(text: str, tokenize: Callable[[str], Sequence[str]]) -> dict[str, str]:
    """Each token of the text, in order, with the fewest words that give it."""
    tokens = dict.fromkeys(tokenize(text))
    found: dict[str, str] = {}
    for part in _parts(text):
        if tokens.keys() <= found.keys():
            break
        read = tuple(tokenize(part))
        if len(read) == 1:
            found.setdefault(read[0], part)
    return {token: found.get(token, token) for token in tokens if token in found or not is_name(token)}


def _parts(text: str) -> Iterator[str]:
    """Its words, then every two of them together, and so on."""
    words = words_of(text)
    for word in words:
        yield text[word.start : word.end]
    for count in range(2, _LONGEST_NAME + 1):
        for first, last in islice(zip(words, words[count - 1 :], strict=False), _MOST_WORDS):
            yield text[first.start : last.end]


class _Reader:
    """Somebody who sees the fact's text in one language."""

    def __init__(self, fact: Fact, names: Mapping[str, Name], language: Language) -> None:
        aliases = [alias for some in fact.aliases.values() for alias in some]
        texts = [fact.text_in(language)[0], *fact.text.values(), *aliases]
        self._names = names
        self._language = language
        self._seen = _by_stem(texts[:1])
        self._words = _by_stem(texts)

    def likeness(self, token: str, written: str, found: Mapping[str, float]) -> Likeness | None:
        """None where there is nothing to tell: it is the same word."""
        if is_name(token):
            title = self._title(token)
            differs = title and normalise(title) != normalise(written)
            return Likeness(written, title, How.NAME) if differs else None
        nearest, asked = self._nearest(token, found), stem(normalise(written))
        if nearest == token and (asked == token or " " in written):
            return None
        return Likeness(written, self._words.get(nearest, nearest), _how(asked, nearest, found[nearest]))

    def _nearest(self, token: str, found: Mapping[str, float]) -> str:
        """The word itself if the reader sees it, else the one seen that is most like it, else the most like one."""
        seen = {other: like for other, like in found.items() if other in self._seen} or found
        return token if token in seen else max(seen, key=lambda other: (seen[other], other))

    def _title(self, token: str) -> str:
        name = self._names.get(token.removeprefix("@"))
        return in_language(name.title, self._language) if name else ""


def _by_stem(texts: Sequence[str]) -> dict[str, str]:
    """Words as the first of these texts has them."""
    found: dict[str, str] = {}
    for text in texts:
        for word in words_of(text):
            found.setdefault(stem(word.text), text[word.start : word.end])
    return found


def _how(asked: str, found: str, likeness: float) -> How:
    """A likeness of 1 between two words is that of a word whose spelling was mended."""
    mended = math.isclose(likeness, 1.0)
    if detect(asked) != detect(found):
        return How.SOUND if mended or sound(asked) == sound(found) else How.MEANING
    by_letters = fuzz.ratio(asked, found) / 100
    return How.LETTERS if mended or math.isclose(likeness, by_letters) else How.MEANING
