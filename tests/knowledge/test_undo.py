import asyncio
from datetime import UTC, datetime

import pytest

from knowledge.base.catalogue import Catalogue
from knowledge.curation import Curation
from knowledge.documents import Document
from knowledge.errors import AlreadyUndone, FactNotFound, NothingToUndo, RevisionNotFound, UndoConflict
from knowledge.model import Action, Fact, FactState, Revision
from tests.knowledge.conftest import changes

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
LAYLA, OMAR = 1, 2


async def add(curation: Curation, fact_id: str = "a", author_id: int = LAYLA) -> Revision:
    return await curation.add(Fact(fact_id, {"en": "First."}), author_id=author_id, now=NOW)


async def edit(curation: Curation, text: str, author_id: int = LAYLA) -> Revision:
    return await curation.edit("a", Fact("a", {"en": text}), author_id=author_id, now=NOW)


async def text_of(catalogue: Catalogue) -> str:
    return (await catalogue.fact("a")).fact.text["en"]


async def test_undo_brings_back_what_was_before(curation: Curation, catalogue: Catalogue) -> None:
    await add(curation)
    edited = await edit(curation, "Second.")

    undone = await curation.undo(author_id=LAYLA, now=NOW)

    assert await text_of(catalogue) == "First."
    assert (undone.action, undone.undoes, undone.author_id) == (Action.UNDO, edited.number, LAYLA)


async def test_undo_goes_back_change_by_change(curation: Curation, catalogue: Catalogue) -> None:
    await add(curation)
    await edit(curation, "Second.")
    await edit(curation, "Third.")

    texts = []
    for _ in range(2):
        await curation.undo(author_id=LAYLA, now=NOW)
        texts.append(await text_of(catalogue))
    await curation.undo(author_id=LAYLA, now=NOW)

    assert texts == ["Second.", "First."]
    with pytest.raises(FactNotFound):
        await catalogue.fact("a")
    with pytest.raises(NothingToUndo):
        await curation.undo(author_id=LAYLA, now=NOW)


async def test_undoing_an_undo_does_the_change_again(curation: Curation, catalogue: Catalogue) -> None:
    await add(curation)
    edited = await edit(curation, "Second.")
    undo = await curation.undo(author_id=LAYLA, now=NOW)

    redo = await curation.undo(author_id=LAYLA, now=NOW, number=undo.number)
    again = await text_of(catalogue)
    newest = await curation.undo(author_id=LAYLA, now=NOW)

    assert (again, redo.after) == ("Second.", edited.after)
    assert (newest.undoes, await text_of(catalogue)) == (redo.number, "First.")
    assert (await curation.undo(author_id=LAYLA, now=NOW)).undoes == 1  # the two edits are both gone


async def test_undoing_an_addition_frees_the_id_and_undoing_that_brings_the_fact_back(
    curation: Curation, catalogue: Catalogue
) -> None:
    added = await add(curation)
    gone = await curation.undo(author_id=LAYLA, now=NOW)
    deleted = await changes(catalogue, added.number)

    await curation.undo(author_id=LAYLA, now=NOW, number=gone.number)

    assert [(stored.fact.id, stored.state, stored.revision) for stored in deleted] == [("a", FactState.RETIRED, 2)]
    assert (await catalogue.fact("a")).state is FactState.PUBLISHED
    assert [stored.state for stored in await changes(catalogue, added.number)] == [FactState.PUBLISHED]


async def test_a_state_is_undone_as_well(curation: Curation, catalogue: Catalogue) -> None:
    await add(curation)
    await curation.retire("a", author_id=LAYLA, now=NOW)

    await curation.undo(author_id=LAYLA, now=NOW)

    assert (await catalogue.fact("a")).state is FactState.PUBLISHED


async def test_a_change_that_another_one_followed_is_not_undone(curation: Curation, catalogue: Catalogue) -> None:
    added = await add(curation)
    edited = await edit(curation, "Second.", OMAR)

    with pytest.raises(UndoConflict) as caught:
        await curation.undo(author_id=LAYLA, now=NOW)

    assert (caught.value.revision, caught.value.newer) == (added.number, edited.number)
    assert await text_of(catalogue) == "Second."


async def test_without_a_number_nobody_undoes_what_another_did(curation: Curation) -> None:
    await add(curation)

    with pytest.raises(NothingToUndo):
        await curation.undo(author_id=OMAR, now=NOW)


