"""What ``marsad ask`` does once its options are read: it opens the base and asks."""

import asyncio
import json
import logging
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any

from bot.base import Base, follow_launch, open_base, utc_now
from bot.settings import Settings
from knowledge.errors import KnowledgeError
from knowledge.languages import detect
from knowledge.model import Language, Outcome, Status, StoredFact, in_language

log = logging.getLogger(__name__)


class Asker:
    """Asks an open base, one question after the other."""

    def __init__(self, runner: asyncio.Runner, base: Base, language: Language | None) -> None:
        self._runner = runner
        self._base = base
        self._language = language

    def ask(self, question: str) -> Outcome:
        """Raises ``EmptyQuestion`` and ``QuestionTooLong``."""
        answers = self._base.answers
        return self._runner.run(answers.ask(question, language=self._language, now=utc_now(), log=False))

    def record(self, line: bytes) -> bytes:
        """One line of JSON for one line of input, whatever is in it.

        Bytes that are not UTF-8 come out as the escapes of lone surrogates, which every reader of JSON takes.
        """
        question = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        began = time.perf_counter()
        outcome = self._outcome(question)
        record = _record(question, outcome) | {"ms": round(1000 * (time.perf_counter() - began), 1)}
        return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")

    def _outcome(self, question: str) -> Outcome:
        try:
            return self.ask(question)
        except KnowledgeError:  # nothing to read in it, or too much
            pass
        except Exception:  # the edge of a loop: the next question may fare better
            log.exception("a question could not be answered")
        return Outcome(question, self._language or detect(question), Status.UNKNOWN)


@contextmanager
def opened(settings: Settings, language: Language | None) -> Iterator[Asker]:
    """Input is read between two runs of the event loop, where Ctrl-C ends it at once."""
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        try:
            base = runner.run(stack.enter_async_context(open_base(settings)))
            runner.run(follow_launch(base))
            yield Asker(runner, base, language)
        finally:
            runner.run(stack.aclose())


def _record(question: str, outcome: Outcome) -> dict[str, Any]:
    answer = outcome.answer
    return {
        "question": question,
        "status": outcome.status.value,
        "answer": _text(answer, outcome.language) if answer else "",
        "fact": answer.fact.id if answer else None,
        "language": outcome.language,
        "suggestions": [_text(stored, outcome.language) for stored in outcome.suggestions],
        "candidates": [{"fact": one.fact_id, "score": round(one.score, 4)} for one in outcome.candidates],
    }


def lines(outcome: Outcome) -> list[str]:
    """The outcome as people read it."""
    language = outcome.language
    if outcome.answer:
        return [_text(outcome.answer, language), _origin(outcome.answer)]
    if outcome.suggestions:
        return ["Perhaps:", *(f"- {_text(stored, language)}" for stored in outcome.suggestions)]
    topics = [in_language(topic.title, language) or topic.id for topic in outcome.nearby_topics]
    return ["No fact answers this.", *(["Topics: " + ", ".join(topics)] if topics else [])]


def _origin(stored: StoredFact) -> str:
    source = stored.source
    parts = (f"[{stored.fact.id}]", stored.fact.as_of, source and source.title, source and source.url)
    return " · ".join(str(part) for part in parts if part)


def _text(stored: StoredFact, language: Language) -> str:
    return stored.fact.text_in(language)[0]
