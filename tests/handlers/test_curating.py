"""Curators make, change and take back facts without leaving the chat; a restart in the middle loses nothing."""

from collections.abc import Mapping

import pytest

from handlers.context import Services
from handlers.continuing import KINDS
from handlers.draft import Draft, Step, read_source
from handlers.markup import visible
from handlers.texts import texts_in
from handlers.undoing import render_history
from knowledge.errors import FactNotFound
from knowledge.model import Action, FactState, PartialDate, Revision, Standing
from tests.handlers.conftest import NOW
from tests.handlers.telegram import Call, Person, texts_of

STATEMENT = "يعمل في شركة Moonshot AI نحو 300 موظف."


async def _fill(person: Person) -> None:
    """Go from the statement to the preview."""
    await person.says(f"/add {STATEMENT}")
    await person.says("Moonshot AI has about 300 employees.")
    await person.presses("ديب سيك")
    await person.presses("التالي")
    await person.says("يوليو 2025")
    await person.presses("الجزيرة")
    await person.presses("خبر")
    await person.says("كم موظفا في Moonshot\nhow many people work at Moonshot")


async def test_a_fact_is_made_step_by_step_and_can_be_asked_for_at_once(curator: Person, services: Services) -> None:
    await _fill(curator)

    calls = await curator.presses("نشر")

    stored = (await services.catalogue.latest(1))[0]
    assert stored.fact.text == {"ar": STATEMENT, "en": "Moonshot AI has about 300 employees."}
    assert (stored.fact.topics, stored.fact.as_of) == (("deepseek",), PartialDate("2025-07"))
    assert stored.fact.aliases == {"ar": ("كم موظفا في Moonshot",), "en": ("how many people work at Moonshot",)}
    assert (stored.source and stored.source.id, stored.fact.standing) == ("jazeera", Standing.REPORTED)
    assert "تراجع" in calls[-1].buttons
    assert STATEMENT in texts_of(await curator.says("كم موظفا في Moonshot؟"))


async def test_the_preview_shows_the_fact_as_readers_will_see_it(curator: Person) -> None:
    await _fill(curator)
    await curator.presses("نشر")

    seen = texts_of(await curator.says("how many people work at Moonshot?"))

    assert seen in "\n".join(call.text for call in curator.wire.calls[:-2])


async def test_a_new_source_and_a_new_topic_are_added_with_the_fact(curator: Person, services: Services) -> None:
    await curator.says(f"/add {STATEMENT}")
    await curator.presses("تخطٍّ")
    await curator.says("شركات أخرى")
    await curator.presses("اليوم")
    await curator.says("Reuters — Moonshot grows — https://example.org/moonshot")
    await curator.presses("رأي أو تقدير")
    await curator.says("يانغ تشيلين")
    await curator.presses("تخطٍّ")
    await curator.presses("نشر")

    (stored,) = await services.catalogue.latest(1)
    assert stored.source is not None
    assert (stored.source.publisher, stored.source.title) == ("Reuters", "Moonshot grows")
    assert stored.source.url == "https://example.org/moonshot"
    assert stored.fact.attributed_to == {"ar": "يانغ تشيلين"}
    assert stored.fact.as_of == PartialDate("2025-08-01")
    assert (await services.catalogue.topic(stored.fact.topics[0])).title == {"ar": "شركات أخرى"}


async def test_a_near_duplicate_is_pointed_out_before_publishing(curator: Person) -> None:
    await curator.says("/add بلغ عدد مستخدمي DeepSeek نحو 98 مليون مستخدم.")
    for label in ("تخطٍّ", "ديب سيك", "التالي", "تخطٍّ", "الجزيرة", "خبر"):
        await curator.presses(label)

    calls = await curator.presses("تخطٍّ")

    assert "معلومة تشبهها" in texts_of(calls)
    assert "97 مليون" in texts_of(calls)


