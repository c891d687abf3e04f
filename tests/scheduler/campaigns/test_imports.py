"""A file that changes what readers were shown is told to them as any other change is, fact by fact."""

from typing import Any

import pytest
from sqlalchemy import insert

from knowledge.base.catalogue import Catalogue
from knowledge.base.importing import ImportReport
from knowledge.curation import Curation
from knowledge.documents import Document, fact_to_document
from knowledge.errors import InvalidFactFile
from knowledge.model import Fact
from knowledge.readers.showings import Showings
from knowledge.tables import revisions
from scheduler.campaigns.rows import CampaignState
from scheduler.model import SubscriberState
from tests.scheduler.world import Messenger, World

CURATOR = 50
NEVER_DUE = {"minute": 12 * 60}
MORE_THAN_VALUES = 33_000
"""A statement takes 32,766 values, on either engine."""


def facts(word: str, *ids: str, **more: Any) -> list[Fact]:
    return [Fact(one, {"ar": f"{one} بالعربية {word}.", "en": f"{one} {word}."}, **more) for one in ids]


class Desk:
    """Files are imported here, and facts shown as the base has them."""

    def __init__(self, world: World) -> None:
        self.curation = Curation(world.database)
        self.showings = Showings(world.database)
        self.catalogue = Catalogue(world.database)
        self.world = world

    async def take_in(self, some: list[Fact], *, tell: bool = False) -> ImportReport:
        return await self.curation.import_document(Document(facts=tuple(some)), **self._change(tell=tell))

    async def undo(self, report: ImportReport, *, tell: bool = False) -> None:
        await self.curation.undo_import(report.numbers, **self._change(tell=tell))

    async def count_undo(self, report: ImportReport) -> int:
        return await self.world.corrections.count_undo(*await self.curation.undoable_import(report.numbers))

    async def answer(self, chat_id: int, *ids: str) -> None:
        shown = [await self.catalogue.fact(one) for one in ids]
        await self.showings.record(chat_id, 0, shown, "answer", self.world.clock())

    def _change(self, *, tell: bool) -> dict[str, Any]:
        now = self.world.clock()
        following = self.world.corrections.following(tell=tell, author_id=CURATOR, now=now)
        return {"author_id": CURATOR, "now": now, "together": following}


@pytest.fixture
async def desk(world: World) -> Desk:
    """A base with three facts, of which one chat was shown two, another one, and a third none."""
    desk = Desk(world)
    await desk.take_in(facts("old", "a", "b", "c"))
    await desk.answer(1, "a", "b")
    await desk.answer(2, "b")
    return desk


async def send(world: World) -> None:
    world.clock.forward(minutes=1)
    await world.tick_and_send()


def told(messenger: Messenger) -> list[tuple[int, str, str]]:
    """Chat, fact, and what had been said of it."""
    bodies = [(one.chat_id, one.content.body) for one in messenger.arrived]
    return sorted((chat_id, body["fact"], body["before"]["en"]) for chat_id, body in bodies)


async def test_everyone_is_told_once_of_each_fact_that_the_file_changes(
    world: World, desk: Desk, messenger: Messenger
) -> None:
    await desk.take_in([*facts("new", "b", "c"), *facts("old", "a")], tell=True)

    await send(world)
    await send(world)

    assert told(messenger) == [(1, "b", "b old."), (2, "b", "b old.")]


async def test_nobody_is_told_of_a_quiet_import(world: World, desk: Desk, messenger: Messenger) -> None:
    await desk.take_in(facts("new", "a", "b", "c"))

    await send(world)

    assert messenger.arrived == []
    assert await world.campaigns.newest(5) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param(facts("new", "a", "b", "c"), 2, id="each-chat-counts-once"),
        pytest.param(facts("new", "a"), 1, id="one-fact"),
        pytest.param(facts("new", "c", "d"), 0, id="shown-to-nobody"),
        pytest.param(facts("old", "a", "b", aliases={"en": ("what is it",)}), 0, id="only-ways-of-asking"),
        pytest.param([], 0, id="nothing-changes"),
    ],
)
async def test_the_chats_are_counted_that_know_otherwise_what_would_change(
    world: World, desk: Desk, messenger: Messenger, changed: list[Fact], expected: int
) -> None:
    counted = await world.corrections.count_import(changed)
    await desk.take_in(changed, tell=True)
    await send(world)

    assert counted == len({one.chat_id for one in messenger.arrived}) == expected


