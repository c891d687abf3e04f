"""A person reads what was sent to them, when in their own time, and why something was not."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.ledger_view import how, sending_lines
from handlers.markup import visible
from handlers.texts import texts_in
from scheduler.model import ChatKind, Content, Delivery, DeliveryStatus

RIYADH = ZoneInfo("Asia/Riyadh")
DUE = datetime(2025, 8, 1, 5, tzinfo=UTC)


def delivery(status: DeliveryStatus, error: str | None = None, kind: str = "digest", **changes: Any) -> Delivery:
    body = {"date": "2025-08-01", "facts": [{"id": "a", "topic": "t"}, {"id": "b", "topic": "t"}]}
    usual: dict[str, Any] = {
        "id": 1,
        "campaign": "digest:2025-08-01",
        "chat_id": 7,
        "thread_id": 0,
        "part": 0,
        "subscriber_id": 1,
        "chat_kind": ChatKind.PRIVATE,
        "content": Content(kind, "ar", body | changes.pop("body", {})),
        "status": status,
        "attempts": 0,
        "due_at": DUE,
        "message_id": None,
        "error": error,
        "created_at": DUE,
        "finished_at": None,
    }
    return Delivery(**usual | changes)


def line(found: Delivery, language: str = "en") -> str:
    text = visible(sending_lines([found], RIYADH, texts_in(language)))
    return "".join(character for character in text if character not in "\u200e\u200f\u2068\u2069")


def test_what_arrived_is_told_with_its_message_and_in_local_time() -> None:
    arrived = delivery(DeliveryStatus.SENT, message_id=12345)

    assert line(arrived) == "• 1 August 2025 08:00: digest (2 facts) – sent (message 12345)"
    assert line(arrived, "ar") == "• 1 أغسطس 2025 08:00: نشرة (معلومتان) – تم الإرسال (رقم الرسالة 12345)"


@pytest.mark.parametrize(("kind", "word"), [("correction", "correction"), ("broadcast", "announcement")])
def test_kinds_are_told_apart(kind: str, word: str) -> None:
    assert f": {word} – on its way" in line(delivery(DeliveryStatus.PENDING, kind=kind))


def test_each_part_of_a_long_digest_is_told() -> None:
    second = delivery(DeliveryStatus.SENT, part=1, body={"part": 1, "parts": 2})

    assert "digest (2 facts, part 2 of 2)" in line(second)


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (DeliveryStatus.SKIPPED, "nothing new", "nothing-new"),
        (DeliveryStatus.SKIPPED, "too late: its facts come with the next", "too-late"),
        (DeliveryStatus.SKIPPED, "unsubscribed", "unsubscribed"),
        (DeliveryStatus.SKIPPED, "told in the digest of 2025-08-01", "told"),
        (DeliveryStatus.SKIPPED, "superseded", "told"),
        (DeliveryStatus.SKIPPED, "undone", "cancelled"),
        (DeliveryStatus.SKIPPED, "none of its facts is published any more", "withdrawn"),
        (DeliveryStatus.SKIPPED, "blocked", "gone"),
        (DeliveryStatus.SKIPPED, "a reason that was not foreseen", "skipped"),
        (DeliveryStatus.DEAD, "Forbidden: bot was blocked by the user", "gone"),
        (DeliveryStatus.DEAD, "Chat not found", "gone"),
        (DeliveryStatus.DEAD, "Can't parse entities", "refused"),
        (DeliveryStatus.UNKNOWN, "the sender stopped", "unknown"),
        (DeliveryStatus.PENDING, "Connection refused", "waiting"),
        (DeliveryStatus.SENDING, None, "pending"),
    ],
)
def test_it_is_said_how_it_ended(status: DeliveryStatus, error: str | None, reason: str) -> None:
    assert how(delivery(status, error)) == reason


def test_what_was_tried_to_the_last_was_not_refused() -> None:
    assert how(delivery(DeliveryStatus.DEAD, "Connection refused", attempts=8)) == "unreachable"
