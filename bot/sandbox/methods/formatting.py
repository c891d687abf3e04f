"""Texts and keyboards as the bot sends them, checked as Telegram checks them."""

import re
from functools import lru_cache
from typing import Any

from bot.sandbox.detection import with_detected
from bot.sandbox.entities import clean, parse_html, strip
from bot.sandbox.errors import bad_request
from bot.sandbox.model import Entity, Json
from bot.sandbox.parameters import Parameters

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_CALLBACK_DATA = 64
URL = re.compile(r"(https?|tg|mailto|tel)://?|[\w-]+(\.[\w-]+)+(/|$)", re.IGNORECASE)
MARKUPS = {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"}
BUTTON_ACTIONS = {
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "web_app",
    "login_url",
    "pay",
}

Formatted = tuple[str, tuple[Entity, ...]]


def read_text(parameters: Parameters) -> Formatted:
    text, entities = _formatted(parameters, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text, entities


def read_caption(parameters: Parameters) -> Formatted:
    text, entities = _formatted(parameters, "caption", "caption_entities")
    if len(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def _formatted(parameters: Parameters, name: str, marks: str) -> Formatted:
    source = clean(parameters.text(name))
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        return _from_html(source)
    if mode:
        raise bad_request("unsupported parse_mode")
    given = parameters.structure(marks) or []
    text, entities = strip(source, tuple(_entity(mark) for mark in given))
    return text, with_detected(text, entities)


@lru_cache(maxsize=64)
def _from_html(source: str) -> Formatted:
    """Kept for a while, because a digest or a broadcast comes many times in a row."""
    text, entities = strip(*parse_html(source))
    return text, with_detected(text, entities)


def _entity(mark: Json) -> Entity:
    known = ("type", "offset", "length", "url", "language", "custom_emoji_id")
    return Entity(**{name: mark[name] for name in known if name in mark})


def read_markup(parameters: Parameters) -> Json | None:
    markup = parameters.structure("reply_markup")
    if not markup:
        return None
    if not isinstance(markup, dict) or not MARKUPS & markup.keys():
        raise bad_request("can't parse reply keyboard markup JSON object")
    for row in markup.get("inline_keyboard", []):
        for button in row:
            _check_button(button)
    return markup


def read_inline_markup(parameters: Parameters) -> Json | None:
    """For edits, which take no other keyboard; one without buttons is none."""
    markup = read_markup(parameters)
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup if markup and any(markup["inline_keyboard"]) else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not BUTTON_ACTIONS & button.keys():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    url = str(button.get("url", "https://"))
    if not URL.match(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if "callback_data" in button:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= LONGEST_CALLBACK_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
