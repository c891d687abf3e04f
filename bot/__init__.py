"""The composition root, and everything that touches Telegram or the machine."""

import os

# Without it python-telegram-bot warns whenever Telegram asks for a pause, and gives the pause as a number.
os.environ.setdefault("PTB_TIMEDELTA", "true")
