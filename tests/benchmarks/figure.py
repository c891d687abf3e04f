"""One measured figure and what it is held against."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """``values`` are in ``unit``; the median counts, and ``target`` is the most it may be, if there is one."""

    name: str
    values: Sequence[float]
    unit: str
    target: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def is_met(self) -> bool:
        return self.target is None or self.median <= self.target

    @property
    def measured(self) -> str:
        return f"{self.median:.3g} {self.unit} ({min(self.values):.3g}–{max(self.values):.3g})"

    @property
    def limit(self) -> str:
        return "" if self.target is None else f"≤ {self.target:g} {self.unit}"


def yardstick() -> float:
    """Seconds for a loop of ten million additions: how fast this machine is just now."""
    return timed(lambda: sum(number for number in range(10_000_000)))


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall-clock time."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
