"""``marsad run`` as people start it: what it answers, what it says when it cannot start, and how it stops."""

import asyncio
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.sandbox import LAYLA_ID, Sandbox
from tests.bot.cli.test_process import started
from tests.bot.sandbox.serving import TOKEN, serve_sandbox
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import url_of

PATIENCE = 60  # seconds; importing everything takes a few on a busy machine
STOPS_WITHIN = 10  # seconds that service managers grant


@pytest.fixture
def base(copy_base: CopyBase, tmp_path: Path) -> Path:
    return copy_base(tmp_path)


async def until_answered(control: httpx.AsyncClient) -> str:
    """The last message in Layla's chat, once it is the bot's."""
    async with asyncio.timeout(PATIENCE):
        while True:
            (chat, *_) = (await control.get(f"/sandbox/people/{LAYLA_ID}")).json()["chats"]
            if chat["messages"] and chat["messages"][-1]["from"]["is_bot"]:
                return str(chat["messages"][-1]["text"])
            await asyncio.sleep(0.05)


async def ask(control: httpx.AsyncClient) -> str:
    question = {"text": "كم عدد مستخدمي ديب سيك؟"}
    (await control.post(f"/sandbox/people/{LAYLA_ID}/messages", json=question)).raise_for_status()
    return await until_answered(control)


async def stop(process: "subprocess.Popen[str]") -> tuple[int, str, float]:
    """Exit code, standard error and how long it took."""
    asked_at = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, err = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
    return process.returncode, err, time.monotonic() - asked_at


async def test_the_sandbox_answers_and_stops_though_a_page_is_open(base: Path, tmp_path: Path) -> None:
    with started("run", "--port", "0", folder=tmp_path, MARSAD_DATABASE_URL=url_of(base)) as process:
        assert process.stdout
        address = (await asyncio.to_thread(process.stdout.readline)).removeprefix("Chat page: ").strip()
        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=PATIENCE) as control:
            answer = await ask(control)
            async with control.stream("GET", "/sandbox/events") as page:
                await anext(page.aiter_lines())

                code, err, took = await stop(process)

    assert "97 مليون" in answer
    assert code == 0
    assert "Traceback" not in err
    assert took < STOPS_WITHIN


async def test_with_a_token_it_talks_to_the_server_that_the_settings_name(base: Path, tmp_path: Path) -> None:
    async with serve_sandbox(Sandbox()) as address:
        settings = {"MARSAD_TOKEN": TOKEN, "MARSAD_API_URL": address, "MARSAD_DATABASE_URL": url_of(base)}
        with started("run", "--port", "0", folder=tmp_path, **settings) as process:
            async with httpx.AsyncClient(base_url=address, trust_env=False) as control:
                answer = await ask(control)
            code, err, took = await stop(process)

    assert "97 مليون" in answer
    assert code == 0
    assert took < STOPS_WITHIN
    assert TOKEN not in err
    assert "Traceback" not in err


async def refusal_of_run(folder: Path, **settings: str) -> str:
    """The one sentence on standard error."""
    with started("run", "--port", "0", folder=folder, **settings) as process:
        out, err = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
    assert process.returncode == 1
    assert out == ""
    assert err.count("\n") == 1, err
    return err


async def test_a_token_that_the_server_does_not_know_is_refused(base: Path, tmp_path: Path) -> None:
    wrong = "123456:not.a.token"
    async with serve_sandbox(Sandbox()) as address:
        settings = {"MARSAD_TOKEN": wrong, "MARSAD_API_URL": address, "MARSAD_DATABASE_URL": url_of(base)}
        err = await refusal_of_run(tmp_path, **settings)

    assert "The Bot API does not know MARSAD_TOKEN" in err
    assert wrong not in err


def from_the_future(base: Path) -> None:
    with closing(sqlite3.connect(base)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def no_base(base: Path) -> None:
    base.write_bytes(b"no base at all " * 1000)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        pytest.param(from_the_future, "newer Marsad (schema 9999)", id="of-a-newer-release"),
        pytest.param(no_base, "restore a backup", id="something-else"),
    ],
)
async def test_a_base_that_cannot_be_used_is_refused(
    spoil: Callable[[Path], None], words: str, base: Path, tmp_path: Path
) -> None:
    spoil(base)

    assert words in await refusal_of_run(tmp_path, MARSAD_DATABASE_URL=url_of(base))
