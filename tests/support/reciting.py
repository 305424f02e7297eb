"""A fleet whose chat model recites a text that we know, slowly: what is shown can be compared to the letter, and parts of the fleet
killed in mid-reply. The model is recite.gguf beside this file.
"""

import asyncio
import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

from support.local_fleet import LocalFleet, wait
from tutorfleet.host import probe

SUPPORT = Path(__file__).parent
TEXT = (SUPPORT / "recite.txt").read_text("utf-8").strip()
ASK = "Recite."


@contextmanager
def reciting_fleet(words_a_second: float, *, changes: tuple[tuple[str, str], ...] = ()) -> Iterator[LocalFleet]:
    """A whole running fleet; `changes` are made to its description."""
    fleet = LocalFleet(environment={"TUTORFLEET_REPLY_TOKENS": "3072"})  # the model's tokens are bytes
    description = fleet.run("up", "--show-fleet").stdout
    slow = f"tokens_per_second = {round(words_a_second * tokens_a_word())}"
    recite = (
        ('chat = "orca-mini"', 'chat = "recite"'),
        ('models = ["orca-mini"]', 'models = ["recite"]'),
        ("tokens_per_second = 0 ", slow),
    )
    for old, new in (*recite, *changes):
        assert old in description
        description = description.replace(old, new)
    (fleet.home / "fleet.toml").write_text(description)
    done = fleet.run("models", "import", str(SUPPORT / "recite.gguf"), "--name", "recite")
    assert done.returncode == 0, done.stderr
    fleet.arguments = ("--fleet", str(fleet.home / "fleet.toml"))
    yield fleet.start()
    fleet.stop()
    fleet.remove()


def tokens_a_word() -> float:
    """The model's tokens are bytes."""
    return len(TEXT.encode()) / len(TEXT.split())


def serving(fleet: LocalFleet) -> list[int]:
    """The chat workers that stream something now."""
    return [each["pid"] for each in health(fleet) if each["role"] == "chat" and each.get("running")]


def health(fleet: LocalFleet) -> list[dict[str, Any]]:
    """What every worker that answers says of itself."""

    async def ask() -> list[dict[str, Any]]:
        found = []
        for socket in fleet.layout.runtime.glob("*.*.*.sock"):
            try:
                found.append(json.loads((await probe.get(socket, "/healthz"))[1]))
            except (OSError, ValueError):
                continue
        return found

    with ThreadPoolExecutor(1) as other:  # the test's own thread may have a loop: Playwright's
        return other.submit(lambda: asyncio.run(ask())).result()


def kill_serving(fleet: LocalFleet) -> None:
    """kill -9 of the worker that streams the reply, as soon as one does."""
    wait(lambda: bool(serving(fleet)), 20)
    for pid in serving(fleet):
        os.kill(pid, signal.SIGKILL)


def kill_part(fleet: LocalFleet, word: str) -> None:
    """kill -9 of the fleet's children whose command line has the word; one that has just ended is passed over."""
    for each in psutil.Process(fleet.process.pid).children():
        with suppress(psutil.Error):
            if word in " ".join(each.cmdline()):
                each.kill()
