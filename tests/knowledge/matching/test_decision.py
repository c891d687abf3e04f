import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.calibration import Thresholds
from knowledge.matching.decision import decide
from knowledge.model import Candidate, Status

THRESHOLDS = Thresholds(answer=0.6, suggest=0.2, margin=0.05, suggestions=3)


def ranked(*scores: float) -> list[Candidate]:
    return [Candidate(f"fact-{place}", score) for place, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "status", "count"),
    [
        pytest.param((0.9, 0.3), Status.ANSWERED, 1, id="sure-and-ahead"),
        pytest.param((0.9,), Status.ANSWERED, 1, id="alone"),
        pytest.param((0.9, 0.88), Status.SUGGESTED, 2, id="too-close-to-call"),
        pytest.param((0.5, 0.4, 0.3, 0.25), Status.SUGGESTED, 3, id="not-sure"),
        pytest.param((0.1, 0.1), Status.UNKNOWN, 0, id="nothing-near"),
        pytest.param((), Status.UNKNOWN, 0, id="empty-base"),
    ],
)
def test_what_is_done_with_scores(scores: tuple[float, ...], status: Status, count: int) -> None:
    decision = decide(ranked(*scores), THRESHOLDS)

    assert decision.status is status
    assert len(decision.facts) == count


@given(st.lists(st.floats(0, 1), max_size=8))
def test_nothing_below_the_answering_threshold_is_asserted(scores: list[float]) -> None:
    ordered = ranked(*sorted(scores, reverse=True))

    if decide(ordered, THRESHOLDS).status is Status.ANSWERED:
        assert ordered[0].score >= THRESHOLDS.answer
