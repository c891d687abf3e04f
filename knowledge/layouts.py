"""What was meant by letters that were typed in the wrong keyboard layout: Arabic (101) for English (US), or back."""

_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvnm,./`"
_ARABIC = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ"
_SHIFTED = {"H": "أ", "Y": "إ", "N": "آ", "Z": "~", "G": "لأ", "T": "لإ", "B": "لآ"}

_TO_ARABIC = {ord(english): arabic for english, arabic in zip(_ENGLISH, _ARABIC, strict=True)} | {
    ord("b"): "لا",
    **{ord(english): arabic for english, arabic in _SHIFTED.items()},
    ord("?"): "؟",
}
_TO_ENGLISH = {ord(arabic): english for english, arabic in zip(_ENGLISH, _ARABIC, strict=True)} | {
    ord("أ"): "h",
    ord("إ"): "y",
    ord("آ"): "n",
    ord("؟"): "?",
}


def swapped(text: str) -> str:
    """The text as the same keys give it in the other layout; keys that give the same in both stay."""
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return text.replace("لا", "b").translate(_TO_ENGLISH)
    return "".join(letter if letter in _SHIFTED else letter.lower() for letter in text).translate(_TO_ARABIC)
