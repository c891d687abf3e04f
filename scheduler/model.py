"""Subscribers, and what is owed and was sent to them, as values that never change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any

from knowledge.model import Language, Translations

EVERY_DAY = 0b1111111
"""All days of the week as bits, Monday the lowest."""


Chat = tuple[int, int]
"""Chat id, and the id of a forum's thread or 0: where messages go."""


@dataclass(frozen=True)
class Zone:
    """A time zone as a person chose it."""

    name: str
    """An IANA name such as ``Asia/Riyadh``, or a fixed offset such as ``UTC+05:30``."""
    title: Translations
    """What to call it, in Arabic and English: the city that was asked for, or the zone's own name."""


class ChatKind(StrEnum):
    """Where a digest goes."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


class SubscriberState(StrEnum):
    """Whether a subscriber gets digests, and if not, why."""

    ACTIVE = "active"
    LEFT = "left"
    BLOCKED = "blocked"
    """Blocked the bot, or threw it out."""
    GONE = "gone"
    """The chat cannot be reached any more."""


@dataclass(frozen=True)
class Subscriber:
    """A chat that wants digests: a person, a group, one thread of a forum, or a channel."""

    id: int
    chat_id: int
    thread_id: int
    """A forum's thread; 0 for none."""
    kind: ChatKind
    language: Language
    zone: str
    minute: int
    """Local time of day, in minutes after midnight."""
    days: int
    """Days of the week with new facts, as bits, Monday the lowest; at least one."""
    amount: int
    """The most facts in a digest."""
    state: SubscriberState
    next_due_at: datetime | None
    """None when nothing is due: not active, or without topics."""
    last_digest_on: date | None
    """Local date of the newest digest; the next one is for a later date."""
    topics: tuple[str, ...] = ()
    quiet_from: int | None = None
    """Nothing arrives unasked from this local time of day, in minutes after midnight; None: at any time."""
    quiet_until: int | None = None
    """The end of the quiet hours, likewise; earlier than their beginning when they last over midnight."""
    recap_day: int | None = None
    """The weekday (Monday 0) whose digest looks back at the week; None for no recap."""
    openings: Mapping[str, int] = field(default_factory=dict, compare=False)
    """How often the chat opened facts of each of its topics."""

    @cached_property
    def chat(self) -> Chat:
        return self.chat_id, self.thread_id

    @property
    def turn_days(self) -> int:
        """The days, as bits, on which something is due: those of the digest, and that of the recap."""
        return self.days if self.recap_day is None else self.days | 1 << self.recap_day


@dataclass(frozen=True)
class Content:
    """What a delivery carries; the texts of facts are put in when it is sent, as they stand then.

    The body, by ``kind``; what is empty is left out:

    ``digest``
        ``date``: the local date, ``2025-07-26``; ``facts``: ``[{"id": …, "topic": …}, …]`` in reading order;
        ``corrections``: ``[{"id": …, "before": {"ar": …, "en": …}}, …]``, told first, each with all that a
        ``correction`` has but ``fact``;
        ``recap``: like ``facts``, those of the last week; ``part`` (from 0) and ``parts`` of a long one, whose last
        part has the ``topics`` of all its facts.
    ``correction``
        ``fact``: its id; ``before``: the statement as it was shown, by language; ``date``: that was shown with it;
        ``withdrawn``: true of a retired one; ``restored``: true of one that was retired and is not any more.
    ``broadcast``
        ``html``: what the owner wrote, in Telegram's HTML.
    """

    kind: str
    language: Language
    body: dict[str, Any]

    @cached_property
    def key(self) -> str:
        """The same for all who get the same: SHA-256 of kind, language and body."""
        canonical = json.dumps([self.kind, self.language, self.body], sort_keys=True, ensure_ascii=False)
        return sha256(canonical.encode()).hexdigest()

    @property
    def fact_ids(self) -> list[str]:
        """The facts whose texts are put in when it is sent."""
        entries = [entry["id"] for part in _PARTS_OF_FACTS for entry in self.body.get(part, ())]
        return [self.body["fact"]] if self.kind == "correction" else list(dict.fromkeys(entries))


_PARTS_OF_FACTS = ("corrections", "facts", "recap")


class Priority(IntEnum):
    """What goes out first."""

    CORRECTION = 0
    DIGEST = 1
    BROADCAST = 2


class DeliveryStatus(StrEnum):
    """What became of a delivery: pending → sending → one of the others, which are final."""

    PENDING = "pending"
    SENDING = "sending"
    """A sender has taken it: its sending may have begun."""
    SENT = "sent"
    UNKNOWN = "unknown"
    """It may have arrived or not; it is not sent again, because a missing digest is better than a second one."""
    DEAD = "dead"
    """It certainly did not arrive, and never will."""
    SKIPPED = "skipped"
    """There was no more reason to send it."""


OPEN_STATUSES = (DeliveryStatus.PENDING, DeliveryStatus.SENDING)
"""Those that are not final."""


@dataclass(frozen=True)
class Delivery:
    """One message that is owed to one chat, with what became of it."""

    id: int
    campaign: str
    """``digest:2025-07-26`` (the local date), or ``broadcast:7`` or ``correction:8`` (the campaign's id).

    A chat gets each part of a campaign once.
    """
    chat_id: int
    thread_id: int
    part: int
    """Which message of a long one, from 0."""
    subscriber_id: int | None
    chat_kind: ChatKind
    """Where it goes, for what looks different there."""
    content: Content
    status: DeliveryStatus
    attempts: int
    """How often it was tried and certainly not sent, waiting at the messenger's wish not counted."""
    due_at: datetime
    message_id: int | None
    error: str | None
    """Why it was not sent, or not at first; written by the transport for operators, not for readers."""
    created_at: datetime
    finished_at: datetime | None

    @property
    def chat(self) -> Chat:
        return self.chat_id, self.thread_id
