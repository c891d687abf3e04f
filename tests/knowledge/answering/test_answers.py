"""What an outcome tells beside the facts: what was missing, and in which language to answer."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from knowledge.answering.answers import LONGEST_QUESTION, Answers
from knowledge.database import Database
from knowledge.errors import EmptyQuestion, QuestionTooLong
from knowledge.model import Language, Outcome, Status
from tests.knowledge.conftest import answers_over

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)
DOCUMENT = """
names:
  - {id: deepseek, kind: organisation, title: {ar: ديب سيك, en: DeepSeek}, spellings: [deep seek]}
  - {id: chatgpt, kind: product, title: {ar: شات جي بي تي, en: ChatGPT}}
  - {id: kimi, kind: model, title: {en: Kimi}, spellings: [كيمي]}
facts:
  - id: users
    text: {ar: بلغ عدد مستخدمي ديب سيك نحو 97 مليونا في أبريل 2025., en: DeepSeek had 97 million users in April 2025.}
    aliases: {ar: [كم عدد مستخدمي ديب سيك], en: [how many people use DeepSeek]}
  - id: robots
    text: {ar: عرض المؤتمر ستين روبوتا., en: The conference featured sixty robots.}
"""


@pytest.fixture
async def answers(sqlite_database: Database) -> AsyncIterator[Answers]:
    async with answers_over(sqlite_database, DOCUMENT) as opened:
        yield opened


async def asked(answers: Answers, question: str, language: Language | None = None) -> Outcome:
    return await answers.ask(question, now=NOW, language=language, log=False)


@pytest.mark.parametrize(
    ("question", "language", "unmet"),
    [
        pytest.param("how many people use ChatGPT", None, ("ChatGPT",), id="a-name"),
        pytest.param("كم عدد مستخدمي ChatGPT", None, ("شات جي بي تي",), id="in-the-language-of-the-question"),
        pytest.param("how many people use شات جي بي تي", "en", ("ChatGPT",), id="in-the-language-of-the-reader"),
        pytest.param("كم عدد مستخدمي كيمي", None, ("Kimi",), id="in-the-only-language-of-the-title"),
        pytest.param("how many people use chatgtp", None, ("ChatGPT",), id="a-name-with-a-slip"),
        pytest.param("how many people used DeepSeek in 2024", None, ("2024",), id="a-year"),
        pytest.param("كم عدد مستخدمي شات جي بي تي في ٢٠٢٣", None, ("شات جي بي تي", "2023"), id="a-name-and-a-year"),
        pytest.param("was deepseek hiring cooks in 2025", None, (), id="all-that-it-names-is-there"),
    ],
)
async def test_what_a_question_names_and_no_fact_near_it_bears_out_is_told(
    answers: Answers, question: str, language: Language | None, unmet: tuple[str, ...]
) -> None:
    outcome = await asked(answers, question, language)

    assert outcome.status is not Status.ANSWERED
    assert outcome.unmet == unmet


async def test_an_answer_leaves_nothing_unmet(answers: Answers) -> None:
    outcome = await asked(answers, "how many people use DeepSeek")

    assert (outcome.status, outcome.unmet) == (Status.ANSWERED, ())


@pytest.mark.parametrize(
    ("question", "language"),
    [
        pytest.param("kam 3adad mosta5dmi deepseek", "ar", id="arabizi"),
        pytest.param(";l u]] lsjo]ld ]df sd;", "ar", id="arabic-in-the-english-layout"),
        pytest.param("اخص ةشىغ قخلاخفس", "en", id="english-in-the-arabic-layout"),
        pytest.param("كم يبلغ مستخدمو DeepSeek", "ar", id="arabic-with-a-latin-name"),
        pytest.param("how many people use DeepSeek", "en", id="english"),
        pytest.param("DeepSeek R1", "en", id="latin-names-only"),
        pytest.param("AGI?", "en", id="an-abbreviation"),
        pytest.param("combien d'utilisateurs a DeepSeek", "en", id="french"),
        pytest.param("مجھے کیمی کے بارے میں بتائیں", "en", id="urdu-in-arabic-letters"),
        pytest.param("DeepSeek有多少用户？", "en", id="chinese"),
    ],
)
async def test_the_language_of_an_answer_is_the_one_that_was_meant(
    answers: Answers, question: str, language: Language
) -> None:
    assert (await asked(answers, question)).language == language


@pytest.mark.parametrize(
    ("question", "fact_id"),
    [
        pytest.param("kam 3adad mosta5dmi deepseek", "users", id="arabizi"),
        pytest.param(";l u]] lsjo]ld ]df sd;", "users", id="the-wrong-layout"),
        pytest.param("how mnay poeple use depseek", "users", id="slips"),
        pytest.param(
            "Hi all! I have been reading about China since breakfast. How many people use DeepSeek? Thanks a lot!",
            "users",
            id="a-long-message",
        ),
    ],
)
async def test_what_was_meant_is_answered(answers: Answers, question: str, fact_id: str) -> None:
    outcome = await asked(answers, question)

    assert outcome.answer is not None
    assert outcome.answer.fact.id == fact_id


LONGEST = LONGEST_QUESTION


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("x" * LONGEST, id="one-word"),
        pytest.param("ص" * LONGEST, id="one-arabic-word"),
        pytest.param("a5" * (LONGEST // 2), id="one-word-of-arabizi"),
        pytest.param("3a" * 20 + " " + "el " * 300, id="arabizi"),
        pytest.param("how many " * (LONGEST // 9), id="nothing-but-asking"),
        pytest.param("كم " * (LONGEST // 3), id="nothing-but-asking-in-arabic"),
        pytest.param("deepseek chatgpt " * (LONGEST // 17), id="nothing-but-names"),
        pytest.param("usres depseek " * (LONGEST // 14), id="nothing-but-slips"),
        pytest.param("lsjo]ld " * (LONGEST // 8), id="the-wrong-layout"),
        pytest.param("who? " * (LONGEST // 5), id="many-sentences"),
        pytest.param("و" * 500 + " ال" * 160, id="nothing-but-prefixes"),
        pytest.param("2025 " * (LONGEST // 5), id="years"),
        pytest.param("9" * LONGEST, id="one-number"),
        pytest.param("🤖؟" * (LONGEST // 2 - 1) + "a", id="emoji"),
        pytest.param("a\u0301" * (LONGEST // 2), id="accents"),
        pytest.param("日本" * (LONGEST // 2), id="another-script"),
        pytest.param("\ud800x\x00" * (LONGEST // 3), id="half-surrogates-and-zeros"),
        pytest.param("a\n" * (LONGEST // 2), id="lines"),
    ],
)
async def test_the_longest_question_of_any_kind_is_met_in_good_time(answers: Answers, question: str) -> None:
    await asked(answers, "robots")
    began = time.perf_counter()

    outcome = await asked(answers, question)

    assert all(0 <= candidate.score <= 1 for candidate in outcome.candidates)
    assert time.perf_counter() - began < 2


async def test_a_longer_text_is_no_question(answers: Answers) -> None:
    with pytest.raises(QuestionTooLong) as raised:
        await asked(answers, "x" * (LONGEST + 1))

    assert raised.value.args == QuestionTooLong(LONGEST + 1, LONGEST).args


@pytest.mark.parametrize("question", ["", " \n", "؟!…", "🤖", "\ud800\x00", "ـــ"])
async def test_a_text_without_letters_and_digits_asks_nothing(answers: Answers, question: str) -> None:
    with pytest.raises(EmptyQuestion):
        await asked(answers, question)
