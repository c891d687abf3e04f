"""/thresholds: owners see what other thresholds would do, and set them; nobody else does."""

import pytest

from handlers.context import Services
from knowledge.readers.thresholds import CALIBRATED, Levels
from tests.handlers.telegram import Person, texts_of

QUESTION = "كم عدد مستخدمي ديب سيك؟"


async def test_an_owner_sees_the_thresholds_and_what_they_mean(reader: Person, owner: Person) -> None:
    await reader.says(QUESTION)

    (call,) = await owner.says("/thresholds")

    levels = Levels.of(CALIBRATED)
    assert all(f"{share}%" in call.text for share in (levels.answer, levels.suggest, levels.lead))
    assert "السؤال الوحيد" in call.text
    assert "أُجيب عنها: 1" in call.text
    assert "عايرناها" in call.text


async def test_a_proposal_changes_nothing_and_says_what_it_would_do(
    reader: Person, owner: Person, services: Services
) -> None:
    await reader.says(QUESTION)
    await owner.says("/thresholds")
    before = await services.thresholds.held()

    calls = await owner.presses("▲ الجواب من")

    assert "(والآن: 1)" in texts_of(calls)
    assert "لم يُعتمد بعد" in texts_of(calls)
    assert await services.thresholds.held() == before


async def test_what_is_applied_holds(owner: Person, services: Services) -> None:
    await owner.presses_data("v1|try-levels|95|90|30")

    calls = await owner.presses("اعتماد")

    assert "اعتُمدت القيم" in texts_of(calls)
    assert "عُدّلت هذه القيم" in texts_of(calls)
    assert await services.thresholds.held() == Levels(answer=95, suggest=90, lead=30)


async def test_the_calibrated_ones_come_back(owner: Person, services: Services) -> None:
    await owner.presses_data("v1|hold-levels|95|90|30")

    await owner.presses("العودة إلى القيم المعايرة")
    await owner.presses("اعتماد")

    assert (await services.thresholds.held()).thresholds is CALIBRATED


async def test_at_a_bound_there_is_no_button_that_leads_further(owner: Person) -> None:
    calls = await owner.presses_data("v1|try-levels|95|95|0")

    assert {label for label in calls[-1].buttons if "▲" in label} == {"▲ الفارق 1%"}
    assert {label for label in calls[-1].buttons if "▼" in label} == {"▼ العرض من 90%"}


@pytest.mark.parametrize("data", ["v1|hold-levels|20|60|1", "v1|hold-levels|500|20|1", "v1|try-levels|x|20|1"])
async def test_forged_levels_are_refused(owner: Person, services: Services, data: str) -> None:
    await owner.presses_data(data)

    assert (await services.thresholds.held()).thresholds is CALIBRATED


async def test_a_curator_is_refused_politely(curator: Person, services: Services) -> None:
    (told,) = await curator.says("/thresholds")
    (pressed,) = await curator.presses_data("v1|hold-levels|95|90|30")

    assert "لمالكي البوت" in told.text
    assert pressed.method == "answerCallbackQuery"
    assert (await services.thresholds.held()).thresholds is CALIBRATED
