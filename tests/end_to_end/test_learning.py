"""Readers' thumbs, curators' review, and the guard over what was confirmed: the whole bot, over HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from handlers.texts import texts_in
from knowledge.base.factfiles import read_document
from knowledge.curation import Curation
from knowledge.database import Database
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import Person, Said, Stage, stage_on, unmarked, url_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

TWINS = """
facts:
  - id: northern-lighthouse
    topics: [race]
    as_of: 1998
    text: {ar: رسمت سلوى منارة ناورو الشمالية عام 1998.}
    aliases: {ar: [من رسم المنارة]}
  - id: southern-lighthouse
    topics: [race]
    as_of: 2003
    text: {ar: رسم كريم منارة ناورو الجنوبية عام 2003.}
    aliases: {ar: [من رسم المنارة]}
"""
VAGUE = "اسم من رسم المنارة"
CLEAR = "من رسم منارة ناورو الجنوبية؟"
NORTHERN, SOUTHERN = "رسمت سلوى منارة", "رسم كريم منارة"


async def add_twins(base: Path) -> None:
    database = Database(url_of(base))
    await Curation(database).import_document(read_document(TWINS), author_id=None, now=datetime.now(UTC))
    await database.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory, copy_base: CopyBase) -> AsyncIterator[Stage]:
    base = copy_base(tmp_path_factory.mktemp("learning"))
    await add_twins(base)
    async with stage_on(base) as stage, stage.bot():
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def reader(stage: Stage) -> Person:
    return await stage.newcomer()


@pytest_asyncio.fixture(loop_scope="module")
async def curator(stage: Stage) -> Person:
    curator = stage.curator()
    await curator.says("/cancel")
    return curator


def sentence(message_id: str, **values: str | int) -> str:
    return unmarked(texts_in("ar").plain(message_id, **values))


async def newest(person: Person) -> Said:
    return (await person.chat())[-1]


async def test_what_a_reader_confirms_and_a_curator_approves_is_answered_from_then_on(
    stage: Stage, reader: Person, curator: Person
) -> None:
    (choice,) = await reader.says(VAGUE)
    await reader.presses(NORTHERN)
    thanks = await reader.presses("👍")
    (page,) = await curator.says("/review")
    approved = await curator.presses(sentence("button-approve", number=1))
    (answer,) = await (await stage.newcomer()).says(VAGUE)

    assert NORTHERN in choice.text
    assert SOUTHERN in choice.text
    assert thanks == [sentence("feedback-thanks-up")]
    assert "✓ 👍" in (await newest(reader)).buttons
    assert VAGUE in page.text
    assert approved == [sentence("review-approved", number=str(await stage.revision()))]
    assert NORTHERN in answer.text
    assert SOUTHERN not in answer.text


async def test_a_reason_leads_a_curator_to_the_fact(reader: Person, curator: Person) -> None:
    reason = sentence("feedback-reason", reason="outdated")
    await reader.says(CLEAR)
    await reader.presses("👎")

    thanks = await reader.presses(reason)
    (page,) = await curator.says("/review")
    editing = await curator.presses(sentence("button-edit-fact", number=1))
    await curator.says("/cancel")
    aside = await curator.presses(sentence("button-set-aside", number=1))

    assert thanks == [sentence("feedback-thanks-fault")]
    assert f"✓ 👎 {reason}" in (await newest(reader)).buttons
    assert reason in page.text
    assert CLEAR in page.text
    assert any(SOUTHERN in shown for shown in editing)
    assert aside[0] == sentence("review-set-aside")


async def test_what_was_not_asked_is_unanswered_until_the_reader_finds_it(reader: Person, curator: Person) -> None:
    await reader.says(CLEAR)
    await reader.presses("👎")

    told = await reader.presses(sentence("feedback-reason", reason="off_target"))
    (unanswered,) = await curator.says("/inbox")
    await reader.presses(NORTHERN)
    (left,) = await curator.says("/inbox")

    assert told[0] == sentence("feedback-thanks-unmet")
    assert CLEAR in unanswered.text
    assert CLEAR not in left.text


async def test_a_change_that_would_lose_a_confirmed_question_says_so_before_it_is_made(
    stage: Stage, reader: Person, curator: Person
) -> None:
    await reader.says(CLEAR)
    await reader.presses("👍")
    await curator.says("/retire southern-lighthouse")
    before = await stage.revision()

    await curator.presses("1")
    warning = await newest(curator)
    unchanged = await stage.revision()
    (answer,) = await reader.says(CLEAR)
    await curator.presses(sentence("button-quietly", change="retire"))

    assert CLEAR in warning.text
    assert unchanged == before
    assert SOUTHERN in answer.text
    assert await stage.revision() == before + 1
    assert SOUTHERN not in (await reader.says(CLEAR))[-1].text
