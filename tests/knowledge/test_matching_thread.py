"""Matching computes on a thread of its own, so that a hard question keeps nobody else waiting."""

import threading
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime

import pytest

from knowledge.answering.answers import Answers
from knowledge.base.catalogue import Catalogue
from knowledge.base.factfiles import read_document
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.errors import EmptyQuestion, QuestionTooLong
from knowledge.matching.encoder import LettersOnly, Vectors
from knowledge.matching.vectors import VectorStore
from knowledge.readers.questions import Questions

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)
FACTS = "- {id: users, text: {en: DeepSeek had about 97 million users.}}"


class Watched(LettersOnly):
    """Notes on which threads it is asked to encode questions."""

    def __init__(self) -> None:
        self.threads: set[int] = set()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.threads.add(threading.get_ident())
        return super().encode(texts)


@pytest.mark.parametrize(
    "question",
    ["how many users", "the of and " * 90, "كم how many кто 誰", "1" * 1000, "users 😀" * 100],
    ids=["plain", "stop-words", "mixed-scripts", "digits", "emoji"],
)
async def test_questions_are_matched_beside_the_event_loop(sqlite_database: Database, question: str) -> None:
    await Curation(sqlite_database).import_document(read_document(FACTS), author_id=None, now=NOW)
    encoder = Watched()
    store = VectorStore(sqlite_database, encoder)
    with closing(Answers(Catalogue(sqlite_database), Questions(sqlite_database), store, encoder)) as answers:
        await answers.refresh()
        encoder.threads.clear()

        await answers.ask(question, now=NOW)

    assert len(encoder.threads) == 1
    assert threading.get_ident() not in encoder.threads


@pytest.mark.parametrize(
    ("question", "refusal"),
    [("x" * 100_000, QuestionTooLong), ("سؤال " * 20_000, QuestionTooLong), ("😀" * 100, EmptyQuestion)],
    ids=["100-kb", "100-kb-arabic", "emoji-only"],
)
async def test_what_is_no_question_is_never_matched(
    sqlite_database: Database, question: str, refusal: type[Exception]
) -> None:
    encoder = Watched()
    store = VectorStore(sqlite_database, encoder)
    with (
        closing(Answers(Catalogue(sqlite_database), Questions(sqlite_database), store, encoder)) as answers,
        pytest.raises(refusal),
    ):
        await answers.ask(question, now=NOW)

    assert not encoder.threads
