from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scheduler.digests.candidates import Candidate, Pool
from scheduler.digests.composing import Item, compose, weight

TOPICS = ("deepseek", "waic", "export-controls")
MONDAY = datetime(2025, 7, 21, tzinfo=UTC)

some_topics = st.lists(st.sampled_from(TOPICS), unique=True, min_size=1).map(tuple)
moments = st.none() | st.integers(0, 9).map(lambda day: MONDAY + timedelta(days=day))
bases = st.lists(st.tuples(some_topics, moments), max_size=12).map(
    lambda facts: [
        Candidate(f"fact-{number}", number, topics, 100, published) for number, (topics, published) in enumerate(facts)
    ]
)
shown_ids = st.frozensets(st.integers(0, 11).map(lambda number: f"fact-{number}"))
openings = st.dictionaries(st.sampled_from(TOPICS), st.integers(0, 40), min_size=1)
amounts = st.integers(1, 5)


@dataclass(frozen=True)
class Wish:
    """What a digest is composed from."""

    facts: list[Candidate]
    shown: frozenset[str]
    openings: dict[str, int]
    amount: int
    since: datetime | None
    turn: int

    def compose(self) -> list[Item]:
        pool = Pool(self.facts)
        return compose(pool, self.shown, self.openings, self.amount, since=self.since, turn=self.turn)

    @property
    def wanted(self) -> set[Candidate]:
        unseen = (fact for fact in self.facts if fact.fact_id not in self.shown)
        return {fact for fact in unseen if set(fact.topics) & set(self.openings)}

    def is_fresh(self, fact: Candidate) -> bool:
        return self.since is not None and fact.published_at is not None and fact.published_at >= self.since


wishes = st.builds(Wish, bases, shown_ids, openings, amounts, moments, st.integers(0, 1000))


@given(wishes)
def test_as_many_unshown_facts_of_the_topics_are_chosen_as_there_are(wish: Wish) -> None:
    items = wish.compose()

    assert {item.fact for item in items} <= wish.wanted
    assert len(items) == len({item.fact for item in items}) == min(wish.amount, len(wish.wanted))


@given(wishes)
def test_none_is_chosen_before_one_published_since_the_last_digest(wish: Wish) -> None:
    items = wish.compose()

    chosen = {item.fact for item in items}
    assert not any(map(wish.is_fresh, wish.wanted - chosen)) or all(map(wish.is_fresh, chosen))


@given(wishes)
def test_each_fact_stands_under_one_of_its_topics_the_newest_first(wish: Wish) -> None:
    items = wish.compose()

    assert all(item.topic in item.fact.topics and item.topic in wish.openings for item in items)
    for topic in wish.openings:
        ranks = [(not wish.is_fresh(item.fact), item.fact.revision) for item in items if item.topic == topic]
        assert ranks == sorted(ranks)


@given(wishes)
def test_facts_of_a_topic_stand_together(wish: Wish) -> None:
    items = wish.compose()

    topics = [item.topic for item in items]
    changes = sum(one != other for one, other in pairwise(topics))
    assert changes == max(0, len(set(topics)) - 1)


@given(st.dictionaries(st.sampled_from(TOPICS), st.integers(0, 40), min_size=1), amounts)
def test_over_two_months_topics_come_as_often_as_they_weigh(openings: dict[str, int], amount: int) -> None:
    pool = Pool([Candidate(f"{topic}-{number}", 1, (topic,)) for number in range(amount) for topic in openings])
    came = Counter[str]()

    for turn in range(60):
        came.update(item.topic for item in compose(pool, (), openings, amount, turn=turn))

    total = sum(map(weight, openings.values()))
    for topic, opened in openings.items():
        assert abs(came[topic] / came.total() - weight(opened) / total) < 0.05


def test_of_equals_the_newest_fact_of_the_first_topic_leads_on_the_first_turn() -> None:
    facts = [Candidate("w", 2, ("waic",)), Candidate("d-new", 1, ("deepseek",)), Candidate("d-old", 1, ("deepseek",))]

    items = compose(Pool(facts), (), {"waic": 0, "deepseek": 0}, 3)

    assert [item.fact.fact_id for item in items] == ["d-new", "d-old", "w"]
