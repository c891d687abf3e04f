"""The composition root: builds every part, hands each what it needs, starts them in order and stops them in reverse."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from telegram import Update
from telegram.error import BadRequest, TelegramError

from bot.alerts import OwnerAlerts
from bot.application import build_application, services_of
from bot.base import Base, follow_launch, open_base, utc_now
from bot.bursts import next_text
from bot.connection import api_of, insist, introduce, is_loopback
from bot.delivery import TelegramTransport
from bot.dispatch import Dispatch, traffic_of
from bot.errors import WrongSetting
from bot.inbox import Body, Inbox
from bot.intake import Intake
from bot.limiter import Lane, Limiter
from bot.polling import UPDATES, Poller
from bot.sandbox import CURATOR_ID, Sandbox, create_sandbox
from bot.sandbox.people import remember
from bot.settings import Settings, variable
from bot.web import address_of, create_web, listen, serve, webhook_route
from handlers.commands import publish_description, publish_menus
from knowledge.matching.dictionaries import real_words
from scheduler.accounts.pruning import Pruning
from scheduler.runner import Job, Runner

_AN_HOUR = 60 * 60
_STOPS_WITHIN = 5  # seconds for what is in flight; service managers grant ten for everything

_REMEMBERED = 50  # people whom the sandbox knows from the base: its page lists them all

log = logging.getLogger(__name__)


async def run(settings: Settings, announce: Callable[[str], None]) -> None:
    """Run the bot until this task is cancelled, which stops it in order. ``announce`` gets the chat page's address.

    Raises ``WrongSetting``, ``CannotListen``, ``TokenRefused`` and whatever opening the base raises.
    """
    if settings.in_sandbox and not is_loopback(settings.host):
        raise WrongSetting(variable("host"), "must be 127.0.0.1: the sandbox is for people at this machine alone")
    with listen(settings.host, settings.port) as listener:
        async with open_base(settings) as base:
            await follow_launch(base)
            marsad = Marsad(settings, base, address_of(listener))
            async with serve(marsad.web, listener), marsad.online():
                await marsad.work(lambda: announce(address_of(listener)) if settings.in_sandbox else None)


class Marsad:
    """One running bot. ``address`` is where its own web server listens."""

    def __init__(self, settings: Settings, base: Base, address: str) -> None:
        self._settings = settings
        self._base = base
        self._api = api_of(settings, address)
        self._sandbox = Sandbox() if settings.in_sandbox else None
        self._owners = settings.owners | ({CURATOR_ID} if settings.in_sandbox else frozenset())
        self._services = services_of(base, self._owners)
        traffic = traffic_of(base.database, settings.rate)
        bot = self._api.bot(Limiter(traffic, Lane.INTERACTIVE))
        self._application = build_application(bot, self._services, settings.rate)
        self._courier = self._api.courier(Limiter(traffic, Lane.DIGEST), paid=settings.paid_broadcast)
        self._inbox = Inbox(base.database)
        self._intake = Intake(self._inbox, self._handle, utc_now)
        self._application.bot_data["next_text"] = partial(next_text, self._intake)
        self._poll_request = self._api.request()
        self._poller = Poller(self._poll_request, self._application.bot.base_url, self._intake)
        self._alerts = OwnerAlerts(
            self._application.bot, self._owners, self._services.readers, self._services.subscribers, utc_now
        )
        transport = TelegramTransport(self._courier, self._application.bot, base.catalogue)
        self._dispatch = Dispatch(base.database, transport, traffic, self._alerts)
        self._pruning = Pruning(base.database)
        leading = self._dispatch.when_leading
        self._runner = Runner(
            [
                *self._dispatch.jobs(),
                Job("tick", leading(self._tick), every=20),
                Job("campaigns", leading(self._advance), every=5),
                Job("checkpoint", base.database.checkpoint, every=10),
                Job("pruning", leading(self._prune), every=_AN_HOUR),
            ]
        )

    @property
    def web(self) -> Starlette:
        """What the web server serves; the sandbox in it is what the bot then connects to."""
        webhook = None
        if url := self._settings.webhook_url:
            webhook = webhook_route(urlsplit(url).path, self._settings.secret_for_webhook(), self._intake.accept)
        sandbox = create_sandbox(self._sandbox) if self._sandbox else None
        return create_web(self.health, webhook, sandbox)

    @asynccontextmanager
    async def online(self) -> AsyncIterator[None]:
        """Connected while the block runs, and the sandbox, if any, ready to be closed after it."""
        bot = self._application.bot
        try:
            await self._prepare_sandbox()
            await insist(partial(introduce, bot))
            await self._courier.initialize()
            async with self._application, self._poll_request:
                yield
        finally:
            await bot.shutdown()
            await self._courier.shutdown()
            if self._sandbox:
                await self._sandbox.close()

    async def work(self, ready: Callable[[], None]) -> None:
        """Send digests and take updates until cancelled. Raises ``TokenRefused``.

        What is owed goes out at once; ``ready`` is called when what answers need has been read.
        """
        await self._dispatch.start()
        self._runner.start()
        alerting = asyncio.create_task(self._alerts.run())
        try:
            await self._learn()
            ready()
            await self._introduce()
            await self._intake.start()
            await self._take_updates()
        finally:
            alerting.cancel()
            self._dispatch.end()
            await asyncio.gather(self._intake.stop(_STOPS_WITHIN), self._runner.stop(_STOPS_WITHIN))
            await self._dispatch.stop()

    async def health(self) -> dict[str, Any]:
        """``ok`` is whether all is well; what makes it so is beside it."""
        try:
            revision = await self._base.catalogue.revision()
        except (SQLAlchemyError, OSError):
            revision = None
        intake = self._settings.webhook_url is not None or self._poller.is_alive
        return {
            "ok": revision is not None and intake,
            "base": revision is not None,
            "revision": revision,
            "facts": len(self._base.answers),
            "intake": intake,
            **self._dispatch.health(),
        }

    async def _tick(self) -> None:
        await self._services.digests.tick(utc_now())

    async def _advance(self) -> None:
        await self._services.campaigns.advance(utc_now())

    async def _prune(self) -> bool:
        return await self._pruning.prune(utc_now(), timedelta(days=self._settings.keep_deliveries)) > 0

    async def _handle(self, body: Body) -> None:
        update = Update.de_json(body, self._application.bot)
        await self._application.process_update(update)

    async def _take_updates(self) -> None:
        bot = self._application.bot
        if self._settings.webhook_url:
            await self._set_webhook(self._settings.webhook_url)
            log.info("@%s gets updates at %s", bot.username, self._settings.webhook_url)
            await asyncio.Event().wait()  # the web server feeds the intake
        else:
            await insist(bot.delete_webhook)
            log.info("@%s asks for updates", bot.username)
            await self._poller.run()

    async def _set_webhook(self, url: str) -> None:
        secret = self._settings.secret_for_webhook()
        call = partial(self._application.bot.set_webhook, url, allowed_updates=UPDATES, secret_token=secret)
        try:
            await insist(call)
        except BadRequest as refusal:
            raise WrongSetting(variable("webhook_url"), f"is refused by Telegram: {refusal.message}") from None

    async def _learn(self) -> None:
        await self._base.answers.refresh()
        real_words()  # reading them stops everything for a moment: now, and not when a reader first makes a slip

    async def _introduce(self) -> None:
        bot = self._application.bot
        curators = [curator.id for curator in await self._services.curators.all()]
        try:
            await publish_description(bot)
            await publish_menus(bot, curators, self._owners)
        except TelegramError as failure:  # those of the last start stay
            log.warning("The description and the menus could not be set: %s", failure)

    async def _prepare_sandbox(self) -> None:
        """It begins anew at each start, with updates that the inbox would take for those of the last, and no chats.

        Who subscribed would be lost with the first digest, as one to whom the bot may not write.
        """
        if self._sandbox:
            self._sandbox.updates.next_id = await self._inbox.newest() + 1
            for person_id, code in await self._services.subscribers.people(_REMEMBERED):
                remember(self._sandbox, person_id, code)
