"""The sandbox as one ASGI application: the Bot API, the chat page and the control interface."""

from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox import methods
from bot.sandbox.bot_api import BotApi
from bot.sandbox.control import Control
from bot.sandbox.guard import LocalOnly
from bot.sandbox.state import Sandbox
from bot.sandbox.steering import Steering

PAGE = Path(__file__).parent / "page"


def create_sandbox(state: Sandbox) -> Starlette:
    """To be served on loopback only, in the event loop in which `state` is used.

    Call `await state.close()` when the server is told to stop: live streams and long polls would keep it
    waiting.
    """
    state.webhook.obey = partial(methods.obey, state)
    return Starlette(
        routes=[
            *BotApi(state).routes,  # first, because it is asked hundreds of times a second
            Route("/", show_page),
            Mount("/page", StaticFiles(directory=PAGE)),
            *Control(state).routes,
            *Steering(state).routes,
        ],
        middleware=[Middleware(LocalOnly)],
    )


async def show_page(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html")
