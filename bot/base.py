"""The base of facts with the services that need no Telegram: what the command line and the bot both open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.backup import file_if_any
from bot.errors import NoBase
from bot.migrations import upgrade
from bot.settings import Settings
from knowledge.answering.answers import Answers
from knowledge.base.catalogue import Catalogue
from knowledge.base.factfiles import read_launch
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.matching.encoder import LettersOnly, UniversalSentenceEncoder
from knowledge.matching.vectors import VectorStore
from knowledge.readers.questions import Questions


@dataclass(frozen=True)
class Base:
    database: Database
    catalogue: Catalogue
    curation: Curation
    questions: Questions
    answers: Answers


def utc_now() -> datetime:
    """The one clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_base(settings: Settings, *, must_exist: bool = False) -> AsyncIterator[Base]:
    """The base at the newest schema.

    A file that is not there is made, or refused with ``NoBase``: who asks what was sent has mistyped its name.
    """
    if must_exist and (file := file_if_any(settings.database_url)) and not file.exists():
        raise NoBase(file)
    database = Database(settings.database_url)
    try:
        await upgrade(database)
        base = _services(database, settings)
        with closing(base.answers):
            yield base
    finally:
        await database.close()


async def follow_launch(base: Base) -> None:
    """Fill an empty base with the launch facts, or bring one that follows them up to date."""
    await base.curation.follow_launch(read_launch(), utc_now())


def _services(database: Database, settings: Settings) -> Base:
    encoder = UniversalSentenceEncoder() if settings.encoder else LettersOnly()
    catalogue, questions = Catalogue(database), Questions(database)
    return Base(
        database=database,
        catalogue=catalogue,
        curation=Curation(database),
        questions=questions,
        answers=Answers(catalogue, questions, VectorStore(database, encoder), encoder),
    )
