"""/export and /import: the whole base as a file, out and in."""

import asyncio
from collections.abc import Sequence

from telegram import InlineKeyboardButton, Update
from telegram.ext import MessageHandler, filters

from handlers.access import Audience, only
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import end, expect, keep
from handlers.guarding import shown_line
from handlers.keyboards import button, keyboard, span
from handlers.markup import Html, joined, one_line
from handlers.publishing import author_of, following
from handlers.replies import Reply, acknowledge, send, show
from handlers.texts import Texts
from knowledge.base.factfiles import read_document, write_document
from knowledge.base.importing import ImportReport
from knowledge.documents import Document
from knowledge.errors import InvalidFactFile, Problem
from knowledge.readers.dialogues import Dialogue

KIND = "import"
FILE = "file"
CONFIRM = "confirm"

_LARGEST = 20_000_000
"""Bytes that a bot may download."""

_PROBLEMS = 10
_PROBLEM_LENGTH = 200


async def export(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None:
        return
    text = await asyncio.to_thread(write_document, await context.services.curation.export())
    await message.reply_document(text.encode(), filename=f"facts-{context.now:%Y-%m-%d}.yaml")


async def ask_for_file(update: Update, context: Context) -> None:
    await keep(update, context, KIND, FILE, {})
    await send(update, Reply(context.texts.format("import-send")))


async def read_file(update: Update, context: Context, dialogue: Dialogue) -> None:  # noqa: ARG001 (a step's signature)
    await check_file(update, context)


async def check_file(update: Update, context: Context) -> None:
    """Say what is in the file, or all that is wrong with it. The base is changed once that is confirmed."""
    attachment = update.effective_message.document if update.effective_message else None
    if attachment is None:
        await send(update, Reply(context.texts.format("import-send")))
        return
    if (attachment.file_size or 0) > _LARGEST:
        await send(update, Reply(context.texts.format("import-too-large")))
        return
    try:
        document = await _download(context, attachment.file_id, attachment.file_name or "")
        shown = await _count_shown(context, document)
    except InvalidFactFile as error:
        await send(update, render_problems(error.problems, context.texts))
        return
    await keep(update, context, KIND, CONFIRM, {"file_id": attachment.file_id, "name": attachment.file_name or ""})
    await send(update, render_contents(document, shown, context.texts))


async def import_it(update: Update, context: Context) -> None:
    """At once, unless somebody was shown meanwhile what would change: then that is said first."""
    await _import(update, context)


async def import_quietly(update: Update, context: Context) -> None:
    await _import(update, context, tell=False)


async def import_and_tell(update: Update, context: Context) -> None:
    await _import(update, context, tell=True)


async def _import(update: Update, context: Context, *, tell: bool | None = None) -> None:
    """``tell``: whether to tell who was shown facts otherwise; None before that was decided."""
    data = (await expect(update, context, KIND, CONFIRM)).data
    await acknowledge(update)
    try:
        document = await _download(context, data["file_id"], data["name"])
        if tell is None and (shown := await _count_shown(context, document)):
            reply = render_contents(document, shown, context.texts)
        else:
            reply = await _imported(update, context, document, tell=bool(tell))
    except InvalidFactFile as error:
        reply = render_problems(error.problems, context.texts)
    await send(update, reply)


async def _imported(update: Update, context: Context, document: Document, *, tell: bool) -> Reply:
    together = following(update, context, tell=tell)
    report = await context.services.curation.import_document(
        document, author_id=author_of(update), now=context.now, together=together
    )
    await end(update, context)
    return render_report(report, context.texts, is_told=tell)


async def _count_shown(context: Context, document: Document) -> int:
    """How many chats know otherwise what the file would change; raises ``InvalidFactFile``."""
    changed = await context.services.curation.check_document(document)
    return await context.services.corrections.count_import(changed)


async def _download(context: Context, file_id: str, name: str) -> Document:
    file = await context.bot.get_file(file_id)
    content = bytes(await file.download_as_bytearray())
    return await asyncio.to_thread(read_document, content, name=name)


def render_contents(document: Document, shown: int, texts: Texts) -> Reply:
    """What a file holds, and whether to take it; where so many chats know otherwise what it changes, are they told?"""
    text = texts.format(
        "import-contents",
        facts=len(document.facts),
        topics=len(document.topics),
        sources=len(document.sources),
        names=len(document.names),
    )
    asked = shown_line(shown, texts, of_import=True)
    return Reply(joined([text, asked], "\n\n"), keyboard(_decisions(shown, texts), texts.language))


def _decisions(shown: int, texts: Texts) -> list[list[InlineKeyboardButton]]:
    cancelling = button(texts.plain("button-cancel"), "import-cancel")
    if not shown:
        return [[button(texts.plain("button-import"), "import"), cancelling]]
    telling = button(texts.plain("button-tell", change="import"), "import-tell")
    quietly = button(texts.plain("button-quietly", change="import"), "import-quietly")
    return [[telling], [quietly], [cancelling]]


def render_report(report: ImportReport, texts: Texts, *, is_told: bool = False) -> Reply:
    """What became of the facts, whether readers are told, and the button that takes it all back."""
    text = texts.format(
        "import-report", added=report.added, changed=report.changed, unchanged=report.unchanged, kept=report.kept
    )
    told = texts.format("import-told") if is_told else Html()
    row = [button(texts.plain("button-undo"), "undo", span(report.numbers))] if report.numbers else []
    return Reply(joined([text, told], "\n\n"), keyboard([row], texts.language))


def render_problems(problems: Sequence[Problem], texts: Texts) -> Reply:
    """Each problem with its file, entry and field; the first ten, and how many there are."""
    lines = [_problem(problem, texts) for problem in problems[:_PROBLEMS]]
    return Reply(joined([texts.format("import-problems", count=len(problems)), *lines]))


def _problem(problem: Problem, texts: Texts) -> Html:
    place = texts.listed(filter(None, (problem.file, problem.entry, problem.field)))
    return texts.format("import-problem", place=place, detail=one_line(problem.detail, _PROBLEM_LENGTH))


async def cancel(update: Update, context: Context) -> None:
    await expect(update, context, KIND, CONFIRM)
    await end(update, context)
    await show(update, Reply(context.texts.format("cancelled")))


STEPS = {FILE: read_file}


def register(app: App) -> None:
    register_command(app, "export", export)
    register_command(app, "import", ask_for_file)
    captioned = filters.UpdateType.MESSAGE & filters.Document.ALL & filters.CaptionRegex(r"^/import\b")
    app.add_handler(MessageHandler(captioned, only(Audience.CURATOR, check_file)))
    register_presses(app, "import", import_it, Audience.CURATOR)
    register_presses(app, "import-quietly", import_quietly, Audience.CURATOR)
    register_presses(app, "import-tell", import_and_tell, Audience.CURATOR)
    register_presses(app, "import-cancel", cancel, Audience.CURATOR)
