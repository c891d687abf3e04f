from datetime import UTC, datetime, timedelta

import pytest

from knowledge.database import Database
from knowledge.readers.curators import Curator, Curators

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
OWNER, LAYLA, OMAR = 1, 2, 3


@pytest.fixture
def curators(database: Database) -> Curators:
    return Curators(database, frozenset({OWNER}))


async def test_an_owner_is_a_curator_without_being_named(curators: Curators) -> None:
    assert curators.is_owner(OWNER)
    assert await curators.is_curator(OWNER)
    assert await curators.all() == []


async def test_a_curator_is_one_until_removed(curators: Curators) -> None:
    await curators.add(LAYLA, "Layla", OWNER, NOW)
    named = await curators.is_curator(LAYLA)
    await curators.remove(LAYLA)

    assert (named, await curators.is_curator(LAYLA), curators.is_owner(LAYLA)) == (True, False, False)


async def test_naming_a_curator_again_only_renews_the_name(curators: Curators) -> None:
    await curators.add(OMAR, "Omar", OWNER, NOW)
    await curators.add(LAYLA, "Layla", OWNER, NOW + timedelta(hours=1))
    await curators.add(OMAR, "Umar", LAYLA, NOW + timedelta(hours=2))

    assert await curators.all() == [
        Curator(OMAR, "Umar", OWNER, NOW),
        Curator(LAYLA, "Layla", OWNER, NOW + timedelta(hours=1)),
    ]
