"""An answer is explained in the words of the question and of the fact."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from knowledge.answering.answers import Answers
from knowledge.database import Database
from knowledge.errors import FactNotFound
from knowledge.matching.explaining import Explanation, How, Likeness, as_written
from knowledge.matching.tokens import Tokenizer
from knowledge.model import Name
from tests.knowledge.conftest import answers_over

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)
DOCUMENT = """
names:
  - {id: deepseek, kind: organisation, title: {ar: ديب سيك, en: DeepSeek}, spellings: [deep seek]}
  - {id: chatgpt, kind: product, title: {en: ChatGPT}}
facts:
  - id: users
    text: {en: DeepSeek had about 97 million users in April.}
    aliases: {ar: [كم عدد مستخدمي ديب سيك]}
  - {id: robots, text: {en: The conference featured sixty robots.}}
"""


@pytest.fixture
async def answers(sqlite_database: Database) -> AsyncIterator[Answers]:
    async with answers_over(sqlite_database, DOCUMENT) as opened:
        yield opened


async def explained(answers: Answers, question: str) -> Explanation:
    return await answers.explain(question, "users", "en")


async def test_words_and_names_that_are_the_same_are_told(answers: Answers) -> None:
    explanation = await explained(answers, "how many users has DeepSeek")

    assert explanation.same == ("users", "DeepSeek")
    assert explanation.unmet == ()


async def test_a_name_that_is_spelled_otherwise_is_told_by_its_title(answers: Answers) -> None:
    explanation = await explained(answers, "how many users has depseek")

    assert explanation.alike == (Likeness("depseek", "DeepSeek", How.NAME),)


async def test_a_word_of_another_language_is_told_with_the_one_that_the_reader_sees(answers: Answers) -> None:
    explanation = await explained(answers, "كم عدد مستخدمي ديب سيك")

    assert Likeness("مستخدمي", "users", How.MEANING) in explanation.alike
    assert Likeness("ديب سيك", "DeepSeek", How.NAME) in explanation.alike


async def test_a_slip_is_told_as_one(answers: Answers) -> None:
    explanation = await answers.explain("how many robbots", "robots", "en")

    assert explanation.alike == (Likeness("robbots", "robots", How.LETTERS),)


async def test_what_is_not_borne_out_is_told(answers: Answers) -> None:
    explanation = await explained(answers, "how many users has ChatGPT")

    assert explanation.unmet == ("ChatGPT",)


async def test_certainty_is_that_of_the_ranking(answers: Answers) -> None:
    question = "how many users has DeepSeek"
    outcome = await answers.ask(question, now=NOW)
    scores = {candidate.fact_id: candidate.score for candidate in outcome.candidates}

    assert (await explained(answers, question)).certainty == pytest.approx(scores["users"])


async def test_a_fact_that_is_not_there_cannot_be_explained(answers: Answers) -> None:
    with pytest.raises(FactNotFound):
        await answers.explain("how many users", "no-such-fact", "en")


def test_names_are_shown_with_the_words_they_were_written_in() -> None:
    tokenizer = Tokenizer([Name("deepseek", "organisation", {"en": "DeepSeek"}, ("Deep Seek",))])

    written = as_written("Has Deep Seek many Users?", tokenizer.tokens)

    assert list(written.values()) == ["Deep Seek", "Users"]
