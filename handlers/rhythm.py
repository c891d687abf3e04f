"""Days of the week, the most facts, quiet hours and the weekly recap, each on a page of the settings."""

from telegram import Update

from handlers.ask import words_of
from handlers.channels import managed
from handlers.choice import choose, turn_to, wish_of
from handlers.commands import register_presses
from handlers.context import App, Context
from handlers.errors import StalePress
from handlers.keyboards import arguments_of, number
from handlers.replies import acknowledge
from handlers.settings import send_aimed, to_be_answered
from handlers.wish import Wish
from handlers.wish_view import AMOUNTS, render_unknown_quiet
from knowledge.readers.dialogues import Dialogue
from scheduler.errors import UnknownSpan
from scheduler.model import EVERY_DAY
from scheduler.timing.times import parse_span

_WEEK = 7
_DAY = 24 * 60


async def tick_day(update: Update, context: Context) -> None:
    (argument,) = arguments_of(update, 1)
    wish = await wish_of(update, context)
    await turn_to(update, context, "days", wish.with_day_toggled(_number_below(_WEEK, argument)))


async def choose_days(update: Update, context: Context) -> None:
    """Those of a whole week, or those that are ticked."""
    (argument,) = arguments_of(update, 1)
    wish = await wish_of(update, context)
    days = wish.days if argument == "ticked" else _number_below(EVERY_DAY + 1, argument)
    if not days:
        await acknowledge(update, context.texts.plain("choose-at-least-one-day"))
    else:
        await choose(update, context, wish, days=days)


async def choose_amount(update: Update, context: Context) -> None:
    (argument,) = arguments_of(update, 1)
    if number(argument) not in AMOUNTS:
        raise StalePress(argument)
    await choose(update, context, await wish_of(update, context), amount=number(argument))


async def choose_recap(update: Update, context: Context) -> None:
    (argument,) = arguments_of(update, 1)
    day = None if argument == "none" else _number_below(_WEEK, argument)
    await choose(update, context, await wish_of(update, context), recap_day=day)


async def end_quiet(update: Update, context: Context) -> None:
    await choose(update, context, await wish_of(update, context), quiet_from=None, quiet_until=None)


async def choose_quiet(update: Update, context: Context) -> None:
    start, end = (_number_below(_DAY, argument) for argument in arguments_of(update, 2))
    await choose(update, context, await wish_of(update, context), quiet_from=start, quiet_until=end)


async def read_quiet(update: Update, context: Context, dialogue: Dialogue) -> None:
    try:
        start, end = parse_span(words_of(update, context))
    except UnknownSpan as error:
        unknown = render_unknown_quiet(error.suggestions, context.texts)
        await send_aimed(update, context, to_be_answered(update, context, unknown))
    else:
        await choose(update, context, Wish.from_data(dialogue.data), quiet_from=start, quiet_until=end)


async def tells_quiet(said: str) -> bool:
    try:
        parse_span(said)
    except UnknownSpan as error:
        return bool(error.suggestions)
    return True


def _number_below(limit: int, argument: str) -> int:
    if not 0 <= number(argument) < limit:
        raise StalePress(argument)
    return number(argument)


def register(app: App) -> None:
    register_presses(app, "day", managed(tick_day))
    register_presses(app, "days", managed(choose_days))
    register_presses(app, "amount", managed(choose_amount))
    register_presses(app, "recap", managed(choose_recap))
    register_presses(app, "no-quiet", managed(end_quiet))
    register_presses(app, "quiet", managed(choose_quiet))
