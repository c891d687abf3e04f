"""The sandbox of a bot without a token begins anew at each start; who subscribed before is not lost by that."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bot.sandbox import LAYLA_ID
from knowledge.database import Database
from scheduler.model import ChatKind, SubscriberState
from scheduler.subscribing.subscribers import Subscribers
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import marsad_in_its_sandbox, settings_for, url_of

STRANGER = 4242
PATIENCE = 30


async def subscribe(subscribers: Subscribers, person: int) -> None:
    """Two hours ago, for an hour later."""
    now = datetime.now(UTC) - timedelta(hours=2)
    at = now + timedelta(hours=1)
    minute = at.hour * 60 + at.minute
    await subscribers.subscribe(
        person, kind=ChatKind.PRIVATE, language="ar", topics=("deepseek",), zone="UTC", minute=minute, now=now
    )


async def digest_of(control: httpx.AsyncClient, person: int) -> str:
    async with asyncio.timeout(PATIENCE):
        while True:
            (chat, *_) = (await control.get(f"/sandbox/people/{person}")).json()["chats"]
            if chat["messages"]:
                return str(chat["messages"][0]["text"])
            await asyncio.sleep(0.05)


async def test_who_subscribed_before_a_restart_gets_the_digest_after_it(copy_base: CopyBase, tmp_path: Path) -> None:
    base = copy_base(tmp_path)
    database = Database(url_of(base))
    subscribers = Subscribers(database)
    for person in (LAYLA_ID, STRANGER):
        await subscribe(subscribers, person)

    async with (
        marsad_in_its_sandbox(settings_for(base)) as address,
        httpx.AsyncClient(base_url=address, trust_env=False) as control,
    ):
        digests = [await digest_of(control, person) for person in (LAYLA_ID, STRANGER)]

    states = [found.state for person in (LAYLA_ID, STRANGER) if (found := await subscribers.get(person))]
    await database.close()
    assert all("DeepSeek" in digest or "ديب سيك" in digest for digest in digests)
    assert states == [SubscriberState.ACTIVE] * 2
