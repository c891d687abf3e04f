"""Which fact a curator means: by its id, by a question that it answers, or by a button."""

from collections.abc import Sequence

from handlers.context import Context
from handlers.fact_view import fact_lines
from handlers.keyboards import button, keyboard, refer, resolve
from handlers.markup import joined
from handlers.replies import Reply
from handlers.texts import Texts
from knowledge.errors import EmptyQuestion, FactNotFound, QuestionTooLong
from knowledge.model import StoredFact

_MOST = 5
_LINE_LENGTH = 160
_HISTORY = 30


async def find_facts(context: Context, words: str) -> list[StoredFact]:
    """The one fact with this id, in any state; else published facts that the words ask for, likeliest first."""
    catalogue = context.services.catalogue
    try:
        return [await catalogue.fact(words)]
    except FactNotFound:
        pass
    try:
        outcome = await context.services.answers.ask(words, now=context.now, log=False)
    except (EmptyQuestion, QuestionTooLong):
        return []
    return await catalogue.facts([candidate.fact_id for candidate in outcome.candidates[:_MOST]])


async def worked_on(context: Context) -> list[StoredFact]:
    """Drafts, and then what was changed last."""
    catalogue = context.services.catalogue
    drafts = [stored.fact.id for stored in await catalogue.drafts()]
    changed = [revision.fact_id for revision in await context.services.curation.history(None, _HISTORY)]
    return await catalogue.facts(list(dict.fromkeys((*drafts, *changed)))[:_MOST])


async def fact_for_curator(context: Context, reference: str) -> StoredFact:
    """The fact that a button names, in any state; raises FactNotFound or StalePress."""
    catalogue = context.services.catalogue
    known = await catalogue.ids() if reference.startswith("_") else ()
    return await catalogue.fact(resolve(reference, known))


def render_choice(facts: Sequence[StoredFact], action: str, heading: str, texts: Texts) -> Reply:
    """A list to choose from; a press brings back ``action`` with the fact."""
    row = [button(str(index), action, refer(stored.fact.id)) for index, stored in enumerate(facts, start=1)]
    parts = [texts.format(heading), fact_lines(facts, texts, _LINE_LENGTH)]
    return Reply(joined(parts, "\n\n"), keyboard([row], texts.language))
