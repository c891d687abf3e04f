"""Which language a text is written in, as far as the base has texts in it."""

import re

from knowledge.model import Language

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_LETTER = re.compile(r"(?=[^\W\d_])[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")


def detect(text: str) -> Language:
    """``ar`` when at least a third of the letters are Arabic, else ``en``.

    Names are often typed in Latin letters within Arabic, never the other way round: so a third is enough.
    """
    letters = len(_LETTER.findall(text))
    return "ar" if letters and len(_ARABIC_LETTER.findall(text)) * 3 >= letters else "en"
