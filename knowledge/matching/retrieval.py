"""Ranks the facts of the base for a question. Holds what is derived from them, and follows every change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from knowledge.matching.clauses import cores
from knowledge.matching.encoder import Encoder, Vectors
from knowledge.matching.explaining import Comparison, as_written
from knowledge.matching.index import Index
from knowledge.matching.likeness import WordLikeness
from knowledge.matching.ranking import Asked, Features, Profile, Question, compare, passages, score
from knowledge.matching.spelling import Speller
from knowledge.matching.tokens import Tokenizer, is_name
from knowledge.matching.weights import WordWeights
from knowledge.model import Candidate, Fact, Name
from knowledge.text import normalise

_COMPARED = 16  # facts that are compared word by word; the right one is hardly ever further down


class Retrieval:
    """Not for several threads at once: ``Answers`` runs it on one thread of its own."""

    def __init__(self, encoder: Encoder, names: Iterable[Name] = (), topics: Mapping[str, str] | None = None) -> None:
        """``topics``: for each id of a topic its titles, which facts of that topic may leave unsaid."""
        self._encoder = encoder
        self._tokenizer = Tokenizer(names)
        self._speller = Speller()
        self._speller.keep(self._tokenizer.name_words)
        self._topics = {topic: normalise(title) for topic, title in (topics or {}).items()}
        self._index = Index(encoder.dimensions)
        self._profiles: dict[str, Profile] = {}
        self._weights = WordWeights()
        self._likeness = WordLikeness(encoder.dimensions)

    def __len__(self) -> int:
        """How many facts can be found."""
        return len(self._index)

    def respelled(self, facts: Sequence[Fact]) -> list[Fact]:
        """The facts with their aliases as questions are read: Arabic in Latin letters becomes Arabic."""
        if not any(self._speller.is_arabizi(alias) for fact in facts for alias in _aliases(fact)):
            return list(facts)
        plain = (text for fact in facts for text in passages(fact) if not self._speller.is_arabizi(text))
        self._speller.learn(normalise(" ".join(plain)).split())
        return [
            replace(
                fact,
                aliases={
                    language: tuple(
                        self._speller.read(text) if self._speller.is_arabizi(text) else text for text in texts
                    )
                    for language, texts in fact.aliases.items()
                },
            )
            for fact in facts
        ]

    def read(self, facts: Sequence[Fact]) -> list[Profile]:
        titles = (" ".join(self._topics.get(topic, "") for topic in fact.topics) for fact in facts)
        return [Profile.of(fact, self._tokenizer, topics) for fact, topics in zip(facts, titles, strict=True)]

    def new_words(self, profiles: Iterable[Profile]) -> dict[str, str]:
        """Tokens whose vectors are wanted before facts with these profiles are put, each with the word to encode."""
        unknown = self._likeness.unknown(
            token for profile in profiles for passage in profile.passages for token in passage.tokens
        )
        return {token: self._tokenizer.written(token) for token in unknown}

    def learn(self, tokens: Iterable[str], vectors: Vectors) -> None:
        """Take the vectors of the tokens of ``new_words``, a row each."""
        self._likeness.learn(list(tokens), vectors)

    def put(self, profiles: Sequence[Profile], vectors: Vectors) -> None:
        """Add or replace facts; ``vectors`` holds a row for each passage of each, in their order."""
        for profile in profiles:
            self.discard(profile.fact_id)
            self._profiles[profile.fact_id] = profile
            self._weights.add(token for passage in profile.passages for token in passage.tokens)
        stated = [passage.normalised for profile in profiles for passage in profile.passages[: profile.stated]]
        asked = [passage.normalised for profile in profiles for passage in profile.passages[profile.stated :]]
        stated_words = set(" ".join(stated).split())
        self._speller.keep(stated_words)
        self._speller.learn(stated_words.union(" ".join(asked).split()))
        self._index.put({profile.fact_id: profile.passages for profile in profiles}, vectors)

    def discard(self, fact_id: str) -> None:
        profile = self._profiles.pop(fact_id, None)
        if profile is not None:
            self._weights.remove(profile.tokens)
            self._index.discard(fact_id)

    def rank(self, text: str) -> list[Candidate]:
        """The facts that may answer, best first."""
        best: dict[str, float] = {}
        for reading in self.readings(text):
            for fact_id, found in self.features(reading).items():
                best[fact_id] = max(score(found), best.get(fact_id, 0.0))
        candidates = (Candidate(fact_id, sure) for fact_id, sure in best.items())
        return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.fact_id))

    def read_question(self, text: str) -> str:
        """The question with its spelling mended; in Arabic letters where it was Arabic in Latin ones."""
        return self._speller.read(text)

    def features(self, text: str) -> dict[str, Features]:
        """How each fact that may answer meets a question whose spelling is mended, by its id."""
        question = Question.read(text, self._tokenizer)
        vector, words = self._vectors(text, question)
        related = self._likeness.related(question.tokens, words)
        closeness = self._index.search(question.normalised, related.nearest(), vector, _COMPARED)
        near = [self._profiles[fact_id] for fact_id in closeness]
        vocabulary = frozenset().union(*(profile.tokens for profile in near))
        alike = related.among(vocabulary)
        return compare(Asked.of(question, alike, self._weights, self._tokenizer.kinds), near, closeness)

    def unmet(self, text: str, fact_ids: Sequence[str]) -> tuple[str, ...]:
        """Tokens of the names, and the years, of a question that none of these facts bears out."""
        question = Question.read(self.read_question(text), self._tokenizer)
        near = [self._profiles[fact_id] for fact_id in fact_ids if fact_id in self._profiles]
        borne_out = frozenset().union(*(profile.tokens | profile.years for profile in near))
        named = [*filter(is_name, question.tokens), *sorted(question.years)]
        return tuple(name for name in named if name not in borne_out)

    def explain(self, text: str, fact_id: str) -> Comparison | None:
        """How the words of a question met one fact; None for a fact that cannot be found."""
        if fact_id not in self._profiles:
            return None
        found = {reading: self.features(reading).get(fact_id) for reading in self.readings(text)}
        reading, features = max(found.items(), key=lambda one: score(one[1]) if one[1] else -1.0)
        tokens = self._profiles[fact_id].tokens
        question = Question.read(reading, self._tokenizer)
        alike = self._likeness.related(question.tokens, self._vectors(reading, question)[1]).among(tokens)
        mended = self._speller.mended(text)
        written = as_written(reading, self._tokenizer.tokens)
        return Comparison(
            written={token: mended.get(part, part) for token, part in written.items()},
            alike={
                asked: {token: like for token, like in found.items() if token in tokens}
                for asked, found in alike.items()
            },
            certainty=score(features) if features else 0.0,
            letters=features.letters if features else 0.0,
            meaning=features.meaning if features else 0.0,
        )

    def readings(self, text: str) -> list[str]:
        """The question with its spelling mended, and the parts of a long one that may be what is asked."""
        return [self._speller.read(reading) for reading in (text, *cores(text))]

    def _vectors(self, text: str, question: Question) -> tuple[Vectors, dict[str, Vectors]]:
        """The vector of the question, and those of its words that no fact has."""
        strangers = [token for token in question.tokens if not is_name(token) and token not in self._weights]
        vectors = self._encoder.encode([text, *map(self._tokenizer.written, strangers)])
        return vectors[0], dict(zip(strangers, vectors[1:], strict=True))


def _aliases(fact: Fact) -> Iterator[str]:
    return (alias for aliases in fact.aliases.values() for alias in aliases)
