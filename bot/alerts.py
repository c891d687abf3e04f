"""Tells the owners, each in their own language and in private, what they must hear of at once."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.logs import redact
from handlers.alert_view import render_alert, render_refusals
from handlers.replies import Reply
from handlers.texts import LANGUAGES, Texts, texts_in
from handlers.zones import zone_of_person
from knowledge.readers.readers import Readers
from scheduler.alerts import Alert, DeliveryRefused
from scheduler.subscribing.subscribers import Subscribers

_ONE_BY_ONE = 5
"""Refused messages of which owners are told at once in any hour; the rest are summed up."""
_AN_HOUR = timedelta(hours=1)
_LOOKS_EVERY = 30.0
_MOST_WAITING = 100
_LONGEST_PAUSE = 60.0

log = logging.getLogger(__name__)

Render = Callable[[str, Texts], Reply]
"""What to say, given the zone in which times are told and the texts."""


class OwnerAlerts:
    """Whoever tells never waits for Telegram: what is told is kept, in order, until ``run`` has passed it on."""

    def __init__(
        self,
        bot: ExtBot[None],
        owners: Iterable[int],
        readers: Readers,
        subscribers: Subscribers,
        clock: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._owners = sorted(owners)
        self._readers = readers
        self._subscribers = subscribers
        self._clock = clock
        self._waiting: deque[Render] = deque(maxlen=_MOST_WAITING)
        self._arrived = asyncio.Event()
        self._told: deque[datetime] = deque(maxlen=_ONE_BY_ONE)
        self._untold: Counter[str] = Counter()

    async def tell(self, alert: Alert) -> None:
        """Keep it for the owners; the log has it at once."""
        alert = replace(alert, reason=redact(alert.reason))
        log.warning("Owners are told: %s: %s", type(alert).__name__, alert.reason)
        if isinstance(alert, DeliveryRefused) and not self._has_room():
            self._untold[alert.reason] += 1
            return
        if isinstance(alert, DeliveryRefused):
            self._told.append(self._clock())
        self._keep(lambda zone, texts: render_alert(alert, zone, texts))

    async def run(self) -> None:
        """Pass on what is told, until cancelled."""
        while True:
            while self._waiting:
                await self._pass_on(self._waiting.popleft())
            self._arrived.clear()
            try:
                async with asyncio.timeout(_LOOKS_EVERY):
                    await self._arrived.wait()
            except TimeoutError:
                self.sum_up()

    def sum_up(self) -> None:
        """Tell of the refusals that were too many to tell one by one, once the hour allows another message."""
        if self._untold and self._has_room():
            refusals, self._untold = self._untold, Counter()
            self._told.append(self._clock())
            self._keep(lambda _, texts: render_refusals(refusals, texts))

    def _has_room(self) -> bool:
        return len(self._told) < _ONE_BY_ONE or self._clock() - self._told[0] >= _AN_HOUR

    def _keep(self, render: Render) -> None:
        self._waiting.append(render)
        self._arrived.set()

    async def _pass_on(self, render: Render) -> None:
        for owner in self._owners:
            try:
                await self._insist(owner, await self._reply_to(owner, render))
            except (TelegramError, SQLAlchemyError, OSError) as failure:
                log.warning("Owner %d cannot be told: %s", owner, type(failure).__name__)

    async def _reply_to(self, owner: int, render: Render) -> Reply:
        language = await self._readers.language_of(owner)
        return render(await zone_of_person(self._subscribers, owner), texts_in(language or LANGUAGES[0]))

    async def _insist(self, owner: int, reply: Reply) -> None:
        """Send it as soon as Telegram can be reached: that it cannot may be what there is to tell."""
        pause = 1.0
        while True:
            try:
                await self._bot.send_message(owner, reply.text, reply_markup=reply.keyboard)
            except (BadRequest, Forbidden):
                raise
            except NetworkError:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                return
