"""Questions without Telegram: one after the other, as text for people or as JSON for programs."""

import asyncio
import json
import logging
import time
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Self

from bot.base import Base, follow_launch, open_base, utc_now
from bot.settings import Settings
from knowledge.errors import KnowledgeError
from knowledge.languages import detect
from knowledge.model import Language, Outcome, Status, StoredFact

log = logging.getLogger(__name__)


class Asking:
    """An open base to ask. Input is read between two runs of the event loop, so that Ctrl-C ends it at once."""

    def __init__(self, settings: Settings, language: Language | None = None) -> None:
        self._settings = settings
        self._language = language

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        try:
            self._base = self._runner.run(self._open())
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def answer(self, question: str) -> str:
        """As people read it. Raises ``EmptyQuestion`` and ``QuestionTooLong``."""
        return "\n".join(_lines(self._runner.run(self._ask(question))))

    def record(self, line: bytes) -> bytes:
        """One line of JSON for one line of input, whatever is in it.

        Bytes that are not UTF-8 come back as the escapes of lone surrogates, which every reader of JSON takes.
        """
        question = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        began = time.perf_counter()
        record = self._runner.run(self._record(question))
        record["ms"] = round(1000 * (time.perf_counter() - began), 1)
        return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")

    async def _open(self) -> Base:
        base = await self._stack.enter_async_context(open_base(self._settings))
        await follow_launch(base)
        await base.answers.refresh()
        return base

    async def _ask(self, question: str) -> Outcome:
        return await self._base.answers.ask(question, language=self._language, now=utc_now(), log=False)

    async def _record(self, question: str) -> dict[str, Any]:
        try:
            outcome = await self._ask(question)
        except KnowledgeError:  # nothing to read in it, or too much
            outcome = self._unknown(question)
        except Exception:  # the edge of a loop: the next question may fare better
            log.exception("a question could not be answered")
            outcome = self._unknown(question)
        return {"question": question} | _as_record(outcome)

    def _unknown(self, question: str) -> Outcome:
        return Outcome(question, self._language or detect(question), Status.UNKNOWN)


def _as_record(outcome: Outcome) -> dict[str, Any]:
    answer = outcome.answer
    return {
        "status": outcome.status.value,
        "answer": _text(answer, outcome.language) if answer else "",
        "fact": answer.fact.id if answer else None,
        "language": outcome.language,
        "suggestions": [_text(stored, outcome.language) for stored in outcome.suggestions],
        "candidates": [{"fact": one.fact_id, "score": round(one.score, 4)} for one in outcome.candidates],
    }


def _lines(outcome: Outcome) -> list[str]:
    if outcome.answer:
        return [_text(outcome.answer, outcome.language), _origin(outcome.answer)]
    if outcome.suggestions:
        return ["Perhaps:", *(f"- {_text(stored, outcome.language)}" for stored in outcome.suggestions)]
    topics = ", ".join(_title(topic.title, outcome.language) for topic in outcome.nearby_topics)
    return ["No fact answers this.", *([f"Topics: {topics}"] if topics else [])]


def _text(stored: StoredFact, language: Language) -> str:
    return stored.fact.text_in(language)[0]


def _origin(stored: StoredFact) -> str:
    source = stored.source
    parts = [str(stored.fact.as_of or ""), source.title if source else "", source.url or "" if source else ""]
    return " · ".join(part for part in [f"[{stored.fact.id}]", *parts] if part)


def _title(titles: dict[Language, str], language: Language) -> str:
    return titles.get(language) or next(iter(titles.values()), "")
