"""The labelled sets, and what is asked for them: each base is built as an import builds it."""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.progress import track

from bot.base import open_base, utc_now
from bot.settings import load_settings
from knowledge.base.factfiles import read_launch
from knowledge.documents import Document
from tests.evaluation.scoring import REFUSED_KINDS, Asked, Question, read
from tests.evaluation.shared import LANGUAGES, read_accepting, read_passages, read_queries

FOLDER = Path(__file__).parent
SETS = ("tune", "report", "statements", "shared", "xquad")
"""All that there are; the last two only where their folder is."""
RANKING = frozenset({"statements", "xquad"})
"""Those on other facts than the bot comes with: thresholds mean nothing there, the order does."""


@dataclass(frozen=True)
class LabelledBase:
    """A base of facts, and the sets of questions that it is asked."""

    document: Document
    sets: Mapping[str, Sequence[Question]]


def labelled_bases(shared: Path | None) -> Iterator[LabelledBase]:
    """The launch facts; their statements without aliases, for ranking; and what the shared folder has."""
    launch = read_launch()
    sets = {name: read(FOLDER / f"{name}.jsonl") for name in ("tune", "report")}
    answerable = [question for question in sets["report"] if question.kind not in REFUSED_KINDS]
    if shared is not None:
        sets["shared"] = read_accepting(shared, launch.facts)
    yield LabelledBase(launch, sets)
    yield LabelledBase(without_aliases(launch), {"statements": answerable})
    if shared is not None:
        yield from (_of_passages(shared, language) for language in LANGUAGES)


def _of_passages(shared: Path, language: str) -> LabelledBase:
    queries = [query for asked in LANGUAGES for query in read_queries(shared, asked, language)]
    return LabelledBase(read_passages(shared, language), {"xquad": queries})


def without_aliases(document: Document) -> Document:
    return replace(document, facts=tuple(replace(fact, aliases={}) for fact in document.facts))


async def ask_all(base: LabelledBase, file: Path) -> dict[str, list[Asked]]:
    """What came of every question, by set. ``file`` is where the base is made; it must not exist yet."""
    settings = load_settings(database_url=f"sqlite+aiosqlite:///{file}")
    async with open_base(settings) as opened:
        await opened.curation.import_document(base.document, author_id=None, now=utc_now())
        await opened.answers.refresh()
        asked: dict[str, list[Asked]] = {}
        for name, questions in base.sets.items():
            asked[name] = []
            for question in track(questions, f"Asking {name} …", transient=True, disable=not sys.stdout.isatty()):
                began = time.perf_counter()
                outcome = await opened.answers.ask(question.text, now=utc_now(), log=False)
                asked[name].append(Asked(question, outcome, 1000 * (time.perf_counter() - began)))
    return asked
