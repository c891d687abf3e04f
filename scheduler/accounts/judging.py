"""Judges one subscriber's turn on one local date: whether a delivery is there, must be there, and what became of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from scheduler.digests.uptime import Gap
from scheduler.model import OPEN_STATUSES, Chat, DeliveryStatus, SubscriberState
from scheduler.sending.outcomes import MOST_ATTEMPTS
from scheduler.timing.due import is_allowed

JUST_NOW = timedelta(minutes=2)
"""What was due no longer ago may be about to be entered: a tick comes every 20 s."""
LATE = timedelta(minutes=15)
STUCK = timedelta(hours=3)
"""An open digest that is this late is not sent any more, so something keeps it from being settled."""


class Absence(StrEnum):
    """Why a subscriber rightly has no delivery for a date."""

    OTHER_DAY = "not a day of theirs"
    NO_SUCH_DATE = "their zone left this date out"
    NOT_YET = "not yet due"
    JUST_NOW = "due just now"
    SUBSCRIBED_LATER = "subscribed after it was due"
    CHANGED_LATER = "changed, left or returned after it was due"
    ENDED_BEFORE = "ended before it was due"
    SERVED_AHEAD = "had a later date's before, in another zone"
    BOT_OFF = "the bot was off"
    PRUNED = "summarised and pruned"


class Trouble(StrEnum):
    """What is not as it should be."""

    MISSING = "missing"
    DOUBLE = "double"
    INCOMPLETE = "incomplete"
    STUCK = "open too long"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    GIVEN_UP = "given up"
    GONE = "gone"
    LATE = "late"


FATAL = frozenset({Trouble.MISSING, Trouble.DOUBLE, Trouble.INCOMPLETE})
"""Somebody may have got nothing, or something twice, and no row says why."""


@dataclass(frozen=True)
class Finding:
    """One exception; ``detail`` is for operators."""

    trouble: Trouble
    subscriber_id: int | None
    chat_id: int
    thread_id: int
    detail: str


class Turn(NamedTuple):
    """What decides whether a subscriber was due. ``due_at`` is the date's moment; None on a date that was left out."""

    subscriber_id: int
    chat: Chat
    days: int
    """The recap day included."""
    state: SubscriberState
    created_at: datetime
    since: datetime
    """Since when zone, time, days and state are what they are."""
    next_due_at: datetime | None
    due_at: datetime | None


class Part(NamedTuple):
    """One message of a digest, with what became of it."""

    number: int
    of: int
    subscriber_id: int | None
    status: DeliveryStatus
    attempts: int
    due_at: datetime
    finished_at: datetime | None
    error: str | None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES


def absence_of(turn: Turn, day: date, now: datetime) -> Absence | None:  # noqa: PLR0911 (a table of reasons)
    """Why no delivery is needed on ``day`` of a bot that runs; None when there must be one."""
    if not is_allowed(day, turn.days):
        return Absence.OTHER_DAY
    if turn.due_at is None:
        return Absence.NO_SUCH_DATE
    if turn.due_at > now:
        return Absence.NOT_YET
    if turn.created_at >= turn.due_at:
        return Absence.SUBSCRIBED_LATER
    if turn.since >= turn.due_at:
        return Absence.CHANGED_LATER
    if turn.state is not SubscriberState.ACTIVE:
        return Absence.ENDED_BEFORE
    return Absence.JUST_NOW if now - turn.due_at <= JUST_NOW else None


def gap_of(turn: Turn, gaps: Iterable[Gap]) -> Gap | None:
    """When the bot was off and let the turn pass; after a long time of that not every turn has a delivery."""
    return next((gap for gap in gaps if turn.due_at and gap.took(turn.due_at)), None)


def missing(turn: Turn, now: datetime) -> Finding:
    """What to say of a turn for which there must be a delivery and is none."""
    if turn.next_due_at is not None and turn.next_due_at <= now:
        detail = "still waits to be entered: does the bot run?"
    else:
        detail = f"was passed over; next due {stamp(turn.next_due_at)}"
    return Finding(Trouble.MISSING, turn.subscriber_id, *turn.chat, f"due {stamp(turn.due_at)}, {detail}")


def troubles(parts: Sequence[Part], state: SubscriberState | None, now: datetime) -> Iterator[tuple[Trouble, str]]:
    """What is wrong with a digest that was entered; ``parts`` in order, ``state`` None without a subscription."""
    numbers = {part.number for part in parts}
    lacking = sorted(set(range(max(part.of for part in parts))) - numbers)
    if lacking:
        yield Trouble.INCOMPLETE, f"no part {', '.join(str(number + 1) for number in lacking)} of {parts[0].of}"
    for part in parts:
        trouble = _trouble(part, state, now)
        if trouble is not None:
            place = f"part {part.number + 1} of {part.of}, " if part.of > 1 else ""
            yield trouble, place + _detail(part, trouble)


def _trouble(part: Part, state: SubscriberState | None, now: datetime) -> Trouble | None:
    match part.status:
        case DeliveryStatus.UNKNOWN:
            return Trouble.UNKNOWN
        case DeliveryStatus.DEAD:
            return _end(part, state)
        case DeliveryStatus.SENT:
            is_late = part.finished_at is not None and part.finished_at - part.due_at > LATE
            return Trouble.LATE if is_late else None
        case DeliveryStatus.SKIPPED:
            return None if part.error else Trouble.INCOMPLETE
    return Trouble.STUCK if now - part.due_at > STUCK else None


def _end(part: Part, state: SubscriberState | None) -> Trouble:
    if state in {SubscriberState.GONE, SubscriberState.BLOCKED}:
        return Trouble.GONE
    return Trouble.GIVEN_UP if part.attempts >= MOST_ATTEMPTS else Trouble.REFUSED


def _detail(part: Part, trouble: Trouble) -> str:
    due = f"due {stamp(part.due_at)}"
    if part.is_open:
        return f"{due}, {part.status} after {part.attempts} attempts"
    ended = f"{due}, {part.status} {stamp(part.finished_at)}"
    return ended if trouble is Trouble.LATE else f"{ended}: {part.error or 'nobody noted why'}"


def stamp(moment: datetime | None) -> str:
    """In UTC, to the second."""
    return f"{moment:%Y-%m-%d %H:%M:%S}Z" if moment else "never"
