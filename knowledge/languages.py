"""Which language a text is written in, as far as the base has texts in it."""

from knowledge.model import Language

_ARABIC_BLOCKS = (
    ("\u0600", "\u06ff"),
    ("\u0750", "\u077f"),
    ("\u08a0", "\u08ff"),
    ("\ufb50", "\ufdff"),
    ("\ufe70", "\ufeff"),
)


def detect(text: str) -> Language:
    """``ar`` when most letters are Arabic (a Latin name inside an Arabic question does not count much), else ``en``.

    Names are often typed in Latin letters within Arabic, never the other way round: a third of the letters is enough.
    """
    letters = [character for character in text if character.isalpha()]
    arabic = sum(_is_arabic(character) for character in letters)
    return "ar" if letters and arabic * 3 >= len(letters) else "en"


def _is_arabic(character: str) -> bool:
    return any(first <= character <= last for first, last in _ARABIC_BLOCKS)
