"""Services over the base of the ``database`` fixture."""

import pytest

from knowledge.catalogue import Catalogue
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.fact_rows import FactToMatch


@pytest.fixture
def curation(database: Database) -> Curation:
    return Curation(database)


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    return Catalogue(database)


async def changes(catalogue: Catalogue, revision: int, at_once: int = 2000) -> list[FactToMatch]:
    """All that ``changed_since`` gives."""
    return [changed async for some in catalogue.changed_since(revision, at_once) for changed in some]
