"""Readers say whether an answer was one; the buttons show what they said."""

import pytest

from handlers.context import Services
from handlers.feedback_view import reason_place
from handlers.keyboards import encode
from knowledge.model import Candidate, Outcome, Status
from knowledge.readers.feedback import Reason
from tests.handlers.conftest import NOW
from tests.handlers.telegram import Call, Person, texts_of

QUESTION = "كم عدد مستخدمي ديب سيك؟"
GROUP = {"id": -5, "type": "supergroup", "title": "g"}


async def asked(services: Services, reader: Person) -> int:
    """Number of the reader's only question."""
    (question,) = (await services.readers.data_of(reader.id)).questions
    return question.id


def labels(calls: list[Call]) -> list[str]:
    return list(calls[-1].buttons)


async def test_an_answer_can_be_judged_and_still_leads_to_others(reader: Person) -> None:
    calls = await reader.says(QUESTION)

    assert labels(calls) == ["👎", "👍", "لماذا هذا الجواب؟", "المزيد في الموضوع نفسه"]  # mirrored


async def test_a_thumb_up_is_shown_in_place_and_says_what_happens_next(reader: Person) -> None:
    await reader.says(QUESTION)

    calls = await reader.presses("👍")

    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageReplyMarkup"]
    assert "سينظر المحرّرون" in texts_of(calls)
    assert labels(calls) == ["👎", "✓ 👍", "لماذا هذا الجواب؟", "المزيد في الموضوع نفسه"]


async def test_a_thumb_down_asks_why_and_the_reason_is_shown(reader: Person, services: Services) -> None:
    await reader.says(QUESTION)
    asking = await reader.presses("👎")

    calls = await reader.presses("معلومة قديمة")

    assert len(labels(asking)) == len(Reason) + 3
    assert "سيراجع المحرّرون" in texts_of(calls)
    assert labels(calls) == ["✓ 👎 معلومة قديمة", "👍", "لماذا هذا الجواب؟", "المزيد في الموضوع نفسه"]
    (given,) = (await services.readers.data_of(reader.id)).feedback
    assert (given["verdict"], given["reason"]) == ("down", "outdated")


async def test_the_reader_can_go_back_or_change_their_mind(reader: Person, services: Services) -> None:
    await reader.says(QUESTION)
    await reader.presses("👎")
    back = await reader.presses("رجوع")
    await reader.presses("👎")
    await reader.presses("مصدر")

    await reader.presses("👍")

    assert labels(back) == ["👎", "👍", "لماذا هذا الجواب؟", "المزيد في الموضوع نفسه"]
    (given,) = (await services.readers.data_of(reader.id)).feedback
    assert (given["verdict"], given["reason"]) == ("up", None)


async def test_what_was_not_asked_goes_to_the_inbox_and_what_came_next_is_offered(
    reader: Person, services: Services
) -> None:
    answer = await services.catalogue.fact("deepseek-users")
    candidates = (Candidate("deepseek-users", 0.6), Candidate("waic-opening", 0.5))
    outcome = Outcome(QUESTION, "ar", Status.ANSWERED, answer=answer, candidates=candidates)
    logged = await services.questions.log(outcome, now=NOW, chat_id=reader.id, reader_id=reader.id)

    data = encode("fault", logged.question_id or 0, "deepseek-users", reason_place(Reason.OFF_TARGET))
    calls = await reader.presses_data(data)

    assert "بين الأسئلة التي لا جواب لها" in texts_of(calls)
    assert [question.text for question in await services.questions.inbox(5)] == [QUESTION]
    assert "افتتح لي تشيانغ" in texts_of(calls)
    assert "شنغهاي" in texts_of(await reader.presses("افتتح"))
    assert await services.questions.inbox(5) == []


async def test_nothing_is_offered_where_nothing_came_next(reader: Person) -> None:
    await reader.says(QUESTION)
    await reader.presses("👎")

    calls = await reader.presses("لم أسأل عن هذا")

    assert "sendMessage" not in [call.method for call in calls]


async def test_a_suggestion_that_was_picked_can_be_judged(reader: Person, services: Services) -> None:
    await reader.says("ما لون السماء فوق القاهرة؟")
    question_id = await asked(services, reader)
    await reader.presses_data(f"v1|pick|{question_id}|deepseek-users|ar")

    calls = await reader.presses("👍")

    assert "✓ 👍" in labels(calls)


async def test_in_a_group_only_the_asker_counts(reader: Person, owner: Person, services: Services) -> None:
    reader.chat = owner.chat = GROUP
    await reader.says(f"@marsad_bot {QUESTION}")

    (refused,) = await owner.presses("👍")
    await reader.presses("👍")

    assert (refused.method, "رأي السائل وحده" in refused.text) == ("answerCallbackQuery", True)
    assert len((await services.readers.data_of(reader.id)).feedback) == 1


async def test_the_buttons_keep_the_language_of_the_answer(reader: Person) -> None:
    await reader.says("how many people use DeepSeek?")

    calls = await reader.presses("👎")

    assert "Out of date" in labels(calls)


async def test_whoever_was_forgotten_can_no_longer_be_told_from_others(reader: Person, services: Services) -> None:
    await reader.says(QUESTION)
    await reader.presses("👍")
    await services.readers.forget(reader.id)

    (refused,) = await reader.presses_data(next(call for call in reader.wire.calls if call.buttons).buttons["👎"])

    assert "رأي السائل وحده" in refused.text


@pytest.mark.parametrize("data", ["v1|up|1|waic-closing", "v1|up|9|waic-opening", "v1|fault|1|deepseek-users|9"])
async def test_a_forged_button_is_answered_with_one_sentence(reader: Person, data: str) -> None:
    await reader.says(QUESTION)

    (call,) = await reader.presses_data(data)

    assert (call.method, bool(call.text)) == ("answerCallbackQuery", True)


async def test_the_inbox_has_it_no_more_once_the_reader_confirms(reader: Person, services: Services) -> None:
    await reader.says(QUESTION)
    await reader.presses("👎")
    await reader.presses("لم أسأل عن هذا")

    await reader.presses("👍")

    assert (await services.questions.get(await asked(services, reader))).inbox is None
