"""Opening one fact that a button or a link names."""

from telegram import Message, Update

from handlers.context import Context
from handlers.keyboards import resolve
from knowledge.errors import FactNotFound, TopicNotFound
from knowledge.model import FactState, StoredFact


async def open_fact(context: Context, reference: str) -> StoredFact:
    """A published fact; raises FactNotFound for one that readers may not see, as for one that never was."""
    catalogue = context.services.catalogue
    # Only ids that do not fit into a button are searched for.
    identifiers = [stored.fact.id for stored in await catalogue.published()] if reference.startswith("_") else ()
    stored = await catalogue.fact(resolve(reference, identifiers))
    if stored.state is not FactState.PUBLISHED:
        raise FactNotFound(stored.fact.id)
    return stored


async def topic_id(context: Context, reference: str) -> str:
    """The topic that a button names; raises TopicNotFound for one that is no more, or never was."""
    topics = [topic.id for topic in await context.services.catalogue.topics()]
    found = resolve(reference, topics)
    if found not in topics:
        raise TopicNotFound(found)
    return found


def thread_of(update: Update) -> int:
    """The forum topic of a group, 0 for none."""
    query = update.callback_query
    message = query.message if query else update.effective_message
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id or 0
    return 0


async def record_opening(update: Update, context: Context, stored: StoredFact) -> None:
    """Somebody wanted to see this fact: it is shown, and its topics weigh more in the digests of the chat."""
    await record_showing(update, context, stored)
    if update.effective_chat is not None:
        chat_id, thread_id = update.effective_chat.id, thread_of(update)
        await context.services.subscribers.opened(chat_id, thread_id, stored.fact.id)


async def record_showing(update: Update, context: Context, stored: StoredFact) -> None:
    """Remember who saw which version of a fact, for digests that do not repeat and for corrections."""
    if update.effective_chat is not None:
        await context.services.showings.record(
            update.effective_chat.id, thread_of(update), [stored], "answer", context.now
        )
