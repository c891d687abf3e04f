"""Three accounts of one digest, held against each other: what the sandbox accepted, the outbox, and ``digest audit``.

The sandbox's is the truth. Every list below names what contradicts it, and is empty when all is well.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from bot.sandbox import Sandbox
from bot.sandbox.model import Message
from knowledge.database import Database
from scheduler.model import Chat, DeliveryStatus
from scheduler.tables import campaigns, deliveries, subscribers

_CERTAINLY_NOT = (DeliveryStatus.DEAD, DeliveryStatus.SKIPPED)


@dataclass(frozen=True)
class Accounts:
    lost: list[str]
    """Who was due and has no row, an open one, or one that says ``sent`` of what never arrived."""
    twice: list[str]
    """Who got a message twice, and who got more messages than rows can account for."""
    denied: list[str]
    """Who got something of which the outbox says that it certainly did not arrive."""
    statuses: Counter[str]
    first_parts: Counter[str]
    """The statuses of each digest's first message."""
    given_up: list[str]
    """What the outbox did not send, or could not, though the chat could be reached."""
    unknown_arrived: int
    """Of the deliveries marked unknown, how many did arrive."""


async def compare(sandbox: Sandbox, database: Database, blocked: Collection[int] = ()) -> Accounts:
    """``blocked``: chats that cannot be reached."""
    async with database.read() as connection:
        rows = (await connection.execute(select(deliveries))).all()
        due = (await connection.execute(select(subscribers.c.chat_id, subscribers.c.thread_id))).all()
        broadcasts = [f"broadcast:{number}" for number in await connection.scalars(select(campaigns.c.id))]
    owed = _by_chat(rows)
    arrived = _arrived(sandbox)
    unsent = [row for row in rows if row.status in _CERTAINLY_NOT]
    extra = {chat: _unaccounted(arrived[chat], owed[chat]) for chat in owed.keys() | arrived.keys()}
    return Accounts(
        lost=[*_never_entered(due, owed, ["digest", *broadcasts]), *_open(rows), *_falsely_sent(rows, arrived)],
        twice=[*_repeated(arrived), *_more_than_unknown(extra, owed)],
        denied=[f"{chat}" for chat, more in extra.items() if more and _all_denied(owed[chat])],
        statuses=Counter(row.status for row in rows),
        first_parts=Counter(row.status for row in rows if row.part == 0 and row.campaign.startswith("digest")),
        given_up=[f"{row.chat_id}: {row.status}, {row.error}" for row in unsent if row.chat_id not in blocked],
        unknown_arrived=sum(extra.values()),
    )


def _by_chat(rows: Iterable[Row[Any]]) -> dict[Chat, list[Row[Any]]]:
    owed: dict[Chat, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        owed[row.chat_id, row.thread_id].append(row)
    return owed


def _arrived(sandbox: Sandbox) -> dict[Chat, list[Message]]:
    """What the bot said, by the ids that chats have now."""
    arrived: dict[Chat, list[Message]] = defaultdict(list)
    for chat_id, messages in sandbox.messages.items():
        now = sandbox.chats[chat_id].migrated_to or chat_id
        for message in messages.values():
            if message.from_bot:
                arrived[now, message.thread_id or 0].append(message)
    return arrived


def _never_entered(due: Iterable[Any], owed: dict[Chat, list[Row[Any]]], names: Collection[str]) -> list[str]:
    """``names``: how the campaigns begin of which everyone is to get something."""
    had = {chat: [row.campaign for row in rows if row.part == 0] for chat, rows in owed.items()}
    return [
        f"{chat}: no row of {name}"
        for chat in map(tuple, due)
        for name in names
        if not any(campaign.startswith(name) for campaign in had.get(chat, ()))
    ]


def _open(rows: Iterable[Row[Any]]) -> list[str]:
    return [f"{row.chat_id}: {row.status}" for row in rows if row.finished_at is None]


def _falsely_sent(rows: Iterable[Row[Any]], arrived: dict[Chat, list[Message]]) -> list[str]:
    ids = {chat: {message.id for message in messages} for chat, messages in arrived.items()}
    sent = [row for row in rows if row.status == DeliveryStatus.SENT]
    missing = [row for row in sent if row.message_id not in ids.get((row.chat_id, row.thread_id), ())]
    return [f"{row.chat_id}: message {row.message_id} never arrived" for row in missing]


def _repeated(arrived: dict[Chat, list[Message]]) -> list[str]:
    counted = {chat: Counter(message.text for message in messages) for chat, messages in arrived.items()}
    return [
        f"{chat}: the same {count} times" for chat, texts in counted.items() for count in texts.values() if count > 1
    ]


def _unaccounted(messages: Collection[Message], rows: Iterable[Row[Any]]) -> int:
    """How many arrived that no row calls sent."""
    return len({message.id for message in messages} - {row.message_id for row in rows if row.status == "sent"})


def _more_than_unknown(extra: dict[Chat, int], owed: dict[Chat, list[Row[Any]]]) -> list[str]:
    unknown = {chat: sum(row.status == DeliveryStatus.UNKNOWN for row in owed[chat]) for chat in extra}
    return [f"{chat}: {more} more than rows" for chat, more in extra.items() if more > unknown[chat]]


def _all_denied(rows: Collection[Row[Any]]) -> bool:
    return bool(rows) and all(row.status in _CERTAINLY_NOT for row in rows)
