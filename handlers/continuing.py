"""Everything that is not a command: the next step of an open dialogue, else a question."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from telegram import Update
from telegram.ext import MessageHandler, filters

from handlers import about, adding, broadcast, choice, exchange, subscribe, team
from handlers.access import Audience, is_admitted, is_private, may_manage_chat, refuse
from handlers.ask import ask
from handlers.commands import register_command
from handlers.context import App, Context
from handlers.dialogue import end, open_dialogue
from handlers.replies import Reply, send
from knowledge.readers.dialogues import Dialogue

Take: TypeAlias = Callable[[Update, Context, Dialogue], Awaitable[None]]
"""Takes the message that a step was waiting for."""


@dataclass(frozen=True)
class Kind:
    """A kind of dialogue: who may go on with it, and the steps that wait for a message. The others wait for a press."""

    audience: Audience
    steps: Mapping[str, Take]
    is_personal: bool = False
    """Whether it is nobody else's business: in a group, other dialogues are for administrators."""


KINDS: Mapping[str, Kind] = {
    about.KIND: Kind(Audience.READER, about.STEPS, is_personal=True),
    choice.KIND: Kind(Audience.READER, subscribe.STEPS),
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
    take = kind.steps.get(dialogue.step) if dialogue and kind else None
    if dialogue is None or kind is None or take is None:
        return False
    if not (kind.is_personal or await may_manage_chat(update, context)):
        await refuse(update, context, "refused-administrators-only")
    elif await is_admitted(update, context, kind.audience):
        await take(update, context, dialogue)
    return True


async def cancel(update: Update, context: Context) -> None:
    dialogue = await open_dialogue(update, context)
    await end(update, context)
    await send(update, Reply(context.texts.format("cancelled" if dialogue else "nothing-to-cancel")))


def register(app: App) -> None:
    register_command(app, "cancel", cancel)
    said = filters.UpdateType.MESSAGE & ~filters.COMMAND & ~filters.StatusUpdate.ALL
    app.add_handler(MessageHandler(said, take_message))
