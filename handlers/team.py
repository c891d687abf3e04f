"""/curators: owners name curators and take the right back."""

from collections.abc import Sequence

from telegram import Message, MessageOriginUser, Update

from handlers.access import Audience
from handlers.commands import publish_menu_of, register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import end, keep
from handlers.keyboards import arguments_of, button, keyboard, number
from handlers.markup import joined
from handlers.replies import Reply, send, show
from handlers.texts import Texts
from knowledge.readers.curators import Curator
from knowledge.readers.dialogues import Dialogue

KIND = "curators"
PERSON = "person"

_LONGEST_ID = 15
"""Digits. Telegram's user ids have at most 52 bits."""


async def curators(update: Update, context: Context) -> None:
    await _show_all(update, context)


async def _show_all(update: Update, context: Context, notice: str | None = None) -> None:
    await show(update, render_curators(await context.services.curators.all(), context.texts), notice)


async def ask_for_person(update: Update, context: Context) -> None:
    arguments_of(update, 0)
    await keep(update, context, KIND, PERSON, {})
    await show(update, Reply(context.texts.format("curator-who")))


async def read_person(update: Update, context: Context, dialogue: Dialogue) -> None:  # noqa: ARG001 (a step's signature)
    """Name a curator: by a message of theirs that is forwarded, or by their id."""
    message = update.effective_message
    person = person_in(message) if message else None
    if person is None:
        await send(update, Reply(context.texts.format("curator-unknown")))
        return
    user_id, name = person
    owner = update.effective_user
    await context.services.curators.add(user_id, name, owner.id if owner else user_id, context.now)
    await end(update, context)
    await publish_menu_of(context.bot, user_id, Audience.CURATOR)
    await send(update, Reply(context.texts.format("curator-added", name=name)))
    await _show_all(update, context)


def person_in(message: Message) -> tuple[int, str] | None:
    """Whose message was forwarded, or whose id was written; None where Telegram hides who it was."""
    if isinstance(message.forward_origin, MessageOriginUser):
        user = message.forward_origin.sender_user
        return user.id, user.full_name
    written = (message.text or "").strip()
    if written.isdecimal() and len(written) <= _LONGEST_ID:
        return int(written), str(int(written))
    return None


async def remove(update: Update, context: Context) -> None:
    (argument,) = arguments_of(update, 1)
    user_id = number(argument)
    await context.services.curators.remove(user_id)
    await publish_menu_of(context.bot, user_id, Audience.READER)
    await _show_all(update, context, context.texts.plain("curator-removed"))


def render_curators(everyone: Sequence[Curator], texts: Texts) -> Reply:
    lines = [texts.format("curator-line", name=curator.name, id=str(curator.id)) for curator in everyone]
    rows = [
        [button(texts.plain("button-remove-curator", name=curator.name), "curator-remove", curator.id)]
        for curator in everyone
    ]
    rows.append([button(texts.plain("button-add-curator"), "curator-add")])
    heading = texts.format("curators", count=len(everyone))
    return Reply(joined([heading, *lines]), keyboard(rows, texts.language))


STEPS = {PERSON: read_person}


def register(app: App) -> None:
    register_command(app, "curators", curators)
    register_presses(app, "curator-add", ask_for_person, Audience.OWNER)
    register_presses(app, "curator-remove", remove, Audience.OWNER)
