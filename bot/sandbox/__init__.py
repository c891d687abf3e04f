"""A stand-in for Telegram on this machine: a Bot API over HTTP, and a page to chat with the bot.

It exists so that nobody needs a token to see the bot work, and so that tests meet Telegram's rules. See
`app.create_sandbox` for serving it, `control` for steering it and `faults` for making it misbehave.
"""

from bot.sandbox.app import create_sandbox
from bot.sandbox.flood import FloodLimits
from bot.sandbox.model import BOT_ID, CURATOR_ID, LAYLA_ID, NEWSROOM_ID, TOM_ID
from bot.sandbox.state import Sandbox

__all__ = [
    "BOT_ID",
    "CURATOR_ID",
    "LAYLA_ID",
    "NEWSROOM_ID",
    "TOM_ID",
    "FloodLimits",
    "Sandbox",
    "create_sandbox",
]
