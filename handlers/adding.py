"""/add: a fact made step by step, in a dialogue that a restart does not interrupt."""

from collections.abc import Mapping

from telegram import Update

from handlers.access import Audience, Callback
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import end, expect, keep, open_dialogue, text_of
from handlers.draft import SKIPPABLE, Draft, Step
from handlers.draft_view import FIELDS, Choices, Findings, render_cards, render_decision, render_fields, render_step
from handlers.errors import StalePress, UnknownDate, UnknownSource, WrongLanguage
from handlers.keyboards import arguments_of, resolve
from handlers.opening import topic_id
from handlers.publishing import finish
from handlers.replies import Reply, acknowledge, send, show
from knowledge.errors import InvalidEntry
from knowledge.model import FactState, PartialDate, Standing
from knowledge.readers.dialogues import Dialogue

KIND = "draft"

_RECENT = 30
"""How many of the newest facts have their sources offered first."""


async def add(update: Update, context: Context) -> None:
    """Begin; ``/add <statement>`` has the first step done. An unfinished fact is gone on with."""
    statement = " ".join(context.args or ())
    dialogue = await open_dialogue(update, context)
    if statement:
        await _read(update, context, Step.STATEMENT, Draft(), statement)
    elif dialogue is not None and dialogue.kind == KIND:
        await send(update, Reply(context.texts.format("draft-unfinished")))
        await turn_to(update, context, Step(dialogue.step), Draft.from_data(dialogue.data))
    else:
        await turn_to(update, context, Step.STATEMENT, Draft())


async def read_step(update: Update, context: Context, dialogue: Dialogue) -> None:
    await _read(update, context, Step(dialogue.step), Draft.from_data(dialogue.data), text_of(update))


async def _read(update: Update, context: Context, step: Step, draft: Draft, text: str) -> None:
    """Take what was written, or say what is wrong with it and wait for better."""
    try:
        filled = draft.with_text(step, text, context.now.date())
    except UnknownDate:
        problem = context.texts.format("date-unknown")
    except UnknownSource:
        problem = context.texts.format("source-unknown")
    except WrongLanguage as error:
        problem = context.texts.format("wrong-language", language=error.expected)
    except InvalidEntry as error:
        problem = context.texts.format("invalid-entry", code=error.code)
    else:
        await turn_to(update, context, draft.after(step), filled)
        return
    await send(update, Reply(problem))


async def turn_to(update: Update, context: Context, step: Step, draft: Draft) -> None:
    """Remember where we are, and ask for the next thing."""
    await keep(update, context, KIND, step.value, draft.to_data())
    if step is Step.PREVIEW:
        await _preview(update, context, draft)
    else:
        await show(update, render_step(step, draft, await _choices(context), context.texts))


async def _preview(update: Update, context: Context, draft: Draft) -> None:
    choices = await _choices(context)
    await acknowledge(update)
    for card in render_cards(draft, choices):
        await send(update, card)
    similar = await context.services.curation.similar(draft.fact)
    effects = await context.services.regressions.of(draft.fact, FactState.PUBLISHED)
    shown = await context.services.corrections.count(draft.fact.id, draft.fact) if draft.revision else 0
    await send(update, render_decision(draft, choices, Findings(similar, effects, shown), context.texts))


async def _choices(context: Context) -> Choices:
    """All topics, and all sources, those of the newest facts first."""
    catalogue = context.services.catalogue
    newest = [stored.source for stored in await catalogue.latest(_RECENT) if stored.source]
    by_id = {source.id: source for source in (*newest, *await catalogue.sources())}
    return Choices(await catalogue.topics(), list(by_id.values()))


async def skip(update: Update, context: Context) -> None:
    (name,) = arguments_of(update, 1)
    step, draft = await _at(update, context)
    if step.value != name or step not in SKIPPABLE:
        raise StalePress(name)
    await turn_to(update, context, draft.after(step), draft)


