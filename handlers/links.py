"""Links that open a chat with the bot and say there what they are about."""

from telegram.helpers import create_deep_linked_url

from handlers.keyboards import refer

FACT = "fact-"
"""Opens a fact."""
ABOUT = "about-"
"""Asks about a fact."""


def deep_link(bot: str, kind: str, fact_id: str) -> str:
    return create_deep_linked_url(bot, kind + refer(fact_id))
