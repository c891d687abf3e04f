"""``python -m bot`` is ``marsad``."""

from bot.cli import main

main()
