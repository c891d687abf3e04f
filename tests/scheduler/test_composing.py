from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scheduler.candidates import Candidate
from scheduler.composing import compose

TOPICS = ("deepseek", "waic", "export-controls")

some_topics = st.lists(st.sampled_from(TOPICS), unique=True, min_size=1).map(tuple)
bases = st.lists(some_topics, max_size=12).map(
    lambda lists: [Candidate(f"fact-{number}", number, topics) for number, topics in enumerate(lists)]
)
shown_ids = st.frozensets(st.integers(0, 11).map(lambda number: f"fact-{number}"))
amounts = st.integers(1, 5)


@given(bases, shown_ids, some_topics, amounts)
def test_a_digest_holds_the_newest_unshown_facts_of_the_topics(
    facts: list[Candidate], shown: frozenset[str], topics: tuple[str, ...], amount: int
) -> None:
    digest = compose(facts, shown, topics, amount)

    wanted = [fact for fact in facts if fact.fact_id not in shown and set(fact.topics) & set(topics)]
    assert set(digest.facts if digest else ()) == set(wanted[:amount])
    assert (digest is None) == (not wanted)


@given(bases, shown_ids, some_topics, amounts)
def test_each_fact_stands_once_under_one_of_its_topics(
    facts: list[Candidate], shown: frozenset[str], topics: tuple[str, ...], amount: int
) -> None:
    digest = compose(facts, shown, topics, amount)

    items = digest.items if digest else ()
    assert len({item.fact for item in items}) == len(items)
    assert all(item.topic in item.fact.topics and item.topic in topics for item in items)


@given(bases, shown_ids, some_topics, amounts)
def test_facts_of_a_topic_stand_together_newest_first(
    facts: list[Candidate], shown: frozenset[str], topics: tuple[str, ...], amount: int
) -> None:
    digest = compose(facts, shown, topics, amount)

    items = digest.items if digest else ()
    order = list(dict.fromkeys(item.topic for item in items))
    newest = [min(item.fact.revision for item in items if item.topic == topic) for topic in order]
    assert newest == sorted(newest)
    assert list(items) == sorted(items, key=lambda item: (order.index(item.topic), item.fact.revision))


def test_the_content_names_the_local_date_and_each_fact_with_its_topic() -> None:
    digest = compose([Candidate("a", 1, ("waic",))], (), TOPICS, 3)

    assert digest is not None
    content = digest.content("ar", date(2025, 7, 26))
    assert (content.kind, content.language) == ("digest", "ar")
    assert content.body == {"date": "2025-07-26", "facts": [{"id": "a", "topic": "waic"}]}
