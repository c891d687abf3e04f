"""Reads through any number of rows a page at a time, each page in a transaction of its own."""

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import Row, Select, literal, tuple_

from knowledge.database import Database

_PAGE = 5000


async def rows_in_order(database: Database, query: Select[Any], keys: int) -> AsyncIterator[Row[Any]]:
    """In the order of the first ``keys`` columns, which together are unique."""
    key = list(query.selected_columns)[:keys]
    page = ordered = query.order_by(*key).limit(_PAGE)
    while True:
        async with database.read() as connection:
            rows = (await connection.execute(page)).all()
        for row in rows:
            yield row
        if len(rows) < _PAGE:
            return
        last = [literal(value, column.type) for value, column in zip(rows[-1][:keys], key, strict=True)]
        page = ordered.where(tuple_(*key) > tuple_(*last))
