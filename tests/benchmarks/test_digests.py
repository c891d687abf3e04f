from pathlib import Path

from tests.benchmarks import digests


def test_the_benchmark_of_digests_runs_on_a_small_base(tmp_path: Path) -> None:
    figures = digests.measure(tmp_path, subscribers=400, many=100, in_a_tick=10)

    assert [figure.name for figure in figures][1:4] == [
        "400 subscribers: finding 10 who are due",
        "400 subscribers: a tick that finds 10 due",
        "400 subscribers: entering 100 digests",
    ]
    assert all(value > 0 for figure in figures for value in figure.values)
    assert list(tmp_path.iterdir()) == []
