"""/review: what readers confirmed becomes a way of asking, and what they complained about is looked into."""

from collections.abc import Awaitable, Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton, Update

from handlers.access import Audience
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.fact_view import fact_line
from handlers.feedback_view import reason_at, reason_place
from handlers.finding import fact_for_curator
from handlers.guarding import render_warning
from handlers.keyboards import arguments_of, button, keyboard, number, refer
from handlers.markup import Html, joined, one_line
from handlers.publishing import author_of
from handlers.replies import Reply, show
from handlers.texts import Texts
from knowledge.base.aliases import with_alias
from knowledge.errors import AlreadyReviewed, InvalidEntry
from knowledge.readers.feedback import Reason
from knowledge.readers.reviews import Complaint, Item, Wording
from knowledge.rules import LONGEST_ALIAS

_PAGE = 4
_FACT_LENGTH = 160


async def review(update: Update, context: Context) -> None:
    await _show_review(update, context)


async def _show_review(update: Update, context: Context, notice: str | None = None) -> None:
    """The page as it stands now; the next ones move up when these are dealt with."""
    await show(update, render_review(await context.services.reviews.pending(), context.texts), notice)


async def approve(update: Update, context: Context) -> None:
    """At once where no confirmed question is lost; otherwise that is said first."""
    argument, reference = arguments_of(update, 2)
    stored = await fact_for_curator(context, reference)
    try:
        asked = await context.services.reviews.asked(number(argument), stored.fact.id)
    except AlreadyReviewed:
        await _show_review(update, context, context.texts.plain("review-done-already"))
        return
    effects = await context.services.regressions.of(with_alias(stored.fact, asked), stored.state)
    if effects.broken:
        anyway = ("approve-anyway", argument, reference)
        await show(update, render_warning(replace(effects, gained=()), anyway, context.texts))
    else:
        await _approve(update, context, number(argument), stored.fact.id)


async def approve_anyway(update: Update, context: Context) -> None:
    argument, reference = arguments_of(update, 2)
    stored = await fact_for_curator(context, reference)
    await _approve(update, context, number(argument), stored.fact.id)


async def _approve(update: Update, context: Context, question_id: int, fact_id: str) -> None:
    try:
        revision = await context.services.curation.approve(
            question_id, fact_id, author_id=author_of(update), now=context.now
        )
    except AlreadyReviewed:
        notice = context.texts.plain("review-done-already")
    except InvalidEntry as error:
        notice = context.texts.plain("invalid-entry", code=error.code)
    else:
        notice = context.texts.plain("review-approved", number=str(revision.number))
    await _show_review(update, context, notice)


async def decline(update: Update, context: Context) -> None:
    argument, reference = arguments_of(update, 2)
    stored = await fact_for_curator(context, reference)
    await _settle(
        update, context, context.services.reviews.decline(number(argument), stored.fact.id), "review-declined"
    )


async def set_aside(update: Update, context: Context) -> None:
    reference, place = arguments_of(update, 2)
    stored = await fact_for_curator(context, reference)
    settling = context.services.reviews.set_aside(stored.fact.id, reason_at(place))
    await _settle(update, context, settling, "review-set-aside")


async def _settle(update: Update, context: Context, settling: Awaitable[None], notice: str) -> None:
    try:
        await settling
    except AlreadyReviewed:
        notice = "review-done-already"
    await _show_review(update, context, context.texts.plain(notice))


def render_review(items: Sequence[Item], texts: Texts) -> Reply:
    """The first few, each with its buttons in a row of their own."""
    shown = list(enumerate(items[:_PAGE], start=1))
    entries = [_entry(index, item, texts) for index, item in shown]
    rows = [_buttons(index, item, texts) for index, item in shown]
    heading = texts.format("review", count=len(items))
    return Reply(joined([heading, *entries], "\n\n"), keyboard(rows, texts.language))


def _entry(index: int, item: Item, texts: Texts) -> Html:
    asked = one_line(item.text, LONGEST_ALIAS)
    match item:
        case Wording():
            said = texts.format("review-wording", number=index, count=item.count, question=asked)
        case Complaint():
            reason = texts.format("feedback-reason", reason=item.reason.value)
            said = texts.format("review-complaint", number=index, count=item.count, reason=reason, question=asked)
    return joined([said, fact_line(item.fact, texts, _FACT_LENGTH)])


def _buttons(index: int, item: Item, texts: Texts) -> list[InlineKeyboardButton]:
    reference = refer(item.fact.fact.id)
    match item:
        case Wording():
            return [
                button(texts.plain("button-approve", number=index), "review-approve", item.question_id, reference),
                button(texts.plain("button-decline", number=index), "review-decline", item.question_id, reference),
            ]
        case Complaint():
            aside = texts.plain("button-set-aside", number=index)
            row = [button(aside, "review-aside", reference, reason_place(item.reason))]
            if item.reason is not Reason.OFF_TARGET:  # that is no fault of the fact, and the question is in the inbox
                row.insert(0, button(texts.plain("button-edit-fact", number=index), "edit", reference))
            return row


def register(app: App) -> None:
    register_command(app, "review", review)
    register_presses(app, "review-approve", approve, Audience.CURATOR)
    register_presses(app, "approve-anyway", approve_anyway, Audience.CURATOR)
    register_presses(app, "review-decline", decline, Audience.CURATOR)
    register_presses(app, "review-aside", set_aside, Audience.CURATOR)
