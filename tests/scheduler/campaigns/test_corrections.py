"""Whoever was shown what does not hold any more is told so: once, and as it was shown to them."""

from datetime import timedelta
from typing import Any

import pytest

from knowledge.base.catalogue import Catalogue
from knowledge.curation import Curation
from knowledge.model import Fact, Outcome, PartialDate, Revision, Status
from knowledge.readers.questions import Questions
from knowledge.readers.readers import Readers
from knowledge.readers.showings import Showings
from scheduler.campaigns.rows import CampaignState
from scheduler.model import ChatKind, DeliveryStatus, SubscriberState
from scheduler.sending.outbox import Done
from scheduler.sending.transport import Gone, Refused, Sent, Unknown
from tests.scheduler.world import Clock, Messenger, World

CURATOR = 50
OLD = {"ar": "له 97 مليونًا.", "en": "It has 97 million."}
NEW = {"ar": "له 100 مليون.", "en": "It has 100 million."}
NEWEST = {"ar": "له 101 مليون.", "en": "It has 101 million."}
NEVER_DUE = {"minute": 12 * 60}


class Newsroom:
    """Facts that are added, shown and changed, each change told or not."""

    def __init__(self, world: World) -> None:
        self.curation = Curation(world.database)
        self.showings = Showings(world.database)
        self.catalogue = Catalogue(world.database)
        self.readers = Readers(world.database)
        self.world = world

    async def add(self, text: dict[str, str], **more: Any) -> None:
        await self.curation.add(Fact("a", text, **more), author_id=CURATOR, now=self.world.clock())

    async def edit(self, text: dict[str, str], *, tell: bool = True, **more: Any) -> Revision:
        return await self.curation.edit("a", Fact("a", text, **more), **self._change(tell=tell))

    async def retire(self, *, tell: bool = True) -> Revision:
        return await self.curation.retire("a", **self._change(tell=tell))

    async def undo(self, change: Revision, *, tell: bool = True) -> Revision:
        return await self.curation.undo(number=change.number, **self._change(tell=tell))

    def _change(self, *, tell: bool) -> dict[str, Any]:
        now = self.world.clock()
        following = self.world.corrections.following(tell=tell, author_id=CURATOR, now=now)
        return {"author_id": CURATOR, "now": now, "together": following}

    async def answer(self, *chats: int, thread_id: int = 0) -> None:
        for chat_id in chats:
            stored = await self.catalogue.fact("a")
            await self.showings.record(chat_id, thread_id, [stored], "answer", self.world.clock())

    async def shown(self, chat_id: int) -> tuple[int, str]:
        """Revision, and where."""
        (row,) = (await self.readers.data_of(chat_id)).showings
        return row["revision"], row["shown_in"]


@pytest.fixture
async def room(world: World) -> Newsroom:
    room = Newsroom(world)
    await room.add(OLD)
    return room


async def send(world: World) -> None:
    world.clock.forward(minutes=1)
    await world.tick_and_send()


def told(messenger: Messenger) -> dict[int, dict[str, Any]]:
    """What each chat got; more than one message is a fault."""
    chats = [delivery.chat_id for delivery in messenger.arrived]
    assert len(chats) == len(set(chats))
    return {delivery.chat_id: delivery.content.body for delivery in messenger.arrived}


async def test_who_was_shown_the_old_text_is_told_once_and_knows_the_new_one(
    world: World, room: Newsroom, messenger: Messenger
) -> None:
    await room.answer(1, 2)
    edited = await room.edit(NEW)
    await room.answer(3)

    await send(world)
    await send(world)

    assert told(messenger) == {1: {"fact": "a", "before": OLD}, 2: {"fact": "a", "before": OLD}}
    assert await room.shown(1) == (edited.number, "correction")


async def test_a_digest_is_corrected_as_an_answer_is(world: World, messenger: Messenger) -> None:
    room = Newsroom(world)
    await room.add(OLD, topics=("deepseek",))
    await world.subscribe(1)
    world.clock.forward(hours=1)
    await world.tick_and_send()

    await room.edit(NEW, topics=("deepseek",))
    await send(world)

    digest, correction = messenger.arrived
    assert [fact["id"] for fact in digest.content.body["facts"]] == ["a"]
    assert correction.content.body == {"fact": "a", "before": OLD}


