"""The words in which a time of day is written in Arabic, its dialects and English, as ``normalise`` leaves them."""

from collections.abc import Mapping
from typing import TypeVar

_NUMBERS: Mapping[int, str] = {
    1: "واحده الواحده وحده واحد one",
    2: "ثانيه الثانيه ثنتين تنتين ثنتان اثنين اتنين اثنتين جوج two",
    3: "ثالثه الثالثه تالته التالته ثلاثه ثلاث تلاته تلات three",
    4: "رابعه الرابعه اربعه اربع four",
    5: "خامسه الخامسه خمسه خمس five",
    6: "سادسه السادسه سته ست six",
    7: "سابعه السابعه سبعه سبع seven",
    8: "ثامنه الثامنه تامنه التامنه ثمانيه ثماني ثمان تمانيه تمانيا تماني تمان تمنيه ثمنيه تمنيا eight",
    9: "تاسعه التاسعه تسعه تسع تسعود nine",
    10: "عاشره العاشره عشره عشر ten",
    11: "احدعش احداعش حداشر حداعش حدعش حداش حضاش eleven",
    12: "اثنعش اثناعش اطنعش اتناشر اطناشر تناعش طناعش طناش طنعش twelve",
    20: "عشرين عشرون twenty",
    25: "twentyfive",
    30: "ثلاثين ثلاثون تلاتين thirty",
    40: "اربعين اربعون forty",
    45: "fortyfive",
    50: "خمسين خمسون fifty",
}
_FRACTIONS: Mapping[int, str] = {
    15: "ربع الربع ربعا quarter fifteen",
    20: "ثلث الثلث ثلثا تلت التلت",
    30: "نصف النصف نصفا نص النص half",
}
_PERIODS: Mapping[str, str] = {
    "morning": "am ص صباحا الصبح صباح الصباح بالصبح الصبحيه صبحيه فجرا الفجر الضحي ضحي morning",
    "noon": "ظهرا الظهر ظهر الضهر ضهر بالظهر noon midday",
    "afternoon": "pm م عصرا العصر عصر afternoon",
    "evening": "مسا مساا المسا بالمسا المسي المغرب مغرب العشيه عشيه العشا evening tonight",
    "night": "ليلا الليل ليل بالليل باليل بليل اليل night",
}
_SIGNS: Mapping[str, str] = {"+": "و", "-": "الا غير", ">": "past after", "<": "to till before"}
_SILENT = (
    "بين الساعه ساعه ساعت عالساعه تمام تماما بالضبط بالتمام تقريبا حوالي نحو علي ع في من دقيقه دقايق "
    "between at on in the a of o clock oclock sharp about around from h hrs hours minutes"
)

PHRASES: Mapping[str, str] = {
    "حاديه عشره": "11",
    "الحاديه عشره": "11",
    "حاديه عشر": "11",
    "الحاديه عشر": "11",
    "احدي عشره": "11",
    "احد عشر": "11",
    "ثانيه عشره": "12",
    "الثانيه عشره": "12",
    "ثانيه عشر": "12",
    "الثانيه عشر": "12",
    "اثنتا عشره": "12",
    "اثنا عشر": "12",
    "twenty five": "twentyfive",
    "forty five": "fortyfive",
    "a m": "am",
    "p m": "pm",
    "بعد الظهر": "pm",
    "بعد الضهر": "pm",
    "منتصف الليل": "0",
    "نصف الليل": "0",
    "نص الليل": "0",
    "midnight": "0",
}
"""Words that mean something together, and the one that stands for them."""


Meaning = TypeVar("Meaning")


def _by_word(meanings: Mapping[Meaning, str]) -> dict[str, Meaning]:
    return {word: meaning for meaning, words in meanings.items() for word in words.split()}


def _with_article(meanings: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Dialects say "on the eight": الثمانيه beside الثامنه."""
    definite = {f"ال{word}": meaning for word, meaning in meanings.items() if not word.isascii()}
    return {**definite, **meanings}


NUMBERS = _with_article(_by_word(_NUMBERS))
FRACTIONS = _by_word(_FRACTIONS)
"""Minutes, of what is called a part of the hour."""
PERIODS = _by_word(_PERIODS)
SIGNS = _by_word(_SIGNS)
"""Minutes after or before the hour: ``+`` and ``-`` follow it, ``>`` and ``<`` stand before it."""
SILENT = frozenset(_SILENT.split())
KNOWN = frozenset([*NUMBERS, *FRACTIONS, *PERIODS, *SIGNS, *SILENT])