@pytest.mark.parametrize(
    ("step", "wrong", "told"),
    [
        pytest.param(Step.DATE, "قبل فترة", "لم نفهم هذا التاريخ", id="date"),
        pytest.param(Step.SOURCE, "https://example.org/a", "عنوان المصدر", id="source"),
        pytest.param(Step.TRANSLATION, "جملة عربية أخرى", "بالإنجليزية", id="language"),
        pytest.param(Step.STATEMENT, "ك" * 2001, "أطول من اللازم", id="length"),
    ],
)
async def test_what_cannot_be_read_is_explained_and_asked_for_again(
    curator: Person, services: Services, step: Step, wrong: str, told: str
) -> None:
    draft = Draft().with_text(Step.STATEMENT, STATEMENT, NOW.date())
    await services.dialogues.put(curator.id, curator.id, "draft", step.value, draft.to_data(), NOW)

    calls = await curator.says(wrong)

    dialogue = await services.dialogues.get(curator.id, curator.id)
    assert told in texts_of(calls)
    assert dialogue is not None
    assert dialogue.step == step.value


async def test_a_field_is_changed_from_the_preview(curator: Person, services: Services) -> None:
    await _fill(curator)
    await curator.presses("تعديل")
    await curator.presses("التاريخ")

    await curator.says("2024")
    await curator.presses("نشر")

    assert (await services.catalogue.latest(1))[0].fact.as_of == PartialDate("2024")


async def test_a_draft_is_saved_for_curators_only(curator: Person, services: Services) -> None:
    await _fill(curator)

    await curator.presses("حفظ مسودة")

    (draft,) = await services.catalogue.drafts()
    assert draft.state is FactState.DRAFT
    assert "لم نجد" not in texts_of(await curator.says("/edit"))


async def test_cancelling_ends_the_dialogue(curator: Person, services: Services) -> None:
    await curator.says(f"/add {STATEMENT}")

    await curator.says("/cancel")

    assert await services.dialogues.get(curator.id, curator.id) is None
    assert "لا شيء" in texts_of(await curator.says("/cancel"))


async def test_an_unfinished_fact_is_gone_on_with(curator: Person) -> None:
    await curator.says(f"/add {STATEMENT}")

    calls = await curator.says("/add")

    assert "لم تكتمل" in texts_of(calls)
    assert "بالإنجليزية" in texts_of(calls)


async def test_a_button_of_an_older_step_does_nothing(curator: Person, services: Services) -> None:
    await curator.says(f"/add {STATEMENT}")
    await curator.presses("تخطٍّ")

    (call,) = await curator.presses_data("v1|draft-skip|translation")

    dialogue = await services.dialogues.get(curator.id, curator.id)
    assert "قديم" in call.text
    assert dialogue is not None
    assert dialogue.step == Step.TOPICS.value


async def test_a_fact_is_found_by_its_id_and_edited(curator: Person, services: Services) -> None:
    await curator.says("/edit deepseek-users")
    await curator.presses("تعديل")
    await curator.presses("النص")
    await curator.says("بلغ عدد مستخدمي DeepSeek نحو 98 مليون مستخدم.")

    calls = await curator.presses("حفظ")

    assert "98 مليون" in (await services.catalogue.fact("deepseek-users")).fact.text["ar"]
    assert "تراجع" in calls[-1].buttons


async def test_a_fact_is_found_by_a_question_it_answers(curator: Person) -> None:
    calls = await curator.says("/retire كم عدد مستخدمي ديب سيك")

    assert "97 مليون" in texts_of(calls)


async def test_an_edit_that_another_one_overtook_is_refused(curator: Person, services: Services) -> None:
    await curator.says("/edit deepseek-users")
    await services.curation.retire("deepseek-users", author_id=1, now=NOW)

    calls = await curator.presses("حفظ")

    assert "تغيّرت" in texts_of(calls)


