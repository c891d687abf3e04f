"""What a delivery becomes after an attempt to send it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.model import Delivery, DeliveryStatus
from scheduler.sending.transport import Barred, Gone, Later, Moved, NotSent, Refused, Result, Sent, Skipped, Unknown

MOST_ATTEMPTS = 8
_FIRST_WAIT = timedelta(seconds=30)  # doubles each time: all attempts together span an hour
_FINAL = {
    Gone: DeliveryStatus.DEAD,
    Refused: DeliveryStatus.DEAD,
    Skipped: DeliveryStatus.SKIPPED,
    Unknown: DeliveryStatus.UNKNOWN,
}


@dataclass(frozen=True)
class Outcome:
    """The columns of a delivery that an attempt changes. ``next_attempt_at`` is None when there is none."""

    status: DeliveryStatus
    attempts: int
    message_id: int | None = None
    error: str | None = None
    next_attempt_at: datetime | None = None


def outcome_of(delivery: Delivery, result: Result, now: datetime) -> Outcome:
    match result:
        case Sent(message_id):
            return Outcome(DeliveryStatus.SENT, delivery.attempts, message_id)
        case Gone(reason) | Refused(reason) | Skipped(reason) | Unknown(reason):
            return Outcome(_FINAL[type(result)], delivery.attempts, error=reason)
        case Moved():
            return _again(delivery, "the chat moved", timedelta(), now)
        case NotSent(None, reason):
            return _again(delivery, reason, _FIRST_WAIT * 2**delivery.attempts, now)
    resumed = now + timedelta(seconds=_asked_to_wait(result))
    return Outcome(DeliveryStatus.PENDING, delivery.attempts, error=result.reason, next_attempt_at=resumed)


def _again(delivery: Delivery, reason: str, wait: timedelta, now: datetime) -> Outcome:
    attempts = delivery.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        return Outcome(DeliveryStatus.DEAD, attempts, error=reason)
    return Outcome(DeliveryStatus.PENDING, attempts, error=reason, next_attempt_at=now + wait)


def _asked_to_wait(result: NotSent | Later | Barred) -> float:
    """Seconds, of what was not sent through no fault of its own, so that it counts as no attempt."""
    match result:
        case NotSent(retry_after):
            return retry_after or 0
        case Later(seconds):
            return seconds
        case Barred():
            return 0
