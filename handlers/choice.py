"""One choice after the other: each is a page, and what was chosen so far is the data of a dialogue.

The same pages change a subscription that exists; then each choice takes effect at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Unpack

from telegram import Update

from handlers.access import is_private
from handlers.context import Context
from handlers.dialogue import end, expect, keep
from handlers.errors import StalePress
from handlers.replies import Reply
from handlers.settings import active_subscriber, change, channel_id, show_aimed, show_settings
from handlers.texts import Texts
from handlers.wish import Wish
from handlers.wish_view import (
    render_amount_choice,
    render_confirmation,
    render_days_choice,
    render_hour_choice,
    render_language_choice,
    render_quiet_choice,
    render_recap_choice,
    render_topic_choice,
    render_zone_choice,
)
from scheduler.subscribing.subscribers import Changes

KIND = "subscribe"

_PAGES: Mapping[str, Callable[[Wish, Texts], Reply]] = {
    "hour": render_hour_choice,
    "zone": render_zone_choice,
    "language": render_language_choice,
    "days": render_days_choice,
    "amount": render_amount_choice,
    "quiet": render_quiet_choice,
    "recap": render_recap_choice,
}


async def wish_of(update: Update, context: Context) -> Wish:
    """What was chosen so far, for the chat or channel that the press is about; raises StalePress."""
    wish = Wish.from_data((await expect(update, context, KIND)).data)
    if wish.channel != channel_id(context):
        raise StalePress(KIND)
    return wish


async def choose(update: Update, context: Context, wish: Wish, **chosen: Unpack[Changes]) -> None:
    """One choice is made: go on to what is still open, or change the subscription there is."""
    if wish.changes:
        subscriber = await change(update, context, **chosen)
        await end(update, context, KIND)
        await show_settings(update, context, subscriber, context.texts.plain("saved"))
        return
    wish = replace(wish, **chosen)
    await turn_to(update, context, _next_step(wish), wish)


async def change_something(update: Update, context: Context, what: str) -> None:
    """Open one page, from the settings or from the last look."""
    subscriber = await active_subscriber(update, context)
    wish = Wish.of(subscriber, channel_id(context)) if subscriber else await wish_of(update, context)
    await turn_to(update, context, what, wish)


async def turn_to(update: Update, context: Context, step: str, wish: Wish) -> None:
    await keep(update, context, KIND, step, wish.to_data())
    topics, texts = await context.services.catalogue.topics(), context.texts
    if step == "topics":
        page = render_topic_choice(wish, topics, texts, is_private=is_private(update))
    else:
        page = _PAGES[step](wish, texts) if step in _PAGES else render_confirmation(wish, topics, texts)
    await show_aimed(update, context, page)


def _next_step(wish: Wish) -> str:
    if not wish.topics:
        return "topics"
    if wish.minute is None:
        return "hour"
    return "zone" if wish.zone is None else "confirm"
