"""Whoever imports a file decides whether those who were shown its facts otherwise are told."""

import pytest

from handlers.context import Services
from knowledge.database import Database
from scheduler.campaigns.rows import CampaignState
from tests.handlers.conftest import FACTS, NOW, READER, owed_after_a_minute
from tests.handlers.telegram import Call, Person, texts_of

ASKED, ASKED_TOO = "كم عدد مستخدمي ديب سيك؟", "من افتتح مؤتمر وايك؟"
OLD = "بلغ عدد مستخدمي DeepSeek نحو 97 مليون مستخدم."
CORRECTED = FACTS.replace("97", "100").replace("لي تشيانغ", "رئيس الوزراء")
SHOWN_ONCE = "ظهر بعض المعلومات التي ستتغيّر كما كان في محادثة واحدة"


@pytest.fixture
async def _asked(reader: Person) -> None:
    await reader.says(ASKED)
    await reader.says(ASKED_TOO)


async def offer(curator: Person, content: str = CORRECTED) -> Call:
    """The card with what the file holds."""
    curator.wire.files["file"] = content.encode()
    await curator.says("/import")
    return (await curator.sends(document={"file_id": "file", "file_unique_id": "u", "file_name": "facts.yaml"}))[-1]


async def owed(services: Services, database: Database) -> list[tuple[int, str, str]]:
    """What would go out once the minute has passed: to whom, of which fact, and what they had been told of it."""
    entered = await owed_after_a_minute(services, database)
    return sorted((one.chat_id, one.content.body["fact"], one.content.body["before"]["ar"]) for one in entered)


async def statement(services: Services, fact_id: str = "deepseek-users") -> str:
    return (await services.catalogue.fact(fact_id)).fact.text["ar"]


@pytest.mark.usefixtures("_asked")
async def test_who_was_shown_the_old_texts_is_told_if_the_curator_says_so(
    curator: Person, services: Services, sqlite_database: Database
) -> None:
    card = await offer(curator)

    report = await curator.presses("استيراد وإرسال التصويب")

    assert SHOWN_ONCE in card.text
    assert "تغيّر: 2" in texts_of(report)
    assert "ستصل التصويبات بعد دقيقة" in texts_of(report)
    assert await owed(services, sqlite_database) == [
        (READER, "deepseek-users", OLD),
        (READER, "waic-opening", "افتتح لي تشيانغ مؤتمر وايك في شنغهاي."),
    ]


@pytest.mark.usefixtures("_asked")
async def test_a_file_is_imported_quietly(curator: Person, services: Services, sqlite_database: Database) -> None:
    await offer(curator)

    report = await curator.presses("استيراد بلا تصويب")

    assert "تم الاستيراد" in texts_of(report)
    assert "التصويب" not in texts_of(report)
    assert await statement(services) != OLD
    assert await owed(services, sqlite_database) == []


async def test_nobody_is_asked_about_what_nobody_was_shown(curator: Person) -> None:
    card = await offer(curator)

    assert "👥" not in card.text
    assert set(card.buttons) == {"استيراد", "إلغاء"}


@pytest.mark.usefixtures("_asked")
@pytest.mark.parametrize(
    "content", [FACTS, FACTS.replace("ar: [كم", "ar: [عدد المستخدمين, كم")], ids=["nothing", "only-ways-of-asking"]
)
async def test_nobody_is_asked_when_what_was_shown_stays_right(curator: Person, content: str) -> None:
    card = await offer(curator, content)

    assert set(card.buttons) == {"استيراد", "إلغاء"}


async def test_who_is_shown_it_before_the_import_is_confirmed_is_asked_about(
    reader: Person, curator: Person, services: Services
) -> None:
    await offer(curator)
    await reader.says(ASKED)

    asked = await curator.presses("استيراد")

    assert SHOWN_ONCE in texts_of(asked)
    assert await statement(services) == OLD
    assert "تم الاستيراد" in texts_of(await curator.presses("استيراد بلا تصويب"))
    assert await statement(services) != OLD


@pytest.mark.usefixtures("_asked")
async def test_a_file_that_was_offered_can_be_left(curator: Person, services: Services) -> None:
    await offer(curator)

    await curator.presses("إلغاء")
    late = await curator.presses_data("v1|import-tell")

    assert await statement(services) == OLD
    assert "تم الاستيراد" not in texts_of(late)


