"""Webhook delivery: in order within a chat, side by side across chats, again until the bot says 2xx."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime

import httpx

from bot.sandbox.model import Json
from bot.sandbox.updates import Update, UpdateQueue

LONGEST_RETRY = 60.0
ANSWER_TIMEOUT = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — the header's name

Obey = Callable[[Json], Awaitable[None]]


async def ignore(_command: Json) -> None:
    """Does without the methods that a bot may write into its answers."""


class Webhook:
    """`first_retry` is the second wait, in seconds; the first is none, and each later one doubles.

    `obey` carries out the method that a bot may write into its answer.
    """

    def __init__(self, updates: UpdateQueue, *, first_retry: float) -> None:
        self.obey: Obey = ignore
        self._updates = updates
        self._first_retry = first_retry
        self._task: asyncio.Task[None] | None = None
        self.url = ""
        self._secret = ""
        self.last_error: tuple[datetime, str] | None = None

    async def set(self, url: str, secret: str) -> None:
        await self.remove()
        self.url, self._secret = url, secret
        self._task = asyncio.create_task(self._deliver())

    async def remove(self) -> None:
        self.url, self.last_error = "", None
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _deliver(self) -> None:
        workers: dict[int, asyncio.Task[None]] = {}
        async with (
            httpx.AsyncClient(trust_env=False, timeout=ANSWER_TIMEOUT) as client,
            asyncio.TaskGroup() as group,
        ):
            while True:
                for queue in {update.queue for update in self._updates.pending()}:
                    if queue not in workers or workers[queue].done():
                        workers[queue] = group.create_task(self._deliver_queue(client, queue))
                await self._updates.changed.wait()

    async def _deliver_queue(self, client: httpx.AsyncClient, queue: int) -> None:
        while update := self._first(queue):
            await self._deliver_update(client, update)

    def _first(self, queue: int) -> Update | None:
        return next((update for update in self._updates.pending() if update.queue == queue), None)

    async def _deliver_update(self, client: httpx.AsyncClient, update: Update) -> None:
        for pause in self._pauses():
            if update not in self._updates.pending():
                return
            response = await self._post(client, update)
            if response and response.is_success:
                self._updates.drop(update.id)
                if command := _command(response):
                    await self.obey(command)
                return
            await asyncio.sleep(pause)

    async def _post(self, client: httpx.AsyncClient, update: Update) -> httpx.Response | None:
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        try:
            response = await client.post(self.url, json=update.as_json(), headers=headers)
        except httpx.HTTPError as error:
            self.last_error = (datetime.now(UTC), f"Connection failed: {type(error).__name__}")
            return None
        if not response.is_success:
            self.last_error = (
                datetime.now(UTC),
                f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}",
            )
        return response

    def _pauses(self) -> Iterator[float]:
        yield 0
        pause = self._first_retry
        while True:
            yield pause
            pause = min(2 * pause, LONGEST_RETRY)


def _command(response: httpx.Response) -> Json | None:
    if not response.headers.get("content-type", "").startswith("application/json"):
        return None
    body = response.json()
    return body if isinstance(body, dict) and "method" in body else None
