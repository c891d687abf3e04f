"""Whether the bot kept to what the messenger asked of it, from the sandbox's record of calls."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.model import Call

IN_FLIGHT = 0.5
"""Seconds after a 429 was answered in which a request may still come that was on its way when the bot heard of it."""

_FLOODED = 429
_STALLS = 3  # of the bot before it sends, of the sandbox before it reads, and of either once more


@dataclass(frozen=True)
class Pace:
    floods: int
    """How often the sandbox answered 429."""
    early: list[str]
    """Requests to a chat after a 429 and before its ``retry_after`` had passed, without those in flight."""
    in_flight: float
    """Seconds after a 429 was answered in which the last request came that counts as in flight."""
    too_fast: list[str]
    """Requests that the sandbox's own flood control refused: more than a chat, or the bot, may send."""


def judge(calls: Iterable[Call], kills: Sequence[datetime] = (), stalled: float = 0) -> Pace:
    """``kills``: when the bot was killed; one that dies of a 429 just heard cannot have told the next.

    ``stalled``: for how many seconds this machine let a process wait at worst; then all takes longer on its way.
    """
    allowed = timedelta(seconds=IN_FLIGHT + _STALLS * stalled)
    to_chats = sorted((call for call in calls if "chat_id" in call.parameters), key=lambda call: call.at)
    times = [call.at for call in to_chats]
    floods = [call for call in to_chats if call.status == _FLOODED]
    early: list[str] = []
    in_flight = timedelta()
    for flood in floods:
        after = to_chats[bisect_right(times, flood.answered) : bisect_left(times, _over(flood))]
        soon = [call for call in after if call.at <= flood.answered + allowed]
        in_flight = max([in_flight, *(call.at - flood.answered for call in soon)])
        if not _died_of(flood, kills, allowed):
            early += [_told(call, flood) for call in after[len(soon) :]]
    return Pace(len(floods), early, in_flight.total_seconds(), [_named(call) for call in floods if not call.fault])


def _over(flood: Call) -> datetime:
    found = re.search(r"retry after (\d+)", str(flood.outcome))
    assert found
    return flood.answered + timedelta(seconds=int(found[1]))


def _died_of(flood: Call, kills: Sequence[datetime], allowed: timedelta) -> bool:
    return any(flood.at <= kill <= flood.answered + allowed for kill in kills)


def _told(call: Call, flood: Call) -> str:
    waited = (call.at - flood.answered).total_seconds()
    return f"{_named(call)} came {waited:.2f} s after “{flood.outcome}”"


def _named(call: Call) -> str:
    return f"{call.method} to {call.parameters['chat_id']}"
