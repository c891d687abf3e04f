import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.sandbox import LAYLA_ID
from knowledge.database import Database
from scheduler.digests.tick import Digests
from scheduler.model import ChatKind
from scheduler.subscribing.subscribers import Subscribers
from tests.bot.cli.conftest import Marsad
from tests.bot.cli.test_process import started

GROUP = -100500
FACTS = """
topics:
  - {id: places, title: {en: Places, ar: أماكن}}
facts:
  - {id: capital, topics: [places], as_of: 2025-04, text: {en: The capital of Ruritania is Strelsau.}}
"""


@pytest.fixture(autouse=True)
def base(marsad: Marsad, tmp_path: Path) -> None:
    """One fact, to which Layla and a group have subscribed."""
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    marsad("facts", "import", "facts.yaml")
    asyncio.run(subscribe(tmp_path))


async def subscribe(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/data/marsad.sqlite3")
    for chat_id, kind in ((LAYLA_ID, ChatKind.PRIVATE), (GROUP, ChatKind.GROUP)):
        await Subscribers(database).subscribe(
            chat_id, kind=kind, language="en", topics=("places",), zone="UTC", minute=0, now=datetime.now(UTC)
        )
    await database.close()


@pytest.mark.parametrize("chat_id", [LAYLA_ID, GROUP])
def test_a_preview_shows_what_would_go_out_and_sends_nothing(chat_id: int, marsad: Marsad) -> None:
    finished = marsad("digest", "preview", str(chat_id))

    assert finished.code == 0
    assert "The capital of Ruritania is Strelsau." in finished.out
    assert "<b>" not in finished.out
    assert marsad("digest", "ledger").out == ""


def test_a_chat_without_a_subscription_is_told_so(marsad: Marsad) -> None:
    finished = marsad("digest", "preview", "4711")

    assert (finished.code, finished.err) == (
        1,
        "Chat 4711 has no subscription there; one in a topic of a forum needs --thread.\n",
    )


def test_nothing_is_owed_when_telegram_cannot_be_reached(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_PORT", "1")

    finished = marsad("digest", "send-now", str(LAYLA_ID))

    assert finished.code == 1
    assert finished.err.startswith("Telegram cannot be asked")
    assert marsad("digest", "ledger").out == ""


def test_a_digest_is_sent_now_and_entered_in_the_ledger(
    marsad: Marsad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with started("run", "--port", "0", folder=tmp_path) as bot:
        assert bot.stdout
        address = bot.stdout.readline().removeprefix("Chat page: ").strip()
        messages = f"{address}sandbox/people/{LAYLA_ID}/messages"
        httpx.post(messages, json={"start": ""}, trust_env=False).raise_for_status()
        monkeypatch.setenv("MARSAD_PORT", str(httpx.URL(address).port))

        finished = marsad("digest", "send-now", str(LAYLA_ID))

    assert re.fullmatch(r"sent: message \d+\n", finished.out)
    assert "\tsent\t" in marsad("digest", "ledger", "--chat", str(LAYLA_ID)).out


def test_the_ledger_says_what_became_of_each_and_programs_get_objects(marsad: Marsad, tmp_path: Path) -> None:
    asyncio.run(tick(tmp_path))

    table, objects = marsad("digest", "ledger", "--status", "pending"), marsad("digest", "ledger", "--json")

    assert sorted(row.split("\t")[3:7] for row in table.out.splitlines()) == [
        [str(GROUP), "0", "pending", "0"],
        [str(LAYLA_ID), "0", "pending", "0"],
    ]
    first, _ = map(json.loads, objects.out.splitlines())
    assert first["campaign"].startswith("digest:")
    assert (first["status"], first["message"], first["facts"]) == ("pending", None, ["capital"])
    none_sent = marsad("digest", "ledger", "--status", "sent")
    assert (none_sent.out, none_sent.err) == ("", "Nothing of the kind was owed to anybody.\n")
    assert marsad("digest", "ledger", "--chat", str(GROUP)).out.count("\n") == 1


def test_a_digest_that_does_not_arrive_ends_with_1(
    marsad: Marsad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with started("run", "--port", "0", folder=tmp_path) as bot:
        assert bot.stdout
        address = bot.stdout.readline().removeprefix("Chat page: ").strip()
        monkeypatch.setenv("MARSAD_PORT", str(httpx.URL(address).port))

        finished = marsad("digest", "send-now", str(GROUP))

    assert (finished.code, finished.out[:6]) == (1, "dead: ")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("preview", "9" * 20), id="chat"),
        pytest.param(("preview", str(LAYLA_ID), "--thread", "9" * 20), id="thread"),
        pytest.param(("ledger", "--chat", "-" + "9" * 20), id="chat-of-the-ledger"),
        pytest.param(("ledger", "--chat", "@layla"), id="name"),
        pytest.param(("ledger", "--days", "9" * 10), id="days"),
        pytest.param(("prune", "--days", "9" * 10), id="days-to-keep"),
    ],
)
def test_numbers_that_cannot_be_are_refused(marsad: Marsad, arguments: tuple[str, ...]) -> None:
    finished = marsad("digest", *arguments)

    assert (finished.code, finished.out) == (2, "")
    assert "Invalid value for" in finished.err
    assert "Traceback" not in finished.err


async def tick(tmp_path: Path) -> None:
    """Everyone's next digest is due, and is entered."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/data/marsad.sqlite3")
    subscriber = await Subscribers(database).get(LAYLA_ID)
    assert subscriber
    assert subscriber.next_due_at
    await Digests(database).tick(subscriber.next_due_at + timedelta(minutes=1))
    await database.close()
