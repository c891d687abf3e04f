import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base.catalogue import Catalogue, Version
from knowledge.base.factfiles import Format, read_document, write_document
from knowledge.base.importing import ImportReport
from knowledge.curation import Curation
from knowledge.documents import Document
from knowledge.errors import InvalidFactFile, TopicNotFound
from knowledge.model import Fact, FactState, Name, Revision, Source, Topic

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
LAYLA = 1
DOCUMENT = Document(
    topics=(Topic("chips", {"en": "Chips"}), Topic("waic", {"en": "WAIC"})),
    sources=(Source("article", "An article"),),
    names=(Name("kimi", "model", {"en": "Kimi"}, ("Kimi", "كيمي")),),
    facts=(
        Fact("a", {"en": "A."}, topics=("chips",), source="article"),
        Fact("b", {"en": "B."}, topics=("waic", "chips"), aliases={"en": ("who is b",)}),
    ),
)


async def take_in(curation: Curation, document: Document) -> ImportReport:
    return await curation.import_document(document, author_id=None, now=NOW)


async def test_an_import_brings_everything_in(curation: Curation, catalogue: Catalogue) -> None:
    report = await take_in(curation, DOCUMENT)

    assert report == ImportReport(added=2)
    assert [stored.fact for stored in await catalogue.published()] == list(DOCUMENT.facts)
    assert await catalogue.topics() == list(DOCUMENT.topics)
    assert await catalogue.sources() == list(DOCUMENT.sources)
    assert await catalogue.names() == list(DOCUMENT.names)


async def test_importing_the_same_again_changes_nothing(curation: Curation, catalogue: Catalogue) -> None:
    await take_in(curation, DOCUMENT)
    before = await catalogue.version()

    assert await take_in(curation, DOCUMENT) == ImportReport(unchanged=2)
    assert await catalogue.version() == before


async def test_an_import_changes_what_differs_and_leaves_the_rest(curation: Curation, catalogue: Catalogue) -> None:
    await take_in(curation, DOCUMENT)

    report = await take_in(curation, Document(facts=(Fact("a", {"en": "New."}), Fact("c", {"en": "C."}))))

    assert report == ImportReport(added=1, changed=1)
    assert [stored.fact.text["en"] for stored in await catalogue.published()] == ["New.", "B.", "C."]


async def test_an_import_does_not_bring_back_what_was_retired(curation: Curation, catalogue: Catalogue) -> None:
    await take_in(curation, DOCUMENT)
    await curation.retire("a", author_id=LAYLA, now=NOW)

    assert await take_in(curation, DOCUMENT) == ImportReport(unchanged=1, kept=1)
    assert (await catalogue.fact("a")).state is FactState.RETIRED


async def test_of_an_import_with_a_fault_nothing_is_kept(curation: Curation, catalogue: Catalogue) -> None:
    facts = tuple(Fact(f"x-{n}", {"en": "X."}) for n in range(1500))
    bad = Fact("bad", {"en": "B."}, topics=("nowhere",), source="nothing")

    with pytest.raises(InvalidFactFile) as caught:
        await take_in(curation, replace(DOCUMENT, facts=(*facts, bad), files={"bad": "my.yaml"}))

    assert [str(problem) for problem in caught.value.problems] == [
        'my.yaml: bad: topics: no topic "nowhere"; add it under topics:, or correct the id',
        'my.yaml: bad: source: no source "nothing"; add it under sources:, or correct the id',
    ]
    assert (await catalogue.published(), await catalogue.topics(), await catalogue.revision()) == ([], [], 0)


async def test_a_document_is_checked_against_the_base_and_itself(curation: Curation) -> None:
    homeless = Document(facts=(Fact("c", {"en": "C."}, topics=("waic",)),))

    await curation.check_document(DOCUMENT)
    with pytest.raises(InvalidFactFile):
        await curation.check_document(homeless)
    await take_in(curation, DOCUMENT)
    await curation.check_document(homeless)


async def test_an_import_that_breaks_off_leaves_nothing(curation: Curation, catalogue: Catalogue) -> None:
    def break_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await curation.import_document(DOCUMENT, author_id=None, now=NOW, progress=break_off)

    assert (await catalogue.published(), await catalogue.revision()) == ([], 0)


async def test_facts_may_refer_to_what_the_base_has(curation: Curation, catalogue: Catalogue) -> None:
    await take_in(curation, DOCUMENT)

    await take_in(curation, Document(facts=(Fact("c", {"en": "C."}, topics=("waic",), source="article"),)))

    assert [stored.fact.id for stored in await catalogue.facts_of("waic", 10)] == ["b", "c"]


