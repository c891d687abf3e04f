"""A question in free text, answered on the first message, and the buttons under the answer."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from telegram import Chat, InlineKeyboardButton, Message, Update
from telegram.constants import ChatAction, ChatType, MessageEntityType
from telegram.error import TelegramError

from handlers.access import is_private
from handlers.commands import register_presses
from handlers.context import App, Context
from handlers.dialogue import text_of
from handlers.fact_view import fact_lines, render_fact, topic_title
from handlers.feedback_view import thumbs
from handlers.keyboards import arguments_of, button, in_rows, keyboard, number, refer
from handlers.markup import Html, joined, one_line
from handlers.nearby_view import above_suggestions, not_known
from handlers.opening import open_fact, record_showing
from handlers.replies import Reply, send, show
from handlers.small_talk import render_small_talk
from handlers.texts import LANGUAGES, Texts, texts_in
from handlers.texts.others import answered_in_english
from handlers.why import why_row
from knowledge.answering.conversation import Asker
from knowledge.answering.smalltalk import small_talk
from knowledge.errors import EmptyQuestion, NothingAsked, QuestionTooLong
from knowledge.languages import detect
from knowledge.matching.foreign import foreign_language
from knowledge.matching.mentions import Span
from knowledge.model import Language, Outcome, Status, StoredFact

_PATIENCE = 0.7
"""Seconds that a reader waits before seeing that the bot is at work."""

_SUGGESTION_LENGTH = 200
_QUESTION_LENGTH = 300

Result = TypeVar("Result")


async def ask(update: Update, context: Context, about: str | None = None) -> None:
    """``about``: a question whose answer is the subject of what was written."""
    message, question = update.effective_message, spoken_to(update, context)
    if message is None or question is None:
        return
    refusal = context.pace.refusal(_asker_id(message), context.now)
    if refusal is None:
        await answer(update, context, question, about)
    elif refusal.is_first:
        await send(update, Reply(context.texts.format("question-too-soon", seconds=refusal.seconds)))


def _asker_id(message: Message) -> int:
    """A person's, or that of the group or channel in whose name somebody writes."""
    sender = message.sender_chat or message.from_user or message.chat
    return sender.id


async def answer(update: Update, context: Context, question: str, about: str | None = None) -> None:
    """Answer in the language the reader chose, else in that of the question; small talk is not kept."""
    said = small_talk(question)
    preface = _preface(context, said.language if said else foreign_language(question))
    if said is not None:
        talk = render_small_talk(said.kind, texts_in(context.chosen_language or said.language))
        await send(update, talk.below(preface))
        return
    try:
        outcomes = await _outcomes(update, context, question, about)
    except EmptyQuestion:
        await send(update, Reply(context.texts.format("question-empty")))
    except NothingAsked:
        await send(update, Reply(_texts_of(context, question).format("question-vague")))
    except QuestionTooLong as error:
        await send(update, Reply(context.texts.format("question-too-long", limit=error.limit)))
    else:
        await _tell(update, context, outcomes, preface)


def _texts_of(context: Context, question: str) -> Texts:
    """In the language the reader chose, else in that of the question, if it has any letters."""
    if context.chosen_language is None and any(map(str.isalpha, question)):
        return texts_in(detect(question))
    return context.texts


def _preface(context: Context, language: Language | None) -> Html:
    """That the answer is in English, to those who wrote in another language and never chose one of ours; else empty."""
    if language is None or language in LANGUAGES or context.chosen_language is not None:
        return Html()
    return answered_in_english(language)


async def _tell(update: Update, context: Context, outcomes: Sequence[Outcome], preface: Html) -> None:
    for place, outcome in enumerate(outcomes):
        texts = texts_in(outcome.language)
        reading = render_reading(outcome, texts, is_one_of_several=len(outcomes) > 1)
        reply = render_outcome(outcome, texts, _marks(context, outcome)).below(reading)
        await send(update, reply if place else reply.below(preface))
        if outcome.answer is not None:
            await record_showing(update, context, outcome.answer)


async def _outcomes(update: Update, context: Context, question: str, about: str | None) -> tuple[Outcome, ...]:
    chat, user = update.effective_chat, update.effective_user
    asker = Asker(
        now=context.now,
        language=context.chosen_language,
        chat_id=chat.id if chat else None,
        reader_id=user.id if user else None,
        about=about,
    )
    more = partial(context.next_text, update) if is_private(update) else None
    return await _showing_typing(chat, context.services.conversation.ask(question, asker, more))


def _marks(context: Context, outcome: Outcome) -> tuple[Span, ...]:
    if outcome.answer is None:
        return ()
    return context.services.answers.marks(outcome.meaning, outcome.answer.fact, texts_in(outcome.language).language)


async def _showing_typing(chat: Chat | None, work: Coroutine[Any, Any, Result]) -> Result:
    task = asyncio.create_task(work)
    done, _ = await asyncio.wait({task}, timeout=_PATIENCE)
    if not done and chat is not None:
        with suppress(TelegramError):  # a courtesy, which must not cost the answer
            await chat.send_action(ChatAction.TYPING)
    return await task


