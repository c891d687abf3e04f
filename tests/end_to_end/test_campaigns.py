"""Corrections and broadcasts, from the chat of who decides to the chats of all others, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio
from sqlalchemy import update

from knowledge.base.catalogue import Catalogue
from knowledge.base.factfiles import write_document
from knowledge.database import Database
from knowledge.documents import Document
from scheduler.model import ChatKind
from scheduler.subscribing.subscribers import Subscribers
from scheduler.tables import campaigns
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import Person, Said, Stage, stage_on, url_of

_PATIENCE = 60
_LOOK_EVERY = 0.1
QUESTION = "كم عدد مستخدمي ديب سيك؟"
FACT = "deepseek-users-2025-04"


@pytest_asyncio.fixture
async def stage(copy_base: CopyBase, tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage_on(copy_base(tmp_path)) as stage, stage.bot():
        yield stage


async def end_the_minute(stage: Stage) -> None:
    """As if it had passed: the campaigns that wait may start."""
    database = Database(url_of(stage.base))
    async with database.write() as connection:
        await connection.execute(update(campaigns).values(starts_at=datetime.now(UTC)))
    await database.close()


async def subscribe(stage: Stage, *people: Person) -> None:
    """To a digest that is not due during the test."""
    database, now = Database(url_of(stage.base)), datetime.now(UTC)
    later = now + timedelta(hours=12)
    for person in people:
        await Subscribers(database).subscribe(
            person.id,
            kind=ChatKind.PRIVATE,
            language=person.language,
            topics=("deepseek",),
            zone="UTC",
            minute=later.hour * 60 + later.minute,
            now=now,
        )
    await database.close()


async def waits_for(person: Person, text: str) -> Said:
    """The message that comes by itself."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            for said in await person.chat():
                if text in said.text:
                    return said
            await asyncio.sleep(_LOOK_EVERY)


async def test_who_was_told_something_wrong_is_told_what_is_right_once(stage: Stage) -> None:
    reader, other, curator = await stage.newcomer(), await stage.newcomer("en"), stage.curator()
    await reader.says(QUESTION)
    await other.says("Who opened WAIC 2025?")
    await curator.says(f"/edit {FACT}")
    await curator.presses("تعديل")
    await curator.presses("النص")
    preview = await curator.says("بلغ عدد مستخدمي ديب سيك نحو 100 مليون مستخدم.")

    await curator.presses("نشر وإرسال التصويب")
    await end_the_minute(stage)
    correction = await waits_for(reader, "قلنا لكم")

    assert "محادثة واحدة" in preview[-1].text
    assert "100 مليون" in correction.text
    assert len([said for said in await reader.chat() if "قلنا لكم" in said.text]) == 1
    assert not [said for said in await other.chat() if "What we told you" in said.text]
    assert "100 مليون" in (await reader.presses("المصدر"))[0]


async def test_a_file_that_changes_what_was_shown_is_imported_and_told(stage: Stage) -> None:
    reader, other, curator = await stage.newcomer(), await stage.newcomer("en"), stage.curator()
    await reader.says(QUESTION)
    await other.says("Who opened WAIC 2025?")
    await curator.says("/import")
    card = (await curator.uploads("corrected.yaml", await corrected(stage)))[-1]

    report = await curator.presses("استيراد وإرسال التصويب")
    await end_the_minute(stage)
    correction = await waits_for(reader, "قلنا لكم")

    assert "محادثة واحدة" in card.text
    assert "تغيّر: 1" in report[-1]
    assert "100 مليون" in correction.text
    assert len([said for said in await reader.chat() if "قلنا لكم" in said.text]) == 1
    assert not [said for said in await other.chat() if "What we told you" in said.text]


async def corrected(stage: Stage) -> bytes:
    """A fact file with the one fact that said 97 million."""
    database = Database(url_of(stage.base))
    fact = (await Catalogue(database).fact(FACT)).fact
    await database.close()
    text = {language: statement.replace("97", "100") for language, statement in fact.text.items()}
    return write_document(Document(facts=(replace(fact, text=text),))).encode()


async def test_a_broadcast_is_undone_and_another_goes_out_and_is_watched(stage: Stage) -> None:
    owner, people = stage.curator(), [await stage.newcomer("ar") for _ in range(3)]
    for person in people:
        await person.says("/help")
    await subscribe(stage, *people)
    await _write(owner, "رسالة تُلغى")
    await owner.presses("تراجع")
    undone = (await owner.chat())[-1]
    await _write(owner, "مرحبا بالجميع")
    await end_the_minute(stage)

    for person in people:
        arrived = await waits_for(person, "مرحبا بالجميع")
        assert "إلغاء الاشتراك" in arrived.buttons

    assert "لم يُرسل منها شيء" in undone.text
    async with asyncio.timeout(_PATIENCE):
        while not any("انتهى الإرسال" in said.text for said in await owner.chat()):  # the card, once all is noted
            await owner.presses("تحديث")
    assert any("وصلت: 3" in said.text for said in await owner.chat())
    assert not [said for person in people for said in await person.chat() if "تُلغى" in said.text]


async def _write(owner: Person, text: str) -> None:
    await owner.says("/broadcast")
    await owner.says(text)
    await owner.presses("تخطٍّ")
    await owner.presses("التالي")
    await owner.presses("إرسال")
