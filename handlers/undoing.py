"""/undo and /history: every change can be looked at and taken back."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from itertools import islice
from typing import Any

from telegram import Update

from handlers.access import Audience
from handlers.broadcast import offer_undo
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.guarding import render_telling
from handlers.keyboards import arguments_of, button, keyboard, numbers, span
from handlers.markup import Html, joined, one_line
from handlers.publishing import author_of, following, render_changed
from handlers.replies import Reply, send, show
from handlers.texts import Texts
from knowledge.answering.regressions import Effects
from knowledge.base.importing import numbers_of
from knowledge.errors import AlreadyUndone, NothingToUndo, RevisionNotFound, UndoConflict
from knowledge.model import Revision

# Together they keep the message below Telegram's 4,096 characters.
_SHOWN = 6
_CHANGES = 4
_VALUE_LENGTH = 40

_LONGEST_NUMBER = 18  # digits; longer ones do not fit the base's integers


async def undo(update: Update, context: Context) -> None:
    """``/undo`` takes back one's own newest change; ``/undo <number>`` any.

    Alone it leads to the person's own broadcast while that can still be undone.
    """
    words = context.args or []
    if words and not (words[0].isdecimal() and len(words[0]) <= _LONGEST_NUMBER):
        await send(update, Reply(context.texts.format("undo-usage")))
    elif words or not await offer_undo(update, context):
        await _undo(update, context, range(int(words[0]), int(words[0]) + 1) if words else None)


async def undo_pressed(update: Update, context: Context) -> None:
    (argument,) = arguments_of(update, 1)
    await _undo(update, context, numbers(argument))


async def undo_anyway(update: Update, context: Context) -> None:
    (argument,) = arguments_of(update, 1)
    await _undo(update, context, numbers(argument), tell=False)


async def undo_and_tell(update: Update, context: Context) -> None:
    (argument,) = arguments_of(update, 1)
    await _undo(update, context, numbers(argument), tell=True)


async def _undo(update: Update, context: Context, changes: range | None, *, tell: bool | None = None) -> None:
    """``changes`` are one, those of an import, or None for the person's newest.

    ``tell``: whether to tell who was shown it otherwise; None before that was decided.
    """
    texts = context.texts
    try:
        if changes is not None and len(changes) > 1:
            reply = await _undone_import(update, context, changes, tell=tell)
        else:
            reply = await _undone(update, context, changes[0] if changes else None, tell=tell)
    except AlreadyUndone as error:
        reply = Reply(texts.format("undo-again", number=str(error.number)))
    except NothingToUndo:
        reply = Reply(texts.format("undo-nothing"))
    except RevisionNotFound as error:
        reply = Reply(texts.format("undo-unknown", number=str(error.number)))
    except UndoConflict as error:
        reply = Reply(texts.format("undo-conflict", number=str(error.revision), newer=str(error.newer)))
    await show(update, reply)


async def _undone(update: Update, context: Context, revision_number: int | None, *, tell: bool | None) -> Reply:
    """Undo the change, unless there is something to be warned of or to be decided first."""
    services, author_id = context.services, author_of(update)
    change = await services.curation.undoable(author_id=author_id, number=revision_number)
    if tell is None and (warning := await _warning(context, change)):
        return warning
    together = following(update, context, tell=bool(tell))
    undone = await services.curation.undo(author_id=author_id, now=context.now, number=change.number, together=together)
    return render_changed("undone", undone, context.texts, is_told=bool(tell))


async def _warning(context: Context, change: Revision) -> Reply | None:
    """Confirmed questions that would be lost, and readers who were shown what the change made of the fact."""
    effects = await context.services.regressions.of_undo(change)
    shown = await context.services.corrections.count_undo(change)
    if not effects.broken and not shown:
        return None
    return render_telling(effects, shown, ("undo", change.number), context.texts)


async def _undone_import(update: Update, context: Context, changes: range, *, tell: bool | None) -> Reply:
    """The same for all of these changes. Which questions would be lost is not asked, as it is not by the import."""
    curation = context.services.curation
    if tell is None:
        undoable = await curation.undoable_import(changes)
        if shown := await context.services.corrections.count_undo(*undoable):
            return render_telling(Effects(), shown, ("undo", span(changes)), context.texts, of_import=True)
    together = following(update, context, tell=bool(tell))
    undone = await curation.undo_import(changes, author_id=author_of(update), now=context.now, together=together)
    return _render_import_undone(undone, context.texts, is_told=bool(tell))


def _render_import_undone(undone: Sequence[Revision], texts: Texts, *, is_told: bool) -> Reply:
    row = [button(texts.plain("button-undo"), "undo", span(numbers_of(undone)))]
    told = texts.format("import-told") if is_told else Html()
    text = joined([texts.format("import-undone", count=len(undone)), told], "\n\n")
    return Reply(text, keyboard([row], texts.language))


async def history(update: Update, context: Context) -> None:
    """``/history`` of everything, or of one fact by its id."""
    fact_id = " ".join(context.args or ()) or None
    revisions = await context.services.curation.history(fact_id, _SHOWN)
    names = {curator.id: curator.name for curator in await context.services.curators.all()}
    await send(update, render_history(revisions, names, context.texts))


def render_history(revisions: Sequence[Revision], names: dict[int, str], texts: Texts) -> Reply:
    """The newest first: who, when, what, and the first few fields that changed."""
    if not revisions:
        return Reply(texts.format("history-none"))
    entries = [_entry(revision, names, texts) for revision in revisions]
    return Reply(joined([texts.format("history"), *entries], "\n\n"))


def _entry(revision: Revision, names: dict[int, str], texts: Texts) -> Html:
    author = names.get(revision.author_id, str(revision.author_id)) if revision.author_id else ""
    heading = texts.format(
        "history-entry",
        number=str(revision.number),
        action=revision.action.value,
        fact=revision.fact_id,
        by="file" if revision.author_id is None else "person",
        author=author,
        time=texts.moment(revision.made_at, UTC),
        undoes=str(revision.undoes or ""),
    )
    changes = [
        texts.format("history-change", field=field, before=before, after=after)
        for field, before, after in islice(differences(revision), _CHANGES)
    ]
    return joined([heading, *changes])


def differences(revision: Revision) -> Iterator[tuple[str, str, str]]:
    """Each field that differs between two states of a fact, with its value before and after, in short."""
    before, after = _fields(revision.before or {}), _fields(revision.after or {})
    if not before or not after:
        return
    for field in dict.fromkeys((*before, *after)):
        if before.get(field) != after.get(field):
            yield field, one_line(before.get(field, "–"), _VALUE_LENGTH), one_line(after.get(field, "–"), _VALUE_LENGTH)


def _fields(document: dict[str, Any]) -> dict[str, str]:
    """Values as text; those by language under ``text.ar`` and the like."""
    fields = {}
    for name, value in document.items():
        nested = value.items() if isinstance(value, dict) else [("", value)]
        for key, part in nested:
            shown = ", ".join(map(str, part)) if isinstance(part, list) else str(part)
            fields[f"{name}.{key}" if key else name] = shown
    return fields


def register(app: App) -> None:
    register_command(app, "undo", undo)
    register_command(app, "history", history)
    register_presses(app, "undo", undo_pressed, Audience.CURATOR)
    register_presses(app, "undo-anyway", undo_anyway, Audience.CURATOR)
    register_presses(app, "undo-tell", undo_and_tell, Audience.CURATOR)
