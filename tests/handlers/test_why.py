"""Why this answer? One short message, where the question was asked, in the language of the answer."""

from dataclasses import replace

import pytest
from bidi import get_base_level

from handlers.context import Services
from handlers.markup import visible
from handlers.texts import texts_in
from handlers.why import render_explanation
from knowledge.matching.explaining import Explanation, How, Likeness
from tests.handlers.telegram import Person, texts_of
from tests.handlers.test_fact_view import stored

QUESTION = "كم عدد مستخدمي ديب سيك؟"
EXPLANATION = Explanation(
    stored=stored(),
    same=("R1", "users"),
    alike=tuple(Likeness("depseek", "DeepSeek <x> & y", how) for how in How),
    unmet=("ChatGPT",),
    certainty=0.92,
    letters=0.5,
    meaning=0.75,
)


async def test_an_answer_says_below_itself_why_it_was_given(reader: Person) -> None:
    await reader.says(QUESTION)

    calls = await reader.presses("لماذا هذا الجواب؟")

    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    said = texts_of(calls)
    assert "مستخدمي" in said
    assert "%" in said
    assert "الجزيرة" in said


async def test_a_suggestion_that_was_picked_can_be_explained_too(reader: Person, services: Services) -> None:
    await reader.says("ما لون السماء فوق ديب سيك؟")
    (question,) = await services.questions.newest(1)
    await reader.presses_data(f"v1|pick|{question.id}|deepseek-users|ar")

    calls = await reader.presses("لماذا هذا الجواب؟")

    assert "السماء" in texts_of(calls)


async def test_the_button_stays_when_a_thumb_is_pressed(reader: Person) -> None:
    await reader.says(QUESTION)

    calls = await reader.presses("👍")

    assert "لماذا هذا الجواب؟" in calls[-1].buttons


async def test_nobody_is_told_what_was_asked_in_another_chat(
    reader: Person, curator: Person, services: Services
) -> None:
    await reader.says(QUESTION)
    (question,) = await services.questions.newest(1)

    (call,) = await curator.presses_data(f"v1|why|{question.id}|deepseek-users")

    assert call.method == "answerCallbackQuery"
    assert "مستخدمي" not in call.text


@pytest.mark.parametrize("data", ["v1|why|1|no-such-fact", "v1|why|99|deepseek-users", "v1|why|x|deepseek-users"])
async def test_a_stale_or_forged_press_is_answered_with_one_sentence(reader: Person, data: str) -> None:
    await reader.says(QUESTION)

    (call,) = await reader.presses_data(data)

    assert call.method == "answerCallbackQuery"
    assert call.parameters["text"]


async def test_a_fact_that_was_not_an_answer_to_a_question_has_no_such_button(reader: Person) -> None:
    calls = await reader.presses_data("v1|read|deepseek-users|ar")

    assert "لماذا هذا الجواب؟" not in calls[-1].buttons


def test_every_arabic_line_of_an_explanation_runs_from_the_right() -> None:
    lines = visible(render_explanation(EXPLANATION, texts_in("ar")).text).split("\n")

    assert [line for line in lines if get_base_level(line) != 1] == []


def test_certainty_is_said_in_words_and_in_percent() -> None:
    said = {
        certainty: visible(render_explanation(replace(EXPLANATION, certainty=certainty), texts_in("en")).text)
        for certainty in (0.92, 0.7, 0.4, 0.1)
    }

    for certainty, words in {0.92: "Very sure", 0.7: "Fairly sure", 0.4: "Somewhat sure", 0.1: "Not sure"}.items():
        assert words in said[certainty]
        assert f"{round(100 * certainty)}%" in said[certainty]


def test_an_explanation_of_a_long_question_stays_short() -> None:
    many = replace(EXPLANATION, same=("word" * 50,) * 100, unmet=("other",) * 100, alike=EXPLANATION.alike * 50)

    assert len(visible(render_explanation(many, texts_in("en")).text)) < 2000
