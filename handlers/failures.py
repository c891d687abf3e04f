"""What is said when a handler could not finish: one sentence for the named errors, and one for all others."""

import logging

from telegram import Update
from telegram.error import Forbidden, NetworkError, TelegramError, TimedOut

from handlers.context import App, Context
from handlers.errors import StalePress
from handlers.language import learn_language
from handlers.replies import Reply, acknowledge, send
from knowledge.errors import FactNotFound, NotTheAnswer, NotTheAsker, QuestionNotFound, TopicNotFound
from scheduler.errors import CampaignNotFound, NoDays, NoTopics, NotSubscribed

_log = logging.getLogger(__name__)

_SENTENCES: dict[type[Exception], str] = {
    StalePress: "press-stale",
    FactNotFound: "fact-not-found",
    TopicNotFound: "topic-not-found",
    QuestionNotFound: "press-stale",
    NotTheAnswer: "press-stale",
    NotTheAsker: "feedback-not-yours",
    NotSubscribed: "not-subscribed",
    NoTopics: "choose-at-least-one",
    CampaignNotFound: "press-stale",
    NoDays: "choose-at-least-one-day",
    # These alone: other kinds of NetworkError, such as BadRequest, are answers.
    NetworkError: "unsure",
    TimedOut: "unsure",
}


async def apologise(update: object, context: Context) -> None:
    """The application's one error handler."""
    error = context.error
    # The update is named by its number only: what people write stays out of the log.
    number = update.update_id if isinstance(update, Update) else None
    if isinstance(error, Forbidden):  # blocked or thrown out meanwhile: no fault, and nobody to tell
        _log.info("update %s: the chat takes no messages any more", number)
        return
    sentence = _SENTENCES.get(type(error)) if error else None
    if sentence is None:
        _log.error("update %s failed", number, exc_info=error)
    elif isinstance(error, TelegramError):
        _log.warning("update %s: it is unknown whether the answer arrived: %s", number, error)
    if isinstance(update, Update):
        await _say(update, context, sentence or "failed")


async def _say(update: Update, context: Context, sentence: str) -> None:
    await _learn_language(update, context)
    try:
        # A press that was answered before something failed takes no second notice.
        if not await acknowledge(update, context.texts.plain(sentence)):
            await send(update, Reply(context.texts.format(sentence)))
    except TelegramError as error:
        _log.warning("update %s: the apology could not be sent: %s", update.update_id, type(error).__name__)


async def _learn_language(update: Update, context: Context) -> None:
    """The reader's language where the base can still tell it; otherwise the one that Telegram tells."""
    try:
        await learn_language(update, context)
    except Exception:  # noqa: BLE001 (whatever broke the handler may break this, and something must be said)
        _log.warning("update %s: the reader's language could not be looked up", update.update_id)


def register(app: App) -> None:
    app.add_error_handler(apologise)
