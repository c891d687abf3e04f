"""Services over the base of the ``database`` fixture."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime

import pytest

from knowledge.answering.answers import Answers
from knowledge.base.catalogue import Catalogue
from knowledge.base.fact_rows import FactToMatch
from knowledge.base.factfiles import read_document
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.matching.encoder import UniversalSentenceEncoder
from knowledge.matching.vectors import VectorStore
from knowledge.readers.questions import Questions


@pytest.fixture
def curation(database: Database) -> Curation:
    return Curation(database)


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    return Catalogue(database)


async def changes(catalogue: Catalogue, revision: int, at_once: int = 2000) -> list[FactToMatch]:
    """All that ``changed_since`` gives."""
    return [changed async for some in catalogue.changed_since(revision, at_once) for changed in some]


@asynccontextmanager
async def answers_over(database: Database, document: str) -> AsyncIterator[Answers]:
    """Answers with the real encoder, over a base that holds a fact file."""
    now = datetime(2025, 8, 1, 12, tzinfo=UTC)
    await Curation(database).import_document(read_document(document), author_id=None, now=now)
    encoder = UniversalSentenceEncoder()
    store = VectorStore(database, encoder)
    with closing(Answers(Catalogue(database), Questions(database), store, encoder)) as opened:
        yield opened
