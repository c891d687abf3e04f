"""What was meant by letters that were typed in the wrong keyboard layout: Arabic (101) for English (US), or back."""

_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvnm,./`"
_ARABIC = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ"
_SHIFTED = {"H": "أ", "Y": "إ", "N": "آ", "Z": "~", "G": "لأ", "T": "لإ", "B": "لآ"}

_TO_ARABIC = {ord(english): arabic for english, arabic in zip(_ENGLISH, _ARABIC, strict=True)} | {
    ord("b"): "لا",
    **{ord(english): arabic for english, arabic in _SHIFTED.items()},
    ord("?"): "؟",
}
# What the keys give with shift, as for the first letter of a name: marks of vowels and signs.
_MARKED = dict(zip("QWERASX", "\u064e\u064b\u064f\u064c\u0650\u064d\u0652", strict=True))
_SIGNED = dict(zip("UIOPDFJKLZCVM", "‘÷×؛][ـ،/~}{’", strict=True))
_TO_ENGLISH = {
    **{ord(arabic): english for english, arabic in zip(_ENGLISH, _ARABIC, strict=True)},
    **{ord(arabic): english.lower() for english, arabic in (_SHIFTED | _MARKED | _SIGNED).items() if len(arabic) == 1},
    ord("؟"): "?",
}
_LIGATURES = {"لأ": "g", "لإ": "t", "لآ": "b", "لا": "b"}


def swapped(text: str) -> str:
    """The text as the same keys give it in the other layout; keys that give the same in both stay."""
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        for ligature, english in _LIGATURES.items():
            text = text.replace(ligature, english)
        return text.translate(_TO_ENGLISH)
    return "".join(letter if letter in _SHIFTED else letter.lower() for letter in text).translate(_TO_ARABIC)
