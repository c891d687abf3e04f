"""Owners see how sending goes, stop it and let it go on, in the chat."""

from datetime import timedelta

import pytest

from handlers.context import Services
from handlers.sending_view import render_sending
from handlers.texts import texts_in
from knowledge.database import Database
from scheduler.accounts.sending import Amount, Status
from scheduler.model import ChatKind, Priority
from scheduler.sending.leader import Leader
from scheduler.sending.outage import Outage, Outages
from scheduler.sending.switch import Pause
from tests.handlers.conftest import NOW, OWNER
from tests.handlers.telegram import Person, texts_of


def said(status: Status, language: str = "en") -> str:
    return render_sending(status, "Africa/Cairo", texts_in(language)).text.translate(
        dict.fromkeys(map(ord, "\u200f\u2068\u2069"))
    )


async def test_an_owner_pauses_is_named_and_resumes(owner: Person, services: Services) -> None:
    owner.language = "en"

    paused = await owner.says("/pause")

    held = await services.switch.paused()
    assert held is not None
    assert (held.by, held.reason, held.since) == ("owner", "Layla", NOW)
    assert "Sending is paused by Layla since 1 August 2025 12:00." in texts_of(paused)
    resumed = await owner.presses("Resume")
    assert await services.switch.paused() is None
    assert "Nothing is waiting" in texts_of(resumed)
    await owner.presses("Pause")
    assert await services.switch.paused() is not None
    await owner.says("/resume")
    assert await services.switch.paused() is None


async def test_the_card_is_refreshed_in_place(owner: Person, services: Services) -> None:
    await owner.says("/progress")
    await services.switch.pause("errors", NOW, "Forbidden: bot was kicked")

    *_, edited = await owner.presses("تحديث")

    assert edited.method == "editMessageText"
    assert "توقّف الإرسال من نفسه" in edited.text
    assert "Forbidden: bot was kicked" in edited.text


async def test_an_outage_is_told_in_the_chat(owner: Person, services: Services, sqlite_database: Database) -> None:
    await Leader(sqlite_database, "me", "here", lambda: NOW).renew()
    await Outages(sqlite_database, "me").keep(
        Outage("ConnectError", NOW - timedelta(minutes=30), NOW + timedelta(minutes=8)), NOW
    )

    arabic = texts_of(await owner.says("/progress"))
    owner.language = "en"
    english = texts_of(await owner.says("/progress"))

    assert "ConnectError" in arabic
    assert "الإرسال متعثّر منذ 1 أغسطس 2025 11:30" in arabic
    assert "held up since 1 August 2025 11:30" in english
    assert "tried again at 1 August 2025 12:08 with one message" in english


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        pytest.param(timedelta(minutes=8), "tried again at 1 August 2025 15:08", id="the trial is to come"),
        pytest.param(timedelta(), "being tried again now", id="the trial is under way"),
    ],
)
def test_the_card_says_why_sending_is_held_up_and_when_it_is_tried_again(wait: timedelta, words: str) -> None:
    outage = Outage("ConnectError " * 100, NOW - timedelta(minutes=30), NOW + wait)

    text = said(Status(NOW, None, {Priority.DIGEST: Amount(ready=5)}, rate=3.0, outage=outage))

    assert "held up since 1 August 2025 14:30" in text
    assert words in text
    assert "What is waiting is kept" in text
    assert "will have gone out" not in text
    assert len(text) < 1000


@pytest.mark.parametrize("data", ["v1|sending-pause", "v1|sending-resume", "v1|sending-look"])
async def test_nobody_else_can_press_its_buttons(data: str, curator: Person, services: Services) -> None:
    pause = await services.switch.pause("owner", NOW)

    refusal = await curator.presses_data(data)

    assert "لمالكي البوت وحدهم" in texts_of(refusal)
    assert await services.switch.paused() == pause


async def test_while_paused_the_chat_answers_as_ever(owner: Person, reader: Person) -> None:
    await owner.says("/pause")

    assert "97" in texts_of(await reader.says("كم عدد مستخدمي ديب سيك"))


async def test_times_are_those_of_the_owner(owner: Person, services: Services) -> None:
    await services.subscribers.subscribe(
        OWNER, kind=ChatKind.PRIVATE, language="en", topics=("waic",), zone="Asia/Riyadh", minute=0, now=NOW
    )
    owner.language = "en"

    assert "since 1 August 2025 15:00" in texts_of(await owner.says("/pause"))


def test_the_card_says_what_went_out_what_is_left_how_fast_and_until_when() -> None:
    amounts = {Priority.DIGEST: Amount(sent=1200, ready=600, later=3), Priority.BROADCAST: Amount(sent=1)}

    text = said(Status(NOW, None, amounts, rate=20.0, waits_until=NOW + timedelta(minutes=1)))

    assert "Messages are going out." in text
    assert "Digests: 1,200 sent, 603 left (put off to a later time: 3)" in text
    assert "Broadcasts: 1 sent, 0 left" in text
    assert "over the last minute: 20.0" in text
    assert "nothing before 1 August 2025 15:01" in text
    assert "at about 1 August 2025 15:01" in text
    assert "Times are those of Cairo." in text


@pytest.mark.parametrize(
    ("pause", "words"),
    [
        pytest.param(Pause("owner", "Layla <b>", NOW), "paused by Layla &lt;b&gt; since", id="an owner"),
        pytest.param(Pause("owner", "", NOW), "from the command line", id="on the command line"),
        pytest.param(Pause("errors", "Forbidden: x" * 100, NOW), "paused by itself", id="errors"),
    ],
)
def test_the_card_says_who_paused_and_that_nothing_is_lost(pause: Pause, words: str) -> None:
    text = said(Status(NOW + timedelta(hours=1), pause, {Priority.DIGEST: Amount(ready=5)}, rate=3.0))

    assert words in text
    assert "What is waiting is kept" in text
    assert "will have gone out" not in text
    assert len(text) < 1000
