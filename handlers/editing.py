"""/edit and /retire: a fact is found, then changed through the same steps as a new one, or withdrawn."""

from telegram import Update

from handlers.access import Audience
from handlers.adding import turn_to
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.draft import Draft, Step
from handlers.finding import fact_for_curator, find_facts, render_choice, worked_on
from handlers.guarding import render_telling
from handlers.keyboards import arguments_of
from handlers.publishing import author_of, following, render_changed
from handlers.replies import Reply, send, show
from knowledge.model import FactState, StoredFact


async def edit(update: Update, context: Context) -> None:
    """``/edit <id or question>``; alone it offers drafts and what was changed last."""
    await _choose(update, context, "edit")


async def retire(update: Update, context: Context) -> None:
    await _choose(update, context, "retire")


async def _choose(update: Update, context: Context, action: str) -> None:
    words = " ".join(context.args or ())
    facts = await find_facts(context, words) if words else await worked_on(context)
    if not facts:
        await send(update, Reply(context.texts.format("fact-unknown")))
    elif action == "edit" and len(facts) == 1:
        await _open(update, context, facts[0])
    else:
        # Nothing is withdrawn without a look at what it says.
        await send(update, render_choice(facts, action, f"choose-fact-to-{action}", context.texts))


async def open_fact_to_edit(update: Update, context: Context) -> None:
    (reference,) = arguments_of(update, 1)
    await _open(update, context, await fact_for_curator(context, reference))


async def _open(update: Update, context: Context, stored: StoredFact) -> None:
    await turn_to(update, context, Step.PREVIEW, Draft.of(stored))


async def retire_fact(update: Update, context: Context) -> None:
    """At once where no confirmed question is lost and nobody was shown it; otherwise that is said first."""
    (reference,) = arguments_of(update, 1)
    stored = await fact_for_curator(context, reference)
    effects = await context.services.regressions.of(stored.fact, FactState.RETIRED)
    shown = await context.services.corrections.count(stored.fact.id, None)
    if effects.broken or shown:
        await show(update, render_telling(effects, shown, ("retire", reference), context.texts))
    else:
        await _retire(update, context, stored, tell=False)


async def retire_anyway(update: Update, context: Context) -> None:
    (reference,) = arguments_of(update, 1)
    await _retire(update, context, await fact_for_curator(context, reference), tell=False)


async def retire_and_tell(update: Update, context: Context) -> None:
    (reference,) = arguments_of(update, 1)
    await _retire(update, context, await fact_for_curator(context, reference), tell=True)


async def _retire(update: Update, context: Context, stored: StoredFact, *, tell: bool) -> None:
    revision = await context.services.curation.retire(
        stored.fact.id,
        author_id=author_of(update),
        now=context.now,
        together=following(update, context, tell=tell),
    )
    await show(update, render_changed("retired", revision, context.texts, is_told=tell))


def register(app: App) -> None:
    register_command(app, "edit", edit)
    register_command(app, "retire", retire)
    register_presses(app, "edit", open_fact_to_edit, Audience.CURATOR)
    register_presses(app, "retire", retire_fact, Audience.CURATOR)
    register_presses(app, "retire-anyway", retire_anyway, Audience.CURATOR)
    register_presses(app, "retire-tell", retire_and_tell, Audience.CURATOR)
