"""Ids for what is made in a chat: short, stable, and free in the base. Nothing here commits."""

import re
from itertools import count

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.text import shorten

_LONGEST_STEM = 40


async def free_id(connection: AsyncConnection, table: Table, text: str) -> str:
    """From the Latin words of ``text``; without any, from what the table holds: ``fact``, ``fact-2``, …"""
    stem = _slug(text) or table.name.removesuffix("s")
    query = select(table.c.id).where(table.c.id.startswith(stem, autoescape=True))
    taken = set((await connection.execute(query)).scalars())
    if stem not in taken:
        return stem
    return next(free for number in count(2) if (free := f"{stem}-{number}") not in taken)


def _slug(text: str) -> str:
    words = " ".join(re.findall(r"[a-z0-9]+", text.lower()))
    slug = shorten(words, _LONGEST_STEM).rstrip("…").replace(" ", "-")
    return slug if re.search(r"[a-z]", slug) else ""
