"""``marsad digest``: what would go out, what goes out now, what went out; the larger commands have own modules."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer
from telegram.ext import ExtBot

from bot.base import Base, open_base, utc_now
from bot.cli.arguments import telegram_id
from bot.cli.audit import audit
from bot.cli.ledger import ledger, prune
from bot.cli.sending import pause, progress, resume
from bot.connection import api_of, introduce
from bot.delivery import TelegramTransport
from bot.dispatch import keep_pausing, sender_of, traffic_of
from bot.limiter import Lane, Limiter
from bot.settings import Settings, load_settings
from handlers.delivery_view import message_of
from handlers.markup import visible
from handlers.outlet import PRIVATE
from scheduler.accounts.ledger import Ledger
from scheduler.alerts import LoggedAlerts
from scheduler.digests.tick import Digests
from scheduler.model import Delivery, DeliveryStatus

app = typer.Typer(
    add_completion=False, help="See what would go out, send it, and see what went out.", no_args_is_help=True
)

# Groups have negative ids, which must not be taken for options.
_IDS = {"ignore_unknown_options": True}

app.command(context_settings=_IDS)(ledger)
for command in (audit, progress, pause, resume, prune):
    app.command()(command)

_LOOKS, _LOOKS_EVERY = 100, 0.2  # longer than a sending takes
NOTHING_NEW = "Nothing is new for this chat."

Chat = Annotated[int, typer.Argument(metavar="CHAT", parser=telegram_id, help="The chat's id in Telegram.")]
Thread = Annotated[
    int, typer.Option(metavar="ID", parser=telegram_id, help="A topic of a forum, by the id of its thread.")
]


@app.command(context_settings=_IDS)
def preview(chat: Chat, thread: Thread = 0) -> None:
    """Show the digest that CHAT would get now. Nothing is sent or noted."""
    typer.echo(asyncio.run(_preview(chat, thread)) or NOTHING_NEW)


@app.command("send-now", context_settings=_IDS)
def send_now(chat: Chat, thread: Thread = 0) -> None:
    """Send CHAT its digest of today ahead of time, or one more when it had that already.

    Exits with 1 when it did not arrive, or nobody knows whether it did.
    """
    delivery = asyncio.run(_send_now(chat, thread))
    typer.echo(_told(delivery) if delivery else NOTHING_NEW)
    if delivery and delivery.status in (DeliveryStatus.DEAD, DeliveryStatus.UNKNOWN):
        raise typer.Exit(1)


def _told(delivery: Delivery) -> str:
    """``sent: message 35``, or what became of it otherwise and why."""
    how = delivery.error or (f"message {delivery.message_id}" if delivery.message_id else "see `marsad digest ledger`")
    return f"{delivery.status}: {how}"


async def _preview(chat_id: int, thread_id: int) -> str:
    async with open_base(load_settings(), must_exist=True) as base:
        contents = await Digests(base.database).preview(chat_id, utc_now(), thread_id)
        replies = [await message_of(content, base.catalogue, PRIVATE) for content in contents]
        return "\n\n".join(visible(reply.text) for reply in replies if reply)


async def _send_now(chat_id: int, thread_id: int) -> Delivery | None:
    settings = load_settings()
    async with open_base(settings, must_exist=True) as base, _transport(settings, base) as transport:
        entered = await Digests(base.database).send_now(chat_id, utc_now(), thread_id)
        if entered is None:
            return None
        # Only this one: a bot that runs beside it sends what else is owed.
        await sender_of(base.database, transport, LoggedAlerts()).send_one(entered.id)
        return await _settled(Ledger(base.database), entered)


async def _settled(ledger: Ledger, entered: Delivery) -> Delivery:
    """The delivery once it is not on its way any more: the bot itself may have taken it first."""
    found = entered
    for _ in range(_LOOKS):
        found = next(one for one in await ledger.of_chat(entered.chat_id) if one.id == entered.id)
        if found.status is not DeliveryStatus.SENDING:
            break
        await asyncio.sleep(_LOOKS_EVERY)
    return found


@asynccontextmanager
async def _transport(settings: Settings, base: Base) -> AsyncIterator[TelegramTransport]:
    """Raises ``TokenRefused`` and ``NetworkError`` where it would send nothing."""
    api, traffic = api_of(settings, settings.own_address), traffic_of(base.database, settings.rate)
    await keep_pausing(base.database, traffic)
    async with _introduced(api.bot(Limiter(traffic, Lane.INTERACTIVE))) as bot:
        courier = api.courier(Limiter(traffic, Lane.DIGEST), paid=settings.paid_broadcast)
        try:
            await courier.initialize()
            yield TelegramTransport(courier, bot, base.catalogue)
        finally:
            await courier.shutdown()


@asynccontextmanager
async def _introduced(bot: ExtBot[None]) -> AsyncIterator[ExtBot[None]]:
    try:
        await introduce(bot)
        yield bot
    finally:
        await bot.shutdown()
