from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.index import Index
from knowledge.matching.tokens import Passage
from knowledge.text import normalise


def index_of(**facts: str) -> Index:
    index = Index(dimensions=2)
    for fact_id, passage in facts.items():
        index.put({fact_id: [passage_of(passage)]}, unit([1.0, 0.0]))
    return index


def passage_of(text: str) -> Passage:
    return Passage(normalise(text), tuple(normalise(text).split()), ())


def asking(text: str) -> dict[str, dict[str, float]]:
    """Each word stands for itself alone."""
    return {word: {word: 1.0} for word in normalise(text).split()}


def unit(row: Sequence[float]) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    return np.array([row], dtype=np.float32)


SIDEWAYS = np.array([0.0, 1.0], dtype=np.float32)


def test_the_fact_that_shares_most_rare_letters_is_nearest() -> None:
    index = index_of(
        users="DeepSeek has 97 million users", robots="sixty robots were shown", theme="solidarity was the theme"
    )

    found = index.search("how many robots", asking("how many robots"), SIDEWAYS, limit=10)

    assert max(found, key=lambda fact_id: found[fact_id].letters) == "robots"


def test_meaning_finds_what_shares_no_letter() -> None:
    index = index_of(robots="sixty robots")
    index.put({"users": [passage_of("المستخدمون")]}, unit([0.0, 1.0]))

    found = index.search("users", asking("users"), SIDEWAYS, limit=1)

    assert found["users"].meaning == pytest.approx(1.0)
    assert found["users"].letters == 0


def test_a_replaced_fact_is_found_by_its_new_words_only() -> None:
    index = index_of(fact="sixty robots", other="solidarity")
    index.put({"fact": [passage_of("forty models")]}, unit([1.0, 0.0]))

    assert "fact" not in index.search("robots", asking("robots"), SIDEWAYS, limit=10)
    assert index.search("models", asking("models"), SIDEWAYS, limit=10)["fact"].letters > 0
    assert len(index) == 2


def test_a_discarded_fact_is_not_found() -> None:
    index = index_of(fact="sixty robots", other="solidarity")

    index.discard("fact")

    assert index.search("robots", asking("robots"), SIDEWAYS, limit=10) == {}
    assert set(index.search("solidarity", asking("solidarity"), SIDEWAYS, limit=10)) == {"other"}


def test_discarding_what_is_not_there_changes_nothing() -> None:
    index = index_of(fact="sixty robots")

    index.discard("nothing")

    assert len(index) == 1


@pytest.mark.parametrize("question", ["forty models", "robots", "solidarity", "six"])
def test_what_changes_again_and_again_leaves_no_trace(question: str) -> None:
    often, fresh = index_of(kept="solidarity"), index_of(kept="solidarity", fact="forty models")
    for text in ["sixty robots", "six or seven robots", "forty models"] * 20:
        often.put({"fact": [passage_of(text)]}, unit([1.0, 0.0]))

    found = often.search(normalise(question), asking(question), SIDEWAYS, limit=10)

    assert found == fresh.search(normalise(question), asking(question), SIDEWAYS, limit=10)


def test_facts_stay_found_while_others_change() -> None:
    words = ["solidarity", "harmony", "justice", "welfare", "wisdom"]
    index = index_of(**{word: word for word in words})
    for number in range(50):
        changing = words[number % 3]
        index.discard(changing)
        index.put({changing: [passage_of(changing), passage_of("robots")]}, np.repeat(unit([1.0, 0.0]), 2, axis=0))
        for word in words:
            assert (
                max(found := index.search(word, asking(word), SIDEWAYS, limit=10), key=lambda one: found[one].words)
                == word
            )


@given(st.text(max_size=60))
def test_no_question_is_a_syntax_error(text: str) -> None:
    index = index_of(fact='NEAR("x" OR y) AND * - ^ title:robots')

    found = index.search(normalise(text), asking(text), SIDEWAYS, limit=10)

    assert all(0 <= closeness.letters <= 1 for closeness in found.values())


@pytest.mark.parametrize("query", ['"', "robots OR", "NEAR(", "a* b^", "'; DROP TABLE passages; --", "ro"])
def test_search_syntax_is_only_text(query: str) -> None:
    index = index_of(fact="sixty robots")

    index.search(query, asking(query), SIDEWAYS, limit=10)

    assert index.search("robots", asking("robots"), SIDEWAYS, limit=10)["fact"].letters > 0
