"""The methods of the Bot API that the sandbox serves, by their names in lower case."""

import inspect
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.methods import answering, chats, editing, profile, receiving, sending
from bot.sandbox.model import Json
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import Sandbox

Method = Callable[[Sandbox, Parameters], Any]

_BY_NAME: Mapping[str, Method] = {
    "getMe": profile.get_me,
    "logOut": profile.accept,
    "close": profile.accept,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "getFile": receiving.get_file,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "copyMessage": sending.copy_message,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "answerInlineQuery": answering.answer_inline_query,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "leaveChat": chats.leave_chat,
}
METHODS: Mapping[str, Method] = {name.lower(): method for name, method in _BY_NAME.items()}


async def call(
    sandbox: Sandbox, name: str, parameters: Parameters, *, at: datetime | None = None, fault: str = ""
) -> Any:
    """The result for the bot; raises ApiError. Recorded either way, as having come `at` that time, else now."""
    at = at or sandbox.now()
    try:
        result = await _run(sandbox, name, parameters)
    except ApiError as error:
        sandbox.record(name, parameters.recorded(), error.code, error.description, at=at, fault=fault)
        raise
    sandbox.record(name, parameters.recorded(), 200, result, at=at, fault=fault)
    return result


async def obey(sandbox: Sandbox, command: Json) -> None:
    """A call that came as the answer to a webhook: nobody hears of its outcome."""
    values = dict(command)
    try:
        await call(sandbox, str(values.pop("method")), Parameters(values))
    except ApiError:
        return


async def _run(sandbox: Sandbox, name: str, parameters: Parameters) -> Any:
    method = METHODS.get(name.lower())
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    result = method(sandbox, parameters)
    return await result if inspect.isawaitable(result) else result
