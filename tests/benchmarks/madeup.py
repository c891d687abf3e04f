"""A made-up base of any size: sentences of common Arabic and English words, with vectors that mean nothing.

How long matching takes hangs on how many words and passages there are, and how often each word occurs, not on what they
say. Words are drawn by Zipf's law, as in real text. Encoding 100,000 sentences would take minutes on two cores, so the
base is filled with random vectors beforehand; questions are encoded by the real encoder.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import accumulate

import numpy as np

from bot.base import Base
from knowledge.base.factfiles import read_launch
from knowledge.documents import Document
from knowledge.matching.dictionaries import real_words
from knowledge.matching.encoder import UniversalSentenceEncoder, Vectors
from knowledge.matching.ranking import passages
from knowledge.matching.retrieval import Retrieval
from knowledge.matching.vectors import VectorStore
from knowledge.model import Fact, Topic

_NOW = datetime(2025, 8, 1, tzinfo=UTC)
_LENGTHS = range(12, 26)  # words of a sentence: those of XQuAD are much the same
_ASKED = range(3, 9)  # words of a question
_AT_ONCE = 2000


class RandomVectors:
    """Stands in for the encoder while a base is filled: quick, always the same for a text, and without meaning."""

    name = UniversalSentenceEncoder.name
    dimensions = UniversalSentenceEncoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        seeds = [int.from_bytes(sha256(text.encode()).digest()[:8]) for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(self.dimensions) for seed in seeds]
        vectors = np.array(rows, dtype=np.float32).reshape(-1, self.dimensions)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@dataclass(frozen=True)
class _Words:
    words: Sequence[str]
    heights: Sequence[float]

    @classmethod
    def of(cls, words: Sequence[str]) -> "_Words":
        return cls(words, list(accumulate(1 / rank for rank in range(1, len(words) + 1))))

    def sentence(self, chance: random.Random, lengths: range) -> str:
        return " ".join(chance.choices(self.words, cum_weights=self.heights, k=chance.choice(lengths)))


def facts(count: int) -> Iterator[Fact]:
    """Always the same; every second one is in Arabic."""
    chance = random.Random(count)  # noqa: S311 (no secret)
    vocabularies = dict(zip(("ar", "en"), _vocabularies(chance), strict=True))
    for number in range(count):
        language = ("ar", "en")[number % 2]
        text = vocabularies[language].sentence(chance, _LENGTHS)
        yield Fact(f"fact-{number}", {language: text}, ("t",))


def questions(some: Sequence[Fact], count: int) -> list[str]:
    """A few words of a fact each, in another order, one of them with a slip."""
    chance = random.Random(count)  # noqa: S311
    return [_question(chance, next(iter(chance.choice(some).text.values())).split()) for _ in range(count)]


async def fill(base: Base, count: int) -> None:
    """Put so many facts into an empty base, with the names of the launch facts, and all that matching keeps of them."""
    encoder = RandomVectors()
    store = VectorStore(base.database, encoder)
    made_up, names = list(facts(count)), read_launch().names
    document = Document(topics=[Topic("t", {"en": "T"})], facts=made_up, names=names)
    await base.curation.import_document(document, author_id=None, now=_NOW)
    retrieval = Retrieval(encoder, names, {"t": "T"})
    for start in range(0, count, _AT_ONCE):
        some = made_up[start : start + _AT_ONCE]
        words = retrieval.new_words(retrieval.read(some))
        retrieval.learn(words, await store.vectors_of(list(words.values())))
        await store.vectors_of([text for fact in some for text in passages(fact)])


def _vocabularies(chance: random.Random) -> Iterator[_Words]:
    words = sorted(real_words())
    chance.shuffle(words)
    yield _Words.of([word for word in words if word[0] >= "\u0600"])
    yield _Words.of([word for word in words if "a" <= word[0] <= "z"])


def _question(chance: random.Random, words: Sequence[str]) -> str:
    asked = chance.sample(words, k=min(chance.choice(_ASKED), len(words)))
    slip = chance.randrange(len(asked))
    asked[slip] = asked[slip][:2] + asked[slip][3:]
    return " ".join(asked)
