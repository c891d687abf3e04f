"""Finds near-duplicates of a statement, for the warning before a fact is added twice."""

import asyncio
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base.fact_rows import stored_facts
from knowledge.model import Fact, FactState, StoredFact, Translations
from knowledge.tables import facts
from knowledge.text import normalise

_LIMIT = 3
_NEAR = 80.0
"""Of 100, for the same words in any order; one changed number or word in a statement stays above it."""
_WORTH_A_LOOK = 60.0
_LOOKED_AT = 50


async def similar_facts(connection: AsyncConnection, fact: Fact) -> list[StoredFact]:
    """Up to three drafts or published facts that nearly say the same in one of its languages, the nearest first."""
    query = select(facts.c.id, facts.c.text).where(facts.c.state != FactState.RETIRED, facts.c.id != fact.id)
    others = (await connection.execute(query)).all()
    ids = await asyncio.to_thread(_nearest_of, fact.text, others)
    found = await stored_facts(connection, select(facts.c.id).where(facts.c.id.in_(ids)))
    return sorted(found, key=lambda stored: ids.index(stored.fact.id))


def nearest(text: str, others: Mapping[str, str]) -> list[tuple[float, str]]:
    """Score, of 100, and key of those of ``others`` that nearly say the same as ``text``.

    Normalising a large base would take seconds, so a coarse comparison chooses what is worth it.
    """
    coarse = process.extract(
        text,
        others,
        scorer=fuzz.token_sort_ratio,
        processor=default_process,
        score_cutoff=_WORTH_A_LOOK,
        limit=_LOOKED_AT,
    )
    candidates = {key: normalise(other) for other, _, key in coarse}
    near = process.extract(normalise(text), candidates, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=_LIMIT)
    return [(score, key) for _, score, key in near]


def _nearest_of(texts: Translations, others: Sequence[tuple[str, Translations]]) -> list[str]:
    found = [
        scored
        for language, text in texts.items()
        for scored in nearest(text, {key: other[language] for key, other in others if language in other})
    ]
    return list(dict.fromkeys(fact_id for _, fact_id in sorted(found, reverse=True)))[:_LIMIT]