@pytest.mark.usefixtures("_asked")
async def test_an_import_that_is_taken_back_within_the_minute_leaves_nothing_to_tell(
    curator: Person, services: Services, sqlite_database: Database
) -> None:
    await offer(curator)
    await curator.presses("استيراد وإرسال التصويب")

    undone = await curator.presses("تراجع")

    assert "تم التراجع عن تعديلين" in texts_of(undone)
    assert await statement(services) == OLD
    assert await owed(services, sqlite_database) == []
    assert {one.state for one in await services.campaigns.newest(5)} == {CampaignState.CANCELLED}


@pytest.mark.parametrize("decision", [("تراجع وإرسال التصويب", 1), ("تراجع بلا تصويب", 0)])
async def test_taking_back_what_was_shown_asks_too(
    reader: Person, curator: Person, services: Services, sqlite_database: Database, decision: tuple[str, int]
) -> None:
    label, told = decision
    await offer(curator)
    await curator.presses("استيراد")
    await reader.says(ASKED)

    asked = await curator.presses("تراجع")

    assert SHOWN_ONCE in texts_of(asked)
    assert await statement(services) != OLD
    assert "تم التراجع عن تعديلين" in texts_of(await curator.presses(label))
    assert await statement(services) == OLD
    assert len(await owed(services, sqlite_database)) == told


async def test_what_was_taken_back_can_be_imported_again(curator: Person, services: Services) -> None:
    await offer(curator)
    await curator.presses("استيراد")
    await curator.presses("تراجع")

    await curator.presses("تراجع")

    assert await statement(services) != OLD


@pytest.mark.usefixtures("_asked")
async def test_one_fact_of_an_import_is_taken_back_by_its_number_and_the_others_are_told(
    curator: Person, services: Services, sqlite_database: Database
) -> None:
    await offer(curator)
    await curator.presses("استيراد وإرسال التصويب")

    await curator.says("/undo")

    assert [fact_id for _, fact_id, _ in await owed(services, sqlite_database)] == ["deepseek-users"]


async def test_an_import_is_not_taken_back_over_a_later_change(curator: Person, services: Services) -> None:
    await offer(curator)
    await curator.presses("استيراد")
    await services.curation.retire("waic-opening", author_id=1, now=NOW)

    refused = await curator.presses("تراجع")

    assert "تراجعوا أولًا عن التعديل رقم 5" in texts_of(refused)
    assert await statement(services) != OLD


@pytest.mark.parametrize("argument", ["5-3", "-3", "3-x", "x", "", "3-4-5"])
async def test_a_span_of_changes_that_makes_no_sense_undoes_nothing(
    curator: Person, services: Services, argument: str
) -> None:
    before = await services.catalogue.revision()

    await curator.presses_data(f"v1|undo|{argument}")

    assert await services.catalogue.revision() == before


@pytest.mark.usefixtures("_asked")
@pytest.mark.parametrize("action", ["import", "import-quietly", "import-tell", "undo-tell|1-2"])
async def test_who_is_no_curator_any_more_imports_and_tells_nothing(
    curator: Person, services: Services, sqlite_database: Database, action: str
) -> None:
    await offer(curator)
    await services.curators.remove(curator.id)

    refused = await curator.presses_data(f"v1|{action}")

    assert "للمحرّرين" in texts_of(refused)
    assert await statement(services) == OLD
    assert await owed(services, sqlite_database) == []


@pytest.mark.usefixtures("_asked")
@pytest.mark.parametrize("label", ["استيراد وإرسال التصويب", "استيراد بلا تصويب"])
async def test_a_file_that_the_base_cannot_take_any_more_is_refused_and_nobody_is_told(
    curator: Person, services: Services, sqlite_database: Database, label: str
) -> None:
    await offer(curator)
    curator.wire.files["file"] = CORRECTED.replace("topics: [waic]", "topics: [nowhere]").encode()

    refused = await curator.presses(label)

    assert "nowhere" in texts_of(refused)
    assert await statement(services) == OLD
    assert await owed(services, sqlite_database) == []