async def test_with_a_number_a_curator_undoes_what_another_did(curation: Curation, catalogue: Catalogue) -> None:
    await add(curation)
    edited = await edit(curation, "Second.")

    assert (await curation.undo(author_id=OMAR, now=NOW, number=edited.number)).author_id == OMAR
    assert await text_of(catalogue) == "First."
    assert (await curation.undo(author_id=LAYLA, now=NOW)).undoes == 1


async def test_the_command_line_undoes_its_own(curation: Curation) -> None:
    await add(curation, "a", LAYLA)
    await curation.add(Fact("b", {"en": "B."}), author_id=None, now=NOW)

    assert (await curation.undo(author_id=None, now=NOW)).fact_id == "b"


async def test_a_revision_that_does_not_exist_is_named(curation: Curation) -> None:
    with pytest.raises(RevisionNotFound):
        await curation.undo(author_id=LAYLA, now=NOW, number=404)


async def test_of_several_who_undo_the_same_revision_one_succeeds(curation: Curation, catalogue: Catalogue) -> None:
    await add(curation)
    edited = await edit(curation, "Second.")

    undos = (curation.undo(author_id=n, now=NOW, number=edited.number) for n in range(8))
    outcomes = await asyncio.gather(*undos, return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyUndone"] * 7 + ["Revision"]
    assert await catalogue.revision() == 3


async def test_what_was_undone_is_not_undone_again(curation: Curation) -> None:
    await add(curation)
    edited = await edit(curation, "Second.")
    await curation.undo(author_id=LAYLA, now=NOW)

    with pytest.raises(AlreadyUndone):
        await curation.undo(author_id=LAYLA, now=NOW, number=edited.number)


async def take_in(curation: Curation, text: str, count: int = 3) -> range:
    """Import facts that say this; the numbers of their revisions."""
    facts = tuple(Fact(f"x-{n}", {"en": f"{text} {n}."}) for n in range(count))
    return (await curation.import_document(Document(facts=facts), author_id=LAYLA, now=NOW)).numbers


async def texts(catalogue: Catalogue) -> list[str]:
    return sorted(stored.fact.text["en"] for stored in await catalogue.published())


async def test_an_import_is_undone_as_a_whole_and_done_again(curation: Curation, catalogue: Catalogue) -> None:
    await take_in(curation, "Old", 2)
    changed = await take_in(curation, "New", 3)

    undone = await curation.undo_import(changed, author_id=OMAR, now=NOW)
    then = await texts(catalogue)
    await curation.undo_import(range(undone[0].number, undone[-1].number + 1), author_id=OMAR, now=NOW)

    assert [(one.action, one.undoes, one.author_id) for one in undone] == [(Action.UNDO, n, OMAR) for n in changed]
    assert then == ["Old 0.", "Old 1."]
    assert await texts(catalogue) == ["New 0.", "New 1.", "New 2."]


async def test_a_large_import_is_undone_as_a_whole(curation: Curation, catalogue: Catalogue) -> None:
    added = await take_in(curation, "New", 2500)

    assert len(await curation.undo_import(added, author_id=LAYLA, now=NOW)) == 2500
    assert await texts(catalogue) == []


async def test_what_was_undone_of_an_import_stays_so(curation: Curation, catalogue: Catalogue) -> None:
    await take_in(curation, "Old")
    changed = await take_in(curation, "New")
    await curation.undo(number=changed[1], author_id=LAYLA, now=NOW)

    assert [one.number for one in await curation.undoable_import(changed)] == [changed[0], changed[2]]
    await curation.undo_import(changed, author_id=LAYLA, now=NOW)

    assert await texts(catalogue) == ["Old 0.", "Old 1.", "Old 2."]
    with pytest.raises(AlreadyUndone):
        await curation.undo_import(changed, author_id=LAYLA, now=NOW)


async def test_an_import_is_not_undone_when_one_of_its_facts_was_changed_since(
    curation: Curation, catalogue: Catalogue
) -> None:
    await take_in(curation, "Old", 1500)
    changed = await take_in(curation, "New", 1500)
    edited = await curation.edit("x-1400", Fact("x-1400", {"en": "Latest."}), author_id=OMAR, now=NOW)

    with pytest.raises(UndoConflict) as caught:
        await curation.undo_import(changed, author_id=LAYLA, now=NOW)

    assert (caught.value.revision, caught.value.newer) == (changed[1400], edited.number)
    assert len([text for text in await texts(catalogue) if text.startswith("New")]) == 1499
