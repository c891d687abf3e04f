from datetime import UTC, datetime, timedelta

import pytest

from knowledge.base.catalogue import Catalogue, Version
from knowledge.curation import Curation
from knowledge.documents import Document
from knowledge.errors import FactNotFound, TopicNotFound
from knowledge.model import Fact, FactState, PartialDate, Topic
from tests.knowledge.conftest import changes

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
LAYLA = 1


@pytest.fixture
async def filled(curation: Curation) -> Curation:
    """Facts of two topics; what an id stands for is its date."""
    dates = {"none": None, "year": "2025", "month": "2025-04", "day": "2025-04-30", "older": "2024-12-31"}
    facts = tuple(
        Fact(fact_id, {"en": f"{fact_id}."}, ("chips",), as_of=PartialDate(iso) if iso else None)
        for fact_id, iso in dates.items()
    )
    topics = (Topic("waic", {"en": "WAIC"}), Topic("chips", {"en": "Chips"}))
    await curation.import_document(Document(topics=topics, facts=facts), author_id=None, now=NOW)
    return curation


def ids(stored: list) -> list[str]:
    return [found.fact.id for found in stored]


async def test_facts_of_a_topic_come_with_the_newest_date_first(filled: Curation, catalogue: Catalogue) -> None:
    assert ids(await catalogue.facts_of("chips", 10)) == ["day", "month", "year", "older", "none"]
    assert ids(await catalogue.facts_of("chips", 2, offset=1)) == ["month", "year"]
    assert await catalogue.facts_of("waic", 10) == []


async def test_the_latest_are_those_published_last(filled: Curation, catalogue: Catalogue) -> None:
    later = NOW + timedelta(hours=1)
    await filled.add(Fact("draft", {"en": "D."}), author_id=LAYLA, now=NOW, state=FactState.DRAFT)
    await filled.add(Fact("next", {"en": "N."}), author_id=LAYLA, now=later)
    await filled.publish("draft", author_id=LAYLA, now=later + timedelta(hours=1))
    await filled.edit("older", Fact("older", {"en": "Edited."}), author_id=LAYLA, now=later + timedelta(hours=2))

    assert ids(await catalogue.latest(3)) == ["draft", "next", "day"]


async def test_counts_are_of_published_facts(filled: Curation, catalogue: Catalogue) -> None:
    await filled.retire("year", author_id=LAYLA, now=NOW)

    assert await catalogue.counts() == {"chips": 4}


async def test_facts_come_in_the_order_asked_for_without_the_unknown(filled: Curation, catalogue: Catalogue) -> None:
    assert ids(await catalogue.facts(["year", "unknown", "day"])) == ["year", "day"]
    assert await catalogue.facts([]) == []


async def test_what_does_not_exist_is_named(filled: Curation, catalogue: Catalogue) -> None:
    with pytest.raises(FactNotFound, match="unknown"):
        await catalogue.fact("unknown")
    with pytest.raises(TopicNotFound, match="unknown"):
        await catalogue.topic("unknown")


async def test_topics_come_in_the_order_in_which_they_were_added(filled: Curation, catalogue: Catalogue) -> None:
    await filled.add(Fact("new", {"en": "N."}), author_id=LAYLA, now=NOW, topic=Topic("", {"en": "A new topic"}))

    assert [topic.id for topic in await catalogue.topics()] == ["waic", "chips", "a-new-topic"]
    assert (await catalogue.topic("chips")).title == {"en": "Chips"}


async def test_changes_since_a_revision_are_of_every_state(filled: Curation, catalogue: Catalogue) -> None:
    revision = await catalogue.revision()
    await filled.retire("year", author_id=LAYLA, now=NOW)
    await filled.edit("day", Fact("day", {"en": "Edited."}), author_id=LAYLA, now=NOW)

    changed = await changes(catalogue, revision)
    assert [(stored.fact.id, stored.state) for stored in changed] == [
        ("year", FactState.RETIRED),
        ("day", FactState.PUBLISHED),
    ]
    assert len(await changes(catalogue, -1, at_once=2)) == 5


async def test_an_empty_base_has_nothing(catalogue: Catalogue) -> None:
    assert await catalogue.version() == Version(revision=0, references=0)
    assert await catalogue.published() == await catalogue.latest(5) == await catalogue.names() == []
