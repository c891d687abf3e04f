"""How a broadcast looks where it arrives."""

from collections.abc import Mapping
from typing import Any

from handlers.keyboards import button, keyboard
from handlers.markup import Html
from handlers.outlet import PRIVATE, Outlet
from handlers.replies import Reply
from handlers.texts import Texts
from scheduler.model import ChatKind


def render_broadcast(body: Mapping[str, Any], texts: Texts, outlet: Outlet = PRIVATE) -> Reply:
    """What the owner wrote, and the way to get no more. In a channel nobody presses for all."""
    rows = [] if outlet.kind is ChatKind.CHANNEL else [[button(texts.plain("button-unsubscribe"), "stop")]]
    return Reply(Html(body["html"]), keyboard(rows, texts.language))
