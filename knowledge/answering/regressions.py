"""The regression set: what readers confirmed stays answered, or a curator is told before a change is made."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.answering.answers import Answers
from knowledge.documents import fact_from_document
from knowledge.matching.ranking import passages
from knowledge.model import Fact, FactState, Revision
from knowledge.readers.feedback import Confirmed, Feedback
from knowledge.readers.questions import Questions
from knowledge.text import normalise

_RECENT = 200
"""Confirmed questions, and unanswered ones, that are looked at: the newest."""
_OWN = 100
_OTHERS = 20
"""How many of them are tried: those of the fact itself, and of each other kind those nearest to what it says."""


@dataclass(frozen=True)
class Effects:
    """``broken`` are confirmed questions that would lose their answer, ``gained`` unanswered ones that would get it."""

    broken: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


class Regressions:
    """Confirmed questions that are not answered rightly as things stand are no reason against any change."""

    def __init__(self, answers: Answers, feedback: Feedback, questions: Questions) -> None:
        self._answers = answers
        self._feedback = feedback
        self._questions = questions

    async def of(self, changed: Fact, state: FactState) -> Effects:
        """What would come of the fact saying ``changed`` in this state. A new fact may have an empty id."""
        recent = await self._feedback.confirmed(changed.id, _RECENT)
        confirmed = await asyncio.to_thread(_relevant, recent, changed)
        if state is not FactState.PUBLISHED:
            own = [pair for pair in confirmed if pair.fact_id == changed.id]
            return Effects(broken=await self._answered(own))
        asked = await asyncio.to_thread(_nearest, await self._questions.newest_open(_RECENT), changed)
        then = await self._answers.rehearse(changed, state, [*(pair.question for pair in confirmed), *asked])
        others = [pair for pair, found in zip(confirmed, then, strict=False) if found != pair.fact_id]
        its_own = [text for text, found in zip(asked, then[len(confirmed) :], strict=True) if found == changed.id]
        return Effects(await self._answered(others), await self._not_answered(its_own, changed.id))

    async def of_undo(self, revision: Revision) -> Effects:
        """What would come of undoing the revision."""
        if revision.before is not None:
            return await self.of(fact_from_document(revision.before), FactState(revision.before["state"]))
        return await self.of(fact_from_document(revision.after or {}), FactState.RETIRED)

    async def _answered(self, confirmed: Sequence[Confirmed]) -> tuple[str, ...]:
        """Those that are answered rightly now."""
        found = await self._answers.asserted([pair.question for pair in confirmed])
        return tuple(pair.question for pair, fact_id in zip(confirmed, found, strict=True) if fact_id == pair.fact_id)

    async def _not_answered(self, asked: Sequence[str], fact_id: str) -> tuple[str, ...]:
        """Those that the fact does not answer already."""
        found = await self._answers.asserted(asked)
        return tuple(text for text, now in zip(asked, found, strict=True) if now != fact_id)


def _relevant(confirmed: Iterable[Confirmed], changed: Fact) -> list[Confirmed]:
    """Each question once: the newest of the fact itself, and the nearest of others."""
    distinct = {(pair.fact_id, normalise(pair.question)): pair for pair in confirmed}.values()
    own = [pair for pair in distinct if pair.fact_id == changed.id]
    others = {pair.question: pair for pair in distinct if pair.fact_id != changed.id}
    return [*own[:_OWN], *(others[text] for text in _nearest(others, changed))]


def _nearest(texts: Iterable[str], changed: Fact) -> list[str]:
    """Those that share most with what the fact says, each once: only they are likely to be answered with it."""
    said = [normalise(passage) for passage in passages(changed)]
    distinct = {normalise(text): text for text in texts}

    def nearness(text: str) -> float:
        return max((fuzz.token_set_ratio(text, passage) for passage in said), default=0.0)

    return [distinct[text] for text in sorted(distinct, key=nearness, reverse=True)[:_OTHERS]]
