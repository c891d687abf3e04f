"""Questions as they come in a chat: several in one message, or half of one after another."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from knowledge.answering.answers import LONGEST_QUESTION, Answers
from knowledge.answering.followups import LONGEST, Reading, Trust, read
from knowledge.answering.smalltalk import small_talk
from knowledge.answering.splitting import ask_for_figures, by_conjunctions, by_marks
from knowledge.base.catalogue import Catalogue
from knowledge.errors import NothingAsked, QuestionTooLong
from knowledge.matching.foreign import is_readable
from knowledge.matching.lexicon import EMPTY_WORDS
from knowledge.matching.phrases import lead_of, stands_as_question, without_and
from knowledge.matching.sentences import Parser
from knowledge.model import Language, Outcome, Status
from knowledge.readers.questions import LoggedQuestion, Questions
from knowledge.text import normalise

REMEMBERED = timedelta(minutes=10)
"""For how long a follow-up may go on from a question."""

PATIENCE = 1.5
"""Seconds that an unanswered, unfinished message waits for the next one."""
_BURST = timedelta(seconds=3)
_LONGEST_BURST = 3  # messages
_LONGEST_UNFINISHED = 60  # characters
_MOST_WORDS = 5
_ENDS = ("?", "؟", "？", ".", "!", "…", "。")

More = Callable[[float], Awaitable[str | None]]
"""Waits up to so many seconds for what the reader sends next; None when nothing came."""


@dataclass(frozen=True)
class Asker:
    """Who asks, where and when; ``language`` is the one they chose, None: answer in that of the question."""

    now: datetime
    language: Language | None = None
    chat_id: int | None = None
    reader_id: int | None = None
    about: str | None = None
    """A question whose answer the reader is asking about, before any that they asked themselves."""


class Conversation:
    """Answers messages, each in the light of what the same reader asked before in the same chat."""

    def __init__(self, answers: Answers, catalogue: Catalogue, questions: Questions) -> None:
        self._answers = answers
        self._catalogue = catalogue
        self._questions = questions
        self._parser = Parser()
        self._references = -1

    async def ask(self, text: str, asker: Asker, more: More | None = None) -> tuple[Outcome, ...]:
        """One outcome for each question in the message; questions that lead to one fact share it.

        ``more`` gives what the reader sends in the same breath, and is called when the message looks unfinished. What
        was answered a moment ago and only asked to the end now brings no outcome: the answer is there already.
        Raises ``EmptyQuestion``, ``NothingAsked`` and ``QuestionTooLong``; none is logged, every question is.
        """
        if len(text) > LONGEST_QUESTION:
            raise QuestionTooLong(len(text), LONGEST_QUESTION)
        last = await self._question_before(asker)
        if last is not None and asker.about is None and (added := await self._added(text, last, asker)):
            await self._log([added], asker)
            return ()
        before = asker.about or (last.meaning if last else None)
        outcomes = await self._met(text, before, asker)
        if more is not None:
            outcomes = await self._with_more(text, outcomes, more, before, asker)
        if len(outcomes) == 1 and outcomes[0].understood is None and await self._asks_nothing(text):
            raise NothingAsked
        return await self._log(outcomes, asker)

    async def _met(self, text: str, before: str | None, asker: Asker) -> list[Outcome]:
        parts = by_marks(text)
        questions = [part for part in parts if small_talk(part) is None]
        if len(questions) > 1:
            return await self._each(questions, before, asker)
        text = questions[0] if len(parts) > 1 and questions else text
        whole = await self._one(text, [before], asker)
        parts = by_conjunctions(text)
        if len(parts) == 1 or (whole.status is Status.ANSWERED and not ask_for_figures(parts)):
            return [whole]
        each = await self._each(parts, before, asker)
        return each if _are_better(each, whole) else [whole]

    async def _added(self, text: str, last: LoggedQuestion, asker: Asker) -> Outcome | None:
        """The outcome of a message that only adds to one which was answered a moment ago, with the same fact."""
        words = normalise(text).split()
        may_add = last.fact_id is not None and asker.now - last.asked_at <= _BURST and is_unfinished(last.text)
        if not (words and may_add) or stands_as_question(words[:_MOST_WORDS]) or lead_of(words[:_MOST_WORDS]):
            return None
        both = f"{last.meaning} {text}"
        outcome = await self._answer(both, asker)
        is_same = outcome.answer is not None and outcome.answer.fact.id == last.fact_id
        return replace(outcome, question=text, understood=both) if is_same else None

    async def _with_more(
        self, text: str, outcomes: list[Outcome], more: More, before: str | None, asker: Asker
    ) -> list[Outcome]:
        """Messages of a burst are one question. What is answered does not wait for the next one."""
        texts = [text]
        while len(texts) < _LONGEST_BURST and is_unfinished(texts[-1]):
            following = await more(0 if _is_answered(outcomes) else PATIENCE)
            if following is None:
                break
            texts.append(following)
            outcomes = await self._together(texts, before, asker)
        return outcomes

    async def _together(self, texts: Sequence[str], before: str | None, asker: Asker) -> list[Outcome]:
        """Messages as one question; each by itself only where that has an answer and the whole has none."""
        whole = await self._one(" ".join(texts), [before], asker)
        whole = replace(whole, understood=whole.meaning)
        if whole.status is Status.ANSWERED:
            return [whole]
        each = await self._each(texts, before, asker)
        return each if _are_better(each, whole) else [whole]

    async def _each(self, parts: Sequence[str], before: str | None, asker: Asker) -> list[Outcome]:
        """The first part may also leave out what the second says: "when and where was it held"."""
        outcomes = [await self._one(parts[0], [parts[1], before], asker)]
        for part in parts[1:]:
            outcomes.append(await self._one(part, [outcomes[-1].meaning, before], asker))
        return outcomes

    async def _one(self, text: str, before: Sequence[str | None], asker: Asker) -> Outcome:
        """The answer to a single question, which may go on from the first of those before that it fits."""
        parser = await self._up_to_date_parser()
        readings = (read(text, question, parser) for question in before if question)
        reading = next(filter(None, readings), None)
        if reading is not None and reading.trust is Trust.ALWAYS:
            return await self._read_as(reading, text, asker)
        as_written = await self._answer(text, asker)
        if reading is None or (as_written.status is Status.ANSWERED and reading.trust is Trust.ANSWERED):
            return as_written
        understood = await self._read_as(reading, text, asker)
        return max(as_written, understood, key=_sureness)

    async def _read_as(self, reading: Reading, text: str, asker: Asker) -> Outcome:
        """The outcome of the first wording with an answer; of the first of all where none has."""
        outcomes = []
        for wording in reading.texts:
            outcomes.append(await self._answer(wording, asker, written=text))
            if outcomes[-1].status is Status.ANSWERED:
                return outcomes[-1]
        return outcomes[0]

    async def _answer(self, text: str, asker: Asker, written: str | None = None) -> Outcome:
        outcome = await self._answers.ask(text, written=written, language=asker.language, now=asker.now, log=False)
        if outcome.answer is None or is_readable(text):
            return outcome
        # All that was understood are names, and a name alone is no question.
        return replace(outcome, status=Status.SUGGESTED, answer=None, suggestions=(outcome.answer,))

    async def _asks_nothing(self, text: str) -> bool:
        words = normalise(text).split()
        if any(map(_carries_meaning, words)):
            return False
        return len(words) > LONGEST or not (await self._up_to_date_parser()).has_name(text)

    async def _question_before(self, asker: Asker) -> LoggedQuestion | None:
        if asker.chat_id is None or asker.reader_id is None:
            return None
        since = asker.now - REMEMBERED
        return await self._questions.newest_of(asker.chat_id, asker.reader_id, since)

    async def _up_to_date_parser(self) -> Parser:
        references = (await self._catalogue.version()).references
        if references != self._references:
            self._parser = Parser(await self._catalogue.names())
            self._references = references
        return self._parser

    async def _log(self, outcomes: Sequence[Outcome], asker: Asker) -> tuple[Outcome, ...]:
        """Each is logged; of those that lead to the same fact, the first comes back."""
        seen: set[str] = set()
        told = []
        for outcome in outcomes:
            logged = await self._questions.log(outcome, now=asker.now, chat_id=asker.chat_id, reader_id=asker.reader_id)
            fact_id = logged.answer and logged.answer.fact.id
            if fact_id is None or fact_id not in seen:
                told.append(logged)
            seen |= {fact_id} if fact_id else set()
        return tuple(told)


def _carries_meaning(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and (without_and(word) or word) not in EMPTY_WORDS


def is_unfinished(text: str) -> bool:
    """Whether the next message may be the rest of this one: it is short, and no mark ends it."""
    text = text.strip()
    return len(text) <= _LONGEST_UNFINISHED and len(text.split()) <= _MOST_WORDS and not text.endswith(_ENDS)


def _is_answered(outcomes: Sequence[Outcome]) -> bool:
    return all(outcome.status is Status.ANSWERED for outcome in outcomes)


def _sureness(outcome: Outcome) -> float:
    """How sure the answer is; 0 without one."""
    return outcome.candidates[0].score if outcome.status is Status.ANSWERED else 0.0


def _are_better(each: Sequence[Outcome], whole: Outcome) -> bool:
    """Whether the parts of a question say more than the whole: an answer where it has none, or several for its one."""
    answers = [outcome.answer.fact.id for outcome in each if outcome.answer]
    if whole.status is not Status.ANSWERED:
        return bool(answers)
    return len(answers) == len(each) and len(set(answers)) > 1
