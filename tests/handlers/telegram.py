"""Telegram's end of the wire: records what the bot sends, and makes the updates that people cause."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

from handlers.context import App
from handlers.markup import visible

BOT = {"id": 1, "is_bot": True, "first_name": "Marsad", "username": "marsad_bot"}

_SENT_AT = int(datetime(2025, 8, 1, 12, tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class Call:
    """One request of the bot, with parameters as python-telegram-bot gives them before encoding."""

    method: str
    parameters: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What people see, without the marks of direction."""
        return _without_marks(visible(self.parameters.get("text") or ""))

    @property
    def buttons(self) -> dict[str, str]:
        """Callback data, or links, by label, row by row."""
        markup = self.parameters.get("reply_markup") or {}
        return {
            _without_marks(button["text"]): button.get("callback_data") or button["url"]
            for row in markup.get("inline_keyboard", ())
            for button in row
        }


class Wire(BaseRequest):
    """Answers like Telegram, as far as the bot looks at the answers."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.administrators: set[int] = set()
        self.files: dict[str, bytes] = {}
        self.refusals: dict[str, tuple[int, str]] = {}
        """Status and description with which a method is refused."""
        self._message_ids = count(1000)

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if name in self.files:
            return 200, self.files[name]
        parameters = request_data.parameters if request_data else {}
        files = {key: content for key, (_, content, _) in (request_data.multipart_data if request_data else {}).items()}
        self.calls.append(Call(name, parameters, files))
        if name in self.refusals:
            code, description = self.refusals[name]
            return code, json.dumps({"ok": False, "error_code": code, "description": description}).encode()
        return 200, json.dumps({"ok": True, "result": self._result(name, parameters)}).encode()

    def _result(self, name: str, parameters: Mapping[str, Any]) -> Any:
        match name:
            case "getMe":
                return BOT
            case "sendMessage" | "editMessageText" | "sendDocument":
                return self._message(parameters)
            case "getChatMember":
                return self._member(parameters["user_id"])
            case "getFile":
                return {"file_id": parameters["file_id"], "file_unique_id": "u", "file_path": parameters["file_id"]}
            case _:
                return True

    def _message(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "message_id": parameters.get("message_id") or next(self._message_ids),
            "date": _SENT_AT,
            "chat": {"id": parameters["chat_id"], "type": "private"},
            "text": parameters.get("text", ""),
        }

    def _member(self, user_id: int) -> dict[str, Any]:
        user = {"id": user_id, "is_bot": False, "first_name": "x"}
        if user_id in self.administrators:
            return {"status": "creator", "user": user, "is_anonymous": False}
        return {"status": "member", "user": user}


@dataclass
class Person:
    """Somebody who writes to the bot and presses its buttons, in their private chat or in a group."""

    application: App
    wire: Wire
    id: int = 7
    language: str = "ar"
    chat: Mapping[str, Any] = field(default_factory=dict)
    thread_id: int | None = None
    """The forum topic of the chat in which all this happens."""

    _update_ids = count(1)
    _message_ids = count(1)

    async def says(self, text: str, **more: Any) -> list[Call]:
        """What the bot does about a message."""
        return await self.sends(text=text, entities=_entities(text), **more)

    async def sends(self, *, edited: bool = False, **content: Any) -> list[Call]:
        message = {**self._envelope(), "from": self._user, **content}
        return await self._cause("edited_message" if edited else "message", message)

    async def presses(self, label: str) -> list[Call]:
        """Press the newest button whose label holds this text."""
        for call in reversed(self.wire.calls):
            for shown, data in call.buttons.items():
                if label in shown:
                    return await self.presses_data(data)
        raise AssertionError(f"no button {label!r}")

    async def presses_data(self, data: str) -> list[Call]:
        markups = (
            call.parameters["reply_markup"] for call in reversed(self.wire.calls) if data in call.buttons.values()
        )
        message = {**self._envelope(), "from": BOT, "text": "…", "reply_markup": next(markups, None)}
        query = {"id": "1", "from": self._user, "chat_instance": "1", "data": data, "message": message}
        return await self._cause("callback_query", query)

    async def causes(self, kind: str, **content: Any) -> list[Call]:
        """Any other update about this person and chat."""
        return await self._cause(kind, {**self._envelope(), "from": self._user, **content})

    async def _cause(self, kind: str, content: Mapping[str, Any]) -> list[Call]:
        before = len(self.wire.calls)
        update = Update.de_json({"update_id": next(self._update_ids), kind: content}, self.application.bot)
        await self.application.process_update(update)
        return self.wire.calls[before:]

    @property
    def _user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": "Layla", "language_code": self.language}

    def _envelope(self) -> dict[str, Any]:
        chat = self.chat or {"id": self.id, "type": "private"}
        place = {"message_thread_id": self.thread_id, "is_topic_message": True} if self.thread_id else {}
        return {"message_id": next(self._message_ids), "date": _SENT_AT, "chat": chat} | place


def texts_of(calls: Sequence[Call]) -> str:
    """All that people see of the calls: messages and notices."""
    return "\n".join(call.text for call in calls if call.text)


def _without_marks(text: str) -> str:
    return re.sub("[\u200e\u200f\u2068\u2069]", "", text)


def _entities(text: str) -> list[dict[str, Any]]:
    if text.startswith("/"):
        return [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return [
        {"type": "mention", "offset": text.index(word), "length": len(word)}
        for word in text.split()
        if word.startswith("@")
    ]
