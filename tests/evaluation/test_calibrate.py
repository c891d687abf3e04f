from collections.abc import Sequence

import numpy as np
import pytest

from tests.evaluation.calibrate import Pairs, best, cross_validated, fitted, lowest_threshold, scored, shares
from tests.evaluation.scoring import Question


def pairs_of(*rows: tuple[Sequence[float], float, int, str]) -> Pairs:
    """Rows of features, whether the fact answers, the number of the question, and the fact."""
    features, answers, question, facts = zip(*rows, strict=True)
    return Pairs(np.array(features), np.array(answers), np.array(question), facts)


def made_up(questions: int) -> Pairs:
    """Of two candidates each the one answers that has the first feature and lacks the second; the third is noise."""
    rows: list[tuple[Sequence[float], float, int, str]] = []
    for number in range(questions):
        noise = number % 3 / 2
        rows += [((0.9, 0.1, noise), 1.0, number, "right"), ((0.2, 0.8, noise), 0.0, number, "wrong")]
    return pairs_of(*rows)


def question(kind: str, *facts: str) -> Question:
    return Question(kind, kind, "en", None, frozenset(facts))


def test_what_speaks_for_an_answer_gets_weight_and_what_speaks_against_it_gets_less_than_none() -> None:
    for_it, against_it, noise, _ = fitted(made_up(60))

    assert for_it > 1
    assert against_it < -1
    assert abs(noise) < 0.1


def test_pairs_that_can_be_told_apart_are_told_apart() -> None:
    pairs = made_up(60)

    assert ((scored(pairs, fitted(pairs)) > 0.5) == pairs.answers).all()


def test_scores_of_questions_come_from_weights_that_never_saw_them() -> None:
    pairs = made_up(60)

    assert ((cross_validated(pairs, 60) > 0.5) == pairs.answers).all()


def test_of_several_readings_a_fact_keeps_the_one_that_scores_best() -> None:
    pairs = pairs_of(
        ((0.1,), 0.0, 0, "a"),
        ((0.9,), 0.0, 0, "a"),
        ((0.5,), 1.0, 0, "b"),
        ((0.3,), 0.0, 1, "a"),
        ((0.2,), 0.0, 1, "a"),
    )

    kept = pairs.best_readings(pairs.features[:, 0])

    found = zip(kept.question.tolist(), kept.facts, kept.features[:, 0].tolist(), kept.answers.tolist(), strict=True)
    assert sorted(found) == [(0, "a", 0.9, 0.0), (0, "b", 0.5, 1.0), (1, "a", 0.3, 0.0)]


@pytest.mark.parametrize("count", [1, 8, 25, 100])
def test_below_the_lowest_threshold_are_enough_of_the_questions_that_only_look_answerable(count: int) -> None:
    questions = [question("near") for _ in range(count)] + [question("direct", "fact")]
    pairs = pairs_of(*(((place / count,), 0.0, place, "fact") for place in range(count)), ((0.99,), 1.0, count, "fact"))

    threshold = lowest_threshold(questions, pairs, pairs.features[:, 0])

    refused = [place / count < threshold for place in range(count)]
    assert sum(refused) == int(0.88 * count)


def test_a_question_without_candidates_is_scored_as_nothing() -> None:
    questions = [question("near"), question("near", "none")]
    pairs = pairs_of(((0.4,), 0.0, 0, "fact"))

    assert [dict(found) for _, found in best(questions, pairs, pairs.features[:, 0])] == [{"fact": 0.4}, {}]
    assert lowest_threshold(questions, pairs, pairs.features[:, 0]) == 0.4


def test_shares_count_what_is_asserted_from_the_threshold_on() -> None:
    questions = [
        question("direct", "a"),
        question("direct", "a"),
        question("direct", "a"),
        question("near"),
        question("oos"),
    ]
    pairs = pairs_of(
        ((0.9,), 1.0, 0, "a"),
        ((0.8,), 0.0, 1, "b"),
        ((0.3,), 1.0, 2, "a"),
        ((0.7,), 0.0, 3, "a"),
        ((0.1,), 0.0, 4, "a"),
    )

    assert shares(questions, pairs, pairs.features[:, 0], answer=0.5) == {
        "right": 0.333,
        "wrong": 0.333,
        "ranked first": 0.667,
        "near not asserted": 0.0,
        "oos not asserted": 1.0,
    }
