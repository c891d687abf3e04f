"""Owners are told over real HTTP what stopped sending and what was refused."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from telegram.ext import Defaults, ExtBot

from bot.alerts import OwnerAlerts
from bot.sandbox import CURATOR_ID, Sandbox
from bot.sandbox.faults import Fault
from bot.sandbox.model import BOT_ID
from knowledge.database import Database
from knowledge.readers.readers import Readers
from scheduler.alerts import DeliveryRefused, SendingPaused, SendingResumed
from scheduler.model import ChatKind, Content, Delivery, DeliveryStatus
from scheduler.subscribing.subscribers import Subscribers
from tests.bot.sandbox.serving import TOKEN, own_request, serve_sandbox
from tests.scheduler.world import Clock

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069"))
NOW = datetime(2025, 7, 26, 12, tzinfo=UTC)
REFUSED = DeliveryRefused(
    Delivery(
        id=1,
        campaign="digest:2025-07-26",
        chat_id=-100,
        thread_id=7,
        part=0,
        chat_kind=ChatKind.GROUP,
        subscriber_id=1,
        content=Content("digest", "ar", {}),
        status=DeliveryStatus.DEAD,
        attempts=0,
        due_at=NOW,
        message_id=None,
        error=None,
        created_at=NOW,
        finished_at=NOW,
    ),
    "can't parse entities <b>",
)


OTHER_OWNER = 1001


@dataclass
class Office:
    """Alerts for two owners, of whom each has written to the bot."""

    alerts: OwnerAlerts
    sandbox: Sandbox
    database: Database
    clock: Clock

    async def heard(self, count: int, owner: int = CURATOR_ID) -> list[str]:
        """What an owner was told, as soon as there are so many messages."""
        async with asyncio.timeout(30):
            while len(self.sandbox.messages.get(owner, ())) < count:  # noqa: ASYNC110 (the sandbox has no event)
                await asyncio.sleep(0.02)
        return [message.text.translate(_MARKS) for message in self.sandbox.messages[owner].values()]


@pytest.fixture
async def office(sqlite_database: Database) -> AsyncIterator[Office]:
    sandbox, clock = Sandbox(limits=None), Clock(NOW)
    for owner in (CURATOR_ID, OTHER_OWNER):
        sandbox.add_chat(sandbox.chats[owner].with_member(BOT_ID, "member"))
    async with serve_sandbox(sandbox) as address, client(address) as bot:
        owners = {CURATOR_ID, OTHER_OWNER}
        alerts = OwnerAlerts(bot, owners, Readers(sqlite_database), Subscribers(sqlite_database), clock)
        running = asyncio.create_task(alerts.run())
        yield Office(alerts, sandbox, sqlite_database, clock)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@asynccontextmanager
async def client(address: str) -> AsyncIterator[ExtBot[None]]:
    bot: ExtBot[None] = ExtBot(
        TOKEN,
        base_url=f"{address}/bot",
        request=own_request(),
        get_updates_request=own_request(),
        defaults=Defaults(parse_mode="HTML"),
    )
    async with bot:
        yield bot


async def test_each_owner_is_told_in_their_own_language_and_time(office: Office) -> None:
    await Readers(office.database).choose_language(OTHER_OWNER, "en", NOW)
    await Subscribers(office.database).subscribe(
        OTHER_OWNER, kind=ChatKind.PRIVATE, language="en", topics=("t",), zone="Asia/Tokyo", minute=0, now=NOW
    )

    await office.alerts.tell(SendingPaused("Bad Gateway", 10, NOW + timedelta(minutes=1)))

    (arabic,), (english,) = await office.heard(1), await office.heard(1, OTHER_OWNER)
    assert "تكرّر الخطأ نفسه 10 مرات متتالية" in arabic
    assert "26 يوليو 2025 12:01" in arabic
    assert "10 times in a row:\nBad Gateway" in english
    assert "at 26 July 2025 21:01, Tokyo time" in english


async def test_what_needs_an_owner_has_a_button_and_what_does_not_has_none(office: Office) -> None:
    await office.alerts.tell(SendingPaused("Forbidden", 10, None))
    await office.alerts.tell(SendingPaused("Bad Gateway", 10, NOW))
    await office.heard(2)

    needing, passing = office.sandbox.messages[CURATOR_ID].values()
    assert "sending-resume" in str(needing.markup)
    assert not passing.markup


async def test_the_end_of_a_pause_is_told_after_its_beginning(office: Office) -> None:
    await office.alerts.tell(SendingPaused("Bad Gateway", 10, NOW))
    await office.alerts.tell(SendingResumed("Bad Gateway"))

    _, second = await office.heard(2)

    assert "عاد الإرسال" in second


async def test_a_refused_message_is_told_with_campaign_chat_and_telegrams_words(office: Office) -> None:
    await office.alerts.tell(REFUSED)

    (text,) = await office.heard(1)

    assert "نشرة السبت 26 يوليو 2025" in text
    assert "-100/7" in text
    assert "can't parse entities <b>" in text


async def test_refusals_beyond_a_few_an_hour_are_summed_up(office: Office) -> None:
    for number in range(8):
        await office.alerts.tell(replace(REFUSED, reason=f"reason {number}"))
    office.alerts.sum_up()
    assert len(await office.heard(5)) == 5

    office.clock.forward(hours=1)
    office.alerts.sum_up()

    *_, last = await office.heard(6)
    assert "3 رسائل أخرى" in last
    assert "reason 5، reason 6، reason 7" in last


async def test_no_token_is_echoed(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    token = "123456789:AAF-abcdefghijklmnopqrstuvwxyz"

    with caplog.at_level(logging.WARNING):
        await office.alerts.tell(SendingPaused(f"https://api.telegram.org/bot{token}/sendMessage", 10, None))

    (text,) = await office.heard(1)
    assert "AAF" not in text + caplog.text


async def test_an_owner_who_blocked_the_bot_keeps_nobody_else_from_hearing(office: Office) -> None:
    office.sandbox.add_chat(office.sandbox.chats[OTHER_OWNER].with_member(BOT_ID, "kicked"))

    await office.alerts.tell(SendingPaused("Bad Gateway", 10, NOW))
    await office.alerts.tell(SendingResumed("Bad Gateway"))

    assert len(await office.heard(2)) == 2
    assert not office.sandbox.messages.get(OTHER_OWNER)


async def test_what_cannot_be_told_while_telegram_is_away_is_told_when_it_is_back(office: Office) -> None:
    office.sandbox.faults.plan([Fault("error", "sendMessage")])

    await office.alerts.tell(SendingPaused("Bad Gateway", 10, NOW))

    assert len(await office.heard(1)) == 1
    assert len(await office.heard(1, OTHER_OWNER)) == 1
