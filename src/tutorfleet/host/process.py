"""Starting processes that cannot outlive us, and waiting for them.

Three kinds: `lifelined` programs of ours read end-of-file on descriptor 0 when we die, `tethered` ones (PostgreSQL, Envoy)
get the kernel's parent-death signal, `forked` ones are made by the nursery and hold a lifeline of ours. When to start or
restart one is the supervisor's business.

The nursery's wire (worker/nursery.py): connect to its unix socket, send one line of JSON `{"kind": ..., "settings": {...}}` with two file
descriptors (the read end of a lifeline, a log file); it answers `{"pid": n}` and, when the child ends, `{"exit": code}`.
"""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from tutorfleet.host.errors import StartFailed


class Running(Protocol):
    """A process that was started."""

    pid: int

    async def wait(self) -> int:
        """Its exit code, or minus the signal that ended it."""

    def send(self, number: signal.Signals) -> None:
        """Send a signal; nothing happens when it is gone."""


class Child:
    """A direct child of ours."""

    def __init__(self, process: asyncio.subprocess.Process, lifeline: int | None) -> None:
        self.process = process
        self.pid = process.pid
        self.lifeline = lifeline

    async def wait(self) -> int:
        code = await self.process.wait()
        self.release()
        return code

    def send(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)

    def release(self) -> None:
        if self.lifeline is not None:
            os.close(self.lifeline)
            self.lifeline = None


class Forked:
    """A child of the nursery that holds a lifeline of ours."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lifeline: int) -> None:
        self.pid = pid
        self.reader = reader
        self.writer = writer
        self.lifeline = lifeline
        self.code: int | None = None

    async def wait(self) -> int:
        if self.code is None:
            line = await self.reader.readline()
            gone = -signal.SIGKILL  # the nursery went first: the lifeline takes the child along
            self.code = int(json.loads(line)["exit"]) if line else gone
            os.close(self.lifeline)
            self.writer.close()
        return self.code

    def send(self, number: signal.Signals) -> None:
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


async def lifelined(command: list[str], environment: Mapping[str, str], log: Path) -> Running:
    """Start a program of ours with a lifeline on descriptor 0."""
    theirs, ours = os.pipe()
    try:
        with log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=theirs, stdout=output, stderr=output, env=dict(environment), start_new_session=True
            )
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return Child(process, ours)


def tied(command: list[str], number: signal.Signals, user: str | None = None) -> list[str]:
    """`command` so that it gets a signal when we die, and runs as `user`: what `tethered` starts."""
    tether = [sys.executable, "-I", "-S", str(Path(__file__).with_name("tether.py")), "--parent", str(os.getpid())]
    become = ["--user", user] if user else []
    return [*tether, "--signal", number.name.removeprefix("SIG"), *become, "--", *command]


async def tethered(command: list[str], log: Path) -> Running:
    """Start a `tied` command. Must be called in the main thread: the signal follows the thread that starts it."""
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output, cwd="/"
        )
    return Child(process, None)


async def forked(nursery: Path, kind: str, settings: Mapping[str, Any], log: Path) -> Running:
    """Ask the nursery for a process. Raises StartFailed when it does not answer."""
    theirs, ours = os.pipe()
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, str(nursery))
        request = json.dumps({"kind": kind, "settings": settings}).encode() + b"\n"
        with log.open("ab") as output:
            socket.send_fds(connection, [request], [theirs, output.fileno()])
        reader, writer = await asyncio.open_unix_connection(sock=connection)
        answer = json.loads(await reader.readline() or b"{}")
    except (OSError, ValueError) as error:
        connection.close()
        os.close(ours)
        raise StartFailed(f"the nursery did not answer: {error}") from error
    finally:
        os.close(theirs)
    if "pid" not in answer:
        writer.close()
        os.close(ours)
        raise StartFailed(f"the nursery refused: {answer.get('error', 'no answer')}")
    return Forked(answer["pid"], reader, writer, ours)
