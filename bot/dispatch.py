"""Wires what sends to subscribers: one process of a base does, within Telegram's pace, until something goes wrong."""

import logging
import secrets
import socket
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.base import utc_now
from bot.limiter import Traffic
from bot.logs import redact
from knowledge.database import Database
from scheduler.alerts import Alerts
from scheduler.runner import Job
from scheduler.sending.breaker import Breaker
from scheduler.sending.flood import FloodPause
from scheduler.sending.leader import RENEW_EVERY, Leader
from scheduler.sending.outage import Outage, Outages
from scheduler.sending.outbox import Outbox
from scheduler.sending.sender import Sender
from scheduler.sending.switch import Switch
from scheduler.sending.transport import Transport

_SEND_EVERY = 1
_RECOVER_EVERY = 20
"""Seconds."""

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[bool | None]]


def traffic_of(database: Database, rate: float) -> Traffic:
    """The pace of a bot; pauses that Telegram asks for are kept in the base."""
    flood = FloodPause(database)

    async def keep(seconds: float) -> None:
        try:
            await flood.keep(seconds, utc_now())
        except (SQLAlchemyError, OSError):  # it holds in this process all the same
            log.exception("The pause of %d s that Telegram asked for could not be kept", seconds)

    return Traffic(rate, keep=keep)


async def keep_pausing(database: Database, traffic: Traffic) -> None:
    """Go on with the pause that the last process was asked for."""
    if left := await FloodPause(database).left(utc_now()):
        log.info("Telegram asked for a pause, of which %d s are left", left)
        traffic.pause(left)


def sender_of(database: Database, transport: Transport, alerts: Alerts, owner: str | None = None) -> Sender:
    owner = owner or secrets.token_hex(8)
    breaker = Breaker(Switch(database), Outages(database, owner), alerts, utc_now)
    return Sender(Outbox(database), transport, owner, utc_now, breaker)


class Dispatch:
    def __init__(self, database: Database, transport: Transport, traffic: Traffic, alerts: Alerts) -> None:
        self._database = database
        self._traffic = traffic
        owner = secrets.token_hex(8)
        self._sender = sender_of(database, transport, alerts, owner)
        self._leader = Leader(database, owner, socket.gethostname(), utc_now, rate=traffic.rate)
        self._is_ending = False

    def jobs(self) -> list[Job]:
        return [
            Job("leader", self._lead, RENEW_EVERY),
            Job("recovery", self.when_leading(self._recover), _RECOVER_EVERY),
            Job("sender", self.when_leading(self._send), _SEND_EVERY),
        ]

    def when_leading(self, work: Work) -> Work:
        """The work, which is left to the process that sends."""

        async def work_when_leading() -> bool | None:
            return await work() if self._leader.leads else None

        return work_when_leading

    async def start(self) -> None:
        """To be called before the jobs run."""
        await keep_pausing(self._database, self._traffic)
        await self._lead()

    def end(self) -> None:
        """To be called before they are stopped: what is under way is all that is still sent."""
        self._is_ending = True

    async def stop(self) -> None:
        """To be called when they run no more: another process may send at once."""
        await self._leader.leave()

    def health(self) -> dict[str, Any]:
        """Whether this process sends, and what keeps it from it; if it does not, who does."""
        leads, other, outage = self._leader.leads, self._leader.other, self._sender.outage
        return {
            "sends": leads,
            **({"outage": _described(outage)} if leads and outage else {}),
            **({"sender": {"host": other.host, "pid": other.pid}} if other else {}),
        }

    async def _lead(self) -> None:
        if await self._leader.renew() and (lost := await self._sender.take_over()):
            log.warning("The last sender left %d deliveries of which nobody knows whether they arrived", lost)

    async def _recover(self) -> None:
        await self._sender.recover()

    async def _send(self) -> None:
        await self._sender.drain(lambda: self._leader.leads and not self._is_ending)


def _described(outage: Outage) -> dict[str, str]:
    moments = {"since": outage.since.isoformat(), "tries_at": outage.tries_at.isoformat()}
    return {"reason": redact(outage.reason), **moments}
