"""/thresholds: an owner moves how sure to be of an answer, and sees what that would do before it holds."""

from telegram import InlineKeyboardButton, Update

from handlers.access import Audience
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.errors import StalePress
from handlers.keyboards import arguments_of, button, keyboard, number
from handlers.markup import Html, joined
from handlers.replies import Reply, show
from handlers.texts import Texts
from knowledge.model import Status
from knowledge.readers.thresholds import CALIBRATED, Level, Levels, Preview

_TRY, _HOLD = "try-levels", "hold-levels"
_WAYS = {"lower": -1, "higher": 1}


async def thresholds(update: Update, context: Context) -> None:
    await show(update, render_thresholds(await context.services.thresholds.preview(), context.texts))


async def propose(update: Update, context: Context) -> None:
    levels = _levels(update)
    await show(update, render_thresholds(await context.services.thresholds.preview(levels), context.texts))


async def hold(update: Update, context: Context) -> None:
    settings = context.services.thresholds
    await settings.hold(_levels(update))
    await show(
        update, render_thresholds(await settings.preview(), context.texts), context.texts.plain("thresholds-held")
    )


def _levels(update: Update) -> Levels:
    try:
        return Levels(*map(number, arguments_of(update, 3)))
    except ValueError as error:
        raise StalePress(str(error)) from error


def render_thresholds(preview: Preview, texts: Texts) -> Reply:
    levels = preview.levels
    parts = [
        texts.format(
            "thresholds",
            answer=texts.percent(levels.answer),
            suggest=texts.percent(levels.suggest),
            lead=texts.percent(levels.lead),
        ),
        joined([texts.format("thresholds-questions", count=preview.questions), *_lines(preview, texts)]),
        texts.format("thresholds-state", state=_state(preview)),
    ]
    rows = [*_moves(levels, texts), *_decisions(preview, texts)]
    return Reply(joined(parts, "\n\n"), keyboard(rows, texts.language))


def _lines(preview: Preview, texts: Texts) -> list[Html]:
    return [_line(preview, status, texts) for status in Status] if preview.questions else []


def _line(preview: Preview, status: Status, texts: Texts) -> Html:
    name, would_be, now = (
        texts.format("thresholds-status", status=status),
        preview.would_be[status],
        preview.are[status],
    )
    if preview.levels == preview.held:
        return texts.format("thresholds-line", status=name, questions=would_be)
    return texts.format("thresholds-line-change", status=name, questions=would_be, now=now)


def _state(preview: Preview) -> str:
    if preview.levels != preview.held:
        return "proposed"
    return "calibrated" if preview.is_calibrated else "moved"


def _moves(levels: Levels, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """A row for each threshold, with the ways that it can go."""
    return [
        [
            _carrying(
                moved,
                _TRY,
                texts.plain("button-threshold", way=way, level=level, percent=texts.percent(getattr(moved, level))),
            )
            for way, steps in _WAYS.items()
            if (moved := levels.moved(level, steps))
        ]
        for level in Level
    ]


def _decisions(preview: Preview, texts: Texts) -> list[list[InlineKeyboardButton]]:
    rows = []
    if preview.levels != preview.held:
        discard = _carrying(preview.held, _TRY, texts.plain("button-thresholds-discard"))
        rows.append([_carrying(preview.levels, _HOLD, texts.plain("button-thresholds-hold")), discard])
    if not preview.is_calibrated:
        calibrated = Levels.of(CALIBRATED)
        rows.append([_carrying(calibrated, _TRY, texts.plain("button-thresholds-calibrated"))])
    return rows


def _carrying(levels: Levels, action: str, label: str) -> InlineKeyboardButton:
    return button(label, action, levels.answer, levels.suggest, levels.lead)


def register(app: App) -> None:
    register_command(app, "thresholds", thresholds)
    register_presses(app, _TRY, propose, Audience.OWNER)
    register_presses(app, _HOLD, hold, Audience.OWNER)
