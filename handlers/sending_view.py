"""The card that tells owners how sending goes."""

from datetime import datetime

from telegram import InlineKeyboardButton

from handlers.keyboards import button, keyboard
from handlers.markup import Html, joined, one_line
from handlers.replies import Reply
from handlers.texts import Texts
from scheduler.accounts.sending import Amount, Status
from scheduler.model import Priority
from scheduler.sending.outage import Outage
from scheduler.sending.switch import Pause
from scheduler.timing.zones import zoneinfo_of

LOOK, HALT, PROCEED = "sending-look", "sending-pause", "sending-resume"

_LONGEST_REASON = 200
_SLOWEST = 0.05  # less would read as none at all


def render_sending(status: Status, zone: str, texts: Texts) -> Reply:
    """``zone`` is the name of the one in which times are told."""
    parts = [
        texts.format("sending"),
        _state(status, zone, texts),
        _amounts(status, texts),
        _pace(status, zone, texts),
        texts.format("sending-zone", zone=texts.zone(zone)),
    ]
    switching = resume_button(texts) if status.pause else button(texts.plain("button-pause-sending"), HALT)
    row = [button(texts.plain("button-refresh"), LOOK), switching]
    return Reply(joined(parts, "\n\n"), keyboard([row], texts.language))


def resume_button(texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-resume-sending"), PROCEED)


def _state(status: Status, zone: str, texts: Texts) -> Html:
    if status.pause:
        lines = [_who_paused(status.pause, texts.moment(status.pause.since, zoneinfo_of(zone)), texts)]
    elif status.outage:
        lines = _what_holds_up(status.outage, status.at, zone, texts)
    else:
        return texts.format("sending-state", state="going" if status.total.ready else "idle")
    if status.total.left:
        lines.append(texts.format("sending-waits"))
    return joined(lines)


def _what_holds_up(outage: Outage, now: datetime, zone: str, texts: Texts) -> list[Html]:
    since, tries_at = (texts.moment(moment, zoneinfo_of(zone)) for moment in (outage.since, outage.tries_at))
    again = "sending-tries-again" if outage.tries_at > now else "sending-tries-now"
    return [
        texts.format("sending-held-up", since=since, reason=one_line(outage.reason, _LONGEST_REASON)),
        texts.format(again, time=tries_at),
    ]


def _who_paused(pause: Pause, since: str, texts: Texts) -> Html:
    reason = pause.reason[:_LONGEST_REASON]
    if pause.by == "errors":
        return texts.format("sending-paused-by-errors", since=since, reason=reason)
    if reason:
        return texts.format("sending-paused-by-owner", since=since, name=reason)
    return texts.format("sending-paused-on-the-machine", since=since)


def _amounts(status: Status, texts: Texts) -> Html:
    lines = [_amount(kind, amount, texts) for kind, amount in status.amounts.items()]
    return joined([texts.format("sending-amounts"), *lines]) if lines else Html("")


def _amount(kind: Priority, amount: Amount, texts: Texts) -> Html:
    line = texts.format("sending-amount", kind=kind.name.lower(), sent=amount.sent, left=amount.left)
    later = texts.format("sending-later", later=amount.later) if amount.later else Html("")
    return joined([line, later], " ")


def _pace(status: Status, zone: str, texts: Texts) -> Html:
    lines = [texts.format("sending-rate", rate=f"{status.rate:.1f}")] if status.rate >= _SLOWEST else []
    if status.waits_until:
        time = texts.moment(status.waits_until, zoneinfo_of(zone))
        lines.append(texts.format("sending-waits-for-telegram", time=time))
    if status.ends_at:
        lines.append(texts.format("sending-until", time=texts.moment(status.ends_at, zoneinfo_of(zone))))
    return joined(lines)
