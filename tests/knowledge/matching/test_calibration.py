from dataclasses import fields

from knowledge.matching.calibration import CALIBRATION
from knowledge.matching.ranking import Features


def test_every_feature_has_a_weight_and_nothing_else_has() -> None:
    assert set(CALIBRATION.weights) == {feature.name for feature in fields(Features)}


def test_an_answer_must_be_surer_than_a_suggestion_and_ahead_of_the_next() -> None:
    thresholds = CALIBRATION.thresholds

    assert 0 < thresholds.suggest < thresholds.answer < 1
    assert 0 < thresholds.margin < thresholds.answer
    assert thresholds.suggestions >= 1
