"""The whole bot in this process, as ``marsad run`` builds it, and people who talk to it over the sandbox's HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot import app
from bot.inbox import Inbox
from bot.sandbox import CURATOR_ID, Sandbox
from bot.settings import Settings
from knowledge.base.catalogue import Catalogue
from knowledge.database import Database
from tests.bot.sandbox.serving import TOKEN, serve_sandbox

Json = dict[str, Any]

_PATIENCE = 30
_LOOK_EVERY = 0.05
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069"))


def settings_for(base: Path, **values: Any) -> Settings:
    """As an operator sets them, and nothing from this machine."""
    return Settings(_env_file=None, database_url=url_of(base), port=0, rate=30, **values)  # type: ignore[call-arg]  # (pydantic-settings')


def url_of(base: Path) -> str:
    return f"sqlite+aiosqlite:///{base}"


@asynccontextmanager
async def bot_running(settings: Settings) -> AsyncIterator[asyncio.Queue[str]]:
    """The bot until the block ends; the queue gets the address of its chat page, if it has one."""
    announced: asyncio.Queue[str] = asyncio.Queue()
    running = asyncio.create_task(app.run(settings, announced.put_nowait))
    try:
        yield announced
    finally:
        running.cancel()
        async with asyncio.timeout(_PATIENCE):
            await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def marsad_in_its_sandbox(settings: Settings) -> AsyncIterator[str]:
    """The address of the chat page of a bot without a token."""
    async with bot_running(settings) as announced:
        async with asyncio.timeout(_PATIENCE):
            address = await announced.get()
        yield address


@dataclass(frozen=True)
class Said:
    """One message of the bot, without the marks of direction; ``raw`` is as the wire had it."""

    id: int
    text: str
    buttons: dict[str, str]
    raw: Json

    @classmethod
    def of(cls, message: Json) -> "Said":
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", ())
        buttons = {
            unmarked(button["text"]): button.get("callback_data") or button["url"] for row in rows for button in row
        }
        return cls(message["message_id"], unmarked(message.get("text") or ""), buttons, message)


class Stage:
    """A sandbox that outlives the bot, and a way to see when the bot has done everything."""

    def __init__(self, sandbox: Sandbox, control: httpx.AsyncClient, base: Path) -> None:
        self.sandbox = sandbox
        self.control = control
        self.base = base
        self._database = Database(url_of(base))
        self._inbox = Inbox(self._database)
        self._catalogue = Catalogue(self._database)

    async def close(self) -> None:
        await self._database.close()

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """The bot on this stage, on its base, until the block ends."""
        address = str(self.control.base_url).rstrip("/")
        settings = settings_for(self.base, token=TOKEN, api_url=address, owners=frozenset({CURATOR_ID}))
        async with bot_running(settings):
            yield

    async def revision(self) -> int:
        """Grows with every change of the facts."""
        return await self._catalogue.revision()

    async def post(self, path: str, body: Any) -> Any:
        # Half surrogates can travel as escapes only.
        headers = {"content-type": "application/json"}
        answer = await self.control.post(f"/sandbox/{path}", content=json.dumps(body), headers=headers)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def newcomer(self, language: str = "ar") -> "Person":
        """Somebody who never wrote before."""
        person = await self.post("people", {"language_code": language})
        return Person(self, person["id"], language)

    def curator(self) -> "Person":
        return Person(self, CURATOR_ID, "ar")

    async def plan(self, kind: str, method: str, person: "Person | None" = None, **more: Any) -> None:
        """Have the Bot API misbehave once, towards one person if one is named."""
        await self.post("faults", {"kind": kind, "method": method, "chat_id": person and person.id, **more})

    async def settle(self) -> None:
        """Wait until every update is confirmed and handled."""
        async with asyncio.timeout(_PATIENCE):
            while self.sandbox.updates.pending() or await self._inbox.undone():  # noqa: ASYNC110 (the base has no event)
                await asyncio.sleep(_LOOK_EVERY)


class Person:
    """Somebody's private chat with the bot."""

    def __init__(self, stage: Stage, person_id: int, language: str) -> None:
        self.id = person_id
        self.language = language
        self._stage = stage
        self._seen = 0

    async def says(self, text: str) -> list[Said]:
        """What the bot says to a message."""
        await self._stage.post(f"people/{self.id}/messages", {"text": text})
        return await self.hears()

    async def edits(self, message_id: int, text: str) -> list[Said]:
        path = f"/sandbox/people/{self.id}/messages/{message_id}"
        (await self._stage.control.patch(path, json={"text": text})).raise_for_status()
        return await self.hears()

    async def uploads(self, name: str, content: bytes, caption: str = "") -> list[Said]:
        path, files = f"/sandbox/people/{self.id}/files", {"file": (name, content)}
        answer = await self._stage.control.post(path, data={"caption": caption}, files=files)
        answer.raise_for_status()
        return await self.hears()

    async def sends(self, **content: Any) -> list[Said]:
        """The bot's answer to what Telegram could hand over and the sandbox's page has no button for."""
        await self.says("/cancel")  # the bot may write to whoever wrote to it
        return await self.sends_on(**content)

    async def sends_on(self, **content: Any) -> list[Said]:
        """The same in the middle of a dialogue."""
        who = {"id": self.id, "first_name": "Reader"}
        sender = who | {"is_bot": False, "language_code": self.language}
        body = {"message_id": 1, "date": 1_700_000_000, "from": sender, "chat": who | {"type": "private"}} | content
        await self._stage.post("updates", {"kind": "message", "body": body, "queue": self.id})
        return await self.hears()

    async def presses(self, label: str) -> list[str]:
        """What the bot says when the newest button with this label is pressed, in a notice or in messages."""
        for message in reversed(await self.chat()):
            for shown, data in message.buttons.items():
                if label in shown:
                    return await self.presses_data(data, message.id)
        raise AssertionError(f"no button {label!r}")

    async def presses_data(self, data: str, message_id: int = 1) -> list[str]:
        """The same for any callback data, real or forged."""
        path = f"people/{self.id}/presses"
        press = await self._stage.post(path, {"message_id": message_id, "data": data})
        told = await self.hears()
        answer = (await self._stage.control.get(f"/sandbox/presses/{press['id']}")).json()["answer"]
        assert answer is not None, "the button keeps spinning"
        return [text for text in (unmarked(answer["text"]), *(said.text for said in told)) if text]

    async def blocks(self) -> None:
        await self._stage.post(f"people/{self.id}/block", {"blocked": True})
        await self._stage.settle()

    async def hears(self) -> list[Said]:
        """What the bot said since the last time."""
        await self._stage.settle()
        news = [message for message in await self.chat() if message.id > self._seen]
        self._seen = max([self._seen, *(message.id for message in news)])
        return news

    async def chat(self) -> list[Said]:
        """All messages of the bot, as they are now, oldest first."""
        return [Said.of(message) for message in await self.messages() if message["from"]["is_bot"]]

    async def messages(self) -> list[Json]:
        seen = (await self._stage.control.get(f"/sandbox/people/{self.id}")).json()
        messages: list[Json] = next(chat for chat in seen["chats"] if chat["id"] == self.id)["messages"]
        return messages


@asynccontextmanager
async def stage_on(base: Path) -> AsyncIterator[Stage]:
    """A sandbox behind a real server; no flood control, which has tests of its own."""
    sandbox = Sandbox(limits=None)
    async with serve_sandbox(sandbox) as address:
        transport = httpx.AsyncHTTPTransport(verify=False)
        async with httpx.AsyncClient(base_url=address, transport=transport, timeout=_PATIENCE) as control:
            stage = Stage(sandbox, control, base)
            yield stage
            await stage.close()


def unmarked(text: str) -> str:
    return text.translate(_MARKS)
