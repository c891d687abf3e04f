"""What the bot is and says about itself."""

import re
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.model import Json
from bot.sandbox.parameters import Parameters
from bot.sandbox.profile import DEFAULT_SCOPE, Scope
from bot.sandbox.state import Sandbox

MOST_COMMANDS = 100
LONGEST_COMMAND = 32
LONGEST_COMMAND_DESCRIPTION = 256
LONGEST_TEXTS = {"name": 64, "description": 512, "short_description": 120}
SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


def get_me(sandbox: Sandbox, _parameters: Parameters) -> Json:
    return sandbox.bot_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def accept(_sandbox: Sandbox, _parameters: Parameters) -> bool:
    return True


def set_my_commands(sandbox: Sandbox, parameters: Parameters) -> bool:
    given = parameters.structure("commands")
    if not isinstance(given, list):
        raise bad_request("can't parse commands JSON object")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(command) for command in given]
    return _keep_commands(sandbox, parameters, commands)


def delete_my_commands(sandbox: Sandbox, parameters: Parameters) -> bool:
    return _keep_commands(sandbox, parameters, [])


def get_my_commands(sandbox: Sandbox, parameters: Parameters) -> list[Json]:
    return sandbox.profile.commands(_scope(sandbox, parameters), _language(parameters))


def _keep_commands(sandbox: Sandbox, parameters: Parameters, commands: list[Json]) -> bool:
    sandbox.profile.set_commands(_scope(sandbox, parameters), _language(parameters), commands)
    sandbox.events.publish({"type": "profile"})
    return True


def _command(given: Any) -> Json:
    command = str(given.get("command", "")).strip().removeprefix("/")
    description = str(given.get("description", "")).strip()
    if reason := _what_is_wrong(command, description):
        raise bad_request(reason)
    return {"command": command, "description": description}


def _what_is_wrong(command: str, description: str) -> str | None:
    problems = {
        "command must be non-empty": not command,
        f"command length must not exceed {LONGEST_COMMAND}": len(command) > LONGEST_COMMAND,
        "command description must be non-empty": not description,
        f"command description length must not exceed {LONGEST_COMMAND_DESCRIPTION}": len(description)
        > LONGEST_COMMAND_DESCRIPTION,
        "BOT_COMMAND_INVALID": not re.fullmatch(r"[a-z0-9_]+", command),
    }
    return next((reason for reason, is_wrong in problems.items() if is_wrong), None)


def _scope(sandbox: Sandbox, parameters: Parameters) -> Scope:
    scope = parameters.structure("scope") or {}
    kind = scope.get("type", "default")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not kind.startswith("chat"):
        return (kind,) if kind != "default" else DEFAULT_SCOPE
    chat = sandbox.chat_for_bot(int(scope["chat_id"]))
    return (kind, chat.id, int(scope["user_id"])) if kind == "chat_member" else (kind, chat.id)


def _language(parameters: Parameters) -> str:
    language = parameters.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _set_text(sandbox: Sandbox, parameters: Parameters, field: str) -> bool:
    text = parameters.text(field)
    if len(text) > LONGEST_TEXTS[field]:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    sandbox.profile.set_text(field, _language(parameters), text)
    sandbox.events.publish({"type": "profile"})
    return True


def set_my_name(sandbox: Sandbox, parameters: Parameters) -> bool:
    return _set_text(sandbox, parameters, "name")


def set_my_description(sandbox: Sandbox, parameters: Parameters) -> bool:
    return _set_text(sandbox, parameters, "description")


def set_my_short_description(sandbox: Sandbox, parameters: Parameters) -> bool:
    return _set_text(sandbox, parameters, "short_description")


def get_my_name(sandbox: Sandbox, parameters: Parameters) -> Json:
    return {"name": sandbox.profile.text("name", _language(parameters))}


def get_my_description(sandbox: Sandbox, parameters: Parameters) -> Json:
    return {"description": sandbox.profile.text("description", _language(parameters))}


def get_my_short_description(sandbox: Sandbox, parameters: Parameters) -> Json:
    return {"short_description": sandbox.profile.text("short_description", _language(parameters))}


def set_chat_menu_button(sandbox: Sandbox, parameters: Parameters) -> bool:
    button = parameters.structure("menu_button") or {"type": "default"}
    sandbox.profile.menu_buttons[parameters.integer("chat_id")] = button
    return True


def get_chat_menu_button(sandbox: Sandbox, parameters: Parameters) -> Json:
    buttons = sandbox.profile.menu_buttons
    for_everybody = buttons.get(0, {"type": "commands"})
    return buttons.get(parameters.integer("chat_id"), for_everybody)
