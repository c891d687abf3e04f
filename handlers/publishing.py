"""The last step of a draft: it becomes a fact that readers see, with the way back under it."""

from telegram import Update

from handlers.context import Context
from handlers.dialogue import end, place_of
from handlers.draft import Draft
from handlers.keyboards import button, keyboard
from handlers.markup import Html, joined
from handlers.replies import Reply, show
from handlers.texts import Texts
from knowledge.base.changes import Together
from knowledge.errors import EditConflict, InvalidEntry
from knowledge.model import FactState, Revision


def author_of(update: Update) -> int:
    """The user id that a revision is signed with."""
    return place_of(update)[1]


def following(update: Update, context: Context, *, tell: bool) -> Together:
    """What goes with a change: whoever was shown the fact otherwise is told, or is not."""
    return context.services.corrections.following(tell=tell, author_id=author_of(update), now=context.now)


async def finish(update: Update, context: Context, draft: Draft, state: FactState, *, tell: bool = False) -> None:
    """Write the draft to the base, for readers to see or for curators only; or say why it cannot be."""
    texts = context.texts
    try:
        revision = await _write(update, context, draft, state, following(update, context, tell=tell))
    except InvalidEntry as error:
        reply = Reply(texts.format("invalid-entry", code=error.code))
    except EditConflict as error:
        reply = Reply(texts.format("draft-overtaken", fact=error.fact_id))
    else:
        await end(update, context)
        reply = render_changed(state.value, revision, texts, is_told=tell)
    await show(update, reply)


async def _write(update: Update, context: Context, draft: Draft, state: FactState, together: Together) -> Revision:
    if draft.revision is None:
        revision = await _add(update, context, draft, state)
    else:
        revision = await _edit(update, context, draft, state, together)
    if draft.answers is not None and state is FactState.PUBLISHED:
        await context.services.questions.resolve(draft.answers, revision.fact_id)
    return revision


async def _add(update: Update, context: Context, draft: Draft, state: FactState) -> Revision:
    return await context.services.curation.add(
        draft.fact,
        author_id=author_of(update),
        now=context.now,
        state=state,
        source=draft.source,
        topic=draft.topic,
    )


async def _edit(update: Update, context: Context, draft: Draft, state: FactState, together: Together) -> Revision:
    """``together`` goes with the change that readers see: the last of two when a fact is edited and then published."""
    curation, author_id, now = context.services.curation, author_of(update), context.now
    is_seen = draft.state is FactState.PUBLISHED
    revision = await curation.edit(
        draft.fact.id,
        draft.fact,
        author_id=author_id,
        now=now,
        based_on=draft.revision,
        source=draft.source,
        topic=draft.topic,
        together=together if is_seen else None,
    )
    if state is FactState.PUBLISHED and not is_seen:
        revision = await curation.publish(draft.fact.id, author_id=author_id, now=now, together=together)
    return revision


def render_changed(done: str, revision: Revision, texts: Texts, *, is_told: bool = False) -> Reply:
    """What was done to which fact, whether readers are told, and the button that takes it back.

    ``done`` is a state, or ``undone``.
    """
    row = [button(texts.plain("button-undo"), "undo", revision.number)]
    text = texts.format("changed", done=done, fact=revision.fact_id, number=str(revision.number))
    told = texts.format("changed-told") if is_told else Html()
    return Reply(joined([text, told], "\n\n"), keyboard([row], texts.language))
