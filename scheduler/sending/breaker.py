"""Stops sending when delivery after delivery fails in the same way, and tells the owners why.

What passes by itself (no connection, a server in trouble) is tried again with one delivery at a time, later and
later. What does harm when it is repeated (refused messages, gone chats, a wrong token) waits for an owner.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.alerts import Alerts, DeliveryRefused, SendingPaused, SendingResumed
from scheduler.model import Delivery
from scheduler.sending.outage import Outage, Outages
from scheduler.sending.switch import Switch
from scheduler.sending.transport import Barred, Gone, NotSent, Refused, Result, Sent, Unknown

IN_A_ROW = 10
"""So many failures of the same kind and reason, with nothing sent in between."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=30)
"""Until what passes by itself is tried again; doubles each time."""

_Kind = type[Result]
_PASSING: tuple[_Kind, ...] = (NotSent, Unknown)
_HARMFUL: tuple[_Kind, ...] = (Gone, Refused, Barred)


@dataclass
class _Trouble:
    """What lasts, and when it is tried whether it still does."""

    reason: str
    since: datetime
    wait: timedelta
    tries_at: datetime
    trying: bool = False


class Breaker:
    def __init__(self, switch: Switch, outages: Outages, alerts: Alerts, clock: Callable[[], datetime]) -> None:
        self._switch = switch
        self._outages = outages
        self._alerts = alerts
        self._clock = clock
        self._failing: tuple[_Kind, str] | None = None
        self._count = 0
        self._trouble: _Trouble | None = None

    @property
    def outage(self) -> Outage | None:
        """What lasts until it passes by itself."""
        trouble = self._trouble
        return Outage(trouble.reason, trouble.since, trouble.tries_at) if trouble else None

    def allow(self, wanted: int) -> int:
        """How many of the ``wanted`` deliveries may be tried now: all, one to see whether it works again, or none."""
        trouble, now = self._trouble, self._clock()
        if trouble is None:
            return wanted
        if trouble.trying or now < trouble.tries_at <= now + trouble.wait:  # later than that: the clock was set back
            return 0
        trouble.trying = True
        return 1

    def tried(self) -> None:
        """What was allowed last has been tried, or there was nothing to try."""
        if self._trouble is not None:
            self._trouble.trying = False

    async def heed(self, delivery: Delivery, result: Result) -> Result:
        """Count a result; returned is what to keep of it: while trouble lasts, no delivery is blamed for it."""
        if isinstance(result, Refused):
            await self._alerts.tell(DeliveryRefused(delivery, result.reason))
        failure = _failure(result)
        if failure is not None:
            return await self._fail(*failure, result)
        if isinstance(result, Sent | Gone):  # the messenger answers
            self._failing, self._count = None, 0
            await self._recover()
        return result

    async def _fail(self, kind: _Kind, reason: str, result: Result) -> Result:
        self._count = self._count + 1 if self._failing == (kind, reason) else 1
        self._failing = (kind, reason)
        if kind not in _PASSING:
            await self._recover()  # the messenger answers
        if self._trouble is not None:
            await self._wait_longer(self._trouble)
        elif self._count == IN_A_ROW:
            await self._stop(kind, reason)
        if self._trouble is not None and isinstance(result, NotSent):
            return NotSent((self._trouble.tries_at - self._clock()).total_seconds(), reason)
        return result

    async def _stop(self, kind: _Kind, reason: str) -> None:
        now = self._clock()
        tries_at = None
        if kind in _PASSING:
            tries_at = now + FIRST_WAIT
            self._trouble = _Trouble(reason, now, FIRST_WAIT, tries_at)
        else:
            await self._switch.pause("errors", now, reason)
            self._failing, self._count = None, 0  # once resumed, it takes as many again
        await self._alerts.tell(SendingPaused(reason, IN_A_ROW, tries_at))
        if tries_at:
            await self._outages.keep(self.outage, now)

    async def _wait_longer(self, trouble: _Trouble) -> None:
        if trouble.trying:  # else it was on its way already when the trouble was noticed
            now = self._clock()
            trouble.wait = min(2 * trouble.wait, LONGEST_WAIT)
            trouble.tries_at = now + trouble.wait
            trouble.trying = False
            await self._outages.keep(self.outage, now)

    async def _recover(self) -> None:
        if self._trouble is not None:
            reason, self._trouble = self._trouble.reason, None
            await self._alerts.tell(SendingResumed(reason))
            await self._outages.keep(None, self._clock())


def _failure(result: Result) -> tuple[_Kind, str] | None:
    """What kind of failure, and why; None of what is none, as a wish of the messenger to wait."""
    match result:
        case NotSent(None, reason):
            return NotSent, reason
        case Unknown(reason) | Barred(reason) | Refused(reason):
            return type(result), reason
        case Gone(reason) if not result.is_their_choice:
            return Gone, reason
    return None
