"""Whether the judge of paces sees what it is there to see."""

from datetime import UTC, datetime, timedelta

from bot.sandbox.model import Call
from tests.crashes.pace import judge

START = datetime(2026, 11, 25, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def call(seconds: float, status: int = 200, outcome: str = "", fault: str = "") -> Call:
    return Call("sendMessage", {"chat_id": 1}, at(seconds), status, outcome, at(seconds + 0.01), fault)


def flood(seconds: float, wait: int = 3, fault: str = "flood") -> Call:
    return call(seconds, 429, f"Too Many Requests: retry after {wait}", fault)


def test_what_was_on_its_way_is_not_early_and_what_waited_long_enough_is_not() -> None:
    pace = judge([flood(0), call(0.3), call(3.02)])

    assert pace.early == pace.too_fast == []
    assert (pace.floods, pace.in_flight) == (1, 0.29)


def test_what_comes_before_the_wait_is_over_is_early() -> None:
    pace = judge([flood(0), call(0.6), call(2.99), call(3.02)])

    assert pace.early == [
        "sendMessage to 1 came 0.59 s after “Too Many Requests: retry after 3”",
        "sendMessage to 1 came 2.98 s after “Too Many Requests: retry after 3”",
    ]


def test_an_earlier_and_longer_wait_is_not_shortened_by_a_later_one() -> None:
    assert len(judge([flood(0, wait=5), flood(0.1, wait=1), call(2)]).early) == 1


def test_a_wait_outlives_a_kill_unless_the_bot_died_of_it() -> None:
    calls = [flood(0), call(2)]

    assert len(judge(calls, [at(1)]).early) == 1
    assert judge(calls, [at(0.1)]).early == []


def test_on_a_machine_that_stalls_more_counts_as_on_its_way() -> None:
    assert judge([flood(0), call(1.3)], stalled=0.3).early == []
    assert len(judge([flood(0), call(1.5)], stalled=0.3).early) == 1


def test_a_refusal_that_no_fault_caused_is_for_haste() -> None:
    assert judge([flood(0, fault="")]).too_fast == ["sendMessage to 1"]
