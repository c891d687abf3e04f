"""``marsad`` as a process of its own: what only shows there."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MARSAD = Path(sys.executable).with_name("marsad")


@contextmanager
def started(*arguments: str, folder: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    process = subprocess.Popen(
        [MARSAD, *arguments],
        cwd=folder,
        env=environment | {"MARSAD_ENCODER": "false"} | settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_prints_the_address_of_its_page_and_stops_in_order(number: signal.Signals, tmp_path: Path) -> None:
    with started("run", "--port", "0", folder=tmp_path) as process:
        assert process.stdout
        address = process.stdout.readline()

        asked_at = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=10)

    assert address.startswith("Chat page: http://127.0.0.1:")
    assert (process.returncode, out) == (0, "")
    assert all(" INFO " in line for line in err.splitlines()), err
    assert time.monotonic() - asked_at < 10


def test_run_without_a_free_port_says_which(tmp_path: Path) -> None:
    with started("run", "--port", "0", folder=tmp_path) as first:
        assert first.stdout
        port = first.stdout.readline().strip().rstrip("/").rpartition(":")[2]

        with started("run", "--port", port, folder=tmp_path) as second:
            out, err = second.communicate(timeout=60)

    assert (second.returncode, out) == (1, "")
    assert err == (
        f"Port {port} of 127.0.0.1 cannot be used (Address already in use): "
        "stop the program that has it, or set MARSAD_PORT to another.\n"
    )


def test_ask_answers_each_line_as_it_comes(tmp_path: Path) -> None:
    with started("ask", "--json", folder=tmp_path) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(2):
            process.stdin.write("كم عدد مستخدمي ديب سيك؟\n")
            process.stdin.flush()
            record = json.loads(process.stdout.readline())
        _, err = process.communicate(timeout=10)

    assert record["fact"] == "deepseek-users-2025-04"
    assert (process.returncode, err) == (0, "")


def test_a_reader_of_answers_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    with started("ask", "--json", folder=tmp_path) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.close()
        process.stdin.write("?\n" * 1000)
        process.stdin.close()
        assert process.stderr
        err = process.stderr.read()
        process.wait(timeout=30)

    assert "Traceback" not in err
