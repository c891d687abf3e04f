"""Reads what people meant to type: the wrong keyboard layout, Arabic in Latin letters, slips, and missing spaces.

Only words that nobody knows are read anew, and only as words that are known: those of the facts, of the names, and of
the lexicon. What cannot be read stays as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from knowledge.matching.arabizi import ArabicWords, has_digits_for_letters
from knowledge.matching.dictionaries import common_arabic_words, real_words
from knowledge.matching.foreign import foreign_language
from knowledge.matching.layouts import swapped
from knowledge.matching.lexicon import ARABIZI_WORDS, ASKING_WORDS, EMPTY_WORDS, LEXICON_WORDS
from knowledge.matching.tokens import readings
from knowledge.text import normalise

_SHORTEST_SLIP = 5  # letters: a shorter word is one slip away from too many others
_SHORTEST_SWAP = 3  # letters of a lexicon word whose neighbours are swapped: teh, waht
_LONG = 8  # letters: from here on two slips are forgiven
_SHORTEST_PART = 3  # letters of each of two words without a space between
_ENDINGS = frozenset("هايونكت")  # letters of Arabic endings
_MOSTLY = 0.6  # of the words must be known in the other layout
_SELDOM = re.compile(r"[;\[\]`]|[,./]\w")  # hardly typed in a question, but on the keys of common Arabic letters
_ARTICLES = frozenset({"el", "al", "il", "l", "lel", "lil", "fel", "fil", "bel", "bil"})  # what follows is Arabic
_SIGNS = 2  # of Arabic in Latin letters
_FEW = 3  # words, among which one sign is enough
_HARDLY = 0.34  # of the words may be known as typed, to look at the other layout at all


class Speller:
    """Learns words; then reads questions with them."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._told: set[str] = set()
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._arabic = ArabicWords()
        self._kept: set[str] = set()
        self.allow(LEXICON_WORDS)
        self._arabic.add(common_arabic_words())
        self._known |= EMPTY_WORDS  # words of other languages are right, and nothing is a slip of one

    def learn(self, words: Iterable[str]) -> None:
        """Normalised words of facts: what a question most likely means."""
        told = set(words)
        self._told |= told
        self.allow(told)

    def keep(self, words: Iterable[str]) -> None:
        """Normalised words of statements and names: in Latin letters they are themselves, and never Arabizi."""
        kept = set(words)
        self._kept |= kept
        self.allow(kept)

    def allow(self, words: Iterable[str]) -> None:
        """Normalised words that are spelled rightly, whether or not a fact has them."""
        fresh = set(words) - self._known
        self._known |= fresh
        for word in fresh:
            self._by_shape[word[0], len(word)].append(word)
        self._arabic.add(word for word in fresh if _is_arabic(word))

    def read(self, text: str) -> str:
        """The text with its unreadable words read; the very same text when there is nothing to mend."""
        words = normalise(text).split()
        if (other := self._other_layout(text, words)) is not None:
            return " ".join(self._words(other))
        read = self._words(words)
        return text if read == words else " ".join(read)

    def mended(self, text: str) -> dict[str, str]:
        """For each word that ``read`` read anew, what was written."""
        words = normalise(text).split()
        if self._other_layout(text, words) is not None:
            return {}
        return {read: word for word, read in zip(words, self._words(words), strict=True) if read != word}

    def _other_layout(self, text: str, words: Sequence[str]) -> list[str] | None:
        """The words as they are in the other keyboard layout, where they read well in that one only."""
        if self._share_read(words) > _HARDLY:
            return None
        typed = swapped(text)
        other = normalise(typed).split()
        if _SELDOM.search(typed) or not any(map(self._is_known, other)):
            return None  # AGI is some word in the Arabic layout, but none that is asked about
        return other if self._share_read(other) >= _MOSTLY else None

    def is_arabizi(self, text: str) -> bool:
        """Whether it is Arabic in Latin letters; two signs of it are needed, one in a short text."""
        return text.isascii() and self._is_arabizi(normalise(text).split())

    def _is_arabizi(self, words: Sequence[str]) -> bool:
        """By digits for letters and words that only Arabizi has: two, or one among few words or many strange ones."""
        signs = sum(has_digits_for_letters(word) or word in ARABIZI_WORDS for word in words)
        if signs == 0 or signs >= _SIGNS or len(words) <= _FEW:
            return signs > 0
        strange = sum(word in _ARTICLES or not self._is_latin(word) for word in words)
        return 2 * strange >= len(words) and foreign_language(" ".join(words)) is None

    def _words(self, words: Sequence[str]) -> list[str]:
        arabizi = self._is_arabizi(words)
        pairs = zip(("", *words), words, strict=False)
        return [self._word(word, before if arabizi else None) for before, word in pairs]

    def _word(self, word: str, before: str | None) -> str:
        """``before``: the word before it, where the text is Arabic in Latin letters; else None."""
        if before is not None and not _is_arabic(word) and (before in _ARTICLES or not self._is_latin(word)):
            word = self._name_meant(word) or self._in_arabic(word) or word
        if self._is_known(word) or word.isdigit() or word in real_words():
            return word
        return self._without_slip(word) or self._apart(word) or word

    def _name_meant(self, word: str) -> str | None:
        """The word kept as it is that this one is a slip away from: depseek."""
        meant = self._without_slip(word) if len(word) >= _SHORTEST_SLIP else None
        return meant if meant in self._kept else None

    def _in_arabic(self, word: str) -> str | None:
        if word not in ARABIZI_WORDS:
            return self._arabic.nearest(word, self._told)
        if word in EMPTY_WORDS and word not in ASKING_WORDS:
            return None
        meant = self._arabic.nearest(word, LEXICON_WORDS)
        return meant if meant in LEXICON_WORDS else None

    def _is_latin(self, word: str) -> bool:
        """Whether it is a word of a language written so, and not Arabic."""
        if word in ARABIZI_WORDS or has_digits_for_letters(word):
            return False
        return word in self._kept or word.isdigit() or word in real_words()

    def _is_known(self, word: str) -> bool:
        return any(reading in self._known for reading in readings(word))

    def _without_slip(self, word: str) -> str | None:
        short = len(word) < _SHORTEST_SLIP
        if len(word) < _SHORTEST_SWAP:
            return None
        allowed = 2 if len(word) >= _LONG else 1
        near = [
            (distance, other not in self._told, other)
            for other in self._shaped_like(word, allowed)
            if (distance := OSA.distance(word, other, score_cutoff=allowed)) <= allowed
            and (_is_swap(word, other) if short else not _is_inflected(word, other))
        ]
        return min(near)[-1] if near else None

    def _shaped_like(self, word: str, difference: int) -> Iterator[str]:
        """Words of about the same length with the same first letter, or its neighbour's: the first is rarely wrong."""
        for first in {word[0], word[1]}:
            for length in range(len(word) - difference, len(word) + difference + 1):
                yield from self._by_shape.get((first, length), ())

    def _apart(self, word: str) -> str | None:
        """Two known words without a space between them."""
        for place in range(2, len(word) - _SHORTEST_PART + 1):
            first, second = word[:place], word[place:]
            if second in self._known and (first in self._known if place >= _SHORTEST_PART else first in LEXICON_WORDS):
                return f"{first} {second}"
        return None

    def _share_read(self, words: Sequence[str]) -> float:
        """The share of words that can be read as they are."""
        return sum(self._is_known(word) or word in real_words() for word in words) / len(words) if words else 1.0


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def _is_swap(word: str, other: str) -> bool:
    return sorted(other) == sorted(word) and other in LEXICON_WORDS


def _is_inflected(word: str, other: str) -> bool:
    """Whether two Arabic words differ in what is written onto them, which is no slip."""
    if not _is_arabic(word):
        return False
    other_ending = word[-1] != other[-1] and not _ENDINGS.isdisjoint(word[-1] + other[-1])
    return word[0] != other[0] or other_ending