async def test_whose_digest_is_still_to_go_out_sees_the_fact_as_it_stands_then(
    world: World, messenger: Messenger, clock: Clock
) -> None:
    room = Newsroom(world)
    await room.add(OLD, topics=("deepseek",))
    await world.subscribe(1)
    await world.subscribe(2)
    await room.answer(2)
    clock.forward(hours=1)
    await world.digests.tick(clock())

    await room.edit(NEW)
    clock.forward(minutes=2)
    await world.campaigns.advance(clock())
    await world.tick_and_send()

    assert [(one.chat_id, one.content.kind) for one in messenger.arrived] == [(2, "correction"), (1, "digest")]
    assert await room.shown(1) == (*(await room.shown(2))[:1], "digest")


async def test_what_is_withdrawn_before_its_digest_goes_out_was_never_shown(world: World, clock: Clock) -> None:
    room = Newsroom(world)
    await room.add(OLD, topics=("deepseek",))
    await world.subscribe(1)
    clock.forward(hours=1)
    await world.digests.tick(clock())

    await room.retire()
    clock.forward(minutes=2)
    await world.campaigns.advance(clock())

    assert await world.shown_to(1) == set()
    assert [one.content.kind for one in await world.ledger.of_chat(1)] == ["digest"]


async def test_nobody_is_told_of_a_quiet_change(world: World, room: Newsroom, messenger: Messenger) -> None:
    await room.answer(1)
    await room.edit(NEW, tell=False)

    await send(world)

    assert messenger.arrived == []


async def test_whoever_asks_again_before_it_starts_needs_no_telling(
    world: World, room: Newsroom, messenger: Messenger
) -> None:
    await room.answer(1)
    await room.edit(NEW)
    await room.answer(1)

    await send(world)

    assert messenger.arrived == []


@pytest.mark.parametrize(
    ("after", "language", "expected"),
    [
        pytest.param({"aliases": {"en": ("how many",)}}, "ar", 0, id="only-aliases"),
        pytest.param({"as_of": PartialDate("2025-05")}, "ar", 1, id="date"),
        pytest.param({"text": OLD | {"en": "It has some."}}, "ar", 0, id="text-in-another-language"),
        pytest.param({"text": OLD | {"en": "It has some."}}, "en", 1, id="text-in-the-readers-language"),
        pytest.param({"text": {"ar": NEW["ar"]}}, "en", 1, id="language-withdrawn"),
    ],
)
async def test_only_those_for_whom_something_changed_are_counted_and_told(
    world: World, messenger: Messenger, after: Any, language: str, expected: int
) -> None:
    room = Newsroom(world)
    before = {"text": OLD, "as_of": PartialDate("2025-04")}
    await room.add(**before)
    await world.subscribe(1, language=language, **NEVER_DUE)
    await room.answer(1)
    changed = before | after

    counted = await world.corrections.count("a", Fact("a", **changed))
    await room.edit(**changed)
    await send(world)

    assert counted == len(messenger.arrived) == expected


async def test_a_translation_that_is_added_corrects_nothing(world: World, messenger: Messenger) -> None:
    room = Newsroom(world)
    await room.add({"ar": OLD["ar"]})
    await world.subscribe(1, language="en", **NEVER_DUE)
    await room.answer(1)

    await room.edit(OLD)
    await send(world)

    assert messenger.arrived == []


async def test_the_date_that_was_shown_is_told_with_the_text(world: World, messenger: Messenger) -> None:
    room = Newsroom(world)
    await room.add(OLD, as_of=PartialDate("2025-04"))
    await room.answer(1)

    await room.edit(NEW, as_of=PartialDate("2025-05"))
    await send(world)

    assert told(messenger) == {1: {"fact": "a", "before": OLD, "date": "2025-04"}}


async def test_a_retired_fact_is_withdrawn(world: World, room: Newsroom, messenger: Messenger) -> None:
    await room.answer(1)

    counted = await world.corrections.count("a", None)
    await room.retire()
    await send(world)

    assert counted == 1
    assert told(messenger) == {1: {"fact": "a", "before": OLD, "withdrawn": True}}


async def test_an_addition_that_is_undone_is_withdrawn(world: World, room: Newsroom, messenger: Messenger) -> None:
    await room.answer(1)
    (added,) = await room.curation.history("a")

    assert await world.corrections.count_undo(added) == 1
    await room.undo(added)
    await send(world)

    assert told(messenger) == {1: {"fact": "a", "before": OLD, "withdrawn": True}}


