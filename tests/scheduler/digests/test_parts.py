from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scheduler.digests.parts import (
    HEADING,
    LONGEST_MESSAGE,
    SECTION,
    TOPIC,
    Entry,
    bodies,
    correction_entry,
    fact_entry,
    recap_entry,
    split,
)

DAY = date(2025, 7, 26)
LONGEST_TEXT = 2000

topics = st.sampled_from(["deepseek", "waic"])
lengths = st.integers(1, LONGEST_TEXT)
corrections = st.builds(
    lambda before, length: correction_entry({"id": "a", "before": {"ar": "ا" * before}}, length), lengths, lengths
)
facts = st.builds(fact_entry, st.just("a"), topics, lengths)
recaps = st.builds(recap_entry, st.just("a"), topics)
digests = st.tuples(*(st.lists(entries, max_size=10) for entries in (corrections, facts, recaps))).map(
    lambda sections: [entry for section in sections for entry in section]
)


@given(digests)
def test_no_entry_is_lost_split_or_moved(entries: list[Entry]) -> None:
    assert [entry for message in split(entries) for entry in message] == entries


@given(digests)
def test_every_message_fits_with_all_its_titles(entries: list[Entry]) -> None:
    for message in split(entries):
        sections = {entry.section for entry in message} - {"facts"}
        changes = sum(
            (one.section, one.topic) != (other.section, other.topic)
            for one, other in zip([Entry("facts", {}, 0), *message], message, strict=False)
            if other.topic is not None
        )
        size = HEADING + SECTION * len(sections) + TOPIC * changes + sum(entry.size for entry in message)
        assert size <= LONGEST_MESSAGE


@given(digests)
def test_two_messages_that_follow_each_other_would_not_fit_into_one(entries: list[Entry]) -> None:
    messages = split(entries)

    for one, other in pairwise(messages):
        assert len(split([*one, other[0]])) == 2


def test_a_message_of_several_says_which_part_it_is_and_the_last_what_all_are_about() -> None:
    long = [fact_entry(fact_id, "waic", LONGEST_TEXT) for fact_id in "ab"]

    assert bodies(DAY, long) == [
        {"date": "2025-07-26", "facts": [{"id": "a", "topic": "waic"}], "part": 0, "parts": 2},
        {"date": "2025-07-26", "facts": [{"id": "b", "topic": "waic"}], "part": 1, "parts": 2, "topics": ["waic"]},
    ]


def test_what_is_empty_is_left_out() -> None:
    assert bodies(DAY, [recap_entry("a", "waic")]) == [
        {"date": "2025-07-26", "recap": [{"id": "a", "topic": "waic"}]},
    ]
    assert bodies(DAY, []) == []
