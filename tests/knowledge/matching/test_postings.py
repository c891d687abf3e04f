import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge.matching.postings import Postings, largest, trigrams, trigrams_of_all

bags = st.lists(st.lists(st.integers(0, 9), max_size=8), min_size=1, max_size=30)
EVERY_TERM = np.arange(12, dtype=np.uint32)


def terms(*numbers: int) -> NDArray[np.uint32]:
    return np.array(numbers, dtype=np.uint32)


def postings_of(*rows: list[int]) -> Postings:
    postings = Postings()
    postings.add(terms(*row) for row in rows)
    return postings


def nearness(postings: Postings, *asked: int) -> list[float]:
    found: list[float] = postings.nearness(terms(*asked)).tolist()
    return found


def test_a_row_with_all_terms_is_nearer_than_one_with_some_and_one_with_none_is_not_near() -> None:
    both, one, none = nearness(postings_of([1, 2], [1, 3], [3, 4]), 1, 2)

    assert both > one > none == 0


def test_a_rarer_term_counts_more() -> None:
    rare, common, _, _ = nearness(postings_of([1, 9], [2, 9], [2, 8], [2, 7]), 1, 2)

    assert rare > common


def test_a_long_row_counts_less() -> None:
    short, long = nearness(postings_of([1, 2], [1, 3, 4, 5, 6, 7]), 1)

    assert short > long > 0


def test_how_often_a_term_occurs_does_not_count() -> None:
    once, often = nearness(postings_of([1, 2], [1, 1, 1, 2]), 1, 1)

    assert once == often


def test_terms_that_no_row_has_count_against_all() -> None:
    postings = postings_of([1, 2], [3, 4])

    assert 0 < nearness(postings, 1, 2, 77)[0] < nearness(postings, 1, 2)[0]
    assert nearness(postings, 77) == [0, 0]
    assert postings.rows_of(77).tolist() == []


def test_rows_of_a_term_are_found_wherever_they_were_added() -> None:
    postings = postings_of([1], [2], [1, 2])
    postings.add([terms(1)])

    assert sorted(postings.rows_of(1).tolist()) == [0, 2, 3]
    assert postings.count([1, 2, 77]).tolist() == [3, 2, 0]


@given(bags, st.lists(st.integers(0, 11), max_size=6))
def test_rows_that_were_added_one_by_one_are_as_near_as_those_added_at_once(
    rows: list[list[int]], asked: list[int]
) -> None:
    one_by_one = Postings()
    for row in rows:
        one_by_one.add([terms(*row)])

    assert nearness(one_by_one, *asked) == pytest.approx(nearness(postings_of(*rows), *asked))
    assert one_by_one.count(EVERY_TERM).tolist() == postings_of(*rows).count(EVERY_TERM).tolist()


@given(bags, st.lists(st.integers(0, 11), max_size=6))
def test_nearness_is_a_share(rows: list[list[int]], asked: list[int]) -> None:
    assert all(0 <= near <= 1 for near in nearness(postings_of(*rows), *asked))


def test_forgotten_rows_no_longer_make_others_look_short() -> None:
    postings = postings_of([1, 2], [3, 4], [3, 4, 5, 6, 7, 8, 9])
    before = nearness(postings, 1)[0]

    postings.forget([2])

    assert nearness(postings, 1)[0] != before
    assert nearness(postings, 1)[0] == pytest.approx(nearness(postings_of([1, 2], [3, 4]), 1)[0])


def test_an_index_without_rows_finds_nothing() -> None:
    postings = Postings()
    postings.add([])

    assert len(postings) == 0
    assert nearness(postings, 1) == []
    assert postings.count([1]).tolist() == [0]


def test_an_index_of_which_all_was_forgotten_still_answers() -> None:
    postings = postings_of([1])

    postings.forget([0])

    assert all(map(np.isfinite, nearness(postings, 1)))


def test_a_row_without_terms_is_near_to_nothing() -> None:
    assert nearness(postings_of([], [1]), 1)[0] == 0


@given(st.lists(st.floats(0, 1, width=32), max_size=20), st.integers(1, 20))
def test_the_largest_values_are_found_and_none_that_is_nothing(values: list[float], count: int) -> None:
    found = largest(np.array(values, dtype=np.float32), count)

    assert (
        sorted((values[place] for place in found), reverse=True) == sorted(filter(None, values), reverse=True)[:count]
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("a", 1, id="a-letter-between-its-boundaries"),
        pytest.param("ab", 2, id="two-letters"),
        pytest.param("كم عدد", 6, id="a-boundary-within"),
        pytest.param("🤖", 1, id="beyond-the-basic-plane"),
        pytest.param("\ud800", 1, id="half-a-surrogate"),
    ],
)
def test_a_text_has_a_trigram_for_each_of_its_letters(text: str, count: int) -> None:
    assert len(trigrams(text)) == count


def test_texts_share_the_trigrams_of_what_they_share() -> None:
    assert set(trigrams("robot")) < set(trigrams("the robot"))
    assert set(trigrams("robot")).isdisjoint(trigrams("شركة"))


@given(st.lists(st.text(max_size=12), max_size=6))
def test_texts_taken_together_have_the_trigrams_that_each_has_alone(texts: list[str]) -> None:
    assert [found.tolist() for found in trigrams_of_all(texts)] == [trigrams(text).tolist() for text in texts]
