"""The real application with real services; only the wire to Telegram is replaced."""

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from telegram.ext import ExtBot

from bot.application import build_application, services_of
from bot.base import Base
from handlers.context import App, Services
from knowledge.answering.answers import Answers
from knowledge.base.catalogue import Catalogue
from knowledge.base.factfiles import read_document
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.matching.encoder import LettersOnly
from knowledge.matching.vectors import VectorStore
from knowledge.readers.questions import Questions
from scheduler.model import Delivery
from scheduler.sending.outbox import Outbox
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
    curation = Curation(sqlite_database)
    await curation.import_document(read_document(FACTS), author_id=None, now=NOW - timedelta(days=1))
    with closing(Answers(catalogue, questions, VectorStore(sqlite_database, encoder), encoder)) as answers:
        base = Base(sqlite_database, catalogue, curation, questions, answers)
        services = services_of(base, frozenset({OWNER}))
        await services.curators.add(CURATOR, "Karim", OWNER, NOW)
        yield services


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


async def owed_after_a_minute(services: Services, database: Database) -> list[Delivery]:
    """What goes out once no campaign can be undone any more."""
    later = NOW + timedelta(minutes=1)
    await services.campaigns.advance(later)
    return await Outbox(database).exchange((), "test", 10, later)
