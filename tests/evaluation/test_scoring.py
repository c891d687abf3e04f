import pytest

from knowledge.model import Candidate, Fact, FactState, Outcome, Status, StoredFact
from tests.evaluation.scoring import Asked, Question, Row, read, score
from tests.evaluation.sets import FOLDER
from tests.knowledge.test_database import NOON_IN_RIYADH


def stored(fact_id: str) -> StoredFact:
    return StoredFact(Fact(fact_id, {"en": fact_id}), FactState.PUBLISHED, None, 1, NOON_IN_RIYADH)


def asserted(fact_id: str) -> Outcome:
    return Outcome("q", "en", Status.ANSWERED, answer=stored(fact_id), candidates=(Candidate(fact_id, 0.9),))


REFUSED = Outcome("q", "en", Status.UNKNOWN)
OFFERED = Outcome(
    "q",
    "en",
    Status.SUGGESTED,
    suggestions=(stored("other"), stored("users")),
    candidates=(Candidate("other", 0.3), Candidate("users", 0.2)),
)
ANSWERABLE = Question("q", "direct", "en", None, frozenset({"users"}))
OFF_TOPIC = Question("q", "oos", "en", None, frozenset())


@pytest.mark.parametrize(
    ("question", "outcome", "row"),
    [
        pytest.param(ANSWERABLE, asserted("users"), Row(right=1, first=1, at_10=1, questions=1), id="the-right-fact"),
        pytest.param(ANSWERABLE, asserted("other"), Row(wrong=1, questions=1), id="another-fact"),
        pytest.param(ANSWERABLE, OFFERED, Row(offered=1, at_10=1, questions=1), id="offered"),
        pytest.param(ANSWERABLE, REFUSED, Row(refused=1, questions=1), id="refused"),
        pytest.param(OFF_TOPIC, REFUSED, Row(right=1, refused=1, questions=1), id="rightly-refused"),
        pytest.param(OFF_TOPIC, OFFERED, Row(right=1, refused=1, questions=1), id="offering-is-not-asserting"),
        pytest.param(OFF_TOPIC, asserted("users"), Row(wrong=1, questions=1), id="wrongly-asserted"),
    ],
)
def test_what_counts_as_right_and_wrong(question: Question, outcome: Outcome, row: Row) -> None:
    assert score([Asked(question, outcome, 1.0)])[question.kind] == row


def test_a_question_counts_for_its_kind_its_language_and_its_dialect() -> None:
    iraqi = Question("q", "dialect", "ar", "iraqi", frozenset({"users"}))

    assert set(score([Asked(iraqi, REFUSED, 1.0)])) == {"dialect", "answerable", "language ar", "dialect iraqi"}


def test_what_cannot_be_answered_counts_for_its_kind_only() -> None:
    assert set(score([Asked(OFF_TOPIC, REFUSED, 1.0)])) == {"oos"}


def test_times_are_told_by_their_median_and_their_99th_percentile() -> None:
    row = score(Asked(ANSWERABLE, REFUSED, float(time)) for time in range(101))["direct"]

    assert (row.median, row.slowest) == (50, 99)


def test_no_question_is_in_both_halves() -> None:
    tune, report = ({question.text for question in read(FOLDER / f"{name}.jsonl")} for name in ("tune", "report"))

    assert tune.isdisjoint(report)