async def test_who_was_told_of_a_withdrawal_is_told_that_it_is_taken_back(
    world: World, room: Newsroom, messenger: Messenger
) -> None:
    await room.answer(1)
    retired = await room.retire()
    await send(world)
    messenger.arrived.clear()

    assert await world.corrections.count_undo(retired) == 1
    await room.undo(retired)
    await send(world)

    assert told(messenger) == {1: {"fact": "a", "before": OLD, "restored": True}}


async def test_an_undo_before_the_start_leaves_nothing_to_tell(
    world: World, room: Newsroom, messenger: Messenger
) -> None:
    await room.answer(1)
    edited = await room.edit(NEW)

    assert await world.corrections.count_undo(edited) == 0
    await room.undo(edited, tell=False)
    await send(world)

    assert messenger.arrived == []
    assert await world.ledger.of_chat(1) == []


async def test_an_undo_skips_what_is_not_on_its_way_and_tells_who_was_told(
    world: World, room: Newsroom, messenger: Messenger, clock: Clock
) -> None:
    await room.answer(*range(1, 41))
    edited = await room.edit(NEW)
    await world.campaigns.advance(clock.forward(minutes=1))
    await world.send_some(10)
    first = set(told(messenger))
    messenger.arrived.clear()

    counted = await world.corrections.count_undo(edited)
    await room.undo(edited)
    await send(world)

    assert 0 < len(first) < 40
    assert counted == len(first)
    assert told(messenger) == {chat: {"fact": "a", "before": NEW} for chat in first}
    assert {(await world.delivery_to(chat)).error for chat in set(range(1, 41)) - first} == {"undone"}


async def test_a_second_correction_replaces_one_that_has_not_gone_out(
    world: World, room: Newsroom, messenger: Messenger, clock: Clock
) -> None:
    await room.answer(1)
    await room.edit(NEW)
    await world.campaigns.advance(clock.forward(minutes=1))

    newest = await room.edit(NEWEST)
    await send(world)

    assert told(messenger) == {1: {"fact": "a", "before": OLD}}
    newer, older = await world.ledger.of_chat(1)
    assert (older.status, older.error) == (DeliveryStatus.SKIPPED, "superseded")
    assert newer.status is DeliveryStatus.SENT
    assert await room.shown(1) == (newest.number, "correction")
    assert [one.state for one in await world.campaigns.newest(2)] == [CampaignState.ENTERED, CampaignState.CANCELLED]


async def test_each_chat_is_told_what_it_was_shown(world: World, room: Newsroom, messenger: Messenger) -> None:
    await room.answer(1)
    await room.edit(NEW, tell=False)
    await room.answer(2)
    await room.edit(NEWEST)

    await send(world)

    assert {chat: body["before"] for chat, body in told(messenger).items()} == {1: OLD, 2: NEW}


async def test_a_change_that_came_while_the_last_was_on_its_way_is_told_as_well(
    world: World, room: Newsroom, messenger: Messenger, clock: Clock
) -> None:
    await room.answer(1)
    edited = await room.edit(NEW)
    await world.campaigns.advance(clock.forward(minutes=1))
    (leased,) = await world.outbox.exchange((), "other", 10, clock())
    await room.edit(NEWEST)

    await world.outbox.finish([Done(leased, Sent(5))], "other", clock())

    assert await room.shown(1) == (edited.number, "correction")
    await send(world)
    assert told(messenger) == {1: {"fact": "a", "before": NEW}}


@pytest.mark.parametrize(
    "result", [Gone("blocked"), Refused("too long"), Unknown("lost")], ids=["gone", "refused", "lost"]
)
async def test_what_did_not_arrive_is_not_taken_for_known(
    world: World, room: Newsroom, messenger: Messenger, result: Any
) -> None:
    await room.answer(1)
    before = await room.shown(1)
    messenger.answers[1] = [result]
    await room.edit(NEW)

    await send(world)

    assert await room.shown(1) == before


async def test_who_only_left_the_digest_is_told(world: World, room: Newsroom, messenger: Messenger) -> None:
    await world.subscribe(1, **NEVER_DUE)
    await world.subscribe(2, **NEVER_DUE)
    await room.answer(1, 2)
    await world.subscribers.unsubscribe(1, 0, world.clock())
    await room.edit(NEW)
    await world.campaigns.advance(world.clock.forward(minutes=1))
    await world.subscribers.unsubscribe(2, 0, world.clock())

    await send(world)

    assert set(told(messenger)) == {1, 2}


