"""The control interface for the chat page: what people see and do, as JSON under `/sandbox`.

| route | does |
| --- | --- |
| GET `/sandbox/people` | who there is, and the chats of each |
| GET `/sandbox/people/{person}` | what a person sees: chats, messages, keyboards, menu of commands, typing |
| POST `/sandbox/people/{person}/messages` | says `text` (`chat_id`, `reply_to`, `thread_id`), opens with `start`, |
| | or forwards the post `message_id` of the channel `forward_from` |
| PATCH `/sandbox/people/{person}/messages/{message}` | edits a message of one's own: `text`, `chat_id` |
| POST `/sandbox/people/{person}/files` | sends a document, as a form: `file`, `caption`, `chat_id` |
| POST `/sandbox/people/{person}/presses` | presses a button: `message_id`, `data` (any), `chat_id`; gives an `id` |
| POST `/sandbox/people/{person}/block` | `blocked`: true or false |
| GET `/sandbox/files/{file}` | the content of a file |
| GET `/sandbox/events` | Server-Sent Events: `message`, `deleted`, `typing`, `answer`, `chat`, `profile`, `reset` |

What cannot be done in Telegram answers 409, what is not understood 400, both with `{"error": …}`.
`steering` has the routes that only tests need.
"""

import json
from collections.abc import AsyncIterator
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.sandbox import people, wire
from bot.sandbox.endpoints import optional_number, person_id, route
from bot.sandbox.errors import RefusedError
from bot.sandbox.model import Message
from bot.sandbox.parameters import read_parameters
from bot.sandbox.state import Sandbox

RECONNECT_AFTER = 1000  # milliseconds
SHOWN_IN_PLACE = {"image/png", "image/jpeg", "image/gif", "image/webp"}


class Control:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        person = "/sandbox/people/{person:int}"
        self.routes = [
            route("GET", "/sandbox/people", self.list_people),
            route("GET", person, self.snapshot),
            route("POST", f"{person}/messages", self.say),
            route("PATCH", f"{person}/messages/{{message:int}}", self.edit),
            route("POST", f"{person}/files", self.upload),
            route("POST", f"{person}/presses", self.press),
            route("POST", f"{person}/block", self.block),
            route("GET", "/sandbox/files/{file}", self.file),
            route("GET", "/sandbox/events", self.events),
        ]

    async def list_people(self, _request: Request) -> Response:
        listed = [
            wire.user(person)
            | {"is_curator": person.is_curator}
            | {"chats": [wire.chat(self._sandbox, chat) for chat in self._sandbox.chats_of(person.id)]}
            for person in self._sandbox.people.values()
        ]
        return JSONResponse({"bot": self._sandbox.bot_user(), "people": listed})

    async def snapshot(self, request: Request) -> Response:
        return JSONResponse(people.snapshot(self._sandbox, person_id(request)))

    async def say(self, request: Request) -> Response:
        given = await read_parameters(request)
        if "start" in given:
            return self._shown(people.start(self._sandbox, person_id(request), given.text("start")))
        if channel_id := optional_number(given, "forward_from"):
            post_id = given.integer("message_id")
            return self._shown(people.forward(self._sandbox, person_id(request), channel_id, post_id))
        message = people.say(
            self._sandbox,
            person_id(request),
            given.text("text"),
            chat_id=optional_number(given, "chat_id"),
            reply_to=optional_number(given, "reply_to"),
            thread_id=optional_number(given, "thread_id"),
        )
        return self._shown(message)

    async def edit(self, request: Request) -> Response:
        given = await read_parameters(request)
        message_id, chat_id = request.path_params["message"], optional_number(given, "chat_id")
        return self._shown(
            people.edit(self._sandbox, person_id(request), message_id, given.text("text"), chat_id=chat_id)
        )

    async def upload(self, request: Request) -> Response:
        given = await read_parameters(request)
        file = given.upload("file")
        if file is None:
            raise RefusedError("there is no file")
        caption, chat_id = given.text("caption"), optional_number(given, "chat_id")
        return self._shown(people.upload(self._sandbox, person_id(request), file, caption=caption, chat_id=chat_id))

    async def press(self, request: Request) -> Response:
        given = await read_parameters(request)
        pressed = people.press(
            self._sandbox,
            person_id(request),
            given.integer("message_id"),
            given.text("data"),
            chat_id=optional_number(given, "chat_id"),
        )
        return JSONResponse({"id": pressed.id}, 201)

    async def block(self, request: Request) -> Response:
        given = await read_parameters(request)
        people.block(self._sandbox, person_id(request), blocked=given.boolean("blocked"))
        return Response(status_code=204)

    async def file(self, request: Request) -> Response:
        file = self._sandbox.files.get(request.path_params["file"])
        if file is None:
            return JSONResponse({"error": "there is no such file"}, 404)
        in_place = file.mime_type in SHOWN_IN_PLACE
        disposition = "inline" if in_place else "attachment"
        headers = {"content-disposition": f"{disposition}; filename*=utf-8''{quote(file.name)}"}
        kind = file.mime_type if in_place else "application/octet-stream"
        return Response(file.content, media_type=kind, headers=headers)

    async def events(self, _request: Request) -> Response:
        return StreamingResponse(_stream(self._sandbox), media_type="text/event-stream")

    def _shown(self, message: Message) -> Response:
        return JSONResponse(self._sandbox.shown(message), 201)


async def _stream(sandbox: Sandbox) -> AsyncIterator[str]:
    yield f"retry: {RECONNECT_AFTER}\n\n"
    async for event in sandbox.events.listen():
        yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