async def choose_topic(update: Update, context: Context) -> None:
    (reference,) = arguments_of(update, 1)
    _, draft = await _at(update, context, Step.TOPICS)
    await turn_to(update, context, Step.TOPICS, draft.toggled(await topic_id(context, reference)))


async def finish_topics(update: Update, context: Context) -> None:
    step, draft = await _at(update, context, Step.TOPICS)
    if not draft.fact.topics and draft.topic is None:
        await acknowledge(update, context.texts.plain("choose-at-least-one"))
    else:
        await turn_to(update, context, draft.after(step), draft)


async def choose_today(update: Update, context: Context) -> None:
    step, draft = await _at(update, context, Step.DATE)
    today = PartialDate(context.now.date().isoformat())
    await turn_to(update, context, draft.after(step), draft.changed(as_of=today))


async def choose_source(update: Update, context: Context) -> None:
    (reference,) = arguments_of(update, 1)
    step, draft = await _at(update, context, Step.SOURCE)
    sources = [source.id for source in (await _choices(context)).sources]
    chosen = resolve(reference, sources)
    if chosen not in sources:
        raise StalePress(reference)
    await turn_to(update, context, draft.after(step), draft.with_known_source(chosen))


async def choose_standing(update: Update, context: Context) -> None:
    (name,) = arguments_of(update, 1)
    step, draft = await _at(update, context, Step.STANDING)
    if name not in list(Standing):
        raise StalePress(name)
    filled = draft.with_standing(Standing(name))
    await turn_to(update, context, filled.after(step), filled)


async def choose_field(update: Update, context: Context) -> None:
    """Another page of the preview: which field to change."""
    await _at(update, context, Step.PREVIEW)
    await show(update, render_fields(context.texts))


async def edit_field(update: Update, context: Context) -> None:
    (name,) = arguments_of(update, 1)
    _, draft = await _at(update, context, Step.PREVIEW)
    if name not in FIELDS:
        raise StalePress(name)
    await turn_to(update, context, Step(name), draft.returning())


async def publish_draft(update: Update, context: Context) -> None:
    _, draft = await _at(update, context, Step.PREVIEW)
    await finish(update, context, draft, FactState.PUBLISHED)


async def publish_and_tell(update: Update, context: Context) -> None:
    _, draft = await _at(update, context, Step.PREVIEW)
    await finish(update, context, draft, FactState.PUBLISHED, tell=True)


async def save_draft(update: Update, context: Context) -> None:
    _, draft = await _at(update, context, Step.PREVIEW)
    await finish(update, context, draft, FactState.DRAFT)


async def cancel_draft(update: Update, context: Context) -> None:
    await _at(update, context, Step.PREVIEW)
    await end(update, context)
    await show(update, Reply(context.texts.format("cancelled")))


async def _at(update: Update, context: Context, step: Step | None = None) -> tuple[Step, Draft]:
    """Where the dialogue stands; raises StalePress when it is over or elsewhere, as for a button of an older step."""
    dialogue = await expect(update, context, KIND, step)
    return Step(dialogue.step), Draft.from_data(dialogue.data)


STEPS = {step.value: read_step for step in Step if step not in (Step.STANDING, Step.PREVIEW)}
"""Those that wait for a message."""

_PRESSES: Mapping[str, Callback] = {
    "draft-skip": skip,
    "draft-topic": choose_topic,
    "draft-topics-done": finish_topics,
    "draft-today": choose_today,
    "draft-source": choose_source,
    "draft-standing": choose_standing,
    "draft-edit": choose_field,
    "draft-field": edit_field,
    "draft-publish": publish_draft,
    "draft-tell": publish_and_tell,
    "draft-save": save_draft,
    "draft-cancel": cancel_draft,
}


def register(app: App) -> None:
    register_command(app, "add", add)
    for action, callback in _PRESSES.items():
        register_presses(app, action, callback, Audience.CURATOR)
