"""What the sender asks of a messenger: send one delivery, and say which of a few things became of it."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from scheduler.model import Delivery


@dataclass(frozen=True)
class Sent:
    """It arrived."""

    message_id: int


@dataclass(frozen=True)
class Gone:
    """Nothing can be sent to this chat any more."""

    reason: str
    only_thread: bool = False
    """Nothing to this thread of it; the others may live."""
    is_their_choice: bool = False
    """The reader has blocked the bot, or is no more: however many do, it says nothing about the sending."""


@dataclass(frozen=True)
class Moved:
    """The chat has another id now; nothing was sent."""

    new_chat_id: int


@dataclass(frozen=True)
class NotSent:
    """Certainly not sent. ``retry_after``: seconds for which the messenger wants nothing at all; else it is a fault."""

    retry_after: float | None
    reason: str


@dataclass(frozen=True)
class Later:
    """Not sent yet: this one chat bears nothing for so many seconds."""

    seconds: float
    reason: str


@dataclass(frozen=True)
class Barred:
    """Certainly not sent, and nothing will be to anybody until an owner sees to it."""

    reason: str


@dataclass(frozen=True)
class Unknown:
    """It may have been sent: the answer was lost."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """The messenger will never take this message; others to the same chat may pass."""

    reason: str


@dataclass(frozen=True)
class Skipped:
    """There is nothing left to say: all its facts were retired since it was composed."""

    reason: str


Result: TypeAlias = Sent | Gone | Moved | NotSent | Later | Barred | Unknown | Refused | Skipped


class Transport(Protocol):
    """Sends over some messenger, at the rate that it bears."""

    async def send(self, delivery: Delivery) -> Result: ...

    def room(self) -> int:
        """How many more may be sent now without waiting for their turn longer than a moment."""
        ...
