"""The real application with real services; only the wire to Telegram is replaced."""

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from telegram.ext import ExtBot

from bot.application import build_application
from handlers.context import App, Services
from knowledge.answers import Answers
from knowledge.catalogue import Catalogue
from knowledge.conversation import Conversation
from knowledge.curation import Curation
from knowledge.curators import Curators
from knowledge.database import Database
from knowledge.dialogues import Dialogues
from knowledge.encoder import LettersOnly
from knowledge.factfiles import read_document
from knowledge.feedback import Feedback
from knowledge.questions import Questions
from knowledge.readers import Readers
from knowledge.regressions import Regressions
from knowledge.reviews import Reviews
from knowledge.showings import Showings
from knowledge.thresholds import ThresholdSettings
from knowledge.vectors import VectorStore
from scheduler.campaigns import Campaigns
from scheduler.corrections import Corrections
from scheduler.digests import Digests
from scheduler.ledger import Ledger
from scheduler.sending import Sending
from scheduler.subscribers import Subscribers
from scheduler.switch import Switch
from tests.handlers.telegram import Person, Wire

NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)
OWNER, CURATOR, READER = 100, 50, 7

FACTS = """
topics:
  - {id: deepseek, title: {ar: ديب سيك, en: DeepSeek}}
  - {id: waic, title: {ar: مؤتمر وايك, en: WAIC}}
sources:
  - {id: jazeera, title: سباق النماذج المفتوحة, publisher: الجزيرة, url: "https://example.org/a?b=1&c=2"}
facts:
  - id: deepseek-users
    topics: [deepseek]
    as_of: 2025-04
    source: jazeera
    text: {ar: بلغ عدد مستخدمي DeepSeek نحو 97 مليون مستخدم., en: DeepSeek had about 97 million users.}
    aliases: {ar: [كم عدد مستخدمي ديب سيك], en: [how many people use DeepSeek]}
  - id: waic-opening
    topics: [waic]
    as_of: 2025-07-26
    source: jazeera
    text: {ar: افتتح لي تشيانغ مؤتمر وايك في شنغهاي., en: Li Qiang opened WAIC in Shanghai.}
    aliases: {ar: [من افتتح مؤتمر وايك], en: [who opened WAIC]}
"""


@pytest.fixture
async def services(sqlite_database: Database) -> AsyncIterator[Services]:
    """A base with two facts on two topics, one curator and one owner."""
    catalogue, questions, encoder = Catalogue(sqlite_database), Questions(sqlite_database), LettersOnly()
    curation, curators = Curation(sqlite_database), Curators(sqlite_database, frozenset({OWNER}))
    await curation.import_document(read_document(FACTS), author_id=None, now=NOW - timedelta(days=1))
    await curators.add(CURATOR, "Karim", OWNER, NOW)
    with closing(Answers(catalogue, questions, VectorStore(sqlite_database, encoder), encoder)) as answers:
        feedback = Feedback(sqlite_database)
        yield Services(
            answers=answers,
            conversation=Conversation(answers, catalogue, questions),
            catalogue=catalogue,
            curation=curation,
            questions=questions,
            feedback=feedback,
            reviews=Reviews(sqlite_database),
            regressions=Regressions(answers, feedback, questions),
            readers=Readers(sqlite_database),
            curators=curators,
            dialogues=Dialogues(sqlite_database),
            showings=Showings(sqlite_database),
            subscribers=Subscribers(sqlite_database),
            digests=Digests(sqlite_database),
            campaigns=Campaigns(sqlite_database),
            corrections=Corrections(sqlite_database),
            ledger=Ledger(sqlite_database),
            sending=Sending(sqlite_database),
            switch=Switch(sqlite_database),
            thresholds=ThresholdSettings(sqlite_database, questions),
        )


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def application(services: Services, wire: Wire) -> AsyncIterator[App]:
    application = build_application(ExtBot("1:T", request=wire, get_updates_request=wire), services, rate=25)
    application.bot_data["clock"] = lambda: NOW
    async with application:
        yield application


@pytest.fixture
def reader(application: App, wire: Wire) -> Person:
    return Person(application, wire, READER)


@pytest.fixture
def curator(application: App, wire: Wire) -> Person:
    return Person(application, wire, CURATOR)


@pytest.fixture
def owner(application: App, wire: Wire) -> Person:
    return Person(application, wire, OWNER)
