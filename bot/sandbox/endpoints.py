"""How the routes of the control interface are declared, read and refused."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.errors import ApiError, RefusedError
from bot.sandbox.parameters import Parameters

Endpoint = Callable[[Request], Awaitable[Response]]


def route(methods: str, path: str, endpoint: Endpoint) -> Route:
    """`methods` are separated by blanks."""
    return Route(path, _guarded(endpoint), methods=methods.split())


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


def person_id(request: Request) -> int:
    return int(request.path_params["person"])


def chat_id(request: Request) -> int:
    """Groups have negative ids, for which Starlette's own `int` has no room."""
    return int(request.path_params["chat"])


def optional_number(given: Parameters, name: str) -> int | None:
    return given.integer(name) or None