async def test_a_spelling_of_another_name_in_the_base_is_refused(curation: Curation) -> None:
    await take_in(curation, DOCUMENT)

    with pytest.raises(InvalidFactFile, match='kimi2: spellings: "KIMI" is a spelling of "kimi" in the base'):
        await take_in(curation, Document(names=(Name("kimi2", "model", {"en": "Kimi 2"}, ("KIMI",)),)))


async def test_a_spelling_may_move_from_one_name_to_another(curation: Curation, catalogue: Catalogue) -> None:
    await take_in(curation, DOCUMENT)
    moved = (Name("kimi", "model", {"en": "Kimi"}, ("Kimi",)), Name("moon", "model", {"en": "Moon"}, ("كيمي",)))

    await take_in(curation, Document(names=moved))

    assert await catalogue.names() == list(moved)


async def test_what_was_exported_can_be_imported(curation: Curation, catalogue: Catalogue) -> None:
    await take_in(curation, DOCUMENT)
    await curation.add(Fact("An id of its own", {"ar": "نص"}), author_id=LAYLA, now=NOW)
    await curation.add(Fact("draft", {"en": "D."}), author_id=LAYLA, now=NOW, state=FactState.DRAFT)

    exported = read_document(write_document(await curation.export()))

    assert {fact.id for fact in exported.facts} == {"a", "b", "An id of its own"}
    assert await take_in(curation, exported) == ImportReport(unchanged=3)


async def test_many_facts_are_imported_with_progress(curation: Curation, catalogue: Catalogue) -> None:
    lines = "\n".join(json.dumps({"id": f"x-{n}", "text": f"Sentence {n}."}) for n in range(2500))
    told: list[tuple[int, int]] = []

    await curation.import_document(
        read_document(lines, Format.JSON_LINES), author_id=None, now=NOW, progress=lambda *done: told.append(done)
    )

    assert told == [(1000, 2500), (2000, 2500), (2500, 2500)]
    assert len(await catalogue.published()) == await catalogue.revision() == 2500


async def test_an_import_of_topics_alone_moves_their_version(curation: Curation, catalogue: Catalogue) -> None:
    await take_in(curation, Document(topics=(Topic("t", {"en": "T"}),)))

    assert await catalogue.version() == Version(revision=0, references=1)
    with pytest.raises(TopicNotFound):
        await catalogue.topic("other")


async def test_a_check_tells_what_would_be_added_or_changed_and_changes_nothing(
    curation: Curation, catalogue: Catalogue
) -> None:
    await take_in(curation, DOCUMENT)
    await curation.retire("b", author_id=LAYLA, now=NOW)
    before = await catalogue.version()
    changed, added = Fact("a", {"en": "New."}), Fact("c", {"en": "C."})
    kept = replace(DOCUMENT.facts[1], text={"en": "Other."})

    assert await curation.check_document(Document(facts=(changed, kept, added))) == [changed, added]
    assert await curation.check_document(DOCUMENT) == []
    assert await catalogue.version() == before


async def test_what_belongs_to_each_change_happens_in_the_transaction_of_the_import(
    curation: Curation, catalogue: Catalogue
) -> None:
    seen: list[Revision] = []

    async def note(connection: AsyncConnection, revision: Revision) -> None:
        seen.append(revision)
        if revision.fact_id == "c":
            raise RuntimeError

    await take_in(curation, DOCUMENT)
    changed = Document(facts=(Fact("a", {"en": "New."}), DOCUMENT.facts[1]))

    await curation.import_document(changed, author_id=LAYLA, now=NOW, together=note)
    with pytest.raises(RuntimeError):
        await curation.import_document(
            Document(facts=(Fact("b", {"en": "New."}), Fact("c", {"en": "C."}))),
            author_id=LAYLA,
            now=NOW,
            together=note,
        )

    assert [(one.number, one.fact_id) for one in seen] == [(3, "a"), (4, "b"), (5, "c")]
    assert [stored.fact.text["en"] for stored in await catalogue.published()] == ["New.", "B."]


async def test_the_report_names_the_revisions_of_the_import(curation: Curation) -> None:
    many = Document(facts=tuple(Fact(f"x-{n}", {"en": "X."}) for n in range(1500)))

    assert (await take_in(curation, DOCUMENT)).numbers == range(1, 3)
    assert (await take_in(curation, DOCUMENT)).numbers == range(0)
    assert (await take_in(curation, many)).numbers == range(3, 1503)
