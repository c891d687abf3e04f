"""Ranks the facts of the base for a question. Holds what is derived from them, and follows every change."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest

from knowledge.encoder import Encoder, Vectors
from knowledge.explaining import Comparison, as_written
from knowledge.index import Closeness, Index
from knowledge.likeness import WordLikeness
from knowledge.model import Candidate, Fact, Name
from knowledge.ranking import Features, Profile, Question, WordWeights, compare, passages, score
from knowledge.text import normalise
from knowledge.tokens import Tokenizer, is_name

_PASSAGES = 40  # looked at by letters and by meaning each; the right one is hardly ever further down
_COMPARED = 16  # facts that are compared word by word


class Retrieval:
    """Not for several threads at once: ``Answers`` runs it on one thread of its own."""

    def __init__(self, encoder: Encoder, names: Iterable[Name] = (), topics: Mapping[str, str] | None = None) -> None:
        """``topics``: for each id of a topic its titles, which facts of that topic may leave unsaid."""
        self._encoder = encoder
        self._tokenizer = Tokenizer(names)
        self._topics = topics or {}
        self._index = Index(encoder.dimensions)
        self._profiles: dict[str, Profile] = {}
        self._weights = WordWeights()
        self._likeness = WordLikeness(encoder.dimensions)

    def __len__(self) -> int:
        """How many facts can be found."""
        return len(self._index)

    def read(self, facts: Sequence[Fact]) -> list[Profile]:
        titles = (" ".join(self._topics.get(topic, "") for topic in fact.topics) for fact in facts)
        return [Profile.of(fact, self._tokenizer, topics) for fact, topics in zip(facts, titles, strict=True)]

    def new_words(self, profiles: Iterable[Profile]) -> dict[str, str]:
        """Tokens whose vectors are wanted before facts with these profiles are put, each with the word to encode."""
        unknown = self._likeness.unknown([token for profile in profiles for token in sorted(profile.tokens)])
        return {token: self._tokenizer.written(token) for token in unknown}

    def learn(self, tokens: Iterable[str], vectors: Vectors) -> None:
        """Take the vectors of the tokens of ``new_words``, a row each."""
        self._likeness.learn(list(tokens), vectors)

    def put(self, facts: Sequence[Fact], profiles: Sequence[Profile], vectors: Vectors) -> None:
        """Add or replace facts; ``vectors`` holds a row for each passage of each, in their order."""
        start = 0
        for fact, profile in zip(facts, profiles, strict=True):
            self.discard(fact.id)
            self._profiles[fact.id] = profile
            self._weights.add(profile)
            normalised = [normalise(passage) for passage in passages(fact)]
            self._index.put(fact.id, normalised, vectors[start : start + len(normalised)])
            start += len(normalised)

    def discard(self, fact_id: str) -> None:
        profile = self._profiles.pop(fact_id, None)
        if profile is not None:
            self._weights.remove(profile)
            self._index.discard(fact_id)

    def rank(self, text: str) -> list[Candidate]:
        """The facts that may answer, best first."""
        features = self.features(text)
        candidates = (Candidate(fact_id, score(found)) for fact_id, found in features.items())
        return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.fact_id))

    def features(self, text: str) -> dict[str, Features]:
        """How each fact that may answer meets the question, by its id."""
        question = Question.read(text, self._tokenizer)
        vector, words = self._vectors(text, question)
        closeness = self._index.search(question.normalised, vector, _PASSAGES)
        near = [self._profiles[fact_id] for fact_id in _nearest(closeness)]
        vocabulary = {token for profile in near for token in profile.tokens}
        alike = self._likeness.alike(question.tokens, vocabulary, words)
        return compare(question, near, closeness, alike, self._weights)

    def explain(self, text: str, fact_id: str) -> Comparison | None:
        """How the words of a question met one fact; None for a fact that cannot be found."""
        if fact_id not in self._profiles:
            return None
        tokens = self._profiles[fact_id].tokens
        question = Question.read(text, self._tokenizer)
        alike = self._likeness.alike(question.tokens, tokens, self._vectors(text, question)[1])
        features = self.features(text).get(fact_id)
        return Comparison(
            written=as_written(text, lambda part: self._tokenizer.tokens(part, typos=True)),
            alike={
                asked: {token: like for token, like in found.items() if token in tokens}
                for asked, found in alike.items()
            },
            certainty=next((one.score for one in self.rank(text) if one.fact_id == fact_id), 0.0),
            letters=features.letters if features else 0.0,
            meaning=features.meaning if features else 0.0,
        )

    def _vectors(self, text: str, question: Question) -> tuple[Vectors, dict[str, Vectors]]:
        """The vector of the question, and those of its words that no fact has."""
        strangers = [token for token in question.tokens if not is_name(token) and self._weights.counts[token] == 0]
        vectors = self._encoder.encode([text, *map(self._tokenizer.written, strangers)])
        return vectors[0], dict(zip(strangers, vectors[1:], strict=True))


def _nearest(closeness: Mapping[str, Closeness]) -> list[str]:
    return nlargest(_COMPARED, closeness, key=lambda fact_id: closeness[fact_id].letters + closeness[fact_id].meaning)
