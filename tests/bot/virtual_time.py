"""Time that stands still until somebody sleeps, so that minutes of pacing are tested at once."""

import asyncio
import heapq
import itertools
from collections.abc import Coroutine
from typing import Any


class VirtualTime:
    def __init__(self) -> None:
        self.now = 0.0
        self._numbers = itertools.count()
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleeping, (self.now + seconds, next(self._numbers), woken))
        await woken

    async def run(self, *calls: Coroutine[Any, Any, Any]) -> list[Any]:
        """Run all calls to their end; what they raised is among the results."""
        gathered = asyncio.gather(*calls, return_exceptions=True)
        while not gathered.done():
            for _ in range(20):  # enough turns of the loop for everybody to be asleep again
                await asyncio.sleep(0)
            if self._sleeping:
                at, _, woken = heapq.heappop(self._sleeping)
                self.now = max(self.now, at)
                if not woken.done():
                    woken.set_result(None)
        return await gathered