@pytest.mark.parametrize("state", [SubscriberState.BLOCKED, SubscriberState.GONE])
async def test_who_cannot_be_reached_gets_nothing_until_they_come_back(
    world: World, room: Newsroom, messenger: Messenger, state: SubscriberState
) -> None:
    for chat_id in (1, 2):
        await world.subscribe(chat_id, **NEVER_DUE)
        await room.answer(chat_id)
        await world.subscribers.mark_gone(chat_id, now=world.clock.forward(seconds=1), state=state)
    world.clock.forward(seconds=1)
    await room.answer(2)

    assert await world.corrections.count("a", None) == 1
    await room.edit(NEW)
    await send(world)

    assert set(told(messenger)) == {2}


async def test_who_is_forgotten_is_told_nothing(
    world: World, room: Newsroom, messenger: Messenger, clock: Clock
) -> None:
    await room.answer(1, 2)
    await room.edit(NEW)
    await _forget(world, room, 1)
    await world.campaigns.advance(clock.forward(minutes=1))
    await _forget(world, room, 2)

    await world.tick_and_send()

    assert messenger.arrived == []


async def _forget(world: World, room: Newsroom, chat_id: int) -> None:
    await room.readers.forget(chat_id)
    await world.subscribers.forget(chat_id)


async def test_the_language_is_the_subscribers_else_the_chosen_else_the_last_questions_else_arabic(
    world: World, room: Newsroom, messenger: Messenger
) -> None:
    questions = Questions(world.database)
    for chat_id in (1, 2, 3):
        for language in ("ar", "en"):
            asked = Outcome("?", language, Status.UNKNOWN)
            await questions.log(asked, now=world.clock(), chat_id=chat_id, reader_id=chat_id)
    await room.readers.choose_language(1, "en", world.clock())
    await room.readers.choose_language(2, "ar", world.clock())
    await world.subscribe(1, language="ar", **NEVER_DUE)
    await room.answer(1, 2, 3, 4)
    await room.edit(NEW)

    await send(world)

    languages = {delivery.chat_id: delivery.content.language for delivery in messenger.arrived}
    assert languages == {1: "ar", 2: "ar", 3: "en", 4: "ar"}


async def test_a_group_that_moved_is_told_under_its_new_id(
    world: World, room: Newsroom, messenger: Messenger, clock: Clock
) -> None:
    await world.subscribe(-1, thread_id=7, kind=ChatKind.GROUP, **NEVER_DUE)
    await room.answer(-1, thread_id=7)
    edited = await room.edit(NEW)
    await world.campaigns.advance(clock.forward(minutes=1))

    await world.subscribers.move(-1, -1000000000001, clock())
    await world.tick_and_send()
    await send(world)

    assert [(delivery.chat_id, delivery.thread_id) for delivery in messenger.arrived] == [(-1000000000001, 7)]
    assert await room.shown(-1000000000001) == (edited.number, "correction")


async def test_corrections_go_out_before_everything_else(
    world: World, room: Newsroom, messenger: Messenger, clock: Clock
) -> None:
    await world.publish("b")
    await world.subscribe(1)
    await room.answer(2)
    await room.edit(NEW)
    clock.forward(hours=1)

    await world.tick_and_send()

    assert [delivery.content.kind for delivery in messenger.arrived] == ["correction", "digest"]


@pytest.mark.parametrize("result", [None, Refused("too long")], ids=["sent", "refused"])
async def test_a_chat_knows_what_its_digest_corrects_once_that_has_arrived(
    world: World, room: Newsroom, messenger: Messenger, clock: Clock, result: Any
) -> None:
    await world.subscribe(1)
    await room.answer(1)
    before = await room.shown(1)
    edited = await room.edit(NEW)
    await world.campaigns.advance(clock.forward(hours=1))
    messenger.answers[1] = [result] if result else []
    await world.digests.tick(clock())
    entered = await room.shown(1)

    await world.send_some(1)

    digest = next(one for one in await world.ledger.of_chat(1) if one.content.kind == "digest")
    assert [one["id"] for one in digest.content.body["corrections"]] == ["a"]
    assert entered == before
    assert await room.shown(1) == (before if result else (edited.number, "correction"))


async def test_many_chats_are_told_in_batches(world: World, room: Newsroom, messenger: Messenger, clock: Clock) -> None:
    await room.answer(*range(1, 12))
    await room.edit(NEW)

    entered = await world.campaigns.advance(clock.now + timedelta(minutes=1), limit=3)
    await send(world)

    assert entered == 11
    assert set(told(messenger)) == set(range(1, 12))
