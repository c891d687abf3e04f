"""Telegram's HTML: what is escaped, what is not, and which way a line runs."""

import html
import re
import unicodedata
from collections.abc import Iterable

from knowledge.matching.mentions import Span
from knowledge.model import Language
from knowledge.text import shorten

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

_TAG = re.compile(r"<[^>]*>")
_LETTERS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
LEFT_TO_RIGHT = "\u200e"
"""The mark that gives what stands beside it this direction."""

_MARKS = {"ltr": LEFT_TO_RIGHT, "rtl": "\u200f"}


class Html(str):
    """Text that is already escaped for Telegram's HTML; a plain ``str`` is not."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """Escape what Telegram would read as markup. Half surrogates, which no wire can carry, become ``�``."""
    if isinstance(text, Html):
        return text
    return Html(html.escape(well_formed(text), quote=False))


def well_formed(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def link(text: str, url: str) -> Html:
    return Html(f'<a href="{html.escape(url)}">{escaped(text)}</a>')


def emphasised(text: str, spans: Iterable[Span]) -> Html:
    """The text with some of it in bold; ``spans`` are in order and apart from each other."""
    pieces, done = [], 0
    for span in spans:
        pieces += [escaped(text[done : span.start]), f"<b>{escaped(text[span.start : span.end])}</b>"]
        done = span.end
    return Html("".join([*pieces, escaped(text[done:])]))


def joined(parts: list[Html], separator: str = "\n") -> Html:
    return Html(separator.join(part for part in parts if part))


def visible(text: str) -> str:
    """What a reader sees of HTML: no tags, entities resolved."""
    return html.unescape(_TAG.sub("", text))


def one_line(text: str, length: int) -> str:
    """Plain text in one line of at most ``length`` characters."""
    return shorten(" ".join(text.split()), length)


def directed(text: str, language: Language) -> str:
    """Start every line that would run the wrong way with a mark of direction.

    Telegram takes a line's direction from its first letter outside isolates, so an Arabic line that begins with a
    number, an emoji, a Latin name or an isolated value would run left to right. Chromium, and whatever else asks ICU
    (ubidi_getBaseDirection), looks into isolates: there an English line whose first letter is Arabic needs one too.
    """
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    return "\n".join(_directed_line(line, direction) for line in text.split("\n"))


def _directed_line(line: str, direction: str) -> str:
    seen = _TAG.sub("", line).strip()
    if not seen:
        return line
    if direction == "rtl":
        needs_mark = _LETTERS.get(unicodedata.bidirectional(seen[0])) != "rtl"
    else:
        needs_mark = _first_letter(seen) == "rtl"
    return _MARKS[direction] + line if needs_mark else line


def _first_letter(text: str) -> str | None:
    """Which way it runs; None without a letter."""
    return next(filter(None, (_LETTERS.get(unicodedata.bidirectional(character)) for character in text)), None)
