"""The one dialogue that a person may have open in a chat: a row in the base, so that a restart loses nothing."""

from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.constants import ChatID

from handlers.context import Context
from handlers.errors import StalePress
from knowledge.readers.dialogues import Dialogue

LIFETIME = timedelta(hours=12)
"""A dialogue left alone for longer no longer takes what is written: tomorrow's question is a question."""


def place_of(update: Update) -> tuple[int, int]:
    """Chat and person; raises StalePress for an update without either, which no dialogue can be about."""
    if update.effective_chat is None or update.effective_user is None:
        raise StalePress("")
    return update.effective_chat.id, update.effective_user.id


async def open_dialogue(update: Update, context: Context) -> Dialogue | None:
    return await _open_at(place_of(update), context)


async def _open_at(place: tuple[int, int], context: Context) -> Dialogue | None:
    dialogue = await context.services.dialogues.get(*place)
    if dialogue is None or context.now - dialogue.updated_at > LIFETIME:
        return None
    return dialogue


async def _place_of_kind(update: Update, context: Context, kind: str) -> tuple[int, int]:
    """The person's own, or else that of the group's anonymous administrators, who press under their own names."""
    chat_id, user_id = place_of(update)
    anonymous = chat_id, int(ChatID.ANONYMOUS_ADMIN)
    if update.callback_query is None or await _holds(context, (chat_id, user_id), kind):
        return chat_id, user_id
    return anonymous if await _holds(context, anonymous, kind) else (chat_id, user_id)


async def _holds(context: Context, place: tuple[int, int], kind: str) -> bool:
    dialogue = await _open_at(place, context)
    return dialogue is not None and dialogue.kind == kind


async def expect(update: Update, context: Context, kind: str, step: str | None = None) -> Dialogue:
    """The open dialogue of this kind, at this step if one is named; raises StalePress."""
    dialogue = await _open_at(await _place_of_kind(update, context, kind), context)
    if dialogue is None or dialogue.kind != kind or step not in (None, dialogue.step):
        raise StalePress(kind)
    return dialogue


async def keep(update: Update, context: Context, kind: str, step: str, data: dict[str, Any]) -> None:
    """Open a dialogue, or move it on; the one that was open before ends."""
    chat_id, user_id = await _place_of_kind(update, context, kind)
    await context.services.dialogues.put(chat_id, user_id, kind, step, data, context.now)


async def end(update: Update, context: Context, kind: str | None = None) -> None:
    """The one that is open, or the one of this kind."""
    place = await _place_of_kind(update, context, kind) if kind else place_of(update)
    await context.services.dialogues.end(*place)


def text_of(update: Update) -> str:
    """What was written; empty for a photo or the like."""
    return (update.effective_message.text or "") if update.effective_message else ""
