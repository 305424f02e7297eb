"""Several pullers at once, each a process of its own, killed at moments that the test chooses.

    python tests/support/pullers.py STORE SECONDS_OF_A_LEASE

A line of standard input is a round, `{"name": "...", "fates": [[[0.05, "SIGKILL"]], [], ...]}`: a puller for each entry,
all started at once, which gets these signals after so many seconds, or is left to finish. The answer is a line with what
became of each: null for killed, "" for success, else the error. The program imports once and forks, so that a round
costs no start of Python. Every second puller says that it is on another machine: about its death only silence tells.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from tutorfleet.models.errors import ModelError
from tutorfleet.models.names import parse
from tutorfleet.models.pull import pull
from tutorfleet.models.store import Store
from tutorfleet.models.terms import Terms

PIECE = 32768
CONNECTIONS = 2
Fate = list[tuple[float, str]]
"""Moments in seconds, and the signals that come then."""


async def pulled(root: Path, name: str, terms: Terms) -> str:
    """Pull once; the error, "" if there was none."""
    try:
        async for _ in pull(Store(root), parse(name), terms=terms):
            pass
    except ModelError as error:
        return str(error)
    return ""


def start(root: Path, name: str, lease_s: float, machine: str) -> tuple[int, int]:
    """A puller's process id, and where it writes what became of it."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    random.seed()
    patient = Terms(
        stall_s=0.5, longest_pause_s=0.05, connections=CONNECTIONS, smallest_piece=PIECE, write_bytes=8192,
        journal_bytes=16384, lease_s=lease_s, poll_s=0.02, step_s=0.02, machine=machine or Terms().machine,
    )  # fmt: skip
    os.write(writing, json.dumps(asyncio.run(pulled(root, name, patient))).encode())
    os._exit(0)


def play(root: Path, name: str, fates: list[Fate], lease_s: float) -> list[str | None]:
    """One round."""
    began = time.monotonic()
    running = [start(root, name, lease_s, f"machine-{number}" if number % 2 else "") for number in range(len(fates))]
    events = [(moment, pid, kind) for fate, (pid, _) in zip(fates, running, strict=True) for moment, kind in fate]
    for moment, pid, kind in sorted(events):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        os.kill(pid, signal.Signals[kind])
    return [_end(pid, reading) for pid, reading in running]


def _end(pid: int, reading: int) -> str | None:
    with os.fdopen(reading, "rb") as file:
        said = file.read()
    os.waitpid(pid, 0)
    return str(json.loads(said)) if said else None


if __name__ == "__main__":
    for line in sys.stdin:
        plan = json.loads(line)
        print(json.dumps(play(Path(sys.argv[1]), plan["name"], plan["fates"], float(sys.argv[2]))), flush=True)
