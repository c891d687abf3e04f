"""A question is answered on the first message, in its own language, honestly."""

import re
import time

import pytest

from handlers.context import Services
from knowledge.readers.questions import InboxState
from tests.handlers.telegram import BOT, Person, Wire, texts_of

GROUP = {"id": -5, "type": "supergroup", "title": "g"}


async def test_a_question_gets_the_fact_its_date_and_its_source(reader: Person) -> None:
    (call,) = await reader.says("كم عدد مستخدمي ديب سيك؟")

    assert "97 مليون" in call.text
    assert "أبريل 2025" in call.text
    assert "الجزيرة" in call.text
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in call.parameters["text"]


@pytest.mark.parametrize(
    ("question", "part"),
    [("كم عدد مستخدمي ديب سيك؟", "<b>97 مليون</b>"), ("how many people use DeepSeek?", "<b>97 million</b>")],
)
async def test_what_answers_the_question_is_in_bold(reader: Person, question: str, part: str) -> None:
    (call,) = await reader.says(question)

    assert part in call.parameters["text"]


async def test_a_fact_that_answers_no_question_has_nothing_in_bold(reader: Person) -> None:
    (_, call) = await reader.presses_data("v1|read|deepseek-users|ar")

    assert "<b>" not in call.parameters["text"]


async def test_the_answer_is_in_the_language_of_the_question(reader: Person) -> None:
    (call,) = await reader.says("how many people use DeepSeek?")

    assert "97 million" in call.text
    assert "As of April 2025" in call.text


async def test_a_chosen_language_holds_for_every_answer(reader: Person) -> None:
    await reader.presses_data("v1|language|ar")

    (call,) = await reader.says("how many people use DeepSeek?")

    assert "97 مليون" in call.text


async def test_an_answer_is_remembered_as_shown(reader: Person, services: Services) -> None:
    await reader.says("كم عدد مستخدمي ديب سيك؟")

    shown = (await services.readers.data_of(reader.id)).showings
    assert [row["fact_id"] for row in shown] == ["deepseek-users"]


async def test_an_unknown_question_is_admitted_and_kept_for_the_curators(reader: Person, services: Services) -> None:
    *_, call = await reader.says("ما لون السماء فوق القاهرة؟")  # others where it takes long: it is typing

    assert "لا نعرف" in call.text
    assert "ديب سيك" in call.buttons
    assert [question.text for question in await services.questions.inbox(5)] == ["ما لون السماء فوق القاهرة؟"]


async def test_a_topic_under_an_unknown_question_opens_below_it(reader: Person) -> None:
    await reader.says("ما لون السماء فوق القاهرة؟")

    calls = await reader.presses("ديب سيك")

    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    assert "97 مليون" in texts_of(calls)


async def test_a_follow_up_says_how_it_was_understood(reader: Person) -> None:
    await reader.says("كم عدد مستخدمي ديب سيك؟")

    (call,) = await reader.says("ومتى؟")

    assert call.text.startswith("💬 فهمنا سؤالكم هكذا: متى مستخدمي ديب سيك")


async def test_the_curators_see_what_a_follow_up_asked(reader: Person, curator: Person) -> None:
    await reader.says("ما لون السماء فوق القاهرة؟")
    await reader.says("ومتى؟")

    assert "متى لون السماء فوق القاهرة" in texts_of(await curator.says("/inbox"))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        pytest.param("السلام عليكم", "وعليكم السلام", id="arabic"),
        pytest.param("shukran", "على الرحب والسعة", id="arabizi"),
        pytest.param("Good morning!", "Good morning! What would you like to know?", id="english"),
        pytest.param("Merci", "Nous ne parlons pas encore français", id="french"),
    ],
)
async def test_small_talk_is_met_in_kind_and_not_kept(
    reader: Person, services: Services, text: str, answer: str
) -> None:
    (call,) = await reader.says(text)

    assert answer in call.text
    assert (await services.readers.data_of(reader.id)).questions == ()


