"""How sure to be before a fact is asserted or offered: the calibrated thresholds, unless an owner moved them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import delete

from knowledge import state
from knowledge.database import Database
from knowledge.matching.calibration import CALIBRATION, Thresholds
from knowledge.matching.decision import decide
from knowledge.model import Candidate, Status
from knowledge.readers.questions import Questions
from knowledge.tables import base_state

CALIBRATED = CALIBRATION.thresholds

_RECENT = 200
"""Questions, the newest, that show what other thresholds would change."""


class Level(StrEnum):
    """One of the three thresholds."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    LEAD = "lead"


_STEPS = {Level.ANSWER: 5, Level.SUGGEST: 5, Level.LEAD: 1}
_BOUNDS = {Level.ANSWER: range(5, 96), Level.SUGGEST: range(5, 96), Level.LEAD: range(31)}


@dataclass(frozen=True)
class Levels:
    """The thresholds in whole percent: from how sure on a fact is asserted or offered, and how far ahead of the next.

    Making one that is out of bounds, or that offers only what it would assert, raises ``ValueError``.
    """

    answer: int
    suggest: int
    lead: int

    def __post_init__(self) -> None:
        if any(getattr(self, level) not in bounds for level, bounds in _BOUNDS.items()):
            raise ValueError(f"out of bounds: {self}")
        if self.suggest > self.answer:
            raise ValueError(f"offered only what is asserted: {self}")

    @classmethod
    def of(cls, thresholds: Thresholds) -> Self:
        """Rounded, and brought within bounds."""
        given = {Level.ANSWER: thresholds.answer, Level.SUGGEST: thresholds.suggest, Level.LEAD: thresholds.margin}
        held = {level.value: _within(round(100 * given[level]), _BOUNDS[level]) for level in Level}
        return cls(**held | {"suggest": min(held["suggest"], held["answer"])})

    @property
    def thresholds(self) -> Thresholds:
        """The calibrated ones exactly, where these are the same but for rounding."""
        if self == Levels.of(CALIBRATED):
            return CALIBRATED
        return replace(CALIBRATED, answer=self.answer / 100, suggest=self.suggest / 100, margin=self.lead / 100)

    def moved(self, level: Level, steps: int) -> Self | None:
        """One of them moved by so many steps; None where it cannot go."""
        try:
            return replace(self, **{level.value: getattr(self, level) + steps * _STEPS[level]})
        except ValueError:
            return None


def _within(value: int, bounds: range) -> int:
    return max(bounds[0], min(bounds[-1], value))


@dataclass(frozen=True)
class Preview:
    """How the newest questions are met with the levels that hold, and would be with others."""

    levels: Levels
    held: Levels
    questions: int
    would_be: Mapping[Status, int]
    are: Mapping[Status, int]

    @property
    def is_calibrated(self) -> bool:
        return self.levels == Levels.of(CALIBRATED)


class ThresholdSettings:
    """What is set here, every process takes up with its next question."""

    def __init__(self, database: Database, questions: Questions) -> None:
        self._database = database
        self._questions = questions

    async def held(self) -> Levels:
        """The levels that hold now."""
        async with self._database.read() as connection:
            return Levels.of(in_force(await state.get(connection, state.THRESHOLDS)))

    async def hold(self, levels: Levels) -> None:
        """From now on these; the calibrated ones are followed from release to release."""
        async with self._database.write() as connection:
            if levels.thresholds is CALIBRATED:
                await connection.execute(delete(base_state).where(base_state.c.key == state.THRESHOLDS))
            else:
                await state.put(connection, state.THRESHOLDS, _document(levels))

    async def preview(self, levels: Levels | None = None) -> Preview:
        """What other levels would do, or what those that hold do."""
        held = await self.held()
        asked = [question.candidates for question in await self._questions.newest(_RECENT)]
        shown = levels or held
        return Preview(
            levels=shown,
            held=held,
            questions=len(asked),
            would_be=tally(asked, shown.thresholds),
            are=tally(asked, held.thresholds),
        )


def tally(asked: Iterable[Sequence[Candidate]], thresholds: Thresholds) -> Mapping[Status, int]:
    """How many questions with these candidates, best first, meet with each status."""
    counted = Counter(decide(candidates, thresholds).status for candidates in asked)
    return {status: counted[status] for status in Status}


def in_force(stored: Any) -> Thresholds:
    """What the base holds under ``state.THRESHOLDS``, or the calibrated ones.

    Scores mean something else once they are calibrated anew: what an owner had set before that holds no longer.
    """
    if not isinstance(stored, dict) or stored.get("calibrated") != _numbers(CALIBRATED):
        return CALIBRATED
    try:
        return Levels(**{level.value: int(stored[level]) for level in Level}).thresholds
    except (KeyError, TypeError, ValueError):
        return CALIBRATED


def _document(levels: Levels) -> dict[str, Any]:
    return {level.value: getattr(levels, level) for level in Level} | {"calibrated": _numbers(CALIBRATED)}


def _numbers(thresholds: Thresholds) -> list[float]:
    return [thresholds.answer, thresholds.suggest, thresholds.margin]
