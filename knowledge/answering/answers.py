"""Answers questions: the one service behind the chat, the command line and the measurements."""

import asyncio
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from knowledge.base.catalogue import Catalogue, Version
from knowledge.base.fact_rows import FactToMatch
from knowledge.errors import EmptyQuestion, FactNotFound, QuestionTooLong
from knowledge.languages import detect
from knowledge.matching.decision import decide
from knowledge.matching.encoder import Encoder
from knowledge.matching.explaining import Explanation, explain
from knowledge.matching.foreign import foreign_language
from knowledge.matching.marking import Marker
from knowledge.matching.mentions import Span
from knowledge.matching.ranking import passages
from knowledge.matching.rehearsal import Entries, Presence, rehearse
from knowledge.matching.retrieval import Retrieval
from knowledge.matching.tokens import is_name
from knowledge.matching.vectors import VectorStore
from knowledge.model import Candidate, Fact, FactState, Language, Name, Outcome, Status, StoredFact, Topic, in_language
from knowledge.readers.questions import Questions
from knowledge.readers.thresholds import CALIBRATED, in_force
from knowledge.text import normalise, printable

LONGEST_QUESTION = 1000  # characters; a longer text is no question, and would be matched by chance
_CANDIDATES = 10
_NEARBY_TOPICS = 3
_FACTS_AT_HAND = 1000
_TRIED_AT_ONCE = 24
"""Questions that a reader's question may have to wait for; more at once would be felt, fewer wear out the index."""
_NEVER = Version(-1, -1)

Result = TypeVar("Result")


