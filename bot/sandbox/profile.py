"""What the bot says about itself: name, descriptions, commands and menu button, by language and scope."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.model import Chat, Json

DEFAULT_NAME = "مرصد Marsad"
ADMINISTRATORS = {"creator", "administrator"}

Scope = tuple[Any, ...]
DEFAULT_SCOPE: Scope = ("default",)


class Profile:
    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {("name", ""): DEFAULT_NAME}
        self._commands: dict[tuple[Scope, str], list[Json]] = {}
        self.menu_buttons: dict[int, Json] = {}

    def set_text(self, field: str, language: str, text: str) -> None:
        """An empty text forgets the one of that language."""
        if text:
            self._texts[field, language] = text
        else:
            self._texts.pop((field, language), None)

    def text(self, field: str, language: str) -> str:
        """In the language, or else the text for everybody; the name of a bot is never empty."""
        for_everybody = self._texts.get((field, ""), DEFAULT_NAME if field == "name" else "")
        return self._texts.get((field, language), for_everybody)

    def set_commands(self, scope: Scope, language: str, commands: list[Json]) -> None:
        if commands:
            self._commands[scope, language] = commands
        else:
            self._commands.pop((scope, language), None)

    def commands(self, scope: Scope, language: str) -> list[Json]:
        """Exactly what was set for this scope and language."""
        return self._commands.get((scope, language), [])

    def menu(self, chat: Chat, person_id: int, language: str) -> list[Json]:
        """What a person sees: the narrowest scope that has commands, and there the person's language first."""
        for scope in _scopes(chat, person_id):
            for key in ((scope, language), (scope, "")):
                if key in self._commands:
                    return self._commands[key]
        return []


def _scopes(chat: Chat, person_id: int) -> Iterator[Scope]:
    """From narrow to wide, in the order of core.telegram.org/bots/api#determining-list-of-commands."""
    is_administrator = chat.members.get(person_id) in ADMINISTRATORS
    if chat.is_private:
        yield ("chat", chat.id)
        yield ("all_private_chats",)
    else:
        yield ("chat_member", chat.id, person_id)
        if is_administrator:
            yield ("chat_administrators", chat.id)
        yield ("chat", chat.id)
        if is_administrator:
            yield ("all_chat_administrators",)
        yield ("all_group_chats",)
    yield DEFAULT_SCOPE
