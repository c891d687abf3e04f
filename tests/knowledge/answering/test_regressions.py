"""What readers confirmed stays answered, or whoever changes a fact is told before."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.answering.answers import Answers
from knowledge.answering.regressions import Effects, Regressions
from knowledge.base.catalogue import Catalogue
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.matching.encoder import LettersOnly
from knowledge.matching.vectors import VectorStore
from knowledge.model import Candidate, Fact, FactState, Outcome, Status
from knowledge.readers.feedback import Feedback, Opinion, Verdict
from knowledge.readers.questions import Questions
from knowledge.readers.reviews import Reviews

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
READER = 7
USERS = Fact("users", {"en": "DeepSeek had about 97 million users."}, aliases={"en": ("how many people use DeepSeek",)})
OPENING = Fact("opening", {"en": "Li Qiang opened WAIC in Shanghai."}, aliases={"en": ("who opened WAIC",)})
USERS_ASKED, OPENING_ASKED = "How many people use DeepSeek?", "Who opened WAIC?"
SILENT = replace(USERS, text={"en": "Something else altogether."}, aliases={})
RIVAL = Fact("", {"en": "A minister opened WAIC."}, aliases={"en": ("who opened WAIC",)})


@pytest.fixture
def questions(database: Database) -> Questions:
    return Questions(database)


@pytest.fixture
async def answers(database: Database, curation: Curation, questions: Questions) -> Iterator[Answers]:
    for fact in (USERS, OPENING):
        await curation.add(fact, author_id=None, now=NOW)
    encoder = LettersOnly()
    with closing(Answers(Catalogue(database), questions, VectorStore(database, encoder), encoder)) as answers:
        yield answers


@pytest.fixture
def regressions(database: Database, answers: Answers, questions: Questions) -> Regressions:
    return Regressions(answers, Feedback(database), questions)


async def confirm(database: Database, text: str, fact_id: str) -> int:
    asked = Outcome(text, "en", Status.SUGGESTED, candidates=(Candidate(fact_id, 0.5),))
    question_id = (await Questions(database).log(asked, now=NOW, reader_id=READER)).question_id or 0
    await Feedback(database).give(question_id, fact_id, Opinion(Verdict.UP), reader_id=READER, now=NOW)
    return question_id


async def test_an_edit_that_loses_a_confirmed_question_says_which(database: Database, regressions: Regressions) -> None:
    await confirm(database, USERS_ASKED, "users")
    await confirm(database, OPENING_ASKED, "opening")

    assert await regressions.of(SILENT, FactState.PUBLISHED) == Effects(broken=(USERS_ASKED,))


async def test_an_edit_that_loses_nothing_says_nothing(database: Database, regressions: Regressions) -> None:
    await confirm(database, USERS_ASKED, "users")

    assert await regressions.of(replace(USERS, topics=()), FactState.PUBLISHED) == Effects()


async def test_a_new_fact_that_takes_a_question_from_another_says_so(
    database: Database, regressions: Regressions
) -> None:
    await confirm(database, OPENING_ASKED, "opening")

    assert (await regressions.of(RIVAL, FactState.PUBLISHED)).broken == (OPENING_ASKED,)


async def test_a_retired_fact_loses_all_its_questions(database: Database, regressions: Regressions) -> None:
    await confirm(database, USERS_ASKED, "users")
    await confirm(database, OPENING_ASKED, "opening")

    assert await regressions.of(USERS, FactState.RETIRED) == Effects(broken=(USERS_ASKED,))


async def test_a_question_that_is_asked_by_many_counts_once(database: Database, regressions: Regressions) -> None:
    await confirm(database, USERS_ASKED, "users")
    await confirm(database, "how many people use deepseek", "users")

    assert len((await regressions.of(USERS, FactState.RETIRED)).broken) == 1


async def test_only_what_is_answered_rightly_now_can_be_lost(database: Database, regressions: Regressions) -> None:
    await confirm(database, "Something that nobody can answer", "users")
    await confirm(database, OPENING_ASKED, "users")

    assert await regressions.of(USERS, FactState.RETIRED) == Effects()


async def test_what_a_curator_declined_can_be_lost(database: Database, regressions: Regressions) -> None:
    question_id = await confirm(database, "how many persons use DeepSeek", "users")

    await Reviews(database).decline(question_id, "users")

    assert await regressions.of(USERS, FactState.RETIRED) == Effects()


async def test_unanswered_questions_that_a_fact_would_answer_are_named(
    database: Database, regressions: Regressions, questions: Questions
) -> None:
    for text in ("How many robots were at WAIC?", "What colour is the sky?"):
        await questions.log(Outcome(text, "en", Status.UNKNOWN), now=NOW)
    robots = Fact("", {"en": "WAIC showed 150 robots."}, aliases={"en": ("how many robots were at WAIC",)})

    assert await regressions.of(robots, FactState.PUBLISHED) == Effects(gained=("How many robots were at WAIC?",))


@pytest.mark.parametrize("undone", ["add", "edit", "retire"])
async def test_undoing_is_tried_like_any_other_change(
    database: Database, regressions: Regressions, curation: Curation, undone: str
) -> None:
    robots = Fact("robots", {"en": "WAIC showed 150 robots."})
    asked = replace(robots, aliases={"en": ("how many machines came",)})
    if undone == "edit":
        await curation.add(robots, author_id=1, now=NOW)
        revision = await curation.edit("robots", asked, author_id=1, now=NOW)
    else:
        revision = await curation.add(asked, author_id=1, now=NOW)
    await confirm(database, "How many machines came?", "robots")
    if undone == "retire":
        revision = await curation.retire("robots", author_id=1, now=NOW)

    broken = (await regressions.of_undo(revision)).broken
    assert broken == (() if undone == "retire" else ("How many machines came?",))


async def test_after_a_trial_everything_is_found_as_before(answers: Answers) -> None:
    texts = [USERS_ASKED, OPENING_ASKED]
    before = await answers.asserted(texts)

    tried = await answers.rehearse(SILENT, FactState.PUBLISHED, texts)
    added = await answers.rehearse(RIVAL, FactState.PUBLISHED, texts)

    assert before == await answers.asserted(texts) == ["users", "opening"]
    assert tried[0] is None
    assert added[1] != "opening"
    assert len(answers) == 2


async def test_no_reader_meets_a_trial_nor_waits_for_its_end(answers: Answers) -> None:
    texts = [f"{USERS_ASKED} {number}" for number in range(300)]
    trial = asyncio.create_task(answers.rehearse(USERS, FactState.RETIRED, texts))
    met = []
    while not trial.done():
        outcome = await answers.ask(USERS_ASKED, now=NOW, log=False)
        met.append((outcome.status, trial.done()))

    assert set(await trial) == {None}
    assert met[0] == (Status.ANSWERED, False)
    assert {status for status, _ in met} == {Status.ANSWERED}


async def test_a_change_in_the_middle_of_a_trial_is_followed(answers: Answers, curation: Curation) -> None:
    texts = [f"{USERS_ASKED} {number}" for number in range(100)]
    trial = asyncio.create_task(answers.rehearse(SILENT, FactState.PUBLISHED, texts))
    await asyncio.sleep(0)
    await curation.retire("users", author_id=1, now=NOW)

    await trial

    assert await answers.asserted([USERS_ASKED]) == [None]
