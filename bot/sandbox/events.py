"""Live updates for the chat page."""

import asyncio
from collections.abc import AsyncIterator

from bot.sandbox.model import Json


class Events:
    """Every listener gets every event that is published while it listens."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Json | None]] = set()
        self._closed = False

    @property
    def anyone(self) -> bool:
        """Whether there is a listener."""
        return bool(self._listeners)

    def publish(self, event: Json) -> None:
        for listener in self._listeners:
            listener.put_nowait(event)

    def close(self) -> None:
        self._closed = True
        for listener in self._listeners:
            listener.put_nowait(None)

    async def listen(self) -> AsyncIterator[Json]:
        """Starts with `{"type": "hello"}`, and ends when the sandbox closes."""
        listener: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            yield {"type": "hello"}
            while not self._closed and (event := await listener.get()) is not None:
                yield event
        finally:
            self._listeners.discard(listener)
