"""A digest arrives over the wire, and every one of its buttons does what it says."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from knowledge.database import Database
from scheduler.digests.tick import Digests
from scheduler.model import ChatKind, SubscriberState
from scheduler.subscribing.subscribers import Subscribers
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import Person, Said, Stage, stage_on, url_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

_PATIENCE = 60
_LOOK_EVERY = 0.1


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory, copy_base: CopyBase) -> AsyncIterator[Stage]:
    base = copy_base(tmp_path_factory.mktemp("digest"))
    async with stage_on(base) as stage, stage.bot():
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def database(stage: Stage) -> AsyncIterator[Database]:
    database = Database(url_of(stage.base))
    yield database
    await database.close()


async def subscribe(database: Database, person: Person, amount: int) -> None:
    now = datetime.now(UTC)
    service = Subscribers(database)
    await service.subscribe(
        person.id,
        kind=ChatKind.PRIVATE,
        language="en",
        topics=("deepseek", "waic-2025"),
        zone="Asia/Riyadh",
        minute=480,
        now=now,
    )
    await service.change(person.id, now=now, amount=amount)


async def receive(database: Database, person: Person) -> Said:
    """The digest of today, ahead of its time: the bot that runs sends it."""
    await Digests(database).send_now(person.id, datetime.now(UTC))
    async with asyncio.timeout(_PATIENCE):
        while True:
            for said in await person.hears():
                if said.text.startswith("Your digest for"):
                    return said
            await asyncio.sleep(_LOOK_EVERY)


async def test_its_facts_are_read_and_asked_about(stage: Stage, database: Database) -> None:
    reader = await stage.newcomer("en")
    await reader.says("/start")
    await subscribe(database, reader, amount=2)
    digest = await receive(database, reader)

    (card,) = await reader.presses_data(digest.buttons["📰 Source (1)"], digest.id)
    (prompt,) = await reader.presses_data(digest.buttons["💬 Ask about (1)"], digest.id)
    (answer,) = await reader.says("and when?")

    assert "📰 Source:" in card
    assert "Write your question about this fact." in prompt
    assert "We read this as:" in answer.text


async def test_more_brings_other_facts_in_the_same_form(stage: Stage, database: Database) -> None:
    reader = await stage.newcomer("en")
    await reader.says("/start")
    await subscribe(database, reader, amount=1)
    digest = await receive(database, reader)

    (more,) = await reader.presses_data(digest.buttons["More now"], digest.id)

    assert more.startswith("Your digest for")
    assert statement_of(more) != statement_of(digest.text)


async def test_stop_ends_it_and_undo_brings_it_back(stage: Stage, database: Database) -> None:
    reader = await stage.newcomer("en")
    await reader.says("/start")
    await subscribe(database, reader, amount=1)
    digest = await receive(database, reader)

    await reader.presses_data(digest.buttons["Stop the digest"], digest.id)
    stopped = await state_of(database, reader)
    await reader.presses("Undo")

    assert stopped is SubscriberState.LEFT
    assert await state_of(database, reader) is SubscriberState.ACTIVE


async def test_my_data_name_the_message_that_arrived(stage: Stage, database: Database) -> None:
    reader = await stage.newcomer("en")
    await reader.says("/start")
    await subscribe(database, reader, amount=1)
    digest = await receive(database, reader)

    expected = f"digest (one fact) – sent (message {digest.id})"
    async with asyncio.timeout(_PATIENCE):  # it has arrived before the bot knows
        while expected not in await told_by(reader, "/mydata"):  # noqa: ASYNC110 (the base has no event)
            await asyncio.sleep(_LOOK_EVERY)


async def told_by(reader: Person, command: str) -> str:
    return "\n".join(said.text for said in await reader.says(command))


async def state_of(database: Database, person: Person) -> SubscriberState | None:
    subscriber = await Subscribers(database).get(person.id)
    return subscriber.state if subscriber else None


def statement_of(text: str) -> str:
    return next(line for line in text.split("\n") if line.startswith("1. "))
