"""The numbers that were fitted on labelled questions: weights of features, and the thresholds of the decision.

They are in ``calibration.yaml``, with the figures that they gave; ``python -m tests.evaluation.calibrate`` finds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml


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
    file = resources.files("knowledge").joinpath("calibration.yaml").read_text(encoding="utf-8")
    document = yaml.load(file, yaml.CSafeLoader)
    return Calibration(document["weights"], document["bias"], Thresholds(**document["thresholds"]))


CALIBRATION = _load()
