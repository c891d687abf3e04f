"""The first words, help, privacy, and the choice of language."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, Update

from handlers.about import ask_about
from handlers.access import Audience, audience_of, is_private
from handlers.ask import answer
from handlers.commands import commands_for, register_command, register_presses
from handlers.context import App, Context
from handlers.fact_view import render_fact
from handlers.keyboards import arguments_of, button, keyboard, refer
from handlers.language import remember_language
from handlers.links import ABOUT, FACT
from handlers.markup import Html, joined
from handlers.opening import open_fact, record_opening
from handlers.replies import Reply, acknowledge, send, show
from handlers.settings import active_subscriber, all_ended
from handlers.texts import LANGUAGES, Texts, clock, texts_in
from knowledge.model import Language, StoredFact
from scheduler.timing.zones import zoneinfo_of

_NOTHING = Html()
_EXAMPLES = 3
_EXAMPLES_FROM = 20


async def start(update: Update, context: Context) -> None:
    """Welcome, or what a link in a channel's digest or elsewhere leads to."""
    parameter = context.args[0] if context.args else ""
    if parameter.startswith(FACT):
        await _open_link(update, context, parameter.removeprefix(FACT))
    elif parameter.startswith(ABOUT):
        stored = await open_fact(context, parameter.removeprefix(ABOUT))
        await ask_about(update, context, stored, context.texts)
    else:
        await send(update, await _welcome(context, context.texts, await _subscription_line(update, context)))


async def _subscription_line(update: Update, context: Context) -> Html:
    """When the digest comes next, for whoever gets one: it goes on when somebody who blocked the bot is back."""
    if not is_private(update):
        return _NOTHING
    subscriber = await active_subscriber(update, context)
    if subscriber is None or subscriber.next_due_at is None:
        return _NOTHING
    if ended := await all_ended(context, subscriber):
        return ended
    due = subscriber.next_due_at.astimezone(zoneinfo_of(subscriber.zone))
    time = clock(due.hour * 60 + due.minute)
    return context.texts.format("start-subscribed", date=context.texts.day(due.date()), time=time)


async def _open_link(update: Update, context: Context, reference: str) -> None:
    stored = await open_fact(context, reference)
    await send(update, render_fact(stored, context.texts))
    await record_opening(update, context, stored)


async def _welcome(context: Context, texts: Texts, subscription: Html = _NOTHING) -> Reply:
    catalogue = context.services.catalogue
    first_topics = (await catalogue.topics())[:_EXAMPLES]
    by_topic = [await catalogue.facts_of(topic.id, _EXAMPLES_FROM) for topic in first_topics]
    return render_welcome(examples(by_topic, texts.language), texts, subscription)


async def ask_example(update: Update, context: Context) -> None:
    """An example was pressed: it is asked as if it had been written."""
    reference, language = arguments_of(update, 2)
    stored = await open_fact(context, reference)
    await acknowledge(update)
    for question in stored.fact.aliases.get(language, ())[:1]:
        await answer(update, context, question)


async def show_help(update: Update, context: Context) -> None:
    audience = await audience_of(update, context) if is_private(update) else Audience.READER
    await send(update, render_help(audience, context.texts))


async def privacy(update: Update, context: Context) -> None:
    await send(update, Reply(context.texts.format("privacy")))


async def choose_language(update: Update, context: Context) -> None:
    """Remember the language, and greet in it, in place."""
    (language,) = arguments_of(update, 1)
    await remember_language(update, context, language)
    await show(update, await _welcome(context, context.texts), context.texts.plain("language-chosen"))


def examples(by_topic: Sequence[Sequence[StoredFact]], language: Language) -> list[tuple[StoredFact, str]]:
    """Questions that the base can answer: of each topic the fact that is asked for in the most ways, and how."""
    chosen: dict[str, tuple[StoredFact, str]] = {}
    for facts in by_topic:
        asked = [stored for stored in facts if stored.fact.aliases.get(language) and stored.fact.id not in chosen]
        if asked:
            favourite = max(asked, key=lambda stored: len(stored.fact.aliases[language]))
            chosen[favourite.fact.id] = favourite, favourite.fact.aliases[language][0]
    return list(chosen.values())


def render_welcome(questions: Sequence[tuple[StoredFact, str]], texts: Texts, subscription: Html = _NOTHING) -> Reply:
    parts = [texts.format("welcome"), subscription]
    if questions:
        parts.append(texts.format("welcome-examples"))
    rows = [[button(question, "example", refer(stored.fact.id), texts.language)] for stored, question in questions]
    return Reply(joined(parts, "\n\n"), keyboard([*rows, _languages(texts)], texts.language))


def render_help(audience: Audience, texts: Texts) -> Reply:
    parts = [texts.format("help")]
    for heading in Audience:
        commands = [command.name for command in commands_for(audience) if command.audience is heading]
        if commands:
            lines = [texts.format("help-heading", audience=heading.name.lower())]
            lines += [_help_line(name, texts) for name in commands]
            parts.append(joined(lines))
    return Reply(joined(parts, "\n\n"))


def _help_line(name: str, texts: Texts) -> Html:
    return texts.format("help-line", command=f"/{name}", does=texts.plain(f"command-{name}"))


def _languages(texts: Texts) -> list[InlineKeyboardButton]:
    """The other languages, each under its own name."""
    return [
        button(texts_in(language).plain("language-name"), "language", language)
        for language in LANGUAGES
        if language != texts.language
    ]


def register(app: App) -> None:
    register_command(app, "start", start)
    register_command(app, "help", show_help)
    register_command(app, "privacy", privacy)
    register_presses(app, "example", ask_example)
    register_presses(app, "language", choose_language)
