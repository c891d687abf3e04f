"""Asking about one fact: it is the subject of what the person writes next."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import Update

from handlers import choice
from handlers.access import is_private
from handlers.ask import answer, ask, question_in
from handlers.commands import register_presses
from handlers.context import App, Context
from handlers.dialogue import end, keep, open_dialogue
from handlers.errors import StalePress
from handlers.fact_view import fact_line
from handlers.keyboards import arguments_of, button, keyboard, number, refer
from handlers.markup import Html, joined
from handlers.opening import open_fact, record_opening
from handlers.replies import Reply, acknowledge, send
from handlers.texts import Texts, texts_in
from knowledge.model import Fact, Language, StoredFact
from knowledge.readers.dialogues import Dialogue

KIND = "about"

_WORDINGS = 3
_LINE_LENGTH = 300
_MAY_BE_LEFT = {KIND, choice.KIND}
"""Dialogues that end when another begins; a curator's unfinished work does not."""


async def begin(update: Update, context: Context) -> None:
    """Pressed under a digest, which stays as it is."""
    reference, language = arguments_of(update, 2)
    stored = await open_fact(context, reference)
    await acknowledge(update)
    await ask_about(update, context, stored, texts_in(language))


async def ask_about(update: Update, context: Context, stored: StoredFact, texts: Texts) -> None:
    dialogue = await open_dialogue(update, context)
    is_free = dialogue is None or dialogue.kind in _MAY_BE_LEFT
    if is_free:
        await keep(update, context, KIND, "question", {"subject": _subject(stored.fact, texts.language)})
    await send(update, render_about(stored, texts, is_free=is_free, is_private=is_private(update)))
    await record_opening(update, context, stored)


async def take_question(update: Update, context: Context, dialogue: Dialogue) -> None:
    """In a group, only what is said to the bot is a question."""
    message = update.effective_message
    if message is None or question_in(message, context.bot.id, context.bot.username) is None:
        return
    await end(update, context)
    await ask(update, context, dialogue.data["subject"])


STEPS: Mapping[str, Callable[[Update, Context, Dialogue], Awaitable[None]]] = {"question": take_question}
"""Those that wait for a message."""


async def ask_wording(update: Update, context: Context) -> None:
    """One of the questions was pressed: it is asked as if it had been written."""
    reference, place, language = arguments_of(update, 3)
    wordings = _wordings((await open_fact(context, reference)).fact, language)
    if number(place) not in range(len(wordings)):
        raise StalePress(place)
    await acknowledge(update)
    await answer(update, context, wordings[number(place)])


def _subject(fact: Fact, language: Language) -> str:
    """A question that the fact answers: what the next one leaves out is what this one says."""
    every = [*fact.aliases.get(language, ()), *(wording for some in fact.aliases.values() for wording in some)]
    return every[0] if every else fact.text_in(language)[0]


def _wordings(fact: Fact, language: Language) -> tuple[str, ...]:
    return fact.aliases.get(language, ())[:_WORDINGS]


def render_about(stored: StoredFact, texts: Texts, *, is_free: bool, is_private: bool) -> Reply:
    """``is_free``: whether what is written next will be taken as the question; else only buttons ask."""
    wordings = _wordings(stored.fact, texts.language)
    asking = texts.format("about-fact", where="private" if is_private else "group")
    offering = texts.format("about-fact-wordings") if wordings else Html()
    parts = [
        fact_line(stored, texts, _LINE_LENGTH),
        joined([asking, offering]) if is_free else texts.format("about-fact-later"),
    ]
    rows = [
        [button(wording, "wording", refer(stored.fact.id), place, texts.language)]
        for place, wording in enumerate(wordings)
    ]
    return Reply(joined(parts, "\n\n"), keyboard(rows, texts.language))


def register(app: App) -> None:
    register_presses(app, "about", begin)
    register_presses(app, "wording", ask_wording)
