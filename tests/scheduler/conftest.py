"""A world on each engine, early on a summer's day in Cairo (UTC+3), before the digests of 08:00."""

from datetime import UTC, datetime

import pytest

from knowledge.database import Database
from tests.scheduler.world import Clock, Messenger, World


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2025, 7, 26, 4, tzinfo=UTC))


@pytest.fixture
def messenger() -> Messenger:
    return Messenger()


@pytest.fixture
async def world(database: Database, clock: Clock, messenger: Messenger) -> World:
    world = World(database, clock, messenger)
    await world.add_topics()
    return world
