"""Reading without asking: the topics, the facts of one, and the newest."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, Update

from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.fact_view import fact_lines, render_fact, topic_title
from handlers.keyboards import arguments_of, button, in_rows, keyboard, number, refer
from handlers.markup import escaped, joined
from handlers.opening import open_fact, record_opening, topic_id
from handlers.replies import Reply, acknowledge, send, show
from handlers.texts import Texts, texts_in
from knowledge.model import StoredFact, Topic, in_language

PAGE = 5
_LATEST = 8
_LINE_LENGTH = 220


async def topics(update: Update, context: Context) -> None:
    await _show_topics(update, context, context.texts)


async def turn_to_topics(update: Update, context: Context) -> None:
    (language,) = arguments_of(update, 1)
    await _show_topics(update, context, texts_in(language))


async def _show_topics(update: Update, context: Context, texts: Texts) -> None:
    catalogue = context.services.catalogue
    await show(update, render_topics(await catalogue.topics(), await catalogue.counts(), texts))


async def latest(update: Update, context: Context) -> None:
    facts = await context.services.catalogue.latest(_LATEST)
    await send(update, render_latest(facts, context.texts))


async def turn_topic(update: Update, context: Context) -> None:
    """Another page of a topic, in place."""
    reference, offset, language = arguments_of(update, 3)
    await show(update, await _topic_page(context, reference, max(0, number(offset)), texts_in(language)))


async def more_of_topic(update: Update, context: Context) -> None:
    """The first page of a topic, below the answer that stays."""
    reference, language = arguments_of(update, 2)
    await acknowledge(update)
    await send(update, await _topic_page(context, reference, 0, texts_in(language)))


async def _topic_page(context: Context, reference: str, offset: int, texts: Texts) -> Reply:
    catalogue = context.services.catalogue
    topic = await catalogue.topic(await topic_id(context, reference))
    facts = await catalogue.facts_of(topic.id, PAGE + 1, offset)
    return render_topic(topic, facts, offset, texts)


async def read(update: Update, context: Context) -> None:
    """One fact in full, below the list it was chosen from."""
    reference, language = arguments_of(update, 2)
    stored = await open_fact(context, reference)
    await acknowledge(update)
    await send(update, render_fact(stored, texts_in(language)))
    await record_opening(update, context, stored)


def render_topics(topics: Sequence[Topic], counts: dict[str, int], texts: Texts) -> Reply:
    if not topics:
        return Reply(texts.format("topics-none"))
    buttons = [_topic_button(topic, counts.get(topic.id, 0), texts) for topic in topics]
    return Reply(texts.format("topics"), keyboard(in_rows(buttons, 1), texts.language))


def render_topic(topic: Topic, facts: Sequence[StoredFact], offset: int, texts: Texts) -> Reply:
    """One page; ``facts`` holds one more than a page when there is a next one."""
    page = facts[:PAGE]
    heading = texts.format("topic", title=topic_title(topic, texts))
    description = escaped(in_language(topic.description, texts.language))
    body = fact_lines(page, texts, _LINE_LENGTH, offset + 1) if page else texts.format("topic-empty")
    rows = [_numbers(page, offset, texts), _turning(topic, offset, texts, has_next=len(facts) > PAGE)]
    rows.append([button(texts.plain("button-topics"), "topics", texts.language)])
    return Reply(joined([heading, description, body], "\n\n"), keyboard(rows, texts.language))


def render_latest(facts: Sequence[StoredFact], texts: Texts) -> Reply:
    if not facts:
        return Reply(texts.format("latest-none"))
    parts = [texts.format("latest"), fact_lines(facts, texts, _LINE_LENGTH)]
    return Reply(joined(parts, "\n\n"), keyboard(in_rows(_numbers(facts, 0, texts), 4), texts.language))


def _numbers(facts: Sequence[StoredFact], offset: int, texts: Texts) -> list[InlineKeyboardButton]:
    return [
        button(str(index), "read", refer(stored.fact.id), texts.language)
        for index, stored in enumerate(facts, start=offset + 1)
    ]


def _turning(topic: Topic, offset: int, texts: Texts, *, has_next: bool) -> list[InlineKeyboardButton]:
    reference = refer(topic.id)
    row = []
    if offset > 0:
        row.append(button(texts.plain("button-newer"), "topic", reference, max(0, offset - PAGE), texts.language))
    if has_next:
        row.append(button(texts.plain("button-older"), "topic", reference, offset + PAGE, texts.language))
    return row


def _topic_button(topic: Topic, count: int, texts: Texts) -> InlineKeyboardButton:
    label = texts.plain("topic-count", title=topic_title(topic, texts), count=count)
    return button(label, "topic", refer(topic.id), 0, texts.language)


def register(app: App) -> None:
    register_command(app, "topics", topics)
    register_command(app, "latest", latest)
    register_presses(app, "topics", turn_to_topics)
    register_presses(app, "topic", turn_topic)
    register_presses(app, "more", more_of_topic)
    register_presses(app, "read", read)
