"""What a sentence is made of: names, words that ask, words that stand for something, and the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.matching.phrases import AND, POINTERS, PRONOUNS, Span, asking_spans, lead_of, within, without_and
from knowledge.matching.tokens import Tokenizer, is_name
from knowledge.model import Name
from knowledge.text import normalise

_LONGEST_NAME = 6  # words
_MARKS = ".,;:!?…؟،؛\"'«»“”‘’()[]"
_ON_NAMES = (AND, "ف", "ب", "ل", "ك")
"""What Arabic writes onto a name."""


@dataclass(frozen=True)
class NameSpan:
    span: Span
    id: str
    kind: str
    attached: str
    """The letter that Arabic wrote onto it: "ب" of "بالهند"; empty where there is none."""


@dataclass(frozen=True)
class Sentence:
    """``words`` as they were typed, without marks around them; the rest is about the words from ``lead`` on."""

    words: tuple[str, ...]
    lead: int
    """How many words, or letters written onto one, only say that it goes on; 0 when it begins by itself."""
    names: tuple[NameSpan, ...]
    asking: tuple[Span, ...]
    pronouns: tuple[int, ...]
    content: tuple[int, ...]
    """Words that carry a subject and are no names."""

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def text_of(self, span: Span) -> str:
        return " ".join(self.words[slice(*span)])


class Parser:
    """Knows the names of the base."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._tokenizer = Tokenizer(names)

    def parse(self, text: str) -> Sentence:
        typed = [word.strip(_MARKS) for word in text.split()]
        typed = [word for word in typed if normalise(word)]
        words, lead = self._without_lead(typed)
        return self._parsed(words, lead)

    def has_name(self, text: str) -> bool:
        return bool(self._name_in(text) or self.parse(text).names)

    def _without_lead(self, typed: list[str]) -> tuple[tuple[str, ...], int]:
        used = lead_of([normalise(word) for word in typed])
        words = typed[used:]
        if words and words[0].startswith(AND):
            bare = (words[0][1:], *words[1:])
            if without_and(normalise(words[0]), is_known=self._begins_name(bare)):
                return bare, used + 1
        return tuple(words), used

    def _begins_name(self, words: Sequence[str]) -> bool:
        """Whether they begin with a name as it is spelled, without any slip."""
        beginnings = (" ".join(words[:end]) for end in range(1, min(_LONGEST_NAME, len(words)) + 1))
        return any(self._is_name(self._tokenizer.tokens(beginning)) for beginning in beginnings)

    def _parsed(self, words: tuple[str, ...], lead: int) -> Sentence:
        normalised = [normalise(word) for word in words]
        names = self._names(words)
        asking = [span for span in asking_spans(normalised) if not within(span[0], [name.span for name in names])]
        taken = [*(name.span for name in names), *asking]
        free = [place for place in range(len(words)) if not within(place, taken)]
        pronouns = [place for place in free if normalised[place] in PRONOUNS]
        empty = PRONOUNS | POINTERS
        content = [place for place in free if normalised[place] not in empty and self._tokenizer.tokens(words[place])]
        return Sentence(words, lead, names, tuple(asking), tuple(pronouns), tuple(content))

    def _names(self, words: Sequence[str]) -> tuple[NameSpan, ...]:
        found: list[NameSpan] = []
        start = 0
        while start < len(words):
            name = self._name_at(words, start)
            if name:
                found.append(name)
            start = name.span[1] if name else start + 1
        return tuple(found)

    def _name_at(self, words: Sequence[str], start: int) -> NameSpan | None:
        if not self._tokenizer.tokens(words[start]):
            return None
        for end in range(min(start + _LONGEST_NAME, len(words)), start, -1):
            token = self._name_in(" ".join(words[start:end]))
            if token and (end == start + 1 or self._tokenizer.tokens(words[end - 1])):
                return NameSpan((start, end), token, self._tokenizer.kinds[token], self._attached(words[start:end]))
        return None

    def _attached(self, words: Sequence[str]) -> str:
        name = " ".join(words)
        is_attached = name[0] in _ON_NAMES and self._tokenizer.tokens(name) == self._tokenizer.tokens(name[1:])
        return name[0] if is_attached else ""

    def _name_in(self, text: str) -> str | None:
        """The token of the name that this text is; None when it is anything else or more."""
        tokens = self._tokenizer.tokens(text)
        return tokens[0] if self._is_name(tokens) else None

    @staticmethod
    def _is_name(tokens: Sequence[str]) -> bool:
        return len(tokens) == 1 and is_name(tokens[0])
