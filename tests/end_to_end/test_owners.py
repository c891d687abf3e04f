"""An owner stops sending in the chat and lets it go on, over real HTTP, while the bot runs as ever."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.database import Database
from scheduler.accounts.ledger import Ledger
from scheduler.digests.tick import Digests
from scheduler.model import ChatKind, DeliveryStatus
from scheduler.subscribing.subscribers import Subscribers
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import Person, Stage, stage_on, url_of

PATIENCE = 30
TOPIC = "deepseek"


@pytest.fixture
async def stage(tmp_path: Path, copy_base: CopyBase) -> AsyncIterator[Stage]:
    async with stage_on(copy_base(tmp_path)) as stage, stage.bot():
        yield stage


async def owe_digest(stage: Stage, reader: Person) -> None:
    now = datetime.now(UTC)
    database = Database(url_of(stage.base))
    await Subscribers(database).subscribe(
        reader.id, kind=ChatKind.PRIVATE, language="en", topics=(TOPIC,), zone="UTC", minute=0, now=now
    )
    assert await Digests(database).send_now(reader.id, now) is not None
    await database.close()


async def status_becomes(stage: Stage, reader: Person, status: DeliveryStatus) -> None:
    database = Database(url_of(stage.base))
    async with asyncio.timeout(PATIENCE):
        while (await Ledger(database).of_chat(reader.id))[0].status is not status:  # noqa: ASYNC110 (the base has no event)
            await asyncio.sleep(0.05)
    await database.close()


async def test_while_sending_is_paused_the_chat_answers_and_what_waits_comes_after(stage: Stage) -> None:
    owner, reader = stage.curator(), await stage.newcomer("en")
    await reader.says("/start")

    (paused,) = await owner.says("/pause")
    await owe_digest(stage, reader)
    answered = await reader.says("how many people use DeepSeek?")
    (progress,) = await owner.says("/progress")
    await owner.presses("استئناف")
    await status_becomes(stage, reader, DeliveryStatus.SENT)

    assert "الإرسال متوقّف منذ" in paused.text
    assert [message for message in answered if "97" in message.text]
    assert "وبقي 1" in progress.text
    assert any("Your digest for" in message.text for message in await reader.chat())
