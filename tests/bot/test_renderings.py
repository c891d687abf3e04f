"""A message is rendered once for all who get it, and never as a fact was before it changed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event

from bot.renderings import Renderings
from handlers.markup import visible
from handlers.outlet import PRIVATE, Outlet
from handlers.replies import Reply
from knowledge.base.catalogue import Catalogue
from knowledge.base.factfiles import read_document
from knowledge.curation import Curation
from knowledge.database import Database
from scheduler.model import ChatKind, Content

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)
BATCH = 10

FACTS = """
topics:
  - {{id: deepseek, title: {{ar: ديب سيك, en: {title}}}}}
facts:
  - id: users
    topics: [deepseek]
    text: {{ar: نص, en: DeepSeek had {users} million users.}}
  - id: other
    topics: [deepseek]
    text: {{ar: نص آخر, en: Something else.}}
"""


class Base:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.curation = Curation(database)
        self.renderings = Renderings(Catalogue(database))

    async def states(self, users: int = 97, title: str = "DeepSeek") -> None:
        document = read_document(FACTS.format(users=users, title=title))
        await self.curation.import_document(document, author_id=None, now=NOW)

    async def message(self, content: Content | None = None, outlet: Outlet = PRIVATE) -> str:
        reply = await self.renderings.of(content or digest(), outlet)
        assert reply is not None
        return visible(reply.text)

    async def messages(self, content: Content, outlet: Outlet = PRIVATE) -> list[Reply | None]:
        """As the sender asks for those of a batch."""
        return await asyncio.gather(*(self.renderings.of(content, outlet) for _ in range(BATCH)))

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements that reach the base."""
        asked: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            asked.append(statement)

        engine = self.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        yield asked
        event.remove(engine, "before_cursor_execute", note)


def digest(*ids: str, language: str = "en") -> Content:
    facts = [{"id": fact_id, "topic": "deepseek"} for fact_id in ids or ("users",)]
    return Content("digest", language, {"date": "2025-08-01", "facts": facts})


@pytest.fixture
async def base(sqlite_database: Database) -> AsyncIterator[Base]:
    base = Base(sqlite_database)
    await base.states()
    return base


async def test_a_thousand_deliveries_of_two_digests_take_two_renderings(base: Base) -> None:
    with base.counting() as asked:
        for _ in range(500 // BATCH):
            for content in (digest(language="ar"), digest(language="en")):
                assert len(set(map(id, await base.messages(content)))) == 1

    assert base.renderings.rendered == 2
    looks = [statement for statement in asked if "base_state" in statement]
    assert len(looks) == 1000 // BATCH
    assert len([statement for statement in asked if " facts" in statement]) <= 3


async def test_each_kind_of_chat_has_its_own(base: Base) -> None:
    for kind in ChatKind:
        await base.messages(digest(), Outlet(kind, "marsad_bot"))

    assert base.renderings.rendered == len(ChatKind)


async def test_digests_of_the_same_facts_read_them_once(base: Base) -> None:
    await base.message(digest("users", "other"))

    with base.counting() as asked:
        await base.message(digest("other", "users"))
        await base.message(digest("other"))

    assert base.renderings.rendered == 3
    assert not [statement for statement in asked if " facts" in statement]


async def test_a_corrected_fact_is_never_sent_as_it_was(base: Base) -> None:
    assert "97 million" in await base.message()

    await base.states(users=98)

    assert "98 million" in await base.message()


async def test_a_retired_fact_is_never_sent(base: Base) -> None:
    await base.message(digest("users", "other"))

    await base.curation.retire("users", author_id=None, now=NOW)

    assert "97 million" not in await base.message(digest("users", "other"))
    assert await base.renderings.of(digest("users"), PRIVATE) is None


async def test_a_topic_that_was_renamed_has_its_new_name(base: Base) -> None:
    await base.message()

    await base.states(title="DeepSeek and others")

    assert "DeepSeek and others" in await base.message()


async def test_who_comes_while_the_base_is_asked_waits_for_an_answer_of_their_own(base: Base) -> None:
    with base.counting() as asked:
        first = asyncio.create_task(base.message())
        while not asked:  # noqa: ASYNC110 (the base has no event)
            await asyncio.sleep(0)
        await asyncio.gather(first, base.message(), base.message())

    assert len([statement for statement in asked if "base_state" in statement]) == 2


async def test_those_used_longest_ago_are_not_kept(base: Base) -> None:
    base.renderings = Renderings(Catalogue(base.database), most=2)

    for language in ("ar", "en", "ar", "fr", "ar", "en"):
        await base.message(digest(language=language))

    assert base.renderings.rendered == 4
