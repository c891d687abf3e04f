"""Curators turn what readers confirmed into ways of asking, and look into complaints."""

from itertools import count

import pytest

from handlers.context import Services
from knowledge.model import Candidate, Outcome, Status
from knowledge.readers.feedback import Opinion, Reason, Verdict
from tests.handlers.conftest import NOW
from tests.handlers.telegram import Call, Person, texts_of

ASKED = "أريد رقم مشتركي ديب سيك"
UP = Opinion(Verdict.UP)
WRONG, OFF_TARGET = (Opinion(Verdict.DOWN, reason) for reason in (Reason.WRONG, Reason.OFF_TARGET))
_ids = count(900)


async def readers_said(services: Services, text: str, opinion: Opinion) -> int:
    reader_id = next(_ids)
    outcome = Outcome(text, "ar", Status.SUGGESTED, candidates=(Candidate("deepseek-users", 0.4),))
    question_id = (await services.questions.log(outcome, now=NOW, reader_id=reader_id)).question_id or 0
    await services.feedback.give(question_id, "deepseek-users", opinion, reader_id=reader_id, now=NOW)
    return question_id


def labels(calls: list[Call]) -> list[str]:
    return list(calls[-1].buttons)


async def test_an_approved_question_is_answered_from_then_on(
    curator: Person, reader: Person, services: Services
) -> None:
    await readers_said(services, ASKED, UP)
    calls = await curator.says("/review")

    approved = await curator.presses("اعتماد 1")

    assert ASKED in texts_of(calls)
    assert "97 مليون" in texts_of(calls)
    assert "أضيف السؤال" in texts_of(approved)
    assert "لا شيء ينتظر" in texts_of(approved)
    assert "97 مليون" in texts_of(await reader.says(ASKED))
    assert ASKED in texts_of(await curator.says("/undo"))
    assert "تم التراجع" in texts_of(await curator.presses("تنفيذ رغم ذلك"))


async def test_a_declined_question_is_gone(curator: Person, services: Services) -> None:
    await readers_said(services, ASKED, UP)
    await curator.says("/review")

    calls = await curator.presses("رفض 1")

    assert "رُفضت" in texts_of(calls)
    assert "لا شيء ينتظر" in texts_of(calls)
    assert ASKED not in (await services.catalogue.fact("deepseek-users")).fact.aliases["ar"]


async def test_a_complaint_leads_to_the_fact_or_is_set_aside(curator: Person, services: Services) -> None:
    await readers_said(services, ASKED, WRONG)
    await readers_said(services, ASKED, WRONG)

    calls = await curator.says("/review")
    editing = await curator.presses("تعديل 1")
    aside = await curator.presses_data(calls[-1].buttons["طيّ 1"])

    assert "(مرتين): معلومة خاطئة" in texts_of(calls)
    assert "هكذا ستظهر المعلومة" in texts_of(editing)
    assert "طُوي" in texts_of(aside)


async def test_what_was_not_asked_is_no_fault_of_the_fact(curator: Person, services: Services) -> None:
    await readers_said(services, ASKED, OFF_TARGET)

    assert labels(await curator.says("/review")) == ["طيّ 1"]


async def test_only_a_few_are_shown_at_a_time(curator: Person, services: Services) -> None:
    for word in ("عدد", "مشترك", "شخص", "زبون", "صديق", "عضو"):
        await readers_said(services, word, UP)

    calls = await curator.says("/review")

    assert "6 آراء تنتظر" in texts_of(calls)
    assert len(labels(calls)) == 8
    assert "5 آراء تنتظر" in texts_of(await curator.presses("رفض 2"))


@pytest.mark.parametrize("label", ["اعتماد 1", "رفض 1"])
async def test_the_second_curator_is_told_that_it_is_done(
    curator: Person, owner: Person, services: Services, label: str
) -> None:
    await readers_said(services, ASKED, UP)
    calls = await owner.says("/review")
    await curator.presses_data(calls[-1].buttons["رفض 1"])

    assert "سبق البتّ" in texts_of(await owner.presses_data(calls[-1].buttons[label]))


async def test_of_two_who_set_aside_a_complaint_the_second_is_told(curator: Person, services: Services) -> None:
    await readers_said(services, ASKED, WRONG)
    calls = await curator.says("/review")
    await curator.presses("طيّ 1")

    assert "سبق البتّ" in texts_of(await curator.presses_data(calls[-1].buttons["طيّ 1"]))


async def test_readers_cannot_review(reader: Person, services: Services) -> None:
    question_id = await readers_said(services, ASKED, UP)

    for data in (
        f"v1|review-approve|{question_id}|deepseek-users",
        f"v1|review-decline|{question_id}|deepseek-users",
        "v1|review-aside|deepseek-users|0",
    ):
        assert "للمحرّرين وحدهم" in texts_of(await reader.presses_data(data))
    assert len(await services.reviews.pending()) == 1
