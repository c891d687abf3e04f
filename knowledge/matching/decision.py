"""Decides from scores whether one fact is asserted, a few are offered, or nothing is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.matching.calibration import Thresholds
from knowledge.model import Candidate, Status


@dataclass(frozen=True)
class Decision:
    """``facts`` are the ids of the one asserted fact, of those offered, or none."""

    status: Status
    facts: tuple[str, ...] = ()


def decide(ranked: Sequence[Candidate], thresholds: Thresholds) -> Decision:
    """``ranked`` is ordered best first. Two that are too close to call are offered to choose from."""
    offered = tuple(
        candidate.fact_id for candidate in ranked[: thresholds.suggestions] if candidate.score >= thresholds.suggest
    )
    if not offered:
        return Decision(Status.UNKNOWN)
    runner_up = ranked[1].score if len(ranked) > 1 else 0.0
    if ranked[0].score >= thresholds.answer and ranked[0].score - runner_up >= thresholds.margin:
        return Decision(Status.ANSWERED, offered[:1])
    return Decision(Status.SUGGESTED, offered)