async def test_only_whose_language_has_another_text_is_counted(world: World, desk: Desk, messenger: Messenger) -> None:
    await world.subscribe(1, language="en", **NEVER_DUE)
    changed = [Fact(one.id, one.text | {"en": "Other."}) for one in facts("old", "a", "b")]

    counted = await world.corrections.count_import(changed)
    await desk.take_in(changed, tell=True)
    await send(world)

    assert counted == 1
    assert told(messenger) == [(1, "a", "a old."), (1, "b", "b old.")]


async def test_who_cannot_be_reached_is_not_counted(world: World, desk: Desk) -> None:
    await world.subscribe(1, **NEVER_DUE)
    await world.subscribers.mark_gone(1, now=world.clock(), state=SubscriberState.BLOCKED)

    assert await world.corrections.count_import(facts("new", "a", "b")) == 1


async def test_who_was_shown_an_older_text_that_was_changed_quietly_is_told_now(
    world: World, desk: Desk, messenger: Messenger
) -> None:
    await desk.take_in(facts("newer", "a"))
    same_again = facts("newer", "a", aliases={"en": ("what is it",)})

    counted = await world.corrections.count_import(same_again)
    await desk.take_in(same_again, tell=True)
    await send(world)

    assert counted == 1
    assert told(messenger) == [(1, "a", "a old.")]


async def test_a_campaign_is_made_only_for_what_somebody_knows_otherwise(world: World, desk: Desk) -> None:
    await desk.take_in([*facts("new", "a", "c", "d"), *facts("old", "b", aliases={"en": ("b?",)})], tell=True)

    assert [one.fact_id for one in await world.campaigns.newest(9)] == ["a"]


async def test_an_import_that_fails_tells_nobody(world: World, desk: Desk, messenger: Messenger) -> None:
    with pytest.raises(InvalidFactFile):
        await desk.take_in([*facts("new", "a"), *facts("new", "d", topics=("nowhere",))], tell=True)

    await send(world)

    assert messenger.arrived == []
    assert await world.campaigns.newest(5) == []


async def test_an_import_that_is_undone_within_the_minute_leaves_nothing_to_tell(
    world: World, desk: Desk, messenger: Messenger
) -> None:
    report = await desk.take_in(facts("new", "a", "b"), tell=True)

    assert await desk.count_undo(report) == 0
    await desk.undo(report)
    await send(world)

    assert messenger.arrived == []
    assert [one.state for one in await world.campaigns.newest(5)] == [CampaignState.CANCELLED] * 2


async def test_who_was_told_of_an_import_is_told_that_it_is_taken_back(
    world: World, desk: Desk, messenger: Messenger
) -> None:
    report = await desk.take_in(facts("new", "a", "b", "d"), tell=True)
    await send(world)
    await desk.answer(3, "d")
    messenger.arrived.clear()

    assert await desk.count_undo(report) == 3
    await desk.undo(report, tell=True)
    await send(world)

    assert told(messenger) == [(1, "a", "a new."), (1, "b", "b new."), (2, "b", "b new."), (3, "d", "d new.")]


async def test_one_fact_of_an_import_can_be_undone_and_the_others_are_told(
    world: World, desk: Desk, messenger: Messenger
) -> None:
    report = await desk.take_in(facts("new", "a", "b"), tell=True)
    following = world.corrections.following(tell=False, author_id=CURATOR, now=world.clock())

    await desk.curation.undo(number=report.numbers[1], author_id=CURATOR, now=world.clock(), together=following)
    await send(world)

    assert told(messenger) == [(1, "a", "a old.")]


async def test_what_changes_may_have_more_revisions_than_a_statement_takes_values(world: World, desk: Desk) -> None:
    first = (await desk.catalogue.revision()) + 1
    kept = fact_to_document(facts("older", "a")[0]) | {"state": "published"}
    numbers = range(first, first + MORE_THAN_VALUES)
    shared = {"fact_id": "a", "action": "edit", "after": kept, "made_at": world.clock()}
    async with world.database.write() as connection:
        await connection.execute(insert(revisions), [{"number": number, **shared} for number in numbers])

    assert await world.corrections.count_import(facts("new", "a", "b")) == 2
