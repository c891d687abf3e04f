"""Why this answer? Which words met, how sure that is, and whose word the fact is."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, Update

from handlers.commands import register_presses
from handlers.context import App, Context
from handlers.errors import StalePress
from handlers.fact_view import source_line
from handlers.keyboards import arguments_of, button, number, refer
from handlers.markup import Html, joined, one_line
from handlers.opening import open_fact
from handlers.replies import Reply, acknowledge, send
from handlers.texts import Texts, texts_in
from knowledge.matching.explaining import Explanation

_WHY = "why"
_MOST = 8
_LENGTH = 40
_LEVELS = ((0.85, "high"), (0.6, "good"), (0.3, "fair"), (0.0, "low"))


def why_row(question_id: int | None, fact_id: str, texts: Texts) -> list[InlineKeyboardButton]:
    """The button under an answer; nothing for a question that was not logged."""
    if not question_id:
        return []
    return [button(texts.plain("button-why"), _WHY, question_id, refer(fact_id))]


async def tell_why(update: Update, context: Context) -> None:
    """Below the answer, in its language, and only where the question was asked."""
    argument, reference = arguments_of(update, 2)
    question = await context.services.questions.get(number(argument))
    if update.effective_chat is None or question.chat_id != update.effective_chat.id:
        raise StalePress(argument)
    texts = texts_in(question.language)
    stored = await open_fact(context, reference)
    explanation = await context.services.answers.explain(question.meaning, stored.fact.id, texts.language)
    await acknowledge(update)
    await send(update, render_explanation(explanation, texts))


def render_explanation(explanation: Explanation, texts: Texts) -> Reply:
    source = explanation.stored.source
    lines = [texts.format("why"), *_words(explanation, texts), *_certainty(explanation, texts)]
    return Reply(joined([*lines, source_line(source, texts)] if source else lines))


def _words(explanation: Explanation, texts: Texts) -> list[Html]:
    lines = []
    if explanation.same:
        lines.append(texts.format("why-same", words=_listed(explanation.same, texts)))
    for likeness in explanation.alike[:_MOST]:
        asked, found = one_line(likeness.asked, _LENGTH), one_line(likeness.found, _LENGTH)
        lines.append(texts.format("why-alike", asked=asked, found=found, how=likeness.how))
    if explanation.unmet:
        lines.append(texts.format("why-unmet", words=_listed(explanation.unmet, texts)))
    return lines


def _certainty(explanation: Explanation, texts: Texts) -> list[Html]:
    level = next(name for least, name in _LEVELS if explanation.certainty >= least)
    shares = {"letters": explanation.letters, "meaning": explanation.meaning}
    percent = {name: texts.percent(round(100 * share)) for name, share in shares.items()}
    return [
        texts.format("why-nearness", letters=percent["letters"], meaning=percent["meaning"]),
        texts.format("why-certainty", level=level, percent=texts.percent(round(100 * explanation.certainty))),
    ]


def _listed(words: Sequence[str], texts: Texts) -> Html:
    return texts.listed((one_line(word, _LENGTH) for word in words), _MOST)


def register(app: App) -> None:
    register_presses(app, _WHY, tell_why)
