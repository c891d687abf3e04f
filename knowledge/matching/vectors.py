"""Keeps the vectors of texts in the base, so that a text is encoded once and a start is quick."""

import asyncio
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from sqlalchemy import select

from knowledge.database import Database, upsert
from knowledge.matching.encoder import Encoder, Vectors
from knowledge.tables import vectors

_STORED = np.dtype("<f2")  # half the size; the rounding changes a cosine by less than 0.001
_IN_ONE_QUERY = 5000  # below every engine's limit of bound parameters


class VectorStore:
    def __init__(self, database: Database, encoder: Encoder) -> None:
        self._database = database
        self._encoder = encoder

    async def vectors_of(self, texts: Sequence[str]) -> Vectors:
        """One row a text, in order; what the base lacks is encoded, off the event loop, and kept."""
        digests = [sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in texts]
        known = await self._load(set(digests))
        missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        if missing:
            rows = await asyncio.to_thread(self._encoder.encode, list(missing.values()))
            fresh = {digest: row.astype(_STORED).tobytes() for digest, row in zip(missing, rows, strict=True)}
            await self._save(fresh)
            known |= fresh
        packed = np.frombuffer(b"".join([known[digest] for digest in digests]), dtype=_STORED)
        return packed.astype(np.float32).reshape(-1, self._encoder.dimensions)

    async def _load(self, digests: set[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        wanted = sorted(digests)
        async with self._database.read() as connection:
            for start in range(0, len(wanted), _IN_ONE_QUERY):
                part = wanted[start : start + _IN_ONE_QUERY]
                query = select(vectors.c.digest, vectors.c.vector).where(
                    vectors.c.encoder == self._encoder.name, vectors.c.digest.in_(part)
                )
                found.update((await connection.execute(query)).all())
        return found

    async def _save(self, fresh: dict[str, bytes]) -> None:
        rows = [{"encoder": self._encoder.name, "digest": digest, "vector": vector} for digest, vector in fresh.items()]
        async with self._database.write() as connection:
            statement = upsert(connection, vectors).on_conflict_do_nothing()
            await connection.execute(statement, rows)
