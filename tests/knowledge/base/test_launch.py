import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.base.catalogue import Catalogue
from knowledge.base.importing import ImportReport
from knowledge.base.names import Names
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.documents import Document
from knowledge.errors import FactNotFound, InvalidFactFile
from knowledge.model import Action, Fact, FactState, Name, PartialDate, Source, Topic

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
LAYLA = 1
A = Fact("a", {"ar": "ا", "en": "A."}, topics=("chips",), source="article", aliases={"en": ("what is a",)})
B = Fact("b", {"en": "B."}, topics=("waic",))
FIRST = Document(
    topics=(Topic("chips", {"en": "Chips"}), Topic("waic", {"en": "WAIC"})),
    sources=(Source("article", "An article"),),
    names=(Name("kimi", "model", {"en": "Kimi"}, ("Kimi",)),),
    facts=(A, B),
)


@pytest.fixture
async def following(curation: Curation) -> Curation:
    """A base that was filled with the first release."""
    await curation.follow_launch(FIRST, NOW)
    return curation


async def facts_in(catalogue: Catalogue) -> list[Fact]:
    return [stored.fact for stored in await catalogue.published()]


async def test_an_empty_base_is_filled(curation: Curation, catalogue: Catalogue) -> None:
    report = await curation.follow_launch(FIRST, NOW)

    assert report == ImportReport(added=2)
    assert await facts_in(catalogue) == [A, B]
    assert [revision.author_id for revision in await curation.history()] == [None, None]


async def test_following_the_same_release_again_writes_nothing(following: Curation, catalogue: Catalogue) -> None:
    before = await catalogue.version()

    assert await following.follow_launch(FIRST, NOW) is None
    assert await catalogue.version() == before


async def test_of_several_processes_that_start_together_one_fills_the_base(
    curation: Curation, catalogue: Catalogue
) -> None:
    reports = await asyncio.gather(*(curation.follow_launch(FIRST, NOW) for _ in range(4)))

    assert sorted(report is None for report in reports) == [False, True, True, True]
    assert await catalogue.revision() == 2


async def test_what_nobody_changed_follows_the_release(following: Curation, catalogue: Catalogue) -> None:
    newer = replace(A, text={"ar": "جديد", "en": "A2."}, aliases={"en": ("what is a", "define a")})
    release = replace(
        FIRST,
        facts=(newer, B, Fact("c", {"en": "C."})),
        topics=(Topic("chips", {"en": "Chips and controls"}), FIRST.topics[1]),
        sources=(Source("article", "An article", "A paper"),),
        names=(Name("kimi", "model", {"en": "Kimi"}, ("Kimi", "كيمي")),),
    )

    report = await following.follow_launch(release, NOW)

    assert report == ImportReport(added=1, changed=1, unchanged=1)
    assert await facts_in(catalogue) == list(release.facts)
    assert await catalogue.topics() == list(release.topics)
    assert await catalogue.sources() == list(release.sources)
    assert await catalogue.names() == list(release.names)


async def test_what_a_curator_changed_stays_and_the_rest_follows(following: Curation, catalogue: Catalogue) -> None:
    curated = replace(A, text={"ar": "صححته ليلى", "en": "A."}, aliases={"en": ("what is a", "hers")})
    await following.edit("a", curated, author_id=LAYLA, now=NOW)
    newer = replace(A, text={"ar": "جديد", "en": "A2."}, aliases={"en": ("what is a", "theirs")}, source=None)

    report = await following.follow_launch(replace(FIRST, facts=(newer, B)), NOW)

    assert report == ImportReport(kept=1, unchanged=1)
    assert (await catalogue.fact("a")).fact == replace(
        curated,
        text={"ar": "صححته ليلى", "en": "A2."},
        aliases={"en": ("what is a", "theirs", "hers")},
        source=None,
    )


async def test_a_curators_change_outlives_every_release(following: Curation, catalogue: Catalogue) -> None:
    await following.edit("b", replace(B, text={"en": "Hers."}), author_id=LAYLA, now=NOW)

    for text in ("B2.", "B3.", "B."):
        await following.follow_launch(replace(FIRST, facts=(A, replace(B, text={"en": text}))), NOW)

    assert (await catalogue.fact("b")).fact.text == {"en": "Hers."}
    assert len(await following.history("b")) == 2


async def test_a_change_by_import_counts_as_a_curators(following: Curation, catalogue: Catalogue) -> None:
    imported = Document(facts=(replace(B, text={"en": "Imported."}),))
    await following.import_document(imported, author_id=None, now=NOW)

    await following.follow_launch(replace(FIRST, facts=(A, replace(B, text={"en": "B2."}))), NOW)

    assert (await catalogue.fact("b")).fact.text == {"en": "Imported."}


async def test_a_fact_that_left_the_files_is_retired(following: Curation, catalogue: Catalogue) -> None:
    report = await following.follow_launch(replace(FIRST, facts=(A,)), NOW)

    assert report == ImportReport(changed=1, unchanged=1)
    assert (await catalogue.fact("b")).state is FactState.RETIRED


async def test_a_fact_that_comes_back_to_the_files_is_published_again(
    following: Curation, catalogue: Catalogue
) -> None:
    await following.follow_launch(replace(FIRST, facts=(A,)), NOW)

    await following.follow_launch(FIRST, NOW)

    assert await facts_in(catalogue) == [A, B]
    assert (await following.history("b"))[0].action is Action.PUBLISH


