"""How deliveries look: one entry for whatever sends or previews them."""

from collections.abc import Iterable

from handlers.broadcast_view import render_broadcast
from handlers.correction_view import render_correction
from handlers.digest_view import render_digest
from handlers.outlet import PRIVATE, Outlet
from handlers.replies import Reply
from handlers.texts import Texts, texts_in
from knowledge.base.catalogue import Catalogue
from knowledge.model import StoredFact, Topic
from scheduler.model import Content


async def message_of(content: Content, catalogue: Catalogue, outlet: Outlet = PRIVATE) -> Reply | None:
    """The message as its facts stand now; None when there is nothing left to say."""
    facts = await catalogue.facts(content.fact_ids)
    return render(content, facts, await catalogue.topics(), outlet, texts_in(content.language))


def render(
    content: Content, facts: Iterable[StoredFact], topics: Iterable[Topic], outlet: Outlet, texts: Texts
) -> Reply | None:
    """``facts``: those of ``content.fact_ids`` that exist, in any state. None when there is nothing left to say."""
    match content.kind:
        case "digest":
            return render_digest(content.body, facts, topics, texts, outlet)
        case "correction":
            return render_correction(content.body, facts, texts, outlet)
        case "broadcast":
            return render_broadcast(content.body, texts, outlet)
        case _:
            raise ValueError(f"nothing renders a {content.kind}")
