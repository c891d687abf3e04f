"""What owners are told of at once."""

from collections.abc import Mapping
from datetime import date

from handlers.keyboards import keyboard
from handlers.markup import LEFT_TO_RIGHT, Html, joined, one_line
from handlers.replies import Reply
from handlers.sending_view import resume_button
from handlers.texts import Texts
from scheduler.alerts import Alert, DeliveryRefused, SendingPaused, SendingResumed
from scheduler.timing.zones import zoneinfo_of

_LONGEST_REASON = 300


def render_alert(alert: Alert, zone: str, texts: Texts) -> Reply:
    """``zone`` is the name of the one in which times are told."""
    match alert:
        case SendingPaused():
            return _paused(alert, zone, texts)
        case SendingResumed():
            return Reply(texts.format("alert-resumed", reason=_short(alert.reason)))
        case DeliveryRefused():
            return _refused(alert, texts)


def render_refusals(reasons: Mapping[str, int], texts: Texts) -> Reply:
    """Those that were not told one by one, in one message: how often each reason was given."""
    listed = texts.listed(map(_short, reasons), 3)
    return Reply(texts.format("alert-refused-more", count=sum(reasons.values()), reasons=listed))


def _paused(alert: SendingPaused, zone: str, texts: Texts) -> Reply:
    what = texts.format("alert-paused", count=alert.count, reason=_short(alert.reason))
    if alert.tries_again_at is None:
        return Reply(
            joined([what, texts.format("alert-needs-resume")]), keyboard([[resume_button(texts)]], texts.language)
        )
    time = texts.moment(alert.tries_again_at, zoneinfo_of(zone))
    again = texts.format("alert-tries-again", time=time, zone=texts.zone(zone))
    return Reply(joined([what, again]))


def _refused(alert: DeliveryRefused, texts: Texts) -> Reply:
    delivery = alert.delivery
    place = f"{delivery.chat_id}/{delivery.thread_id}" if delivery.thread_id else str(delivery.chat_id)
    chat = Html(f"{LEFT_TO_RIGHT}<code>{place}</code>")  # in Arabic, the sign of a group's id would change sides
    campaign = _campaign(delivery.campaign, texts)
    return Reply(texts.format("alert-refused", campaign=campaign, chat=chat, reason=_short(alert.reason)))


def _campaign(name: str, texts: Texts) -> Html:
    kind, _, what = name.partition(":")
    if kind == "digest":
        what = texts.day(date.fromisoformat(what[: len("2025-07-26")]))
    return texts.format("alert-campaign", kind=kind, what=what)


def _short(reason: str) -> str:
    return one_line(reason, _LONGEST_REASON)