async def test_a_curated_fact_stays_when_it_leaves_the_files(following: Curation, catalogue: Catalogue) -> None:
    await following.edit("b", replace(B, text={"en": "Hers."}), author_id=LAYLA, now=NOW)

    report = await following.follow_launch(replace(FIRST, facts=(A,)), NOW)

    assert report == ImportReport(kept=1, unchanged=1)
    assert (await catalogue.fact("b")).state is FactState.PUBLISHED


async def test_a_fact_that_a_curator_published_again_stays_though_it_left_the_files(
    following: Curation, catalogue: Catalogue
) -> None:
    await following.follow_launch(replace(FIRST, facts=(A,)), NOW)
    await following.publish("b", author_id=LAYLA, now=NOW)

    await following.follow_launch(replace(FIRST, facts=(replace(A, as_of=PartialDate("2025")),)), NOW)

    assert (await catalogue.fact("b")).state is FactState.PUBLISHED


async def test_what_was_retired_in_chat_stays_retired(following: Curation, catalogue: Catalogue) -> None:
    await following.retire("b", author_id=LAYLA, now=NOW)

    await following.follow_launch(replace(FIRST, facts=(A, replace(B, text={"en": "B2."}))), NOW)

    assert (await catalogue.fact("b")).state is FactState.RETIRED


async def test_a_fact_whose_addition_was_undone_does_not_come_back(following: Curation, catalogue: Catalogue) -> None:
    (added,) = await following.history("b")
    await following.undo(author_id=LAYLA, now=NOW, number=added.number)

    report = await following.follow_launch(replace(FIRST, facts=(A, replace(B, text={"en": "B2."}))), NOW)

    assert report == ImportReport(kept=1, unchanged=1)
    with pytest.raises(FactNotFound):
        await catalogue.fact("b")


async def test_facts_made_in_chat_are_left_alone(following: Curation, catalogue: Catalogue) -> None:
    hers = Fact("hers", {"en": "Hers."})
    await following.add(hers, author_id=LAYLA, now=NOW)

    await following.follow_launch(replace(FIRST, facts=(A,)), NOW)

    assert await facts_in(catalogue) == [A, hers]


async def test_an_id_that_a_curator_took_first_stays_theirs(following: Curation, catalogue: Catalogue) -> None:
    hers = Fact("c", {"en": "Hers."})
    await following.add(hers, author_id=LAYLA, now=NOW)

    for text in ("C.", "C2."):
        await following.follow_launch(replace(FIRST, facts=(A, B, Fact("c", {"en": text}))), NOW)

    assert (await catalogue.fact("c")).fact == hers


async def test_a_base_filled_by_an_import_never_gets_the_launch_facts(curation: Curation, catalogue: Catalogue) -> None:
    own = Fact("own", {"en": "Own."})
    await curation.import_document(Document(facts=(own,)), author_id=None, now=NOW)

    assert await curation.follow_launch(FIRST, NOW) is None
    assert await facts_in(catalogue) == [own]


async def test_a_base_that_follows_goes_on_following_after_an_import(following: Curation, catalogue: Catalogue) -> None:
    await following.import_document(Document(facts=(Fact("own", {"en": "Own."}),)), author_id=None, now=NOW)

    await following.follow_launch(replace(FIRST, facts=(A, replace(B, text={"en": "B2."}))), NOW)

    assert (await catalogue.fact("b")).fact.text == {"en": "B2."}


async def test_a_topic_that_left_the_files_is_no_longer_offered_until_it_returns(
    following: Curation, catalogue: Catalogue
) -> None:
    await following.follow_launch(replace(FIRST, topics=FIRST.topics[:1], facts=(A,)), NOW)
    without = await catalogue.topics()

    await following.follow_launch(FIRST, NOW)

    assert without == list(FIRST.topics[:1])
    assert await catalogue.topics() == list(FIRST.topics)


async def test_spellings_added_in_chat_outlive_releases(
    following: Curation, catalogue: Catalogue, database: Database
) -> None:
    await Names(database).add_spelling("kimi", "كيمي")

    newer = (Name("kimi", "model", {"en": "Kimi K2"}, ("Kimi", "K2")), Name("moon", "other", {"en": "Moon"}, ("كيمي",)))
    await following.follow_launch(replace(FIRST, names=newer), NOW)

    assert await catalogue.names() == [
        Name("kimi", "model", {"en": "Kimi K2"}, ("Kimi", "K2", "كيمي")),
        Name("moon", "other", {"en": "Moon"}),
    ]


async def test_a_name_that_left_the_files_goes_unless_it_was_curated(
    following: Curation, catalogue: Catalogue, database: Database
) -> None:
    both = (*FIRST.names, Name("r1", "model", {"en": "R1"}, ("R1",)))
    await following.follow_launch(replace(FIRST, names=both), NOW)
    await Names(database).add_spelling("r1", "ار ون")

    await following.follow_launch(replace(FIRST, names=()), NOW)

    assert [name.id for name in await catalogue.names()] == ["r1"]


async def test_a_release_that_refers_to_nothing_is_refused_whole(curation: Curation, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidFactFile):
        await curation.follow_launch(replace(FIRST, sources=()), NOW)

    assert (await catalogue.revision(), await catalogue.topics()) == (0, [])
