from io import StringIO

from rich.console import Console

from tests.evaluation.scoring import Row
from tests.evaluation.table import results_table

ROW = Row(right=3, wrong=1, first=3, at_10=4, questions=4, times=[1.0, 2.0, 3.0, 4.0])
NEAR = Row(right=2, refused=2, questions=2, times=[9.0, 9.0])
RESULTS = {
    "report": {"dialect levantine": ROW, "answerable": ROW, "near": NEAR},
    "xquad": {"ar→en": ROW, "answerable": ROW},
}


def printed() -> list[list[str]]:
    out = StringIO()
    Console(width=80, file=out).print(results_table(RESULTS))
    return [line.split() for line in out.getvalue().splitlines() if line.strip()]


def test_a_row_tells_shares_and_times_of_a_group() -> None:
    assert ["levantine", "0.75", "0.25", "0.00", "0.00", "0.75", "1.00", "4", "2"] in printed()


def test_of_what_has_no_answer_nothing_is_ranked_or_offered() -> None:
    assert ["near", "1.00", "0.00", "1.00", "2", "9"] in printed()


def test_of_a_set_for_ranking_no_decisions_are_told() -> None:
    assert ["ar→en", "0.75", "1.00", "4", "2"] in printed()


def test_the_last_row_has_the_time_of_every_question_counted_once() -> None:
    assert ["every", "question", "10", "3"] in printed()


def test_what_can_be_answered_comes_before_kinds_and_dialects() -> None:
    report = printed()[3:6]

    assert [line[0] for line in report] == ["answerable", "near", "levantine"]


def test_headings_are_whole_on_a_narrow_terminal() -> None:
    assert printed()[0] == ["right", "wrong", "offered", "refused", "first", "at", "10", "n", "ms", "99th"]