async def test_a_retired_fact_is_gone_for_readers_until_that_is_undone(curator: Person, services: Services) -> None:
    await curator.says("/retire deepseek-users")
    await curator.presses("1")
    retired = await services.catalogue.fact("deepseek-users")

    await curator.presses("تراجع")

    assert retired.state is FactState.RETIRED
    assert (await services.catalogue.fact("deepseek-users")).state is FactState.PUBLISHED


async def test_undo_takes_back_ones_own_newest_change(curator: Person, services: Services) -> None:
    await _fill(curator)
    await curator.presses("نشر")
    made = (await services.catalogue.latest(1))[0].fact.id

    calls = await curator.says("/undo")

    assert "تم التراجع" in texts_of(calls)
    with pytest.raises(FactNotFound):
        await services.catalogue.fact(made)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        pytest.param("/undo", "ليس لكم تعديل", id="nothing"),
        pytest.param("/undo 999", "لا يوجد تعديل", id="unknown"),
        pytest.param("/undo abc", "رقم التعديل", id="not-a-number"),
        pytest.param(f"/undo {10**20}", "رقم التعديل", id="longer-than-any-number"),
    ],
)
async def test_an_undo_that_cannot_be_says_why(curator: Person, command: str, told: str) -> None:
    assert told in texts_of(await curator.says(command))


async def test_history_says_who_changed_what_from_what(curator: Person, services: Services) -> None:
    await curator.says("/edit deepseek-users")
    await curator.presses("تعديل")
    await curator.presses("التاريخ")
    await curator.says("2024")
    await curator.presses("حفظ")

    seen = texts_of(await curator.says("/history deepseek-users"))

    assert "Karim" in seen
    assert "as_of: 2025-04 ← 2024" in seen


async def test_an_unanswered_question_becomes_a_fact_that_answers_it(
    reader: Person, curator: Person, services: Services
) -> None:
    await reader.says("ما لون السماء فوق القاهرة؟")

    await curator.says("/inbox")
    await curator.presses("جواب 1")
    await curator.says("لون السماء فوق القاهرة أزرق.")
    for label in ("تخطٍّ", "ديب سيك", "التالي", "تخطٍّ", "الجزيرة", "خبر", "تخطٍّ", "نشر"):
        await curator.presses(label)

    assert await services.questions.count_open() == 0
    assert "أزرق" in texts_of(await reader.says("ما لون السماء فوق القاهرة؟"))


async def test_a_question_is_ignored_for_good(reader: Person, curator: Person, services: Services) -> None:
    await reader.says("ما لون السماء فوق القاهرة؟")
    await curator.says("/inbox")

    calls = await curator.presses("تجاهل 1")

    assert "لا أسئلة" in texts_of(calls)
    assert await services.questions.count_open() == 0


async def test_the_base_is_exported_and_read_back(curator: Person, services: Services) -> None:
    (export,) = await curator.says("/export")
    (content,) = export.files.values()
    await services.curation.retire("deepseek-users", author_id=1, now=NOW)
    curator.wire.files["file-1"] = content.replace("97 مليون".encode(), "99 مليون".encode())

    await curator.says("/import")
    await curator.sends(document={"file_id": "file-1", "file_unique_id": "u", "file_name": "facts.yaml"})
    calls = await curator.presses("استيراد")

    assert "تم الاستيراد" in texts_of(calls)


async def test_a_file_with_faults_changes_nothing_and_every_fault_is_named(curator: Person) -> None:
    curator.wire.files["file-1"] = b"- {id: a}\n- {id: b, text: hello, as_of: yesterday}\n"

    calls = await curator.sends(
        document={"file_id": "file-1", "file_unique_id": "u", "file_name": "facts.yaml"},
        caption="/import",
        caption_entities=[{"type": "bot_command", "offset": 0, "length": 7}],
    )

    seen = texts_of(calls)
    assert "خطآن" in seen
    assert "facts.yaml" in seen
    assert "as_of" in seen


