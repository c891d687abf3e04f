"""Cuts a text into the tokens that are compared: stems, and names whatever their spelling or script."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from knowledge.languages import detect
from knowledge.lexicon import EMPTY_WORDS
from knowledge.model import Name
from knowledge.text import normalise

# Arabic writes "and", "by", "for", "like" and the article onto the word that follows; longest first.
_ARTICLES = ("وبال", "وهال", "وال", "بال", "كال", "فال", "هال", "عال", "ولل", "لل", "ال")
_PREFIXES = (*_ARTICLES, "و", "ف", "ب", "ل", "ك", "ع", "ه")
_PUNCTUATION = ".,;:!?()[]{}\"'«»“”‘’،؛؟…-–—"
_SHORTEST_BARE = 3  # letters left after a prefix: fewer is chance
_OF_A_PLACE = (
    "ي",
    "يه",
    "يين",
    "يون",
    "يات",
    "كان",
    "ese",
    "ian",
    "ians",
    "can",
    "cans",
    "ish",
    "ench",
    "ois",
    "oise",
    "ain",
    "aine",
)
_STEMMERS = {"ar": Stemmer.Stemmer("arabic"), "en": Stemmer.Stemmer("english")}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its endings and, in Arabic, without what is written onto it."""
    language = detect(word)
    if language == "ar":
        word = _without_article(word)
    stemmed: str = _STEMMERS[language].stemWord(word)
    return stemmed


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[str, ...]:
    """The word as it is, and without each of what may be written onto it."""
    bare = (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))
    return (word, *(form for form in bare if len(form) >= _SHORTEST_BARE))


def _without_article(word: str) -> str:
    """The Snowball stemmer knows few of the ways to write the article, and stems by whether it saw one."""
    prefix = next((prefix for prefix in _ARTICLES if word.startswith(prefix)), "")
    bare = word.removeprefix(prefix)
    return bare if len(bare) >= _SHORTEST_BARE else word


@dataclass(frozen=True)
class Passage:
    """A text as it is compared: ``normalised``, and cut into ``tokens``, in order."""

    normalised: str
    tokens: tuple[str, ...]
    actors: tuple[str, ...]
    """Tokens of the names that stand for themselves: China, not Chinese."""


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
        self._written: dict[str, str] = {}
        self._beginnings = {spelling.split(" ")[0] for spelling in self._ids}

    @property
    def name_words(self) -> set[str]:
        """The normalised words of all spellings."""
        return {word for spelling in self._ids for word in spelling.split()}

    def tokens(self, text: str) -> tuple[str, ...]:
        """Tokens in order, without the words that carry no subject."""
        return self.passage(text).tokens

    def passage(self, text: str) -> Passage:
        """All that is compared of a text."""
        self._remember(text)
        normalised = normalise(text)
        tokens, actors = [], []
        rest = normalised.split()
        while rest:
            token, used = self._next(rest)
            if token is not None:
                tokens.append(token)
                if is_name(token) and not self._describes(rest[used - 1], token):
                    actors.append(token)
            rest = rest[used:]
        return Passage(normalised, tuple(tokens), tuple(actors))

    def _describes(self, word: str, token: str) -> bool:
        """Whether the name of a place is an adjective here, or its people: Chinese, صينية, الأمريكان."""
        if self.kinds[token] != "place" or any(reading in self._titles for reading in readings(word)):
            return False
        return word.endswith(_OF_A_PLACE)

    def written(self, token: str) -> str:
        """A word that was met with this stem, spelled as it was: an encoder knows whole words, hamza and all."""
        return self._written.get(token, token)

    def _remember(self, text: str) -> None:
        for written in text.split():
            word = normalise(written)
            if word and " " not in word:
                self._written.setdefault(stem(word), written.strip(_PUNCTUATION))

    def _next(self, rest: list[str]) -> tuple[str | None, int]:
        for beginning in readings(rest[0]):
            if beginning in self._beginnings and (found := self._longest_name([beginning, *rest[1:]])):
                return found
        word = rest[0]
        if word in EMPTY_WORDS:
            return None, 1
        return stem(word), 1

    def _longest_name(self, rest: list[str]) -> tuple[str, int] | None:
        for used in range(min(self._longest, len(rest)), 0, -1):
            if name := self._ids.get(" ".join(rest[:used])):
                return name, used
        return None


def is_name(token: str) -> bool:
    return token.startswith("@")
