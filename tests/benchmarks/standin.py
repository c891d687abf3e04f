"""The sandbox as a process of its own, without flood control: ``python -m tests.benchmarks.standin FIRST LAST``.

Everybody with an id from FIRST to LAST has begun a chat with the bot. Its address is the only line of output.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.sandbox import Sandbox
from bot.sandbox.model import BOT_ID, Person
from tests.bot.sandbox.serving import serve_sandbox


@contextmanager
def standin(first: int, last: int) -> Iterator[str]:
    """Its address, while it runs."""
    command = [sys.executable, "-m", "tests.benchmarks.standin", str(first), str(last)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.kill()  # else it would wait for whoever is still asking it for updates


async def _run(first: int, last: int) -> None:
    sandbox = Sandbox(limits=None)
    for person_id in range(first, last + 1):
        sandbox.add_person(Person(person_id, "قارئ", "ar"))
        chat = sandbox.chats[person_id]
        sandbox.add_chat(replace(chat, members={**chat.members, BOT_ID: "member"}))
    async with serve_sandbox(sandbox) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_run(*map(int, sys.argv[1:])))
