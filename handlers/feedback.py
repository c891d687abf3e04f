"""Thumbs up and down under an answer: kept for the curators, and shown where they were pressed."""

from telegram import Update

from handlers.ask import render_suggestions
from handlers.commands import register_presses
from handlers.context import App, Context
from handlers.dialogue import place_of
from handlers.feedback_view import ACTIONS, BACK, DOWN, FAULT, UP, Rows, reason_at, reasons, thumbs
from handlers.keyboards import arguments_of, number, resolve
from handlers.replies import send, show_rows
from handlers.texts import texts_in
from knowledge.readers.feedback import Opinion, Reason, Verdict
from knowledge.readers.questions import LoggedQuestion


async def confirm(update: Update, context: Context) -> None:
    question, fact_id = await _judged(context, *arguments_of(update, 2))
    opinion = await _give(update, context, question, fact_id, Opinion(Verdict.UP))
    rows = thumbs(question.id, fact_id, texts_in(question.language), opinion)
    await _show(update, question, rows, "feedback-thanks-up")


async def ask_why(update: Update, context: Context) -> None:
    """The thumb down counts already; the reason tells the curators what to do."""
    question, fact_id = await _judged(context, *arguments_of(update, 2))
    opinion = await _give(update, context, question, fact_id, Opinion(Verdict.DOWN))
    await _show(update, question, reasons(question.id, fact_id, texts_in(question.language), opinion), "feedback-why")


async def explain(update: Update, context: Context) -> None:
    argument, reference, place = arguments_of(update, 3)
    question, fact_id = await _judged(context, argument, reference)
    reason = reason_at(place)
    opinion = await _give(update, context, question, fact_id, Opinion(Verdict.DOWN, reason))
    rows = thumbs(question.id, fact_id, texts_in(question.language), opinion)
    await _show(update, question, rows, f"feedback-thanks-{'unmet' if reason is Reason.OFF_TARGET else 'fault'}")
    if reason is Reason.OFF_TARGET:
        await _offer_others(update, context, question)


async def go_back(update: Update, context: Context) -> None:
    question, fact_id = await _judged(context, *arguments_of(update, 2))
    _, reader_id = place_of(update)
    opinion = await context.services.feedback.take_back(question.id, fact_id, reader_id=reader_id)
    await _show(update, question, thumbs(question.id, fact_id, texts_in(question.language), opinion))


async def _judged(context: Context, argument: str, reference: str) -> tuple[LoggedQuestion, str]:
    """The question, and the fact that was its answer."""
    question = await context.services.questions.get(number(argument))
    known = [candidate.fact_id for candidate in question.candidates]
    return question, resolve(reference, [*known, question.fact_id] if question.fact_id else known)


async def _give(update: Update, context: Context, question: LoggedQuestion, fact_id: str, opinion: Opinion) -> Opinion:
    _, reader_id = place_of(update)
    return await context.services.feedback.give(question.id, fact_id, opinion, reader_id=reader_id, now=context.now)


async def _show(update: Update, question: LoggedQuestion, rows: Rows, notice: str | None = None) -> None:
    """In the language of the answer, which may be another than that of the menus."""
    texts = texts_in(question.language)
    await show_rows(update, rows, ACTIONS, texts.language, texts.plain(notice) if notice else None)


async def _offer_others(update: Update, context: Context, question: LoggedQuestion) -> None:
    """What came next to the answer may be what was meant."""
    untried = await context.services.feedback.untried(question.id)
    others = await context.services.answers.worth_offering(untried)
    if others:
        texts = texts_in(question.language)
        await send(update, render_suggestions(question.id, others, texts.format("feedback-others"), texts))


def register(app: App) -> None:
    register_presses(app, UP, confirm)
    register_presses(app, DOWN, ask_why)
    register_presses(app, FAULT, explain)
    register_presses(app, BACK, go_back)