def spoken_to(update: Update, context: Context) -> str | None:
    """What was said to the bot; None for what was not."""
    message = update.effective_message
    return question_in(message, context.bot.id, context.bot.username) if message else None


def words_of(update: Update, context: Context) -> str:
    """What was written, to the bot or not, without the bot's name."""
    return spoken_to(update, context) or text_of(update)


def question_in(message: Message, bot_id: int, bot_username: str) -> str | None:
    """The question, without the bot's name; None in a group where the bot was not spoken to."""
    text = message.text or ""
    if message.chat.type == ChatType.PRIVATE:
        return text
    mention = f"@{bot_username}".casefold()
    for entity, mentioned in message.parse_entities([MessageEntityType.MENTION]).items():
        if mentioned.casefold() == mention:
            return _without(message, entity.offset, entity.length)
    replied_to = message.reply_to_message
    spoken_to = replied_to is not None and replied_to.from_user is not None and replied_to.from_user.id == bot_id
    return text if spoken_to else None


def _without(message: Message, offset: int, length: int) -> str:
    # Offsets of entities count UTF-16 units.
    units = (message.text or "").encode("utf-16-le", "surrogatepass")
    rest = units[: 2 * offset] + units[2 * (offset + length) :]
    return rest.decode("utf-16-le", "replace").strip()


def render_reading(outcome: Outcome, texts: Texts, *, is_one_of_several: bool) -> Html:
    """Which question this answers, where that is not plain from the message; else empty."""
    question = one_line(outcome.meaning, _QUESTION_LENGTH)
    if outcome.understood is not None:
        return texts.format("understood", question=question)
    return texts.format("question-of-several", question=question) if is_one_of_several else Html()


def render_outcome(outcome: Outcome, texts: Texts, marks: Sequence[Span] = ()) -> Reply:
    """``marks``: what in the text of the asserted fact answers the question."""
    match outcome.status:
        case Status.ANSWERED if outcome.answer is not None:
            return render_fact(outcome.answer, texts, _rows(outcome.question_id, outcome.answer, texts), marks)
        case Status.SUGGESTED:
            heading = above_suggestions(outcome, texts)
            return render_suggestions(outcome.question_id or 0, outcome.suggestions, heading, texts)
        case _:
            return render_unknown(outcome, texts)


def _rows(question_id: int | None, stored: StoredFact, texts: Texts) -> list[Sequence[InlineKeyboardButton]]:
    """What can be done about an answer; nothing for a question that was not logged."""
    return [*thumbs(question_id, stored.fact.id, texts), why_row(question_id, stored.fact.id, texts)]


def render_unknown(outcome: Outcome, texts: Texts) -> Reply:
    topics = outcome.nearby_topics
    buttons = [button(topic_title(topic, texts), "more", refer(topic.id), texts.language) for topic in topics]
    parts = [not_known(outcome, texts)]
    if buttons:
        parts.append(texts.format("unknown-topics"))
    return Reply(joined(parts, "\n\n"), keyboard(in_rows(buttons, 2), texts.language))


def render_suggestions(question_id: int, suggestions: Sequence[StoredFact], heading: Html, texts: Texts) -> Reply:
    """Facts to choose from, and a button for when none of them is meant."""
    rows = [[_suggestion(index, stored, question_id, texts)] for index, stored in enumerate(suggestions, 1)]
    rows.append([button(texts.plain("button-none-of-these"), "none", question_id, texts.language)])
    parts = [heading, fact_lines(suggestions, texts, _SUGGESTION_LENGTH)]
    return Reply(joined(parts, "\n\n"), keyboard(rows, texts.language))


def _suggestion(index: int, stored: StoredFact, question_id: int, texts: Texts) -> InlineKeyboardButton:
    text, _ = stored.fact.text_in(texts.language)
    label = texts.plain("numbered", number=index, text=text)
    return button(label, "pick", question_id, refer(stored.fact.id), texts.language)


async def pick(update: Update, context: Context) -> None:
    """A suggestion was meant: show it in place of the choice, and remember that it was."""
    argument, reference, language = arguments_of(update, 3)
    question_id = number(argument)
    stored, texts = await open_fact(context, reference), texts_in(language)
    rows = _rows(question_id or None, stored, texts)
    await show(update, render_fact(stored, texts, rows, await _marks_of_pick(context, question_id, stored, texts)))
    if question_id:
        await context.services.questions.choose(question_id, stored.fact.id)
    await record_showing(update, context, stored)


async def _marks_of_pick(context: Context, question_id: int, stored: StoredFact, texts: Texts) -> tuple[Span, ...]:
    if not question_id:
        return ()
    asked = (await context.services.questions.get(question_id)).meaning
    return context.services.answers.marks(asked, stored.fact, texts.language)


async def reject(update: Update, context: Context) -> None:
    """None of the suggestions was meant: say so honestly, and keep the question for the curators."""
    argument, language = arguments_of(update, 2)
    question_id = number(argument)
    await show(update, Reply(texts_in(language).format("none-of-these")))
    if question_id:
        await context.services.questions.reject(question_id)


def register(app: App) -> None:
    register_presses(app, "pick", pick)
    register_presses(app, "none", reject)
