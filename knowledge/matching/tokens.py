"""Cuts a text into the tokens that are compared: stems, and names whatever their spelling or script."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from knowledge.languages import detect
from knowledge.matching.lexicon import EMPTY_WORDS
from knowledge.model import Name
from knowledge.text import normalise

# Arabic writes "and", "by", "for", "like" and the article onto the word that follows; longest first.
_ARTICLES = ("وبال", "وهال", "وال", "بال", "كال", "فال", "هال", "عال", "ولل", "لل", "ال")
_PREFIXES = (*_ARTICLES, "و", "ف", "ب", "ل", "ك", "ع", "ه")
_ARABIC = re.compile("[\u0620-\u064a]+")
_FIRST_LETTERS = tuple({prefix[0] for prefix in _PREFIXES})
_FOR_THE = ("ولل", "لل")
_PUNCTUATION = ".,;:!?()[]{}\"'«»“”‘’،؛؟…-–—"
_SHORTEST_BARE = 3  # letters left after a prefix: fewer is chance
_OF_A_PLACE = tuple("ي يه يين يون يات كان ese ian ians can cans ish ench ois oise ain aine".split())  # noqa: SIM905
_REMEMBERED = 500_000  # words at most: questions bring new ones for ever
_STEMMERS = {"ar": Stemmer.Stemmer("arabic"), "en": Stemmer.Stemmer("english")}


def stem(word: str) -> str:
    """The word without its endings and, in Arabic, without what is written onto it."""
    language = "en" if word.isascii() else "ar" if _ARABIC.fullmatch(word) else detect(word)
    if language == "ar":
        word = _without_article(word)
    stemmed: str = _STEMMERS[language].stemWord(word)
    return stemmed


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[str, ...]:
    """The word as it is, and without each of what may be written onto it; "for the" hides the article's alef."""
    if not word.startswith(_FIRST_LETTERS):
        return (word,)
    bare = [f"ال{word.removeprefix(prefix)}" for prefix in _FOR_THE if word.startswith(prefix)]
    bare += [word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)]
    return (word, *(form for form in bare if len(form) >= _SHORTEST_BARE))


def _without_article(word: str) -> str:
    """The Snowball stemmer knows few of the ways to write the article, and stems by whether it saw one."""
    prefix = next((prefix for prefix in _ARTICLES if word.startswith(prefix)), "") if "ل" in word[:3] else ""
    bare = word.removeprefix(prefix)
    return bare if len(bare) >= _SHORTEST_BARE else word


class Passage(NamedTuple):
    """A text as it is compared: ``normalised``, and cut into ``tokens``, in order."""

    normalised: str
    tokens: tuple[str, ...]
    actors: tuple[str, ...]
    """Tokens of the names that stand for themselves: China, not Chinese."""


class _Seen(NamedTuple):
    """A normalised word by itself. Its token is empty when it carries no subject."""

    word: str
    token: str
    may_begin_name: bool


class Tokenizer:
    """Knows the names of the base. A name becomes one token, ``@`` and its id, however it was written."""

    def __init__(self, names: Iterable[Name]) -> None:
        names = list(names)
        self.kinds = {f"@{name.id}": name.kind for name in names}
        self._ids = {
            normalise(spelling): f"@{name.id}"
            for name in names
            for spelling in (name.id.replace("-", " "), *name.title.values(), *name.spellings)
        }
        self._ids.pop("", None)
        self._titles = {normalise(title).removeprefix("ال") for name in names for title in name.title.values()}
        self._longest = max((spelling.count(" ") + 1 for spelling in self._ids), default=1)
        self._beginnings = {spelling.split(" ")[0] for spelling in self._ids}
        self._written: dict[str, str] = {}
        self._seen: dict[str, tuple[_Seen, ...]] = {}

    @property
    def name_words(self) -> set[str]:
        """The normalised words of all spellings."""
        return {word for spelling in self._ids for word in spelling.split()}

    def tokens(self, text: str) -> tuple[str, ...]:
        """Tokens in order, without the words that carry no subject."""
        return self.passage(text).tokens

    def passage(self, text: str) -> Passage:
        """All that is compared of a text."""
        seen = [word for written in text.split() for word in self._seen.get(written) or self._see(written)]
        normalised = " ".join([word.word for word in seen])
        if not any(word.may_begin_name for word in seen):
            return Passage(normalised, tuple([word.token for word in seen if word.token]), ())
        return Passage(normalised, *self._with_names(seen))

    def _with_names(self, seen: Sequence[_Seen]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Tokens, those of names among them, and actors."""
        tokens, actors, place = [], [], 0
        while place < len(seen):
            token, used = seen[place].token, 1
            if seen[place].may_begin_name:
                token, used = self._name([word.word for word in seen[place : place + self._longest]]) or (token, used)
            if token:
                tokens.append(token)
                if is_name(token) and not self._describes(seen[place + used - 1].word, token):
                    actors.append(token)
            place += used
        return tuple(tokens), tuple(actors)

    def _describes(self, word: str, token: str) -> bool:
        """Whether the name of a place is an adjective here, or its people: Chinese, صينية, الأمريكان."""
        if self.kinds[token] != "place" or any(reading in self._titles for reading in readings(word)):
            return False
        return word.endswith(_OF_A_PLACE)

    def written(self, token: str) -> str:
        """A word that was met with this stem, spelled as it was: an encoder knows whole words, hamza and all."""
        return self._written.get(token, token)

    def _see(self, written: str) -> tuple[_Seen, ...]:
        """What is between two spaces is one word, mostly: normalising knows no more of its neighbours."""
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
            self._written.clear()
        seen = tuple(self._word(word) for word in normalise(written).split())
        if len(seen) == 1:
            self._written.setdefault(seen[0].token, written.strip(_PUNCTUATION))
        self._seen[written] = seen
        return seen

    def _word(self, word: str) -> _Seen:
        may_begin_name = not self._beginnings.isdisjoint(readings(word))
        return _Seen(word, "" if word in EMPTY_WORDS else stem(word), may_begin_name)

    def _name(self, rest: list[str]) -> tuple[str, int] | None:
        for beginning in readings(rest[0]):
            if beginning in self._beginnings and (found := self._longest_name([beginning, *rest[1:]])):
                return found
        return None

    def _longest_name(self, rest: list[str]) -> tuple[str, int] | None:
        for used in range(len(rest), 0, -1):
            if name := self._ids.get(" ".join(rest[:used])):
                return name, used
        return None


def is_name(token: str) -> bool:
    return token.startswith("@")
