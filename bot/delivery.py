"""Sends what the outbox owes, and tells the scheduler what became of it."""

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.courier import Courier
from bot.refusals import classify
from bot.renderings import Renderings
from handlers.outlet import Outlet
from knowledge.base.catalogue import Catalogue
from scheduler.model import Delivery
from scheduler.sending.transport import NotSent, Result, Sent, Skipped


class TelegramTransport:
    """Sends deliveries as their facts stand now. ``bot`` is whom the links in them lead to."""

    def __init__(self, courier: Courier, bot: ExtBot[None], catalogue: Catalogue) -> None:
        self._courier = courier
        self._bot = bot
        self._renderings = Renderings(catalogue)

    async def send(self, delivery: Delivery) -> Result:
        try:
            reply = await self._renderings.of(delivery.content, Outlet(delivery.chat_kind, self._bot.username))
        except SQLAlchemyError as error:
            return NotSent(None, f"the base cannot be read: {type(error).__name__}")
        if reply is None:
            return Skipped("none of its facts is published any more")
        try:
            return Sent(await self._courier.send(delivery.chat_id, reply, delivery.thread_id))
        except TelegramError as error:
            return classify(error)

    def room(self) -> int:
        return self._courier.room()
