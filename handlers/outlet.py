"""Where a message goes, as far as its look depends on it."""

from dataclasses import dataclass

from scheduler.model import ChatKind


@dataclass(frozen=True)
class Outlet:
    """A kind of chat, and the bot's name, which links in channels lead to."""

    kind: ChatKind = ChatKind.PRIVATE
    bot: str = ""


PRIVATE = Outlet()
