"""The numbers that were fitted on labelled questions: weights of features, and the thresholds of the decision.

They are in ``calibration.yaml``, with the figures that they gave; ``python -m tests.evaluation.calibrate`` finds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.yamlfiles import read_yaml


@dataclass(frozen=True)
class Thresholds:
    """From which score on a fact is asserted or offered, and how far it must be ahead of the next to be asserted."""

    answer: float
    suggest: float
    margin: float
    suggestions: int = 3


@dataclass(frozen=True)
class Calibration:
    """``weights`` has one for each feature of ``ranking.Features``."""

    weights: Mapping[str, float]
    bias: float
    thresholds: Thresholds


def _load() -> Calibration:
    document = read_yaml("matching/calibration.yaml")
    held = _numbers(document["thresholds"])
    thresholds = Thresholds(held["answer"], held["suggest"], held["margin"])
    return Calibration(_numbers(document["weights"]), float(document["bias"]), thresholds)


def _numbers(texts: Mapping[str, str]) -> dict[str, float]:
    return {name: float(text) for name, text in texts.items()}


CALIBRATION = _load()