class Answers:
    """Keeps the index in step with the base: a fact published anywhere can be asked for at once."""

    def __init__(
        self,
        catalogue: Catalogue,
        questions: Questions,
        vectors: VectorStore,
        encoder: Encoder,
    ) -> None:
        self._catalogue = catalogue
        self._questions = questions
        self._vectors = vectors
        self._encoder = encoder
        self._thresholds = CALIBRATED
        self._retrieval = Retrieval(encoder)
        self._marker = Marker()
        self._names: Mapping[str, Name] = {}
        self._topics: Sequence[Topic] = ()
        self._version = _NEVER
        self._at_hand: dict[str, StoredFact] = {}
        self._refreshing = asyncio.Lock()
        # Matching computes; on a thread of its own it never holds up the event loop, and needs no locks.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="matching")

    def __len__(self) -> int:
        """How many facts can be found."""
        return len(self._retrieval)

    def close(self) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def ask(
        self,
        text: str,
        *,
        now: datetime,
        written: str | None = None,
        language: Language | None = None,
        chat_id: int | None = None,
        reader_id: int | None = None,
        log: bool = True,
    ) -> Outcome:
        """Answer in ``language``, or in that of the question; ``log`` keeps the question for the curators.

        ``written``: the message itself, where ``text`` is how it is understood; its language counts.
        Raises ``EmptyQuestion`` and ``QuestionTooLong``; neither is logged.
        """
        if len(text) > LONGEST_QUESTION:
            raise QuestionTooLong(len(text), LONGEST_QUESTION)
        text = printable(text)
        if not normalise(text):
            raise EmptyQuestion
        await self.refresh()
        ranked = await self._compute(self._retrieval.rank, text)
        outcome = await self._outcome(text, language or await self._language_of(written or text), ranked)
        if written is not None:
            outcome = replace(outcome, question=written, understood=text)
        if not log:
            return outcome
        return await self._questions.log(outcome, now=now, chat_id=chat_id, reader_id=reader_id)

    def marks(self, question: str, fact: Fact, language: Language) -> tuple[Span, ...]:
        """What in the fact's text in this language answers the question; nothing where that is not sure."""
        return self._marker.spans(question, fact, language)

    async def explain(self, question: str, fact_id: str, language: Language) -> Explanation:
        """Why this fact answers the question, as matching sees it now, in words of this language where it can be.

        Raises ``FactNotFound`` for a fact that readers may not see.
        """
        await self.refresh()
        comparison = await self._compute(self._retrieval.explain, printable(question), fact_id)
        stored = await self._stored([fact_id])
        if comparison is None or not stored:
            raise FactNotFound(fact_id)
        return explain(comparison, stored[0], self._names, language)

    async def refresh(self) -> None:
        """Bring the index to the newest revision of the base, and take up the thresholds that hold."""
        async with self._refreshing:
            version = await self._catalogue.version()
            if version.references != self._version.references:
                await self._start_anew()
            if version.revision != self._version.revision:
                await self._catch_up()
                self._at_hand.clear()
            self._thresholds = in_force(version.thresholds)
            self._version = version

    async def asserted(self, texts: Sequence[str]) -> list[str | None]:
        """The id of the fact that each text is answered with, as things stand; None where none is asserted."""
        await self.refresh()
        return [await self._compute(self._asserted, text) for text in texts]

    async def rehearse(self, changed: Fact, state: FactState, texts: Sequence[str]) -> list[str | None]:
        """The same, if the fact were changed so. No reader meets the trial: each part of it is one piece of work."""
        await self.refresh()
        found: list[str | None] = []
        for start in range(0, len(texts), _TRIED_AT_ONCE):
            # What the index holds must stay what was read, to be put back.
            async with self._refreshing:
                stored = await self._catalogue.facts([changed.id])
                now = await self._presence(stored[0].fact, stored[0].state) if stored else Presence(changed.id)
                then = await self._presence(changed, state)
                some = texts[start : start + _TRIED_AT_ONCE]
                found += await self._compute(rehearse, self._retrieval, now, then, self._asserted, some)
        return found

    async def worth_offering(self, candidates: Sequence[Candidate]) -> list[StoredFact]:
        """The few of the candidates, best first, that may be what was meant and that readers may see."""
        likely = [candidate.fact_id for candidate in candidates if candidate.score >= self._thresholds.suggest]
        stored = await self._catalogue.facts(likely)
        return [found for found in stored if found.state is FactState.PUBLISHED][: self._thresholds.suggestions]

    async def _start_anew(self) -> None:
        """Names and titles of topics are part of how every fact is read: when they change, all are read again."""
        self._topics = await self._catalogue.topics()
        titles = {topic.id: " ".join(topic.title.values()) for topic in self._topics}
        names = await self._catalogue.names()
        self._retrieval = Retrieval(self._encoder, names, titles)
        self._marker = Marker(names)
        self._names = {name.id: name for name in names}
        self._version = _NEVER

    async def _catch_up(self) -> None:
        """The next facts are read while the last ones are computed with: a large base starts a third faster."""
        following = asyncio.create_task(asyncio.sleep(0))
        try:
            with _without_garbage_collection():
                async for changed in self._catalogue.changed_since(self._version.revision):
                    await following
                    following = asyncio.create_task(self._follow(changed))
        finally:
            await following

    async def _follow(self, changed: Sequence[FactToMatch]) -> None:
        entries = await self._read([stored.fact for stored in changed if stored.state is FactState.PUBLISHED])
        await self._compute(self._retrieval.put, *entries)
        for stored in changed:
            if stored.state is not FactState.PUBLISHED:
                await self._compute(self._retrieval.discard, stored.fact.id)

    async def _read(self, published: Sequence[Fact]) -> Entries:
        published = await self._compute(self._retrieval.respelled, published)
        profiles = await self._compute(self._retrieval.read, published)
        words = await self._compute(self._retrieval.new_words, profiles)
        await self._compute(self._retrieval.learn, words, await self._vectors.vectors_of(list(words.values())))
        vectors = await self._vectors.vectors_of([text for fact in published for text in passages(fact)])
        return Entries(profiles, vectors)

    async def _presence(self, fact: Fact, state: FactState) -> Presence:
        return Presence(fact.id, await self._read([fact]) if state is FactState.PUBLISHED else None)

    async def _outcome(self, text: str, language: Language, ranked: Sequence[Candidate]) -> Outcome:
        decision = decide(ranked, self._thresholds)
        facts = await self._stored(decision.facts)
        answered = decision.status is Status.ANSWERED
        # Where nothing is offered, all that came near count: what one of them has is not unknown to the base.
        near = decision.facts or [candidate.fact_id for candidate in ranked]
        return Outcome(
            question=text,
            language=language,
            status=decision.status,
            answer=facts[0] if answered else None,
            suggestions=() if answered else tuple(facts),
            candidates=tuple(ranked[:_CANDIDATES]),
            nearby_topics=await self._nearby_topics(ranked) if decision.status is Status.UNKNOWN else (),
            unmet=() if answered else await self._unmet(text, near, language),
        )

    async def _language_of(self, text: str) -> Language:
        """Arabic in Latin letters is Arabic; what is in a language that no fact is in gets English."""
        if foreign_language(text):
            return "en"
        return detect(await self._compute(self._retrieval.read_question, text))

    async def _unmet(self, text: str, fact_ids: Sequence[str], language: Language) -> tuple[str, ...]:
        """Names in this language, and years, that the question has and none of these facts."""
        unmet = await self._compute(self._retrieval.unmet, text, fact_ids)
        return tuple(self._title(token, language) for token in unmet)

    def _title(self, token: str, language: Language) -> str:
        """Of a name its title; anything else as it is."""
        name = self._names.get(token.removeprefix("@")) if is_name(token) else None
        return in_language(name.title, language) if name else token

    def _asserted(self, text: str) -> str | None:
        decision = decide(self._retrieval.rank(text), self._thresholds)
        return decision.facts[0] if decision.status is Status.ANSWERED else None

    async def _nearby_topics(self, ranked: Sequence[Candidate]) -> tuple[Topic, ...]:
        near = await self._stored([candidate.fact_id for candidate in ranked[:_NEARBY_TOPICS]])
        order = [topic for stored in near for topic in stored.fact.topics]
        first = {topic: place for place, topic in reversed(list(enumerate(order)))}
        topics = sorted(self._topics, key=lambda topic: first.get(topic.id, len(order)))
        return tuple(topics[:_NEARBY_TOPICS])

    async def _stored(self, ids: Sequence[str]) -> list[StoredFact]:
        """Facts as they stand at the version of the index; those asked for often are kept at hand."""
        if len(self._at_hand) > _FACTS_AT_HAND:
            self._at_hand.clear()
        if missing := [fact_id for fact_id in ids if fact_id not in self._at_hand]:
            self._at_hand |= {stored.fact.id: stored for stored in await self._catalogue.facts(missing)}
        return [self._at_hand[fact_id] for fact_id in ids if fact_id in self._at_hand]

    async def _compute(self, work: Callable[..., Result], *arguments: object) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """What is read now stays: looking through it for garbage again and again takes a third of the time to start.

    Later it would stop the whole process for hundreds of milliseconds each time, on a large base.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
