"""The consonants of a word as they sound, by which one script is compared with another.

شركات and sharikat agree in them, and so do بروباغندا and propaganda. Vowels are left out: Arabic writes few of
them, and those of Arabic in Latin letters are anybody's guess. Letters that one script does not tell apart share
a class.
"""

import re

from knowledge.languages import detect

_SHORTEST = 3  # consonants: fewer agree by chance

_ARABIC = dict(zip("بپتثجچحخدذرزسشصضطظغفڤقكگلمن", "bbttjjhhddrssssdtdgffkkklmn", strict=True))
# Written Arabic in Latin letters: 7odour, 5abar, 3adad (the hamza 2 and the ʿayn 3 are not compared).
_DIGITS = {"7": "h", "5": "h", "9": "k", "6": "t", "8": "g"}
_LATIN_GROUPS = (
    ("tsch|tch|sch|sh|ch", "s"),
    ("kh", "H"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ck|qu|q", "k"),
    ("c(?=[eiy])", "s"),
    ("x", "ks"),
    ("tion", "sn"),
)
_LATIN = dict(zip("bpfvtdkcgjszlmnrH", "bbfftdkkgjsslmnrh", strict=True))


def sound(word: str) -> str:
    """The classes of the normalised word's consonants; empty when they are too few to tell anything."""
    letters = _arabic(word) if detect(word) == "ar" else _latin(word)
    heard = re.sub(r"(.)\1+", r"\1", letters)
    return heard if len(heard) >= _SHORTEST else ""


def _arabic(word: str) -> str:
    return "".join(_ARABIC.get(letter, "") for letter in word)


def _latin(word: str) -> str:
    for group, heard in _LATIN_GROUPS:
        word = re.sub(group, heard, word)
    return "".join(_DIGITS.get(letter) or _LATIN.get(letter, "") for letter in word)
