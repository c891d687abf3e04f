"""Ranks the facts of the base for a question. Holds what is derived from them, and follows every change."""

from collections.abc import Iterable, Mapping, Sequence

from knowledge.encoder import Encoder, Vectors
from knowledge.index import Index
from knowledge.model import Candidate, Fact, Name
from knowledge.ranking import Profile, Question, WordWeights, compare, passages, score
from knowledge.text import normalise
from knowledge.tokens import Tokenizer

_PASSAGES = 40  # looked at by letters and by meaning each; the right one is hardly ever further down


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

    def __len__(self) -> int:
        """How many facts can be found."""
        return len(self._index)

    def put(self, fact: Fact, vectors: Vectors) -> None:
        """Add or replace a fact; ``vectors`` holds a row for each of its ``passages``, in their order."""
        self.discard(fact.id)
        titles = " ".join(self._topics.get(topic, "") for topic in fact.topics)
        profile = Profile.of(fact, self._tokenizer, titles)
        self._profiles[fact.id] = profile
        self._weights.add(profile)
        self._index.put(fact.id, [normalise(passage) for passage in passages(fact)], vectors)

    def discard(self, fact_id: str) -> None:
        profile = self._profiles.pop(fact_id, None)
        if profile is not None:
            self._weights.remove(profile)
            self._index.discard(fact_id)

    def rank(self, text: str) -> Sequence[Candidate]:
        """The facts that may answer, best first."""
        question = Question.read(text, self._tokenizer)
        vector = self._encoder.encode([text])[0]
        closeness = self._index.search(question.normalised, vector, _PASSAGES)
        near = [self._profiles[fact_id] for fact_id in closeness]
        features = compare(question, near, closeness, self._weights)
        candidates = (Candidate(fact_id, score(found)) for fact_id, found in features.items())
        return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.fact_id))
