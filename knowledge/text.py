"""Brings what people type to one form, so that spelling habits do not hide what is the same.

Arabic is written with and without diacritics, hamza, the dots of ta marbuta and alef maqsura, with digits of three
kinds and letters of neighbouring scripts; Latin comes in any case and with accents. None of that changes a question.
"""

import re
import unicodedata

_LETTERS = {
    "ٱ": "ا",
    "ى": "ي",
    "ة": "ه",
    "ی": "ي",
    "ې": "ي",
    "ے": "ي",
    "ک": "ك",
    "گ": "ك",
    "پ": "ب",
    "چ": "ج",
    "ڤ": "ف",
    "ڥ": "ف",
    "ھ": "ه",
    "ہ": "ه",
    "ە": "ه",
    "ء": "",
    "ـ": "",
    "٬": ",",
    "٫": ".",
    "&": " and ",
}


class _Plain(dict[int, str]):
    """A table for ``str.translate`` that learns a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain(chr(code))
        return plain


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf", "Cs", "Co", "Cn"}:  # marks, zero-width and direction marks, half surrogates
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    return " " if category == "Cc" else _LETTERS.get(character, character)


_PLAIN = _Plain()
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NOT_A_WORD = re.compile(r"[^\w.]|_|(?<!\d)\.|\.(?!\d)")
# A model's number is written in many ways: R-1 and R1, GPT‑5 and GPT5, o3 and o-3.
_MODEL_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010-\u2015\u2212](?=\d)")
_SPACES = re.compile(r"\s+")


def normalise(text: str) -> str:
    """The form that is compared: no case, diacritics, hamza, punctuation or zero-width mark; ASCII digits.

    Normalising twice changes nothing more. The result is empty when the text holds no letter and no digit.
    """
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    plain = unicodedata.normalize("NFC", plain)
    plain = _MODEL_HYPHEN.sub("", _THOUSANDS.sub("", plain))
    return _SPACES.sub(" ", _NOT_A_WORD.sub(" ", plain)).strip()


def printable(text: str) -> str:
    """Without what no base and no message can hold: half surrogates and control characters; newlines stay."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs", "Cn"}
    )


def words(text: str) -> list[str]:
    """The normalised words, in order."""
    return normalise(text).split()


def shorten(text: str, length: int) -> str:
    """At most ``length`` characters, cut between words, with an ellipsis where something is missing."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rsplit(" ", 1)[0] or head).rstrip(" ،,;:.") + "…"
