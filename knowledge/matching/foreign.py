"""Tells languages that the base has no texts in, as far as a short question gives them away.

Most questions are a handful of words, many of them names, so nothing is said unless a script or a word gives it away
that English and Arabic, in whichever letters, do not share. The words are in ``foreign.yaml``.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from knowledge.languages import detect
from knowledge.model import Language
from knowledge.text import normalise
from knowledge.yamlfiles import read_yaml

OTHER: Language = "und"
"""A language in a script that only others write, by its code in ISO 639-2."""

_SCRIPTS = (
    ("zh", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af\u1100-\u11ff]")
# The scripts of the encoder's sixteen languages; of any other it makes nothing.
_ENCODED = re.compile(
    "[\u0000-\u024f\u1e00-\u1eff\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f"
    "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\ufb50-\ufeff]"
)
_READ = re.compile(r"[\u0000-\u024f\u1e00-\u1eff]|[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_URDU_LETTER = re.compile("[\u0679\u0688\u0691\u06ba\u06d2\u06c1\u06be]")  # ٹ ڈ ڑ ں ے ہ ھ
_ARABIZI = re.compile(r"[a-z][235679][a-z]|\b[235679][a-z]{2}")  # 3adad, mosta5dmi
_NOT_A_WORD = re.compile(r"[^\w]+")
_LONGEST = 1000  # characters, as of a question
_LATIN = ("fr", "es", "de", "tr", "pt", "it", "id")
_ARTICLES = ("ال", "وال", "بال", "لل")
_SURE = 2


def foreign_language(text: str) -> Language | None:
    """The code of a language other than Arabic and English, ``OTHER`` of one that is not listed; None when unsure."""
    text = text[:_LONGEST]
    return _by_script(text) or (_in_arabic_letters(text) if detect(text) == "ar" else _in_latin_letters(text))


def is_readable(text: str) -> bool:
    """Whether most of its letters are of a script in which meanings are compared; without one, only names are found."""
    letters = _LETTER.findall(unicodedata.normalize("NFKC", text))
    return 2 * sum(bool(_ENCODED.match(letter)) for letter in letters) >= len(letters)


def is_in_our_letters(text: str) -> bool:
    return all(map(_READ.match, _LETTER.findall(unicodedata.normalize("NFKC", text))))


def _by_script(text: str) -> Language | None:
    letters = _LETTER.findall(unicodedata.normalize("NFKC", text))
    strange = [letter for letter in letters if not _READ.match(letter)]
    if len(strange) * 3 < len(letters) or not strange:
        return None
    if _KANA_OR_HANGUL.search(text):
        return OTHER
    return next((language for language, script in _SCRIPTS if script.search(text)), OTHER)


def _in_arabic_letters(text: str) -> Language | None:
    found = _found(text)
    if _URDU_LETTER.search(text) and found["ur"].sure:
        return "ur"
    ours = _SURE * sum(word.startswith(_ARTICLES) for word in text.split())
    return "fa" if found["fa"].weight > ours else None


def _in_latin_letters(text: str) -> Language | None:
    if _ARABIZI.search(normalise(text)):
        return None
    found = _found(text)
    best = max(_LATIN, key=lambda language: found[language].weight)
    ours = max(found["english"].weight, found["arabizi"].weight)
    return best if found[best].sure and found[best].weight > ours else None


class _Found(NamedTuple):
    """How many words of a text give a language away, and how many are shared with others."""

    sure: int = 0
    likely: int = 0

    @property
    def weight(self) -> int:
        return _SURE * self.sure + self.likely if self.sure else 0


def _found(text: str) -> dict[str, _Found]:
    """For each language what the text has of it."""
    words = _folded(text).split()
    phrases = {" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, start + 4)}
    vocabulary = _vocabulary()
    return {whose: _Found(len(phrases & sure), len(phrases & likely)) for whose, (sure, likely) in vocabulary.items()}


@cache
def _vocabulary() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    file = read_yaml("matching/foreign.yaml")
    return {whose: (_normalised(words["sure"]), _normalised(words.get("likely", ()))) for whose, words in file.items()}


def _normalised(words: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(_folded, words)))


def _folded(text: str) -> str:
    """As it is compared: Latin normalised; Arabic letters as they are, because Persian and Urdu have their own."""
    return _NOT_A_WORD.sub(" ", text) if detect(text) == "ar" else normalise(text)
