"""All results in one table."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from rich import box
from rich.table import Table

from tests.evaluation.scoring import REFUSED_KINDS, Row
from tests.evaluation.sets import RANKING

_DECISION = ("right", "wrong", "offered", "refused")
_RANKING = ("first", "at_10")
_ENOUGH_FOR_A_PERCENTILE = 100


def results_table(results: Mapping[str, Mapping[str, Row]]) -> Table:
    """By set: a row for each group; last, the times of all questions. Of the sets for ranking, only that is told."""
    columns = (name.replace("_", " ") for name in _DECISION + _RANKING)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))  # so it fits into 80 characters
    table.add_column(no_wrap=True)
    for column in (*columns, "n", "ms", "99th"):
        table.add_column(column, justify="right")
    for name, rows in results.items():
        table.add_row(f"[bold]{name}[/bold]")
        measures = _RANKING if name in RANKING else _DECISION + _RANKING
        for group in sorted(rows, key=_place):
            table.add_row(group.removeprefix("dialect "), *_shares(group, rows[group], measures), *_counts(rows[group]))
        table.add_section()
    blank = [""] * len(_DECISION + _RANKING)
    table.add_row("[bold]every question[/bold]", *blank, *_counts(_together(results)))
    table.caption = "at 10: among the first ten; ms: a question, the median and the 99th percentile"
    return table


def _together(results: Mapping[str, Mapping[str, Row]]) -> Row:
    """Every question once: it is of one kind, and of what can be answered or not."""
    rows = [
        row for groups in results.values() for group, row in groups.items() if group in {"answerable", *REFUSED_KINDS}
    ]
    return Row(questions=sum(row.questions for row in rows), times=list(chain.from_iterable(row.times for row in rows)))


def _place(group: str) -> tuple[int, str]:
    """What can be answered, then the kinds, the languages and the dialects."""
    places = {"answerable": 0, "language ": 2, "dialect ": 3}
    return next((place for start, place in places.items() if group.startswith(start)), 1), group


def _shares(group: str, row: Row, measures: Collection[str]) -> Iterator[str]:
    for measure in _DECISION + _RANKING:
        has_no_answer = group in REFUSED_KINDS and measure in ("offered", *_RANKING)
        yield "" if has_no_answer or measure not in measures else f"{row.share(measure):.2f}"


def _counts(row: Row) -> Iterator[str]:
    yield str(row.questions)
    yield f"{row.median:.0f}"
    yield f"{row.slowest:.0f}" if row.questions >= _ENOUGH_FOR_A_PERCENTILE else ""
