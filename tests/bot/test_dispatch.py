"""The benchmark of sending, small: the bot, the sandbox and people who ask, over real HTTP."""

from pathlib import Path

from tests.benchmarks import sending


async def test_digests_go_out_while_people_get_answers(tmp_path: Path) -> None:
    unused, answers = await sending.measure(tmp_path, seconds=4, rates=(30,))

    assert unused.values[0] < 1
    assert all(milliseconds > 0 for milliseconds in answers.values)
