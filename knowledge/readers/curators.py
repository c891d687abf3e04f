"""Who may change facts, and who may say so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from knowledge.database import Database, upsert
from knowledge.tables import curators


@dataclass(frozen=True)
class Curator:
    id: int
    """Telegram user id."""
    name: str
    added_by: int
    added_at: datetime


class Curators:
    """``owners`` are set by the operator; each is a curator too, without a row."""

    def __init__(self, database: Database, owners: frozenset[int]) -> None:
        self._database = database
        self._owners = owners

    def is_owner(self, user_id: int) -> bool:
        return user_id in self._owners

    async def is_curator(self, user_id: int) -> bool:
        if self.is_owner(user_id):
            return True
        async with self._database.read() as connection:
            query = select(curators.c.id).where(curators.c.id == user_id)
            return (await connection.execute(query)).first() is not None

    async def add(self, user_id: int, name: str, added_by: int, now: datetime) -> None:
        """Name a curator; naming one again only brings the name up to date."""
        async with self._database.write() as connection:
            statement = upsert(connection, curators).values(id=user_id, name=name, added_by=added_by, added_at=now)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=["id"], set_={"name": statement.excluded.name})
            )

    async def remove(self, user_id: int) -> None:
        async with self._database.write() as connection:
            await connection.execute(delete(curators).where(curators.c.id == user_id))

    async def all(self) -> list[Curator]:
        """Without the owners; who was named first comes first."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(curators).order_by(curators.c.added_at, curators.c.id))
            return [Curator(row.id, row.name, row.added_by, row.added_at) for row in rows]
