"""/inbox: what readers asked and nobody could answer; a question becomes a fact, or is ignored for good."""

from collections.abc import Sequence

from telegram import Update

from handlers.access import Audience
from handlers.adding import turn_to
from handlers.commands import register_command, register_presses
from handlers.context import App, Context
from handlers.draft import Draft, Step
from handlers.keyboards import arguments_of, button, keyboard, number
from handlers.markup import joined, one_line
from handlers.replies import Reply, send, show
from handlers.texts import Texts
from knowledge.readers.questions import LoggedQuestion
from knowledge.rules import LONGEST_ALIAS

_PAGE = 5
_QUESTION_LENGTH = LONGEST_ALIAS


async def inbox(update: Update, context: Context) -> None:
    await _show_inbox(update, context)


async def _show_inbox(update: Update, context: Context, notice: str | None = None) -> None:
    questions = context.services.questions
    await show(update, render_inbox(await questions.inbox(_PAGE), await questions.count_open(), context.texts), notice)


async def answer_question(update: Update, context: Context) -> None:
    """Begin a fact that this question asks for."""
    (argument,) = arguments_of(update, 1)
    question = await context.services.questions.get(number(argument))
    asked = one_line(question.meaning, _QUESTION_LENGTH)
    await send(update, Reply(context.texts.format("inbox-answering", question=asked)))
    await turn_to(update, context, Step.STATEMENT, Draft(answers=question.id).with_aliases([asked]))


async def ignore_question(update: Update, context: Context) -> None:
    (argument,) = arguments_of(update, 1)
    await context.services.questions.ignore(number(argument))
    await _show_inbox(update, context, context.texts.plain("inbox-ignored"))


def render_inbox(questions: Sequence[LoggedQuestion], count: int, texts: Texts) -> Reply:
    """The oldest first; the next ones move up when these are dealt with."""
    lines = [
        texts.format("numbered", number=index, text=one_line(question.meaning, _QUESTION_LENGTH))
        for index, question in enumerate(questions, start=1)
    ]
    rows = [
        [
            button(texts.plain("button-answer-question", number=index), "inbox-answer", question.id),
            button(texts.plain("button-ignore-question", number=index), "inbox-ignore", question.id),
        ]
        for index, question in enumerate(questions, start=1)
    ]
    return Reply(joined([texts.format("inbox", count=count), *lines], "\n\n"), keyboard(rows, texts.language))


def register(app: App) -> None:
    register_command(app, "inbox", inbox)
    register_presses(app, "inbox-answer", answer_question, Audience.CURATOR)
    register_presses(app, "inbox-ignore", ignore_question, Audience.CURATOR)
