"""Every sentence a person reads, by language. Numbers, dates and times take their form here and nowhere else."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from functools import cache
from importlib.resources import files
from typing import Literal

from babel.dates import format_date, get_day_names, get_timezone_location
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource, resolver

from handlers.markup import LEFT_TO_RIGHT, RIGHT_TO_LEFT, Html, directed, escaped, visible
from knowledge.model import Language, PartialDate

LANGUAGES: tuple[Language, ...] = ("ar", "en")
"""Those of the interface, the first language first."""

# Fluent refuses values of more than 2,500 characters, against hostile translations. Ours are our own, and a title with
# its link can be longer.
resolver.MAX_PART_LENGTH = 100_000

Value = str | int | PartialDate

_COMMAS = {"ar": "، ", "en": ", "}
_NONE_OF: dict[Language, Literal["standard", "or"]] = {"ar": "standard", "en": "or"}
"""How a denied list ends: "and" in Arabic, "or" in English."""
_ISOLATED = "\u2068{}\u2069"

_COMMAND = re.compile(r"(?<![\w<:/])/(?=[a-z])")

_FIRST_WEEKDAY = {"ar": 6, "en": 0}

_DATE_PATTERNS = {1: "y", 2: "MMMM y", 3: "d MMMM y"}


class Texts:
    """The sentences of one language.

    What people wrote goes in as ``str`` and is escaped; ``Html`` goes in as it is. A message that is missing, or a
    variable that was not given, raises: the tests render every message.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=True)
        self._bundle.add_resource(FluentResource(_source(language)))

    def format(self, message_id: str, **values: Value) -> Html:
        """One message as HTML, every line running in the language's direction."""
        arguments = {name: self._argument(value) for name, value in values.items()}
        pattern = self._bundle.get_message(message_id).value
        if pattern is None:
            raise KeyError(message_id)
        text, errors = self._bundle.format_pattern(pattern, arguments)
        if errors:
            raise errors[0]
        return Html(directed(str(text), self.language))

    def plain(self, message_id: str, **values: Value) -> str:
        """The same as plain text, for buttons, alerts and menus, which know no markup."""
        return visible(self.format(message_id, **values))

    def date_of(self, partial: PartialDate) -> str:
        """``26 يوليو 2025``, ``أبريل 2025`` or ``2025``: no more precise than it is known."""
        year, month, day = (*partial.parts, 1, 1)[:3]
        return format_date(date(year, month, day), _DATE_PATTERNS[len(partial.parts)], locale=self.language)

    def day(self, day: date) -> str:
        """A date with its weekday: ``السبت 26 يوليو 2025``."""
        return format_date(day, "EEEE d MMMM y", locale=self.language)

    @property
    def weekdays(self) -> list[int]:
        """All seven, Monday 0, in the order in which the language's calendars have them."""
        return [(_FIRST_WEEKDAY[self.language] + day) % 7 for day in range(7)]

    def weekday(self, weekday: int) -> str:
        """The name of a day of the week, Monday 0: ``الاثنين``."""
        return str(get_day_names("wide", locale=self.language)[weekday])

    def percent(self, share: int) -> str:
        """``45%``, the sign on the same side in both languages."""
        return f"{share}%"

    def moment(self, moment: datetime, zone: tzinfo) -> str:
        """The local date and time."""
        local = moment.astimezone(zone)
        return f"{format_date(local, 'd MMMM y', locale=self.language)} {local:%H:%M}"

    def zone(self, name: str) -> str:
        """The city of an IANA zone, as the language calls it; a fixed offset as it is written in it."""
        if "/" in name:
            return get_timezone_location(name, locale=self.language, return_city=True)
        return name.replace("UTC", self.plain("utc"))

    def listed(self, items: Iterable[str], most: int | None = None) -> Html:
        """Titles and the like, with commas between them, each keeping its own direction; beyond ``most`` there is "…".

        It begins with a mark where one is needed, because as a value it is isolated itself, and an isolate that holds
        nothing but isolates runs left to right.
        """
        all_items = list(items)
        shown = [*all_items[:most], "…"] if most is not None and len(all_items) > most else all_items
        listed = _COMMAS[self.language].join(_ISOLATED.format(escaped(item)) for item in shown)
        return Html(directed(listed, self.language))

    def all_of(self, items: Iterable[str]) -> Html:
        """In the words of the language: ``A, B, and C``, ``أ وب وج``; isolated as above."""
        isolated = [_ISOLATED.format(escaped(item)) for item in items]
        return Html(directed(format_list(isolated, "standard", locale=self.language), self.language))

    def none_of(self, items: Sequence[str]) -> Html:
        """What there is nothing on, in the words of the language: ``A, B, or C``, ``أ وب وج``; isolated as above."""
        isolated = [_ISOLATED.format(escaped(item)) for item in items]
        return Html(directed(format_list(isolated, _NONE_OF[self.language], locale=self.language), self.language))

    def _argument(self, value: Value) -> Html | int:
        if isinstance(value, int):
            return value
        if isinstance(value, PartialDate):
            value = self.date_of(value)
        # An isolate ends with its line, so what people wrote becomes one line.
        return value if isinstance(value, Html) else escaped(" ".join(value.split()))


def clock(minute: int) -> str:
    """Minutes after midnight as ``8:05``."""
    return f"{minute // 60}:{minute % 60:02}"


def texts_in(language: Language) -> Texts:
    """Texts of a language; English for one that the interface does not speak."""
    return _texts()[language if language in LANGUAGES else "en"]


@cache
def _texts() -> dict[Language, Texts]:
    return {language: Texts(language) for language in LANGUAGES}


def _source(language: Language) -> str:
    source = files(__name__).joinpath(f"{language}.ftl").read_text(encoding="utf-8")
    # Without the mark, the slash of a command within Arabic is shown at its other end: ``cancel/``.
    return _COMMAND.sub(f"{LEFT_TO_RIGHT}/", source) if language in RIGHT_TO_LEFT else source
