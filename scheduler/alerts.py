"""What owners must hear of at once."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from scheduler.model import Delivery

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SendingPaused:
    """So many deliveries in a row failed in the same way. ``tries_again_at`` is None when an owner must resume it."""

    reason: str
    count: int
    tries_again_at: datetime | None


@dataclass(frozen=True)
class SendingResumed:
    """What failed in a row goes out again."""

    reason: str


@dataclass(frozen=True)
class DeliveryRefused:
    """The messenger does not take this one message; the others are not concerned."""

    delivery: Delivery
    reason: str


Alert: TypeAlias = SendingPaused | SendingResumed | DeliveryRefused


class Alerts(Protocol):
    """Tells the owners. Never raises: who cannot be told reads it in the log."""

    async def tell(self, alert: Alert) -> None: ...


class LoggedAlerts:
    """For where no owner can be told, as on the command line."""

    async def tell(self, alert: Alert) -> None:
        logger.warning("%s", alert)
