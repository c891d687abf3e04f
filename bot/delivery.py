"""Sends what the outbox owes, and tells the scheduler what became of it."""

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.courier import Courier
from bot.refusals import classify
from handlers.delivery_view import message_of
from handlers.outlet import Outlet
from knowledge.catalogue import Catalogue
from scheduler.model import Delivery
from scheduler.transport import Result, Sent, Skipped


class TelegramTransport:
    """Sends deliveries as their facts stand now. ``bot`` is whom the links in them lead to."""

    def __init__(self, courier: Courier, bot: ExtBot[None], catalogue: Catalogue) -> None:
        self._courier = courier
        self._bot = bot
        self._catalogue = catalogue

    async def send(self, delivery: Delivery) -> Result:
        outlet = Outlet(delivery.chat_kind, self._bot.username)
        reply = await message_of(delivery.content, self._catalogue, outlet)
        if reply is None:
            return Skipped("none of its facts is published any more")
        try:
            return Sent(await self._courier.send(delivery.chat_id, reply, delivery.thread_id))
        except TelegramError as error:
            return classify(error)
