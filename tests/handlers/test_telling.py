"""Curators decide at every change whether those who were shown the fact otherwise are told."""

import pytest

from handlers.context import Services
from knowledge.database import Database
from knowledge.model import FactState
from scheduler.campaigns.rows import CampaignState
from scheduler.model import Content
from tests.handlers.conftest import READER, owed_after_a_minute
from tests.handlers.telegram import Call, Person, texts_of

ASKED = "كم عدد مستخدمي ديب سيك؟"
OLD = "بلغ عدد مستخدمي DeepSeek نحو 97 مليون مستخدم."
CORRECTED = "بلغ عدد مستخدمي DeepSeek نحو 100 مليون مستخدم."
SHOWN_ONCE = "ظهرت المعلومة كما كانت في محادثة واحدة"


@pytest.fixture
async def _asked(reader: Person) -> None:
    assert OLD in texts_of(await reader.says(ASKED))


async def edit(curator: Person, text: str = CORRECTED) -> list[Call]:
    await curator.says("/edit deepseek-users")
    await curator.presses("تعديل")
    await curator.presses("النص")
    return await curator.says(text)


async def owed(services: Services, database: Database) -> list[tuple[int, Content]]:
    """What would go out once the minute has passed."""
    return [(one.chat_id, one.content) for one in await owed_after_a_minute(services, database)]


@pytest.mark.usefixtures("_asked")
async def test_who_was_shown_the_old_text_is_told_if_the_curator_says_so(
    curator: Person, services: Services, sqlite_database: Database
) -> None:
    preview = await edit(curator)

    published = await curator.presses("نشر وإرسال التصويب")

    assert SHOWN_ONCE in texts_of(preview)
    assert "سيصل التصويب بعد دقيقة" in texts_of(published)
    ((chat_id, content),) = await owed(services, sqlite_database)
    assert chat_id == READER
    assert (content.body["fact"], content.body["before"]["ar"]) == ("deepseek-users", OLD)


@pytest.mark.usefixtures("_asked")
async def test_a_typo_is_mended_quietly(curator: Person, services: Services, sqlite_database: Database) -> None:
    await edit(curator)

    published = await curator.presses("نشر بلا تصويب")

    assert "نُشرت" in texts_of(published)
    assert "التصويب" not in texts_of(published)
    assert await owed(services, sqlite_database) == []


async def test_nobody_is_asked_about_what_nobody_was_shown(curator: Person) -> None:
    preview = await edit(curator)

    assert "ظهرت المعلومة" not in texts_of(preview)
    assert "حفظ" in preview[-1].buttons
    assert not any("تصويب" in label for label in preview[-1].buttons)


@pytest.mark.usefixtures("_asked")
async def test_nobody_is_asked_when_only_a_way_of_asking_is_added(curator: Person) -> None:
    await curator.says("/edit deepseek-users")
    await curator.presses("تعديل")
    await curator.presses("صيغ السؤال")

    preview = await curator.says("عدد المستخدمين لدى ديب سيك")

    assert not any("تصويب" in label for label in preview[-1].buttons)


@pytest.mark.usefixtures("_asked")
async def test_an_undo_before_the_minute_is_over_leaves_nothing_to_tell(
    curator: Person, services: Services, sqlite_database: Database
) -> None:
    await edit(curator)
    await curator.presses("نشر وإرسال التصويب")

    assert "تم التراجع" in texts_of(await curator.presses("تراجع"))
    assert await owed(services, sqlite_database) == []
    assert [one.state for one in await services.campaigns.newest(5)] == [CampaignState.CANCELLED]


@pytest.mark.usefixtures("_asked")
@pytest.mark.parametrize(("label", "told"), [("سحب وإرسال التصويب", 1), ("سحب بلا تصويب", 0)])
async def test_a_withdrawal_asks_too(
    curator: Person, services: Services, sqlite_database: Database, label: str, told: int
) -> None:
    await curator.says("/retire deepseek-users")

    warned = await curator.presses("1")

    assert SHOWN_ONCE in texts_of(warned)
    assert (await services.catalogue.fact("deepseek-users")).state is FactState.PUBLISHED
    assert "سُحبت" in texts_of(await curator.presses(label))
    assert len(await owed(services, sqlite_database)) == told


@pytest.mark.usefixtures("_asked")
async def test_a_withdrawal_can_be_left(curator: Person, services: Services) -> None:
    await curator.says("/retire deepseek-users")
    await curator.presses("1")

    await curator.presses("إبقاء الحال كما هي")

    assert (await services.catalogue.fact("deepseek-users")).state is FactState.PUBLISHED


@pytest.mark.parametrize("decision", [("تراجع وإرسال التصويب", 1), ("تراجع بلا تصويب", 0)])
async def test_an_undo_of_what_was_shown_asks_too(
    reader: Person, curator: Person, services: Services, sqlite_database: Database, decision: tuple[str, int]
) -> None:
    label, told = decision
    await edit(curator)
    await curator.presses("حفظ")
    await reader.says(ASKED)

    asked = await curator.says("/undo")

    assert SHOWN_ONCE in texts_of(asked)
    assert "تم التراجع" in texts_of(await curator.presses(label))
    contents = [content for _, content in await owed(services, sqlite_database)]
    assert [content.body["before"]["ar"] for content in contents] == [CORRECTED] * told


@pytest.mark.usefixtures("_asked")
async def test_readers_cannot_press_what_tells_everyone(
    reader: Person, services: Services, sqlite_database: Database
) -> None:
    refused = await reader.presses_data("v1|retire-tell|deepseek-users")

    assert "للمحرّرين" in str([call.parameters for call in refused])
    assert (await services.catalogue.fact("deepseek-users")).state is FactState.PUBLISHED
    assert await owed(services, sqlite_database) == []
