"""Hands what somebody writes to the dialogue that waits for it, before it is taken for a question."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from telegram import Update
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from handlers import adding, exchange, subscribe, team
from handlers.access import Audience, audience_of, is_admitted, may_manage_chat
from handlers.commands import register_command
from handlers.context import App, Context
from handlers.dialogue import end, open_dialogue
from handlers.replies import Reply, send
from knowledge.dialogues import Dialogue