@pytest.mark.parametrize(
    ("text", "preface"),
    [
        pytest.param("Combien d'utilisateurs a DeepSeek ?", "Nous ne parlons pas encore français", id="french"),
        pytest.param("دیپ سیک چند کاربر دارد؟", "هنوز فارسی بلد نیستیم", id="persian"),
        pytest.param("DeepSeek에 대해 알려줘", "We do not speak this language yet", id="korean"),
    ],
)
async def test_a_language_that_is_not_spoken_is_answered_in_english_and_told_so(
    reader: Person, text: str, preface: str
) -> None:
    (call,) = await reader.says(text)

    assert call.text.startswith(preface)
    assert re.search("97 million|We do not know|Did you mean|We have nothing", call.text)


async def test_who_chose_a_language_is_answered_in_it_whatever_they_write(reader: Person) -> None:
    await reader.presses_data("v1|language|ar")

    (call,) = await reader.says("Combien d'utilisateurs a DeepSeek ?")

    assert "français" not in call.text
    assert "ديب سيك" in call.text or "لا نعرف" in call.text


async def test_a_question_after_a_greeting_is_a_question(reader: Person) -> None:
    (call,) = await reader.says("Hello! How are you? How many people use DeepSeek?")

    assert "97 million" in call.text


async def test_small_talk_in_a_group_is_none_of_the_bots_business_until_it_is_named(reader: Person) -> None:
    reader.chat = GROUP

    assert await reader.says("السلام عليكم") == []
    assert "وعليكم السلام" in texts_of(await reader.says("@marsad_bot السلام عليكم"))


