"""Services over the base of the ``database`` fixture."""

import pytest

from knowledge.catalogue import Catalogue
from knowledge.curation import Curation
from knowledge.database import Database


@pytest.fixture
def curation(database: Database) -> Curation:
    return Curation(database)


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    return Catalogue(database)
