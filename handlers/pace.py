"""How fast one person may ask, so that nobody keeps the others waiting."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

BURST = 10
"""Questions that may come at once."""
INTERVAL = timedelta(seconds=2)
"""In which one question more is allowed."""
PAUSE = 5 * INTERVAL
"""How long whoever asked faster is asked to wait; a few questions at once are then allowed again."""

_READERS = 10_000  # of the newest; whoever is forgotten begins anew


@dataclass(frozen=True)
class Refusal:
    """``seconds`` is how long to wait, from now on; only the first refusal of a pause is told."""

    seconds: int
    is_first: bool


@dataclass(frozen=True)
class _Record:
    """The bucket as one moment, that at which it is full again; each question moves it on by INTERVAL.

    That is the generic cell rate algorithm (ITU-T I.371), which is a token bucket without a counter.
    """

    full_at: datetime
    pauses_until: datetime


class Pace:
    """A token bucket for each reader, in memory: a restart forgives."""

    def __init__(self) -> None:
        self._records: OrderedDict[int, _Record] = OrderedDict()

    def __len__(self) -> int:
        """How many readers are remembered."""
        return len(self._records)

    def refusal(self, reader_id: int, now: datetime) -> Refusal | None:
        """Count a question; None when it may be answered. Refused ones count for nothing."""
        record = self._record(reader_id, now)
        if now < record.pauses_until:
            self._keep(reader_id, record)
            return Refusal(_seconds(record.pauses_until - now), is_first=False)
        if record.full_at - now > (BURST - 1) * INTERVAL:
            self._keep(reader_id, _Record(record.full_at, now + PAUSE))
            return Refusal(_seconds(PAUSE), is_first=True)
        self._keep(reader_id, _Record(record.full_at + INTERVAL, now))
        return None

    def _record(self, reader_id: int, now: datetime) -> _Record:
        """Never further ahead than it can come, so that a clock that is set back locks nobody out."""
        record = self._records.get(reader_id, _Record(now, now))
        return _Record(
            full_at=min(max(record.full_at, now), now + BURST * INTERVAL),
            pauses_until=min(record.pauses_until, now + PAUSE),
        )

    def _keep(self, reader_id: int, record: _Record) -> None:
        self._records[reader_id] = record
        self._records.move_to_end(reader_id)
        if len(self._records) > _READERS:
            self._records.popitem(last=False)


def _seconds(wait: timedelta) -> int:
    return -(-wait // timedelta(seconds=1))
