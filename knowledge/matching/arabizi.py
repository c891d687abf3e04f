"""Arabic in Latin letters, as it is typed from Rabat to Kuwait: 3adad mosta5dmi, sh7al, ra7 yseer, el munathama.

Everybody spells it in a way of their own, so that no table turns it back into Arabic letters. Instead, the consonants
of a word are compared with those of Arabic words that are known, and the vowels decide among those that agree.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

_LATIN_GROUPS = (
    ("7'|kh|5", "x"),
    ("3'|gh", "G"),
    ("sh|ch|\\$", "S"),
    ("th|dh", "D"),
    ("ph", "f"),
    ("ck|qu|9|8", "q"),
    ("6", "t"),
    ("7", "h"),
    ("2|'", ""),
    ("p", "b"),
    ("v", "f"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
)
_ARABIC = dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abtDjhxdDrzsSsdtD3GfqklmnhwY", strict=True))
_LONG = str.maketrans({"w": "u", "Y": "i", "y": "i", "o": "u", "e": "i"})
# Letters that Arabizi does not tell apart, or that dialects swap: qaf is g, k or a hamza; jim is g, y or ch.
_CLASSES = str.maketrans(
    {"q": "k", "g": "k", "G": "k", "j": "k", "x": "h", "D": "d", "z": "d", "t": "d", "S": "s", "3": ""}
)
_DIALECTS = str.maketrans({"g": "q", "j": "q", "D": "z"})
_FIRST_VOWEL = re.compile("^[iu]")  # written with an alef, whatever it sounds like
_FIRST_CONSONANTS = {"y": "Y", "w": "W", "ي": "Y", "و": "W"}  # anywhere else they are vowels
_TA_MARBUTA = re.compile("(?<=[a-zA-Z]{2})(?:eh?|ah)$")
_VOWELS = re.compile("[aeiouyw]")
_PREFIXES = (
    "wel",
    "wil",
    "bel",
    "bil",
    "lel",
    "lil",
    "fel",
    "fil",
    "3al",
    "hal",
    "el",
    "il",
    "al",
    "bl",
    "fl",
    "l",
    "b",
    "f",
    "w",
    "k",
    "d",
)
_CONSTRUCT = ("et", "at", "it")  # ta marbuta before another word: khetet trump, sherket google
_EXPECTED = 22.0  # of 100: what makes an expected word likelier
_WRITTEN = 0.2
_SAID_OTHERWISE = 4.0  # of 100
_A_LETTER = 3.0  # of 100: what each letter that must be set apart makes a reading less likely
_DIGIT_IN_WORD = re.compile(r"(?=\w*[a-z])(?=\w*[235679])[a-z235679']{2,}")
_MODEL = re.compile(r"[a-z]{1,4}\d+(?:\.\d+)?|[a-z]{6,}\d+|\d+[a-z]{1,2}")  # R1, K2, GPT5, 4o
_SHORTEST = 2  # consonants: fewer agree by chance
_ALIKE = 62.0  # of 100, vowels included


def has_digits_for_letters(word: str) -> bool:
    """Whether digits in a Latin word stand for Arabic letters: 3adad, mo2tamar; not R1."""
    return bool(_DIGIT_IN_WORD.fullmatch(word)) and not _MODEL.fullmatch(word)


class ArabicWords:
    """Arabic words by their consonants."""

    def __init__(self) -> None:
        self._by_consonants: dict[str, dict[str, str]] = defaultdict(dict)
        self._unheard: list[str] = []

    def add(self, words: Iterable[str]) -> None:
        """Normalised words in Arabic letters. What they sound like is found out when it is first asked for."""
        self._unheard.extend(words)

    def nearest(self, word: str, expected: Container[str] = ()) -> str | None:
        """The known Arabic word that a word in Latin letters most likely is, what is written onto it set apart.

        Of two that are nearly as alike, one of the ``expected`` is taken.
        """
        self._hear()
        compared = (
            (alike + _EXPECTED * (candidate in expected), with_vowels, -len(candidate), candidate)
            for alike, with_vowels, candidate in self._compared(word)
            if alike > _ALIKE
        )
        return max(compared, default=(0.0, 0.0, 0, None))[-1]

    def _compared(self, word: str) -> Iterator[tuple[float, float, str]]:
        """Words of the same consonants: how alike each is, how alike with every vowel heard, and the word."""
        for bare, cut in _readings(word):
            sounds = _from_latin(bare)
            for candidate, heard in self._candidates(sounds).items():
                apart = _A_LETTER * cut
                yield _alike(sounds, heard) - apart, fuzz.ratio(sounds, heard), candidate

    def _hear(self) -> None:
        for word in self._unheard:
            sounds = _from_arabic(word)
            if len(key := _consonants(sounds)) >= _SHORTEST:
                self._by_consonants[key][word] = sounds
        self._unheard.clear()

    def _candidates(self, sounds: str) -> Mapping[str, str]:
        key = _consonants(sounds)
        return self._by_consonants.get(key, {}) if len(key) >= _SHORTEST else {}


def _readings(word: str) -> Iterator[tuple[str, int]]:
    """The word as it is, and without what may be written onto it, with how many letters that is."""
    endings = ["", *(ending for ending in _CONSTRUCT if word.endswith(ending))]
    for prefix in ["", *(prefix for prefix in _PREFIXES if word.startswith(prefix))]:
        for ending in endings:
            bare = word.removeprefix(prefix).removesuffix(ending) + "a" * bool(ending)
            yield bare, len(prefix) + len(ending)
            if "2" in bare:  # in Cairo and Beirut, qaf sounds like a hamza
                yield bare.replace("2", "q"), len(prefix) + len(ending) + 1


def _alike(sounds: str, heard: str) -> float:
    """From 0 to 100; a little less for a word that is written as a dialect says it: raga2eg, zaka2."""
    as_said = _in_order(sounds.translate(_DIALECTS), heard.translate(_DIALECTS)) - _SAID_OTHERWISE
    return max(_in_order(sounds, heard), as_said)


def _in_order(sounds: str, heard: str) -> float:
    """Short vowels are mostly written in Latin letters, and never in Arabic ones: what is heard must be written."""
    common = LCSseq.similarity(sounds, heard)
    return 100 * ((1 - _WRITTEN) * common / len(heard) + _WRITTEN * common / len(sounds))


def _from_latin(word: str) -> str:
    for group, sound in _LATIN_GROUPS:
        word = re.sub(group, sound, word)
    first = _FIRST_CONSONANTS.get(word[:1])
    sounds = _TA_MARBUTA.sub("a", word).translate(_LONG)
    return _once(first + sounds[1:] if first else _FIRST_VOWEL.sub("a", sounds))


def _from_arabic(word: str) -> str:
    bare = word.removeprefix("ال") if len(word) > 4 else word  # noqa: PLR2004 (a word of two letters is none)
    if bare.endswith("ه"):
        bare = bare[:-1] + "ا"  # ta marbuta, mostly: it is written a or e in Latin letters
    sounds = "".join(_ARABIC.get(letter, "") for letter in bare).translate(_LONG)
    first = _FIRST_CONSONANTS.get(bare[:1])
    return _once(first + sounds[1:] if first else sounds)


def _consonants(sounds: str) -> str:
    return _once(_VOWELS.sub("", sounds).translate(_CLASSES))


def _once(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)
