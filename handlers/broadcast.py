"""/broadcast: an owner writes to subscribers, sees what will go out and to how many, and watches it go.

The dialogue is a row until it is confirmed; then the campaign is one, and its card can be opened from anywhere.
"""

from collections.abc import Awaitable, Callable, Mapping

from telegram import Update

from handlers.access import Audience as Access
from handlers.access import Callback
from handlers.announcement import Announcement
from handlers.broadcast_view import (
    render_audience,
    render_cards,
    render_decision,
    render_progress,
    render_stopping,
    render_translation,
)
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import end, expect, keep, place_of, text_of
from handlers.errors import StalePress, TooLong, WrongLanguage
from handlers.keyboards import arguments_of, number
from handlers.opening import topic_id
from handlers.replies import Reply, acknowledge, send, show
from handlers.texts import LANGUAGES
from handlers.zones import zone_of_person
from knowledge.readers.dialogues import Dialogue
from scheduler.errors import CampaignBegun

KIND = "broadcast"
MESSAGE, TRANSLATION, AUDIENCE, PREVIEW = "message", "translation", "audience", "preview"


async def broadcast(update: Update, context: Context) -> None:
    await _turn_to(update, context, MESSAGE, Announcement())


async def read_message(update: Update, context: Context, dialogue: Dialogue) -> None:
    """Take what was written, in either language; or say what is wrong with it and wait for better."""
    message = update.effective_message
    if message is None or not text_of(update).strip():
        await send(update, Reply(context.texts.format("broadcast-text-only")))
        return
    try:
        written = Announcement.from_data(dialogue.data).with_message(message)
    except TooLong:
        await send(update, Reply(context.texts.format("invalid-entry", code="too-long")))
    except WrongLanguage as error:
        await send(update, Reply(context.texts.format("wrong-language", language=error.expected)))
    else:
        await _turn_to(update, context, TRANSLATION if written.missing_language else AUDIENCE, written)


STEPS: Mapping[str, Callable[[Update, Context, Dialogue], Awaitable[None]]] = {
    MESSAGE: read_message,
    TRANSLATION: read_message,
}
"""Those that wait for a message."""


async def skip_translation(update: Update, context: Context) -> None:
    await _turn_to(update, context, AUDIENCE, await _at(update, context, TRANSLATION))


async def choose_audience(update: Update, context: Context) -> None:
    kind, reference = arguments_of(update, 2)
    announcement = await _at(update, context, AUDIENCE)
    if kind == "topic":
        chosen = announcement.to_audience(kind="topic", value=await topic_id(context, reference))
    elif (kind == "language" and reference in LANGUAGES) or (kind, reference) == ("all", ""):
        chosen = announcement.to_audience(kind=kind, value=reference)
    else:
        raise StalePress(kind)
    await _turn_to(update, context, AUDIENCE, chosen)


async def choose_groups(update: Update, context: Context) -> None:
    announcement = await _at(update, context, AUDIENCE)
    people_only = not announcement.audience.people_only
    await _turn_to(update, context, AUDIENCE, announcement.to_audience(people_only=people_only))


async def look(update: Update, context: Context) -> None:
    await _turn_to(update, context, PREVIEW, await _at(update, context, AUDIENCE))


async def change_audience(update: Update, context: Context) -> None:
    await _turn_to(update, context, AUDIENCE, await _at(update, context, PREVIEW))


async def rewrite(update: Update, context: Context) -> None:
    await _turn_to(update, context, MESSAGE, (await _at(update, context, PREVIEW)).rewritten())


async def drop(update: Update, context: Context) -> None:
    await _at(update, context, PREVIEW)
    await end(update, context)
    await show(update, Reply(context.texts.format("cancelled")))


async def confirm(update: Update, context: Context) -> None:
    """From here on the card tells how it goes; for a minute, it can be undone."""
    announcement = await _at(update, context, PREVIEW)
    await end(update, context)  # first: two presses at once send one broadcast
    _, author_id = place_of(update)
    campaign = await context.services.campaigns.broadcast(
        announcement.html, announcement.audience, author_id=author_id, now=context.now
    )
    await _show_card(update, context, campaign.id)


async def _turn_to(update: Update, context: Context, step: str, announcement: Announcement) -> None:
    await keep(update, context, KIND, step, announcement.to_data())
    match step:
        case "message":
            await show(update, Reply(context.texts.format("broadcast-write")))
        case "translation":
            await show(update, render_translation(announcement.missing_language or "en", context.texts))
        case "audience":
            topics = await context.services.catalogue.topics()
            await show(update, render_audience(announcement.audience, topics, context.texts))
        case _:
            await _preview(update, context, announcement)


async def _preview(update: Update, context: Context, announcement: Announcement) -> None:
    services = context.services
    await acknowledge(update)
    for card in render_cards(announcement):
        await send(update, card)
    reach = await services.campaigns.reach(announcement.audience)
    waiting = (await services.sending.status(context.now)).total.ready
    seconds = (waiting + reach) / context.rate
    topics = await services.catalogue.topics()
    await send(update, render_decision(announcement, reach, seconds, topics, context.texts))


async def _at(update: Update, context: Context, step: str) -> Announcement:
    """Raises StalePress when the dialogue is over or elsewhere, as for a button of an older step."""
    return Announcement.from_data((await expect(update, context, KIND, step)).data)


async def show_card(update: Update, context: Context) -> None:
    await _show_card(update, context, _number_of(update))


async def undo(update: Update, context: Context) -> None:
    campaign_id, notice = _number_of(update), None
    try:
        await context.services.campaigns.cancel(campaign_id, context.now)
    except CampaignBegun:
        notice = context.texts.plain("broadcast-begun")
    await _show_card(update, context, campaign_id, notice)


async def ask_to_stop(update: Update, context: Context) -> None:
    await show(update, render_stopping(_number_of(update), context.texts))


async def stop(update: Update, context: Context) -> None:
    campaign_id = _number_of(update)
    await context.services.campaigns.stop(campaign_id, context.now)
    await _show_card(update, context, campaign_id)


async def offer_undo(update: Update, context: Context) -> bool:
    """Whether ``/undo`` may be about a broadcast that has not begun: its card, with the button, is shown then."""
    _, author_id = place_of(update)
    campaign = await context.services.campaigns.waiting_of(author_id)
    if campaign is None:
        return False
    await _show_card(update, context, campaign.id)
    return True


async def _show_card(update: Update, context: Context, campaign_id: int, notice: str | None = None) -> None:
    services, (_, person) = context.services, place_of(update)
    progress = await services.campaigns.progress(campaign_id, context.now)
    zone = await zone_of_person(services.subscribers, person)
    obstacle = await services.sending.obstacle(context.now)
    await show(update, render_progress(progress, obstacle, zone, context.texts), notice)


def _number_of(update: Update) -> int:
    (argument,) = arguments_of(update, 1)
    return number(argument)


_PRESSES: Mapping[str, Callback] = {
    "broadcast-skip": skip_translation,
    "broadcast-to": choose_audience,
    "broadcast-groups": choose_groups,
    "broadcast-look": look,
    "broadcast-audience": change_audience,
    "broadcast-rewrite": rewrite,
    "broadcast-drop": drop,
    "broadcast-send": confirm,
    "broadcast-card": show_card,
    "broadcast-undo": undo,
    "broadcast-stop": ask_to_stop,
    "broadcast-halt": stop,
}


def register(app: App) -> None:
    register_command(app, "broadcast", broadcast)
    for action, callback in _PRESSES.items():
        register_presses(app, action, callback, Access.OWNER)
