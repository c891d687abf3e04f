"""How it looks what was sent to a chat, when, and what became of it and why."""

from collections.abc import Sequence
from datetime import tzinfo

from handlers.markup import Html, joined
from handlers.texts import Texts
from scheduler.model import Delivery, DeliveryStatus
from scheduler.sending.outcomes import MOST_ATTEMPTS

# How the reasons begin that are written for operators, and what each is to the reader.
_SKIPPED = {
    "nothing new": "nothing-new",
    "too late": "too-late",
    "unsubscribed": "unsubscribed",
    "told in": "told",
    "none of its facts": "withdrawn",
    "superseded": "told",
    "undone": "cancelled",
    "stopped": "cancelled",
    "blocked": "gone",
    "gone": "gone",
    "the chat moved": "told",
}
_GONE = ("forbidden", "chat not found", "user not found", "peer_id_invalid")


def sending_lines(deliveries: Sequence[Delivery], zone: tzinfo, texts: Texts) -> Html:
    """A line each, in the order given, in the time of ``zone``."""
    return joined([_line(delivery, zone, texts) for delivery in deliveries])


def _line(delivery: Delivery, zone: tzinfo, texts: Texts) -> Html:
    return texts.format(
        "mydata-sending",
        time=texts.moment(delivery.finished_at or delivery.due_at, zone),
        what=_what(delivery, texts),
        how=texts.format("mydata-how", how=how(delivery), message=str(delivery.message_id or "")),
    )


def _what(delivery: Delivery, texts: Texts) -> Html:
    body, kind = delivery.content.body, delivery.content.kind
    if kind != "digest":
        return texts.format("mydata-what", kind=kind)
    count = texts.format("mydata-facts", count=len(body.get("facts", ())))
    parts = body.get("parts", 1)
    if parts == 1:
        return texts.format("mydata-digest", facts=count)
    return texts.format("mydata-digest-part", facts=count, part=delivery.part + 1, parts=parts)


def how(delivery: Delivery) -> str:
    """How it ended, or why it did not: a key of ``mydata-how``."""
    match delivery.status:
        case DeliveryStatus.SENT | DeliveryStatus.UNKNOWN:
            return delivery.status.value
        case DeliveryStatus.SKIPPED:
            error = delivery.error or ""
            return next((reason for words, reason in _SKIPPED.items() if error.startswith(words)), "skipped")
        case DeliveryStatus.DEAD:
            return _why_dead(delivery)
        case _:
            return "waiting" if delivery.error else "pending"


def _why_dead(delivery: Delivery) -> str:
    if delivery.attempts >= MOST_ATTEMPTS:
        return "unreachable"
    error = (delivery.error or "").lower()
    return "gone" if any(words in error for words in _GONE) else "refused"