async def test_a_file_whose_topics_nobody_has_is_refused_before_it_is_offered(curator: Person) -> None:
    curator.wire.files["file-1"] = b"- {id: a, text: hello, topics: [nowhere]}"
    await curator.says("/import")

    (call,) = (await curator.sends(document={"file_id": "file-1", "file_unique_id": "u", "file_name": "a.yaml"}))[-1:]

    assert "nowhere" in call.text
    assert not call.buttons


async def test_an_owner_names_a_curator_by_a_forwarded_message(owner: Person, services: Services) -> None:
    someone = {"id": 77, "is_bot": False, "first_name": "Mona"}
    await owner.says("/curators")
    await owner.presses("إضافة محرّر")

    calls = await owner.says("مرحبا", forward_origin={"type": "user", "date": 1, "sender_user": someone})

    assert await services.curators.is_curator(77)
    assert "Mona" in texts_of(calls)
    assert _menu_of(calls, 77) >= {"add", "undo"}


async def test_an_owner_removes_a_curator_and_their_menu(owner: Person, services: Services) -> None:
    await owner.says("/curators")

    calls = await owner.presses("إزالة Karim")

    assert not await services.curators.is_curator(50)
    assert "deleteMyCommands" in [call.method for call in calls]


async def test_a_curator_who_was_removed_is_stopped_in_the_middle_of_a_dialogue(
    curator: Person, services: Services
) -> None:
    await curator.says(f"/add {STATEMENT}")
    await services.curators.remove(curator.id)

    written = await curator.says("Moonshot AI has about 300 employees.")
    (pressed,) = await curator.presses_data("v1|draft-skip|translation")

    assert "للمحرّرين وحدهم" in texts_of(written)
    assert "للمحرّرين وحدهم" in pressed.text


async def test_curators_work_in_private_only(curator: Person) -> None:
    curator.chat = {"id": -5, "type": "supergroup", "title": "g"}

    assert "المحادثة الخاصة" in texts_of(await curator.says("/add x"))


def test_every_kind_of_dialogue_is_guarded_like_the_command_that_begins_it() -> None:
    audiences: Mapping[str, str] = {kind: known.audience.name for kind, known in KINDS.items()}

    readers = {"about": "READER", "subscribe": "READER"}
    curators = {"draft": "CURATOR", "import": "CURATOR"}
    assert audiences == readers | curators | {"curators": "OWNER", "broadcast": "OWNER"}


def _menu_of(calls: list[Call], chat_id: int) -> set[str]:
    return {
        command["command"]
        for call in calls
        if call.method == "setMyCommands" and call.parameters["scope"].get("chat_id") == chat_id
        for command in call.parameters["commands"]
    }


def test_a_long_history_fits_into_one_message() -> None:
    before = {f"text.{index}": "ك" * 2000 for index in range(20)} | {"id": "x" * 64}
    after = {field: value + "!" for field, value in before.items()}
    changes = [Revision(number, "x" * 64, Action.EDIT, 50, before, after, None, NOW) for number in range(6)]

    assert len(visible(render_history(changes, {50: "Karim"}, texts_in("ar")).text)) <= 4096


def test_aliases_are_added_to_those_there_are() -> None:
    draft = Draft().with_aliases(["كم عددهم"])

    assert draft.with_aliases(["", "كم هم", "كم عددهم"]).fact.aliases == {"ar": ("كم عددهم", "كم هم")}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("Reuters — A title — https://e.org/a", ("Reuters", "A title", "https://e.org/a"), id="all"),
        pytest.param("Reuters | A – B", ("Reuters", "A — B", None), id="separator-in-the-title"),
        pytest.param("عنوان وحده", (None, "عنوان وحده", None), id="title-alone"),
        pytest.param("الجزيرة\nعنوان\nhttps://e.org", ("الجزيرة", "عنوان", "https://e.org"), id="lines"),
    ],
)
def test_a_source_is_read_as_it_is_written(text: str, source: tuple[str | None, str, str | None]) -> None:
    read = read_source(text)

    assert (read.publisher, read.title, read.url) == source