async def test_two_questions_get_two_answers_each_under_its_question(reader: Person) -> None:
    first, second = await reader.says("how many people use DeepSeek? who opened WAIC?")

    assert first.text.startswith("how many people use DeepSeek?\n")
    assert "97 million" in first.text
    assert second.text.startswith("who opened WAIC?\n")
    assert "Li Qiang" in second.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("😀😀", id="emoji"),
        pytest.param("؟!…", id="punctuation"),
        pytest.param("\u200f\u200b", id="invisible"),
        pytest.param("\x00\x07", id="control"),
        pytest.param("\ud800", id="half-surrogate"),
    ],
)
async def test_a_message_without_words_gets_one_clear_sentence(reader: Person, text: str) -> None:
    (call,) = await reader.says(text)

    assert "اكتبوا سؤالكم" in call.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("س", id="one-letter"),
        pytest.param("من في على إلى", id="only-stop-words"),
        pytest.param("2025", id="only-digits"),
        pytest.param("٣٤٥ 🙂", id="digits-and-emoji"),
        pytest.param("ومتى؟", id="a-follow-up-of-nothing"),
    ],
)
async def test_a_message_that_asks_for_nothing_is_not_left_to_the_curators(
    reader: Person, services: Services, text: str
) -> None:
    (call,) = await reader.says(text)

    assert "لم نتبيّن عمّ تسألون" in call.text or "cannot tell" in call.text
    assert await services.questions.count_open() == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("كم users عند Дипсик 深度 ?", id="mixed-scripts"),
        pytest.param("როდის გამოვიდა", id="georgian"),
        pytest.param("ስንት ተጠቃሚ", id="amharic"),
        pytest.param("𐤀𐤁𐤂 𐤃𐤄𐤅", id="phoenician"),
        pytest.param("z͑ͫa͓̽l͙g̈o̎ " * 30, id="many-marks"),
        pytest.param("a" * 1000, id="one-long-word"),
        pytest.param("x " * 500, id="many-letters"),
        pytest.param("? " * 500, id="many-marks-of-question"),
        pytest.param("و " * 500, id="many-ands"),
        pytest.param("كم؟ " * 250, id="many-questions"),
    ],
)
async def test_odd_questions_get_a_polite_reply_quickly(
    reader: Person, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    began = time.perf_counter()

    calls = await reader.says(text)

    assert time.perf_counter() - began < 2
    assert 1 <= len(calls) <= 3
    assert all(call.method == "sendMessage" and call.text for call in calls)
    assert caplog.records == []


@pytest.mark.parametrize("letter", ["س", "x ", "؟", "😀", "深"])
async def test_100_kilobytes_are_refused_at_once(reader: Person, letter: str) -> None:
    began = time.perf_counter()

    (call,) = await reader.says(letter * 100_000)

    assert time.perf_counter() - began < 1
    assert "1,000" in call.text


async def test_a_message_that_is_too_long_is_told_the_limit(reader: Person) -> None:
    (call,) = await reader.says("سؤال " * 20_000)

    assert "1,000" in call.text


@pytest.mark.parametrize("content", [{"photo": []}, {"sticker": None}, {"location": {"latitude": 1, "longitude": 2}}])
async def test_what_is_not_text_gets_one_sentence(reader: Person, content: dict[str, object]) -> None:
    (call,) = await reader.sends(**content)

    assert "النصوص" in call.text


async def test_an_edited_question_is_not_answered_again(reader: Person) -> None:
    assert await reader.says("كم عدد مستخدمي ديب سيك؟", edited=True) == []


async def test_a_group_is_left_alone_until_the_bot_is_named(reader: Person) -> None:
    reader.chat = GROUP

    assert await reader.says("كم عدد مستخدمي ديب سيك؟") == []
    assert "97 مليون" in texts_of(await reader.says("@marsad_bot كم عدد مستخدمي ديب سيك؟"))


async def test_a_reply_to_the_bot_in_a_group_is_a_question(reader: Person) -> None:
    reader.chat = GROUP
    replied_to = {"message_id": 1, "date": 1, "chat": GROUP, "from": BOT, "text": "x"}

    calls = await reader.says("كم عدد مستخدمي ديب سيك؟", reply_to_message=replied_to)

    assert "97 مليون" in texts_of(calls)


async def test_a_suggestion_that_is_picked_is_shown_in_place_and_remembered(reader: Person, services: Services) -> None:
    await reader.says("ما لون السماء فوق القاهرة؟")
    (question,) = await services.questions.inbox(1)

    calls = await reader.presses_data(f"v1|pick|{question.id}|deepseek-users|ar")

    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText"]
    assert "97 مليون" in texts_of(calls)
    assert (await services.questions.get(question.id)).fact_id == "deepseek-users"


async def test_what_answers_is_in_bold_in_a_suggestion_that_was_picked(reader: Person, services: Services) -> None:
    await reader.says("ما عدد الذين يسكنون القاهرة؟")
    (question,) = await services.questions.inbox(1)

    (_, call) = await reader.presses_data(f"v1|pick|{question.id}|deepseek-users|ar")

    assert "<b>97 مليون</b>" in call.parameters["text"]


async def test_none_of_these_keeps_the_question_for_the_curators(reader: Person, services: Services) -> None:
    await reader.says("ما لون السماء فوق القاهرة؟")
    (question,) = await services.questions.inbox(1)

    calls = await reader.presses_data(f"v1|none|{question.id}|ar")

    assert "حفظناه للمحرّرين" in texts_of(calls)
    kept = await services.questions.get(question.id)
    assert (kept.rejected, kept.inbox) == (True, InboxState.OPEN)


@pytest.mark.parametrize(
    "data",
    [
        "v1|pick|x|deepseek-users|ar",
        "v1|pick|1",
        "v1|read|no-such-fact|ar",
        "v1|gone|1",
        "v0|topics|ar",
        "nonsense",
        "",
    ],
)
async def test_a_stale_or_forged_button_is_answered_with_one_sentence(reader: Person, data: str) -> None:
    (call,) = await reader.presses_data(data)

    assert call.method == "answerCallbackQuery"
    assert call.text


async def test_a_press_that_is_too_old_to_answer_is_still_done(reader: Person, wire: Wire) -> None:
    description = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    wire.refusals["answerCallbackQuery"] = (400, description)

    calls = await reader.presses_data("v1|topics|ar")

    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText"]


@pytest.mark.parametrize("asked", ["8:30", "2025"])
async def test_digits_alone_are_answered_in_the_readers_own_language(reader: Person, asked: str) -> None:
    assert "لم نتبيّن عمّ تسألون" in texts_of(await reader.says(asked))
