"""/mydata and /forget: everything that is kept about a person, shown and erased."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC

from telegram import Update

from handlers.access import is_private, refuse
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.dialogue import place_of
from handlers.keyboards import arguments_of, button, keyboard, number
from handlers.ledger_view import sending_lines
from handlers.markup import Html, joined
from handlers.replies import Reply, acknowledge, send, show
from handlers.summary import summary
from handlers.texts import Texts, texts_in
from handlers.wish import Wish
from knowledge.model import Topic
from knowledge.readers.readers import ReaderData
from scheduler.model import Delivery, Subscriber, SubscriberState
from scheduler.timing.zones import zoneinfo_of

_SHOWN = 10
_ALL = 100_000


@dataclass(frozen=True)
class PersonalData:
    """What knowledge and scheduler keep about one person; their private chat has the same id."""

    reader: ReaderData
    subscriber: Subscriber | None
    deliveries: Sequence[Delivery]


async def mydata(update: Update, context: Context) -> None:
    """In private only: it is nobody else's business."""
    if not is_private(update):
        await refuse(update, context, "refused-private-only")
        return
    data = await _collect(update, context, _SHOWN)
    catalogue = context.services.catalogue
    topics, retired = await catalogue.topics(), await catalogue.retired_topics()
    await send(update, render_data(data, topics, context.texts, retired))


async def send_file(update: Update, context: Context) -> None:
    """All of it, in a form that other programs read."""
    message = update.effective_message
    data = await _collect(update, context, _ALL)
    await acknowledge(update)
    if message is not None:
        content = json.dumps(asdict(data), ensure_ascii=False, indent=2, default=str)
        await message.reply_document(content.encode(), filename="my-data.json")


async def _collect(update: Update, context: Context, limit: int) -> PersonalData:
    services, (_, person) = context.services, place_of(update)
    return PersonalData(
        reader=await services.readers.data_of(person),
        subscriber=await services.subscribers.get(person),
        deliveries=await services.ledger.of_chat(person, limit),
    )


async def ask_to_forget(update: Update, context: Context) -> None:
    _, person = place_of(update)
    texts = context.texts
    row = [button(texts.plain("button-forget"), "forget", person)]
    await send(update, Reply(texts.format("forget-confirm"), keyboard([row], texts.language)))


async def forget(update: Update, context: Context) -> None:
    """Erase, if the person who presses is the one who asked: in a group, others see the button too."""
    (argument,) = arguments_of(update, 1)
    _, person = place_of(update)
    if number(argument) != person:
        await acknowledge(update, context.texts.plain("forget-not-yours"))
        return
    await context.services.readers.forget(person)
    await context.services.subscribers.forget(person)
    context.chosen_language = None
    await show(update, Reply(context.texts.format("forgotten")))


def render_data(data: PersonalData, topics: Sequence[Topic], texts: Texts, retired: Sequence[Topic] = ()) -> Reply:
    """``retired`` gives the titles of topics that are no more."""
    parts = [
        texts.format("mydata"),
        _facts_about(data.reader, texts),
        _subscription(data.subscriber, topics, retired, texts),
        _sendings(data, texts),
    ]
    row = [button(texts.plain("button-as-file"), "mydata-file")]
    return Reply(joined(parts, "\n\n"), keyboard([row], texts.language))


def _facts_about(reader: ReaderData, texts: Texts) -> Html:
    chosen = texts_in(reader.language).plain("language-name") if reader.language else texts.plain("language-auto")
    lines = [
        texts.format("mydata-language", language=chosen),
        texts.format("mydata-questions", count=len(reader.questions)),
        texts.format("mydata-feedback", count=len(reader.feedback)),
        texts.format("mydata-showings", count=len(reader.showings)),
    ]
    if reader.revisions:
        lines.append(texts.format("mydata-revisions", count=len(reader.revisions)))
    return joined(lines)


def _subscription(
    subscriber: Subscriber | None, topics: Sequence[Topic], retired: Sequence[Topic], texts: Texts
) -> Html:
    if subscriber is None or subscriber.state is not SubscriberState.ACTIVE:
        return texts.format("not-subscribed")
    return summary(Wish.of(subscriber), topics, texts, retired)


def _sendings(data: PersonalData, texts: Texts) -> Html:
    """What was sent and when, the newest first, in the subscriber's own time."""
    if not data.deliveries:
        return texts.format("mydata-sendings-none")
    zone = zoneinfo_of(data.subscriber.zone) if data.subscriber else UTC
    return joined([texts.format("mydata-sendings"), sending_lines(data.deliveries, zone, texts)])


def register(app: App) -> None:
    register_command(app, "mydata", mydata)
    register_command(app, "forget", ask_to_forget)
    register_presses(app, "mydata-file", send_file)
    register_presses(app, "forget", forget)
