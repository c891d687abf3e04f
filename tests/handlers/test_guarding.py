"""A change that would lose a confirmed question says so before it is made, and can be made all the same."""

import pytest

from handlers.context import Services
from knowledge.errors import FactNotFound
from knowledge.model import FactState, Outcome, Status
from knowledge.readers.feedback import Opinion, Verdict
from tests.handlers.conftest import NOW, READER
from tests.handlers.telegram import Person, texts_of

ASKED = "كم عدد مستخدمي ديب سيك؟"
WARNING = "لن يصله هذا الجواب بعد الآن"


@pytest.fixture(autouse=True)
async def _confirmed(services: Services) -> None:
    asked = await services.answers.ask(ASKED, now=NOW, reader_id=READER)
    up = Opinion(Verdict.UP)
    await services.feedback.give(asked.question_id or 0, "deepseek-users", up, reader_id=READER, now=NOW)


async def state_of(services: Services) -> FactState:
    return (await services.catalogue.fact("deepseek-users")).state


async def test_a_fact_is_withdrawn_only_after_its_questions_were_named(curator: Person, services: Services) -> None:
    await curator.says("/retire deepseek-users")

    warned = await curator.presses("1")

    assert WARNING in texts_of(warned)
    assert ASKED in texts_of(warned)
    assert await state_of(services) is FactState.PUBLISHED
    assert "سُحبت" in texts_of(await curator.presses("تنفيذ رغم ذلك"))
    assert await state_of(services) is FactState.RETIRED


async def test_everything_can_be_left_as_it_is(curator: Person, services: Services) -> None:
    await curator.says("/retire deepseek-users")
    await curator.presses("1")

    assert "أُلغي" in texts_of(await curator.presses("إبقاء الحال كما هي"))
    assert await state_of(services) is FactState.PUBLISHED


async def test_a_fact_that_nobody_confirmed_is_withdrawn_at_once(curator: Person) -> None:
    await curator.says("/retire waic-opening")

    assert "سُحبت" in texts_of(await curator.presses("1"))


async def test_the_preview_of_a_rival_names_what_would_be_lost(curator: Person, services: Services) -> None:
    rival = (await services.catalogue.fact("deepseek-users")).fact
    await curator.says(f"/add {rival.text['ar']}")
    await curator.says(rival.text["en"])
    await curator.presses("ديب سيك")
    await curator.presses("التالي")
    await curator.says("أبريل 2025")
    for label in ("الجزيرة", "خبر"):
        await curator.presses(label)

    preview = await curator.says(ASKED)

    assert WARNING in texts_of(preview)
    assert "نُشرت" in texts_of(await curator.presses("نشر"))


async def test_the_preview_names_questions_that_would_now_be_answered(curator: Person, services: Services) -> None:
    await services.questions.log(Outcome("كم روبوتًا في وايك؟", "ar", Status.UNKNOWN), now=NOW)
    await curator.says("/add عُرض في مؤتمر وايك 150 روبوتًا.")
    for label in ("تخطٍّ", "مؤتمر وايك", "التالي", "تخطٍّ", "الجزيرة", "خبر"):
        await curator.presses(label)

    preview = await curator.says("كم روبوتًا في وايك")

    assert "سؤال كان بلا جواب ستكون هذه المعلومة جوابه: «كم روبوتًا في وايك؟»" in texts_of(preview)


async def test_an_undo_names_what_would_be_lost(curator: Person, services: Services) -> None:
    await services.curation.retire("deepseek-users", author_id=50, now=NOW)
    await curator.says("/undo")
    again = await services.curation.publish("deepseek-users", author_id=50, now=NOW)
    retired = await services.curation.retire("deepseek-users", author_id=50, now=NOW)
    restored = await services.curation.undo(author_id=50, now=NOW, number=retired.number)

    warned = await curator.says(f"/undo {restored.number}")

    assert again.number < restored.number
    assert WARNING in texts_of(warned)
    assert await state_of(services) is FactState.PUBLISHED
    assert "تم التراجع" in texts_of(await curator.presses("تنفيذ رغم ذلك"))
    assert await state_of(services) is FactState.RETIRED


async def test_a_new_way_of_asking_that_takes_a_question_from_another_fact_is_named(
    curator: Person, services: Services
) -> None:
    asked = await services.answers.ask("كم عدد مستخدمي ديب سيك", now=NOW, reader_id=READER)
    candidates = tuple(candidate for candidate in asked.candidates if candidate.fact_id == "waic-opening")
    assert candidates, "the other fact is somewhere among the candidates"
    up = Opinion(Verdict.UP)
    await services.feedback.give(asked.question_id or 0, "waic-opening", up, reader_id=READER, now=NOW)
    await curator.says("/review")

    warned = await curator.presses("اعتماد 1")

    assert WARNING in texts_of(warned)
    assert "أضيف السؤال" in texts_of(await curator.presses("تنفيذ رغم ذلك"))


async def test_readers_can_press_none_of_it(reader: Person, services: Services) -> None:
    for data in (
        "v1|retire-anyway|deepseek-users",
        "v1|undo-anyway|1",
        "v1|approve-anyway|1|deepseek-users",
        "v1|leave",
    ):
        assert "للمحرّرين وحدهم" in texts_of(await reader.presses_data(data))
    assert await state_of(services) is FactState.PUBLISHED


async def test_a_fact_that_is_gone_cannot_be_withdrawn(curator: Person, services: Services) -> None:
    with pytest.raises(FactNotFound):
        await services.catalogue.fact("nothing")

    assert "غير منشورة" in texts_of(await curator.presses_data("v1|retire-anyway|nothing"))
