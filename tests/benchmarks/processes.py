"""Whole processes, timed from the outside as their users wait for them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.benchmarks.figure import Figure, timed

RUNS = 5
MARSAD = Path(sys.executable).with_name("marsad")
QUESTION = "كم عدد مستخدمي ديب سيك؟"
_PATIENCE = 60  # seconds


def ask(base: str) -> list[Figure]:
    """``marsad ask``, from the start of the process to its end."""
    command = [MARSAD, "ask", QUESTION]
    environment = os.environ | {"MARSAD_DATABASE_URL": base}
    times = [
        timed(lambda: subprocess.run(command, env=environment, check=True, capture_output=True))
        for _ in range(RUNS + 1)
    ]
    return [Figure("marsad ask, whole process", times[1:], "s", 3)]


def run(base: str) -> list[Figure]:
    """``marsad run`` with the sandbox: until it can chat, and the memory it holds after it answered."""
    ready, memory = zip(*(_run_once(base) for _ in range(RUNS)), strict=True)
    return [
        Figure("marsad run, until one can chat", ready, "s", 5),
        Figure("marsad run with sandbox, resident memory after an answer", memory, "MB", 300),
    ]


def _run_once(base: str) -> tuple[float, float]:
    environment = os.environ | {"MARSAD_DATABASE_URL": base, "MARSAD_PORT": "0"}
    began = time.perf_counter()
    with subprocess.Popen(
        [MARSAD, "run"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[-1]
            _chat(address)
            return time.perf_counter() - began, resident_megabytes(process.pid)
        finally:
            process.terminate()


def _chat(address: str) -> None:
    """Ask as the first of the sandbox's people, and wait until the bot has answered."""
    with httpx.Client(base_url=address, trust_env=False) as client:
        person = client.get("/sandbox/people").json()["people"][0]["id"]
        client.post(f"/sandbox/people/{person}/messages", json={"text": "/start"}).raise_for_status()
        client.post(f"/sandbox/people/{person}/messages", json={"text": QUESTION}).raise_for_status()
        deadline = time.monotonic() + _PATIENCE
        while "97" not in client.get(f"/sandbox/people/{person}").text:
            if time.monotonic() > deadline:
                raise TimeoutError("the bot did not answer")
            time.sleep(0.02)


def resident_megabytes(process: int | str) -> float:
    """From the kernel's own account (Linux); of ``self`` or of a process by its number."""
    return _megabytes(process, "VmRSS")


def peak_megabytes(process: int | str) -> float:
    """The most that it has had; ``ru_maxrss`` of a process that was just started is that of whoever started it."""
    return _megabytes(process, "VmHWM")


def _megabytes(process: int | str, name: str) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
