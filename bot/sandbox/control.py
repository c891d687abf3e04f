"""The control interface, for the chat page and for tests: JSON under `/sandbox`.

| route | does |
| --- | --- |
| GET `/sandbox/people` | who there is, and the chats of each |
| POST `/sandbox/people` | adds a person: `first_name`, `language_code`, `username`, `id` |
| GET `/sandbox/people/{person}` | what a person sees: chats, messages, keyboards, menu of commands, typing |
| POST `/sandbox/people/{person}/messages` | says `text` (`chat_id`, `reply_to`, `thread_id`) or opens with `start` |
| PATCH `/sandbox/people/{person}/messages/{message}` | edits a message of one's own: `text`, `chat_id` |
| POST `/sandbox/people/{person}/files` | sends a document, as a form: `file`, `caption`, `chat_id` |
| POST `/sandbox/people/{person}/presses` | presses a button: `message_id`, `data` (any), `chat_id`; gives an `id` |
| GET `/sandbox/presses/{press}` | the bot's `answer` to a press; null until there is one |
| POST `/sandbox/people/{person}/inline` | writes an inline `query`; gives an `id` |
| GET `/sandbox/inline/{query}` | the bot's `answer` to an inline query |
| POST `/sandbox/people/{person}/block` | `blocked`: true or false |
| POST `/sandbox/people/{person}/deactivate` | deletes the account |
| POST `/sandbox/chats` | adds a group or channel: `title`, `type`, `members` (id to status), `is_forum`, `id` |
| POST `/sandbox/chats/{chat}/bot` | adds, promotes or removes the bot: `status`, `by` (a person) |
| POST `/sandbox/chats/{chat}/migrate` | makes a group a supergroup |
| GET, POST, DELETE `/sandbox/faults` | lists, plans (one, or a list; see `faults.Fault`) and forgets faults |
| GET, DELETE `/sandbox/calls` | what the bot asked for, oldest first; `?method=`, `?chat_id=` select |
| POST `/sandbox/updates` | hands the bot an update as it is: `kind`, `body`, and if wanted `update_id`, `queue` |
| POST `/sandbox/reset` | back to the first cast and empty chats |
| GET `/sandbox/files/{file}` | the content of a file |
| GET `/sandbox/events` | Server-Sent Events: `message`, `deleted`, `typing`, `answer`, `chat`, `profile`, `reset` |

What cannot be done in Telegram answers 409, what is not understood 400, both with `{"error": …}`.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, fields, replace
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import people, wire
from bot.sandbox.errors import ApiError, RefusedError
from bot.sandbox.faults import Fault
from bot.sandbox.model import BOT_ID, Call, Chat, Json, Message, Person
from bot.sandbox.parameters import Parameters, read_parameters
from bot.sandbox.state import Sandbox

SHOWN_IN_PLACE = {"image/png", "image/jpeg", "image/gif", "image/webp"}
Endpoint = Callable[[Request], Awaitable[Response]]


class Control:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        person = "/sandbox/people/{person:int}"
        self.routes = [
            Route("/sandbox/people", _guarded(self.list_people), methods=["GET"]),
            Route("/sandbox/people", _guarded(self.add_person), methods=["POST"]),
            Route(person, _guarded(self.snapshot), methods=["GET"]),
            Route(f"{person}/messages", _guarded(self.say), methods=["POST"]),
            Route(f"{person}/messages/{{message:int}}", _guarded(self.edit), methods=["PATCH"]),
            Route(f"{person}/files", _guarded(self.upload), methods=["POST"]),
            Route(f"{person}/presses", _guarded(self.press), methods=["POST"]),
            Route(f"{person}/inline", _guarded(self.ask_inline), methods=["POST"]),
            Route(f"{person}/block", _guarded(self.block), methods=["POST"]),
            Route(f"{person}/deactivate", _guarded(self.deactivate), methods=["POST"]),
            Route("/sandbox/presses/{press}", _guarded(self.show_press), methods=["GET"]),
            Route("/sandbox/inline/{query}", _guarded(self.show_inline_query), methods=["GET"]),
            Route("/sandbox/chats", _guarded(self.add_chat), methods=["POST"]),
            Route("/sandbox/chats/{chat}/bot", _guarded(self.set_bot_status), methods=["POST"]),
            Route("/sandbox/chats/{chat}/migrate", _guarded(self.migrate), methods=["POST"]),
            Route("/sandbox/faults", _guarded(self.faults), methods=["GET", "POST", "DELETE"]),
            Route("/sandbox/calls", _guarded(self.calls), methods=["GET", "DELETE"]),
            Route("/sandbox/updates", _guarded(self.push_update), methods=["POST"]),
            Route("/sandbox/reset", _guarded(self.reset), methods=["POST"]),
            Route("/sandbox/files/{file}", _guarded(self.file), methods=["GET"]),
            Route("/sandbox/events", self.events, methods=["GET"]),
        ]

    async def list_people(self, _request: Request) -> Response:
        listed = [
            wire.user(person)
            | {"chats": [wire.chat(self._sandbox, chat) for chat in self._sandbox.chats_of(person.id)]}
            for person in self._sandbox.people.values()
        ]
        return JSONResponse({"bot": self._sandbox.bot_user(), "people": listed})

    async def add_person(self, request: Request) -> Response:
        given = await read_parameters(request)
        person = Person(
            given.integer("id") or 2000 + self._sandbox.number(),
            given.text("first_name", "Reader"),
            given.text("language_code", "ar"),
            given.text("username"),
        )
        self._sandbox.add_person(person)
        return JSONResponse(wire.user(person), 201)

    async def snapshot(self, request: Request) -> Response:
        return JSONResponse(people.snapshot(self._sandbox, _person(request)))

    async def say(self, request: Request) -> Response:
        given = await read_parameters(request)
        if "start" in given:
            return self._shown(people.start(self._sandbox, _person(request), given.text("start")))
        message = people.say(
            self._sandbox,
            _person(request),
            given.text("text"),
            chat_id=_optional(given, "chat_id"),
            reply_to=_optional(given, "reply_to"),
            thread_id=_optional(given, "thread_id"),
        )
        return self._shown(message)

    async def edit(self, request: Request) -> Response:
        given = await read_parameters(request)
        message_id, chat_id = request.path_params["message"], _optional(given, "chat_id")
        return self._shown(
            people.edit(self._sandbox, _person(request), message_id, given.text("text"), chat_id=chat_id)
        )

    async def upload(self, request: Request) -> Response:
        given = await read_parameters(request)
        file = given.upload("file")
        if file is None:
            raise RefusedError("there is no file")
        caption, chat_id = given.text("caption"), _optional(given, "chat_id")
        return self._shown(people.upload(self._sandbox, _person(request), file, caption=caption, chat_id=chat_id))

    def _shown(self, message: Message) -> Response:
        return JSONResponse(self._sandbox.shown(message), 201)

    async def press(self, request: Request) -> Response:
        given = await read_parameters(request)
        pressed = people.press(
            self._sandbox,
            _person(request),
            given.integer("message_id"),
            given.text("data"),
            chat_id=_optional(given, "chat_id"),
        )
        return JSONResponse({"id": pressed.id}, 201)

    async def show_press(self, request: Request) -> Response:
        return _answer_of(self._sandbox.presses.get(request.path_params["press"]))

    async def ask_inline(self, request: Request) -> Response:
        given = await read_parameters(request)
        query = people.ask_inline(self._sandbox, _person(request), given.text("query"), given.text("offset"))
        return JSONResponse({"id": query.id}, 201)

    async def show_inline_query(self, request: Request) -> Response:
        return _answer_of(self._sandbox.inline_queries.get(request.path_params["query"]))

    async def block(self, request: Request) -> Response:
        given = await read_parameters(request)
        people.block(self._sandbox, _person(request), blocked=given.boolean("blocked"))
        return Response(status_code=204)

    async def deactivate(self, request: Request) -> Response:
        people.deactivate(self._sandbox, _person(request))
        return Response(status_code=204)

    async def add_chat(self, request: Request) -> Response:
        given = await read_parameters(request)
        members = {int(member): status for member, status in (given.structure("members") or {}).items()}
        kind: Any = given.text("type", "group")
        chat = Chat(
            given.integer("id") or -3000 - self._sandbox.number(),
            kind,
            title=given.text("title", "Group"),
            members={BOT_ID: "member"} | members,
            is_forum=given.boolean("is_forum"),
        )
        self._sandbox.add_chat(chat)
        return JSONResponse(wire.chat(self._sandbox, chat), 201)

    async def set_bot_status(self, request: Request) -> Response:
        given = await read_parameters(request)
        actor = self._sandbox.person(given.integer("by"))
        people.set_bot_status(self._sandbox, _chat(request), actor.id, given.text("status"))
        return Response(status_code=204)

    async def migrate(self, request: Request) -> Response:
        return JSONResponse({"id": self._sandbox.migrate(_chat(request)).id})

    async def faults(self, request: Request) -> Response:
        planned = self._sandbox.faults
        if request.method == "DELETE":
            planned.clear()
        elif request.method == "POST":
            given = await request.json()
            planned.plan(_fault(fault) for fault in (given if isinstance(given, list) else [given]))
        return JSONResponse([asdict(fault) for fault in planned.planned])

    async def calls(self, request: Request) -> Response:
        calls = self._sandbox.calls
        if request.method == "DELETE":
            calls.clear()
        method = request.query_params.get("method", "").lower()
        chat = request.query_params.get("chat_id")
        chosen = [
            call
            for call in calls
            if (not method or call.method.lower() == method)
            and (chat is None or str(call.parameters.get("chat_id")) == chat)
        ]
        return JSONResponse([_call(call) for call in chosen])

    async def push_update(self, request: Request) -> Response:
        given = await read_parameters(request)
        updates = self._sandbox.updates
        updates.next_id = given.integer("update_id", updates.next_id)
        body = given.structure("body") or {}
        update = updates.add(given.text("kind", "message"), body, given.integer("queue"))
        return JSONResponse({"update_id": update.id if update else None}, 201)

    async def reset(self, _request: Request) -> Response:
        self._sandbox.reset()
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


def _guarded(endpoint: Endpoint) -> Endpoint:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except RefusedError as error:
            return JSONResponse({"error": str(error)}, 409)
        except ApiError as error:
            return JSONResponse({"error": error.description}, error.code)
        except (ValueError, TypeError) as error:
            return JSONResponse({"error": str(error)}, 400)

    return answer


async def _stream(sandbox: Sandbox) -> AsyncIterator[str]:
    async for event in sandbox.events.listen():
        yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"


def _person(request: Request) -> int:
    return int(request.path_params["person"])


def _chat(request: Request) -> int:
    return int(request.path_params["chat"])


def _optional(given: Parameters, name: str) -> int | None:
    return given.integer(name) or None


def _answer_of(asked: Any) -> Response:
    if asked is None:
        return JSONResponse({"error": "there is no such query"}, 404)
    return JSONResponse({"id": asked.id, "answer": asked.answer})


def _fault(given: Json) -> Fault:
    known = {field.name for field in fields(Fault)}
    if unknown := given.keys() - known:
        raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
    return Fault(**given)


def _call(call: Call) -> Json:
    return asdict(replace(call)) | {"at": call.at.isoformat()}
