import pytest

from tests.evaluation.floors import Floors, UnknownFloor, read_floors, shortfalls
from tests.evaluation.scoring import Row
from tests.evaluation.sets import SETS

RESULTS = {"report": {"dialect": Row(right=7, wrong=1, first=8, at_10=9, questions=10)}}


@pytest.mark.parametrize(
    ("limits", "missed"),
    [
        pytest.param({"right": 0.7, "wrong": 0.1, "first": 0.8, "at_10": 0.9}, [], id="just-reached"),
        pytest.param(
            {"right": 0.75}, ["report, dialect: right 0.700 of 10, not at least 0.750"], id="too-few-are-right"
        ),
        pytest.param(
            {"wrong": 0.05}, ["report, dialect: wrong 0.100 of 10, not at most 0.050"], id="too-many-are-wrong"
        ),
        pytest.param(
            {"first": 0.9}, ["report, dialect: first 0.800 of 10, not at least 0.900"], id="too-few-come-first"
        ),
    ],
)
def test_a_group_below_its_floor_is_named_with_its_figures(limits: dict[str, float], missed: list[str]) -> None:
    assert shortfalls(RESULTS, {"report": {"dialect": limits}}) == missed


def test_a_set_that_is_not_at_hand_misses_no_floor() -> None:
    assert shortfalls(RESULTS, {"xquad": {"ar→en": {"first": 0.5}}}) == []


@pytest.mark.parametrize(
    "floors",
    [
        pytest.param({"rapport": {"dialect": {"right": 0.7}}}, id="set"),
        pytest.param({"report": {"dialects": {"right": 0.7}}}, id="group"),
        pytest.param({"report": {"dialect": {"rihgt": 0.7}}}, id="measure"),
    ],
)
def test_a_floor_for_what_is_not_measured_is_an_error(floors: Floors) -> None:
    with pytest.raises(UnknownFloor):
        shortfalls(RESULTS, floors)


def test_the_floors_are_for_sets_that_there_are_and_not_for_the_one_that_weights_were_fitted_on() -> None:
    assert set(read_floors()) <= set(SETS) - {"tune"}
