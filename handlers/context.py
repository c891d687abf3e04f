"""What a handler is given: services, the clock, and texts in the reader's language."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeAlias

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from handlers.pace import Pace
from handlers.texts import Texts, texts_in
from knowledge.answering.answers import Answers
from knowledge.answering.conversation import Conversation
from knowledge.answering.regressions import Regressions
from knowledge.base.catalogue import Catalogue
from knowledge.curation import Curation
from knowledge.model import Language
from knowledge.readers.curators import Curators
from knowledge.readers.dialogues import Dialogues
from knowledge.readers.feedback import Feedback
from knowledge.readers.questions import Questions
from knowledge.readers.readers import Readers
from knowledge.readers.reviews import Reviews
from knowledge.readers.showings import Showings
from knowledge.readers.thresholds import ThresholdSettings
from scheduler.accounts.ledger import Ledger
from scheduler.accounts.sending import Sending
from scheduler.campaigns.campaigns import Campaigns
from scheduler.campaigns.corrections import Corrections
from scheduler.digests.tick import Digests
from scheduler.sending.switch import Switch
from scheduler.subscribing.subscribers import Subscribers


@dataclass(frozen=True)
class Channel:
    id: int
    title: str


Clock: TypeAlias = Callable[[], datetime]
"""Gives the present, aware and in UTC."""

NextText: TypeAlias = Callable[[Update, float], Awaitable[str | None]]
"""Waits up to so many seconds for the next text of the same person in the same chat, and takes it; None: none came."""


async def no_next_text(update: Update, patience: float) -> str | None:  # noqa: ARG001 (the signature of NextText)
    """Where updates are handed in one by one, nobody knows of the next."""
    return None


@dataclass(frozen=True)
class Services:
    """Everything that handlers may call. ``bot/app.py`` builds it."""

    answers: Answers
    conversation: Conversation
    catalogue: Catalogue
    curation: Curation
    questions: Questions
    feedback: Feedback
    reviews: Reviews
    regressions: Regressions
    readers: Readers
    curators: Curators
    dialogues: Dialogues
    showings: Showings
    subscribers: Subscribers
    digests: Digests
    campaigns: Campaigns
    corrections: Corrections
    ledger: Ledger
    sending: Sending
    switch: Switch
    thresholds: ThresholdSettings


Data: TypeAlias = dict[Any, Any]


class Context(CallbackContext[ExtBot[None], Data, Data, Data]):
    """The context of one update. ``chosen_language`` is None until the reader has chosen one.

    ``channel`` is the one that a press or command in private is about, set when the person may decide for it.
    """

    channel: Channel | None = None
    chosen_language: Language | None = None
    _told_language: Language = "en"

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Self, Data, Data, Data, Any]") -> Self:
        context = super().from_update(update, application)
        if isinstance(update, Update) and update.effective_user:
            told = update.effective_user.language_code or ""
            context._told_language = "ar" if told.startswith("ar") else "en"
        return context

    @property
    def services(self) -> Services:
        services: Services = self.bot_data["services"]
        return services

    @property
    def now(self) -> datetime:
        clock: Clock = self.bot_data["clock"]
        return clock()

    @property
    def next_text(self) -> NextText:
        next_text: NextText = self.bot_data["next_text"]
        return next_text

    @property
    def pace(self) -> Pace:
        pace: Pace = self.bot_data["pace"]
        return pace

    @property
    def rate(self) -> float:
        """Messages a second that may go out to all chats together."""
        rate: float = self.bot_data["rate"]
        return rate

    @property
    def language(self) -> Language:
        """The interface's: the chosen one, else what Telegram tells of the reader's own settings."""
        return self.chosen_language or self._told_language

    @property
    def texts(self) -> Texts:
        return texts_in(self.language)


App: TypeAlias = Application[ExtBot[None], Context, Data, Data, Data, Any]
