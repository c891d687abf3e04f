"""Messages as their facts stand now, each rendered once for all who get the same."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from handlers.delivery_view import render
from handlers.outlet import Outlet
from handlers.replies import Reply
from handlers.texts import texts_in
from knowledge.base.catalogue import Catalogue
from knowledge.model import StoredFact, Topic
from scheduler.model import Content

_MOST_MESSAGES = 500  # of 4 KB or so
_MOST_FACTS = 2000

Version = tuple[int, int]


class Renderings:
    """Keeps what was rendered and what it was made of, until anything in the base changes.

    Whether anything has, is asked once for all who come together (a batch), and answered from after they came: a fact
    that was corrected or retired by then is never rendered as it was. Asking once a second would leave it wrong for a
    second; what it would save is 2 ms of processor time in a batch, whose three transactions take several times that.
    Rendering each message by itself would take 7 ms a message.
    """

    def __init__(self, catalogue: Catalogue, most: int = _MOST_MESSAGES) -> None:
        """``most``: how many messages are kept, those used last."""
        self._catalogue = catalogue
        self._most = most
        self._version: Version | None = None
        self._messages: OrderedDict[tuple[str, Outlet], Reply | None] = OrderedDict()
        self._facts: dict[str, StoredFact | None] = {}
        self._topics: list[Topic] | None = None
        self._next_look: asyncio.Task[Version] | None = None
        self._lock = asyncio.Lock()
        self.rendered = 0
        """How many messages were rendered so far."""

    async def of(self, content: Content, outlet: Outlet) -> Reply | None:
        """None when there is nothing left to say. Raises what reading the base raises."""
        version = await self._present_version()
        async with self._lock:
            if version != self._version:
                self._forget(version)
            key = content.key, outlet
            if key not in self._messages:
                self._keep(key, await self._render(content, outlet))
            self._messages.move_to_end(key)
            return self._messages[key]

    async def _present_version(self) -> Version:
        """As of a look at the base that has not begun yet, which all share who wait for it."""
        if self._next_look is None:
            self._next_look = asyncio.create_task(self._look())
        return await asyncio.shield(self._next_look)

    async def _look(self) -> Version:
        self._next_look = None
        version = await self._catalogue.version()
        return version.revision, version.references

    def _forget(self, version: Version) -> None:
        self._version, self._topics = version, None
        self._messages.clear()
        self._facts.clear()

    def _keep(self, key: tuple[str, Outlet], message: Reply | None) -> None:
        self._messages[key] = message
        if len(self._messages) > self._most:
            self._messages.popitem(last=False)

    async def _render(self, content: Content, outlet: Outlet) -> Reply | None:
        if self._topics is None:
            self._topics = await self._catalogue.topics()
        facts = await self._look_up(content.fact_ids)
        self.rendered += 1
        return render(content, facts, self._topics, outlet, texts_in(content.language))

    async def _look_up(self, ids: Sequence[str]) -> list[StoredFact]:
        if len(self._facts) > _MOST_FACTS:
            self._facts.clear()
        missing = [fact_id for fact_id in ids if fact_id not in self._facts]
        if missing:
            found = {stored.fact.id: stored for stored in await self._catalogue.facts(missing)}
            self._facts |= {fact_id: found.get(fact_id) for fact_id in missing}
        return [stored for fact_id in ids if (stored := self._facts[fact_id])]
