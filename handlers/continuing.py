"""Everything that is not a command: the next step of an open dialogue, else a question."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias

from telegram import Update
from telegram.ext import MessageHandler, filters

from handlers import about, adding, broadcast, choice, exchange, subscribe, team
from handlers.access import Audience, is_admitted, is_private, may_manage_chat, refuse
from handlers.ask import ask, spoken_to
from handlers.commands import register_command
from handlers.context import App, Context
from handlers.dialogue import end, open_dialogue
from handlers.replies import Reply, send
from knowledge.readers.dialogues import Dialogue

Take: TypeAlias = Callable[[Update, Context, Dialogue], Awaitable[None]]
"""Takes the message that a step was waiting for."""


Tells: TypeAlias = Callable[[str], Awaitable[bool]]
"""Whether a message says what a page with buttons asks for."""

_AT_HAND = timedelta(minutes=10)
"""While a page with buttons is as fresh as that, what it asks for may be written instead of pressed."""


@dataclass(frozen=True)
class Kind:
    """A kind of dialogue: who may go on with it, and the steps that wait for a message. The others wait for a press."""

    audience: Audience
    steps: Mapping[str, Take]
    pages: Mapping[str, tuple[Tells, Take]] = field(default_factory=dict)
    """Of those that wait for a press, the ones that take a message all the same when it tells what they ask for."""
    is_personal: bool = False
    """Whether it is nobody else's business: in a group, other dialogues are for administrators."""


KINDS: Mapping[str, Kind] = {
    about.KIND: Kind(Audience.READER, about.STEPS, is_personal=True),
    choice.KIND: Kind(Audience.READER, subscribe.STEPS, subscribe.PAGES),
    adding.KIND: Kind(Audience.CURATOR, adding.STEPS),
    exchange.KIND: Kind(Audience.CURATOR, exchange.STEPS),
    team.KIND: Kind(Audience.OWNER, team.STEPS),
    broadcast.KIND: Kind(Audience.OWNER, broadcast.STEPS),
}


async def take_message(update: Update, context: Context) -> None:
    if await _continue(update, context):
        return
    if update.effective_message and update.effective_message.text:
        await ask(update, context)
    elif is_private(update):
        await send(update, Reply(context.texts.format("text-only")))


async def _continue(update: Update, context: Context) -> bool:
    """Whether an open dialogue took the message."""
    dialogue = await open_dialogue(update, context)
    kind = KINDS.get(dialogue.kind) if dialogue else None
    take = await _take_of(update, context, dialogue, kind) if dialogue and kind else None
    if dialogue is None or kind is None or take is None:
        return False
    if not (kind.is_personal or await may_manage_chat(update, context)):
        await refuse(update, context, "refused-administrators-only")
    elif await is_admitted(update, context, kind.audience):
        await take(update, context, dialogue)
    return True


async def _take_of(update: Update, context: Context, dialogue: Dialogue, kind: Kind) -> Take | None:
    if take := kind.steps.get(dialogue.step):
        return take
    page = kind.pages.get(dialogue.step)
    said = spoken_to(update, context)
    if page is None or not said or context.now - dialogue.updated_at > _AT_HAND:
        return None
    tells, take = page
    return take if await tells(said) else None


async def cancel(update: Update, context: Context) -> None:
    dialogue = await open_dialogue(update, context)
    await end(update, context)
    await send(update, Reply(context.texts.format("cancelled" if dialogue else "nothing-to-cancel")))


def register(app: App) -> None:
    register_command(app, "cancel", cancel)
    said = filters.UpdateType.MESSAGE & ~filters.COMMAND & ~filters.StatusUpdate.ALL
    app.add_handler(MessageHandler(said, take_message))
