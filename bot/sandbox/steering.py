"""The control interface for tests: who and what there is, what goes wrong, what the bot asked for.

| route | does |
| --- | --- |
| POST `/sandbox/people` | adds a person: `first_name`, `language_code`, `username`, `id` |
| POST `/sandbox/people/{person}/deactivate` | deletes the account |
| POST `/sandbox/people/{person}/inline` | writes an inline `query`; gives an `id` |
| GET `/sandbox/inline/{query}` | the bot's `answer` to an inline query; null until there is one |
| GET `/sandbox/presses/{press}` | the bot's `answer` to a pressed button; null until there is one |
| POST `/sandbox/chats` | adds a group or channel: `title`, `type`, `members` (id to status), `is_forum`, `id`, |
| | `username`, `silent` (administrators of a channel who may not post) |
| POST `/sandbox/chats/{chat}/bot` | adds, promotes or removes the bot: `status`, `by` (a person), `silent` |
| POST `/sandbox/chats/{chat}/migrate` | makes a group a supergroup |
| GET, POST, DELETE `/sandbox/faults` | lists, plans (one, or a list; see `faults.Fault`) and forgets faults |
| GET, DELETE `/sandbox/calls` | what the bot asked for, oldest first; `?method=`, `?chat_id=` select |
| POST `/sandbox/updates` | hands the bot an update as it is: `kind`, `body`, `update_id`, `queue` |
| POST `/sandbox/reset` | back to the first cast and empty chats |
"""

from dataclasses import asdict, fields
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import people, wire
from bot.sandbox.endpoints import chat_id, person_id, route
from bot.sandbox.faults import Fault
from bot.sandbox.model import BOT_ID, Call, Chat, InlineQuery, Json, Person, Press
from bot.sandbox.parameters import read_parameters
from bot.sandbox.state import Sandbox


class Steering:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        person, chat = "/sandbox/people/{person:int}", "/sandbox/chats/{chat}"
        self.routes = [
            route("POST", "/sandbox/people", self.add_person),
            route("POST", f"{person}/deactivate", self.deactivate),
            route("POST", f"{person}/inline", self.ask_inline),
            route("GET", "/sandbox/inline/{query}", self.show_inline_query),
            route("GET", "/sandbox/presses/{press}", self.show_press),
            route("POST", "/sandbox/chats", self.add_chat),
            route("POST", f"{chat}/bot", self.set_bot_status),
            route("POST", f"{chat}/migrate", self.migrate),
            route("GET POST DELETE", "/sandbox/faults", self.faults),
            route("GET DELETE", "/sandbox/calls", self.calls),
            route("POST", "/sandbox/updates", self.push_update),
            route("POST", "/sandbox/reset", self.reset),
        ]

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

    async def deactivate(self, request: Request) -> Response:
        people.deactivate(self._sandbox, person_id(request))
        return Response(status_code=204)

    async def ask_inline(self, request: Request) -> Response:
        given = await read_parameters(request)
        query = people.ask_inline(self._sandbox, person_id(request), given.text("query"), given.text("offset"))
        return JSONResponse({"id": query.id}, 201)

    async def show_press(self, request: Request) -> Response:
        return _answer_of(self._sandbox.presses.get(request.path_params["press"]))

    async def show_inline_query(self, request: Request) -> Response:
        return _answer_of(self._sandbox.inline_queries.get(request.path_params["query"]))

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
            username=given.text("username"),
            silent=frozenset(given.structure("silent") or ()),
        )
        self._sandbox.add_chat(chat)
        return JSONResponse(wire.chat(self._sandbox, chat), 201)

    async def set_bot_status(self, request: Request) -> Response:
        given = await read_parameters(request)
        actor = self._sandbox.person(given.integer("by"))
        silent = given.boolean("silent")
        people.set_bot_status(self._sandbox, chat_id(request), actor.id, given.text("status"), silent=silent)
        return Response(status_code=204)

    async def migrate(self, request: Request) -> Response:
        return JSONResponse({"id": self._sandbox.migrate(chat_id(request)).id})

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


def _answer_of(asked: Press | InlineQuery | None) -> Response:
    if asked is None:
        return JSONResponse({"error": "there is no such query"}, 404)
    return JSONResponse({"id": asked.id, "answer": asked.answer})


def _fault(given: Json) -> Fault:
    known = {field.name for field in fields(Fault)}
    if unknown := given.keys() - known:
        raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
    return Fault(**given)


def _call(call: Call) -> Json:
    return asdict(call) | {"at": call.at.isoformat(), "answered": call.answered.isoformat()}
