"""From Telegram's HTML, or from plain text, to a text and its entities.

Offsets and lengths count UTF-16 units, byte offsets in errors count UTF-8 bytes, both as the Bot API does
(core.telegram.org/bots/api#html-style; the wording of errors is TDLib's).
"""

import re
from dataclasses import dataclass, replace

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.model import Entity

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LANGUAGE_CLASS = "language-"
HIGHEST_CODE_POINT = 0x10FFFF

_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<decimal>[0-9]+)|(?P<name>lt|gt|amp|quot));?")
_PLAIN = re.compile("[^<&]+")
_CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_REMOVED = re.compile("[\r\u2028-\u202e]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OPENING = re.compile(r"<(?P<name>[^\s>]*)")
_CLOSING = re.compile(r"</(?P<name>[^\s>]*)\s*")
_ATTRIBUTE = re.compile(r"\s*(?P<name>[^\s=>]*)\s*(?P<equals>=?)\s*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.-]*(?=[\s>])")


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """Raises "can't parse entities" where Telegram would."""
    reader = _HtmlReader(source)
    reader.read()
    if _SURROGATE.search(reader.text):
        raise _unparsable(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    ordered = sorted(reader.entities, key=lambda entity: (entity.offset, -entity.length))
    return reader.text, tuple(ordered)


def clean(text: str) -> str:
    """Without what Telegram takes out of every text: control characters, and the marks that embed or
    override a direction (the isolating ones stay).
    """
    return _REMOVED.sub("", _CONTROL.sub(" ", text))


def strip(text: str, entities: tuple[Entity, ...]) -> tuple[str, tuple[Entity, ...]]:
    """Without blanks at either end; entities left empty go too."""
    cut = len(text) - len(text.lstrip())
    stripped = text.strip()
    end = utf16_length(stripped)
    moved = (_clip(entity, cut, end) for entity in entities)
    return stripped, tuple(entity for entity in moved if entity.length > 0)


def _clip(entity: Entity, cut: int, end: int) -> Entity:
    start = max(0, entity.offset - cut)
    return replace(entity, offset=start, length=min(end, entity.end - cut) - start)


@dataclass
class _OpenTag:
    name: str
    argument: str
    start: int


class _HtmlReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text = ""
        self.entities: list[Entity] = []
        self._open: list[_OpenTag] = []

    def read(self) -> None:
        while self.position < len(self.source):
            self._read_next()
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')

    def _read_next(self) -> None:
        if plain := _PLAIN.match(self.source, self.position):
            self._append(plain[0], plain.end())
        elif self.source.startswith("</", self.position):
            self._read_closing_tag()
        elif self.source[self.position] == "<":
            self._read_opening_tag()
        elif reference := _REFERENCE.match(self.source, self.position):
            self._append(_character(reference), reference.end())
        else:
            self._append(self.source[self.position], self.position + 1)

    def _append(self, text: str, position: int) -> None:
        self.text += text
        self.position = position

    def _read_opening_tag(self) -> None:
        begin = self._byte_offset(self.position)
        match = _expect(_OPENING.match(self.source, self.position))
        if match.end() == len(self.source):
            raise _unparsable(f"Unclosed start tag at byte offset {begin}")
        name = match["name"].lower()
        if name not in TYPES:
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {begin}')
        self.position = match.end()
        attributes = self._read_attributes(name, begin)
        argument = _argument(name, attributes)
        if name == "span" and argument != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_OpenTag(name, argument, len(self.text)))

    def _read_attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes = {}
        while True:
            match = _expect(_ATTRIBUTE.match(self.source, self.position))
            self.position = match.end()
            if self.position == len(self.source):
                raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
            if not match["name"] and match["equals"]:
                raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            attributes[match["name"]] = self._read_value(begin) if match["equals"] else ""
            if self.source[self.position] == ">":
                self.position += 1
                return attributes

    def _read_value(self, begin: int) -> str:
        quote = self.source[self.position]
        if quote not in "\"'":
            return self._read_bare_value()
        end = self.source.find(quote, self.position + 1)
        if end < 0 or end + 1 == len(self.source):
            raise _unparsable(f"Unclosed start tag at byte offset {begin}")
        value = self.source[self.position + 1 : end]
        self.position = end + 1
        return _REFERENCE.sub(_character, value)

    def _read_bare_value(self) -> str:
        match = _BARE_VALUE.match(self.source, self.position)
        if match is None:
            raise _unparsable(f"Unexpected end of name token at byte offset {self._byte_offset(self.position)}")
        self.position = match.end()
        return match[0].lower()

    def _read_closing_tag(self) -> None:
        begin = self._byte_offset(self.position)
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {begin}")
        match = _expect(_CLOSING.match(self.source, self.position))
        if self.source[match.end() : match.end() + 1] != ">":
            raise _unparsable(f"Unclosed end tag at byte offset {begin}")
        expected, found = self._open[-1].name, match["name"].lower()
        if found and found != expected:
            raise _unparsable(f'Unmatched end tag at byte offset {begin}, expected "</{expected}>", found "</{found}>"')
        self.position = match.end() + 1
        self._close(self._open.pop())

    def _close(self, tag: _OpenTag) -> None:
        parent = self._open[-1] if self._open else None
        if tag.name == "code" and parent and parent.name == "pre":
            parent.argument = tag.argument
            return
        marked = self.text[tag.start :]
        url = tag.argument or marked if tag.name == "a" else ""
        if not marked or (tag.name == "a" and not _is_link(url)):
            return
        self.entities.append(
            Entity(
                _type(tag),
                utf16_length(self.text[: tag.start]),
                utf16_length(marked),
                url=url,
                language=tag.argument.removeprefix(LANGUAGE_CLASS) if tag.name == "pre" else "",
                custom_emoji_id=tag.argument if tag.name == "tg-emoji" else "",
            )
        )

    def _byte_offset(self, position: int) -> int:
        return len(self.source[:position].encode())


def _expect(match: re.Match[str] | None) -> re.Match[str]:
    if match is None:
        raise AssertionError("these patterns match the empty string")
    return match


def _type(tag: _OpenTag) -> str:
    if tag.name == "blockquote" and tag.argument == "expandable":
        return "expandable_blockquote"
    return TYPES[tag.name]


def _argument(tag: str, attributes: dict[str, str]) -> str:
    if tag == "blockquote":
        return "expandable" if "expandable" in attributes else ""
    name = {"a": "href", "tg-emoji": "emoji-id"}.get(tag, "class")
    return attributes.get(name, "")


def _is_link(url: str) -> bool:
    return re.match(r"(https?|tg|mailto):|[\w-]+(\.[\w-]+)+(/|$)", url, re.IGNORECASE) is not None


def _character(reference: re.Match[str]) -> str:
    if reference["name"]:
        return CHARACTERS[reference["name"]]
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    return chr(code) if 0 < code <= HIGHEST_CODE_POINT else reference[0]


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
