"""Thresholds can be moved while the bot runs, and never to something that makes no sense."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import state
from knowledge.answering.answers import Answers
from knowledge.base.catalogue import Catalogue
from knowledge.base.factfiles import read_document
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.matching.calibration import Thresholds
from knowledge.matching.encoder import LettersOnly
from knowledge.matching.vectors import VectorStore
from knowledge.model import Candidate, Outcome, Status
from knowledge.readers import thresholds
from knowledge.readers.questions import Questions
from knowledge.readers.thresholds import CALIBRATED, Level, Levels, ThresholdSettings, in_force, tally

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)
TWINS = """
facts:
  - {id: northern, text: {en: Salwa painted it.}, aliases: {en: [who painted the lighthouse]}}
  - {id: southern, text: {en: Salwa painted it.}, aliases: {en: [who painted the lighthouse]}}
"""


@pytest.fixture
def questions(database: Database) -> Questions:
    return Questions(database)


@pytest.fixture
def settings(database: Database, questions: Questions) -> ThresholdSettings:
    return ThresholdSettings(database, questions)


@pytest.fixture
def answers(database: Database, questions: Questions) -> Iterator[Answers]:
    encoder = LettersOnly()
    with closing(Answers(Catalogue(database), questions, VectorStore(database, encoder), encoder)) as opened:
        yield opened


def asked(*scores: float) -> Outcome:
    candidates = tuple(Candidate(str(place), score) for place, score in enumerate(scores))
    return Outcome("q", "en", Status.UNKNOWN, candidates=candidates)


async def test_the_calibrated_ones_hold_until_others_are_set(settings: ThresholdSettings) -> None:
    assert (await settings.held()).thresholds is CALIBRATED


async def test_what_is_set_holds_and_can_be_taken_back(settings: ThresholdSettings, database: Database) -> None:
    await settings.hold(Levels(answer=60, suggest=30, lead=5))
    assert await settings.held() == Levels(60, 30, 5)

    await settings.hold(Levels.of(CALIBRATED))

    assert (await settings.preview()).is_calibrated
    async with database.read() as connection:
        assert await state.get(connection, state.THRESHOLDS) is None


async def test_every_process_takes_them_up_with_its_next_question(
    database: Database, settings: ThresholdSettings, answers: Answers
) -> None:
    await Curation(database).import_document(read_document(TWINS), author_id=None, now=NOW)

    await settings.hold(Levels(answer=5, suggest=5, lead=5))
    assert (await answers.ask("who painted the lighthouse", now=NOW)).status is Status.SUGGESTED

    await settings.hold(Levels(answer=5, suggest=5, lead=0))
    assert (await answers.ask("who painted the lighthouse", now=NOW)).status is Status.ANSWERED


async def test_a_preview_says_how_the_last_questions_would_be_met(
    settings: ThresholdSettings, questions: Questions
) -> None:
    for scores in ((0.9, 0.1), (0.55, 0.5), (0.3,), ()):
        await questions.log(asked(*scores), now=NOW)
    await settings.hold(Levels(answer=50, suggest=20, lead=1))

    preview = await settings.preview(Levels(answer=95, suggest=40, lead=10))

    assert preview.questions == 4
    assert preview.are == {Status.ANSWERED: 2, Status.SUGGESTED: 1, Status.UNKNOWN: 1}
    assert preview.would_be == {Status.ANSWERED: 0, Status.SUGGESTED: 2, Status.UNKNOWN: 2}


async def test_only_the_newest_questions_count(settings: ThresholdSettings, questions: Questions) -> None:
    for number in range(205):
        await questions.log(asked(0.9 if number < 5 else 0.0), now=NOW)

    preview = await settings.preview()

    assert (preview.questions, preview.are[Status.UNKNOWN]) == (200, 200)


@given(st.integers(), st.integers(), st.integers())
def test_levels_are_within_bounds_and_in_order_or_cannot_be_made(answer: int, suggest: int, lead: int) -> None:
    try:
        levels = Levels(answer, suggest, lead)
    except ValueError:
        return
    assert 5 <= levels.suggest <= levels.answer <= 95
    assert 0 <= levels.lead <= 30


@given(st.lists(st.tuples(st.sampled_from(Level), st.sampled_from([-1, 1])), max_size=60))
def test_no_way_of_moving_them_leads_out_of_bounds(moves: list[tuple[Level, int]]) -> None:
    levels = Levels.of(CALIBRATED)
    for level, steps in moves:
        levels = levels.moved(level, steps) or levels

    assert 5 <= levels.suggest <= levels.answer <= 95
    assert 0 <= levels.lead <= 30


def test_any_calibration_can_be_shown_in_percent() -> None:
    assert Levels.of(Thresholds(answer=0.999, suggest=0.001, margin=0.9)) == Levels(95, 5, 30)
    assert Levels.of(Thresholds(answer=0.3, suggest=0.4, margin=0.0)) == Levels(30, 30, 0)


def test_the_calibrated_ones_are_not_rounded() -> None:
    assert Levels.of(CALIBRATED).thresholds is CALIBRATED


def document(**values: object) -> dict[str, object]:
    numbers = [CALIBRATED.answer, CALIBRATED.suggest, CALIBRATED.margin]
    return {"answer": 60, "suggest": 30, "lead": 5, "calibrated": numbers} | values


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(None, id="nothing"),
        pytest.param("60", id="of-another-form"),
        pytest.param(document(calibrated=[0.9, 0.8, 0.7]), id="moved-from-another-calibration"),
        pytest.param(document(answer=20), id="offered-above-asserted"),
        pytest.param(document(lead=99), id="out-of-bounds"),
        pytest.param(document(answer="x"), id="no-number"),
        pytest.param({"calibrated": document()["calibrated"]}, id="incomplete"),
    ],
)
def test_what_cannot_hold_leaves_the_calibrated_ones(stored: object) -> None:
    assert in_force(stored) is CALIBRATED


def test_what_can_hold_does() -> None:
    assert in_force(document()) == Thresholds(answer=0.6, suggest=0.3, margin=0.05)


def test_questions_without_candidates_are_unknown() -> None:
    assert tally([()], thresholds.CALIBRATED)[Status.UNKNOWN] == 1
