"""Entities that Telegram finds by itself in what anybody writes: commands, links, mentions, hashtags."""

import re
from collections.abc import Iterator

from bot.sandbox.entities import utf16_length
from bot.sandbox.model import Entity

_PATTERNS = {
    "url": re.compile(
        r"(?<![\w@.])(?:https?://[^\s<>\"«»]+|(?:[a-z0-9-]+\.)+(?:com|org|net|gov|io|ai|cn|info)\b(?:/[^\s<>\"«»]*)?)",
        re.IGNORECASE,
    ),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\b", re.IGNORECASE),
    "bot_command": re.compile(r"(?<![\w/.:@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w@.])@[A-Za-z][A-Za-z0-9_]{3,31}\b"),
    "hashtag": re.compile(r"(?<![\w#&])#\w*[^\W\d]\w*"),
}
_CLOSING_PUNCTUATION = ".,:;!?،؛؟)'…"


def with_detected(text: str, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The given entities and those found outside of links and code, in order."""
    taken = [entity for entity in entities if entity.type in {"text_link", "code", "pre"}]
    found: list[Entity] = []
    for entity in _detect(text):
        if not any(entity.offset < other.end and other.offset < entity.end for other in (*taken, *found)):
            found.append(entity)
    ordered = sorted((*entities, *found), key=lambda entity: (entity.offset, -entity.length))
    return tuple(ordered)


def _detect(text: str) -> Iterator[Entity]:
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            found = match[0].rstrip(_CLOSING_PUNCTUATION) if kind == "url" else match[0]
            yield Entity(kind, utf16_length(text[: match.start()]), utf16_length(found))
