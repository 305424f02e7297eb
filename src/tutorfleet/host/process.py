"""Starting processes that cannot outlive us, and waiting for them.

Three kinds: `lifelined` programs of ours read end-of-file on descriptor 0 when we die, `tethered` ones (PostgreSQL, Envoy)
get the kernel's parent-death signal, `forked` ones are made by the nursery and hold a lifeline of ours. When to start or
restart one is the supervisor's business.

A process is watched and signalled through a pidfd, which means that process and never a later one of the same number. So the end
of the nursery ends none of its children: only the news of how they ended is lost. Linux 5.3 or newer.

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

ANSWER = 10.0
"""seconds that the nursery may take to fork"""
NEWS = 2.0
"""seconds after the end of a child in which the nursery says how it ended"""


class Running(Protocol):
    """A process that was started."""

    pid: int

    async def wait(self) -> int | None:
        """Its exit code, or minus the signal that ended it; None when nobody can tell. Asked by one task only."""

    def send(self, number: signal.Signals) -> None:
        """Send a signal; nothing happens when it is gone."""

    def let_go(self) -> None:
        """Close what we hold of it; one with a lifeline ends by that. May be called again."""


class Handle:
    """What we hold of a process: a pidfd, and the write end of its lifeline if it has one."""

    def __init__(self, pid: int, lifeline: int | None) -> None:
        self.pid = pid
        self.fd = opened(pid)
        self.lifeline = lifeline

    def send(self, number: signal.Signals) -> None:
        if self.fd is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.fd, number)

    def let_go(self) -> None:
        for fd in (self.fd, self.lifeline):
            if fd is not None:
                os.close(fd)
        self.fd = self.lifeline = None


class Child(Handle):
    """A direct child of ours."""

    def __init__(self, process: asyncio.subprocess.Process, lifeline: int | None) -> None:
        super().__init__(process.pid, lifeline)
        self.process = process

    async def wait(self) -> int | None:
        code = await self.process.wait()
        self.let_go()
        return code


class Forked(Handle):
    """A child of the nursery that holds a lifeline of ours."""

    def __init__(self, pid: int, lifeline: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        super().__init__(pid, lifeline)
        self.reader = reader
        self.writer = writer

    async def wait(self) -> int | None:
        if self.fd is not None:
            await ended(self.fd)
        code = await self.news()
        self.let_go()
        return code

    async def news(self) -> int | None:
        """How it ended, in the nursery's words; None when the nursery went first."""
        with contextlib.suppress(OSError, ValueError, KeyError):
            async with asyncio.timeout(NEWS):
                return int(json.loads(await self.reader.readline())["exit"])
        return None

    def let_go(self) -> None:
        super().let_go()
        self.writer.close()


def opened(pid: int) -> int | None:
    """A pidfd; None when the process is gone."""
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return None


async def ended(fd: int) -> None:
    """Return when the process of this pidfd has ended."""
    loop = asyncio.get_running_loop()
    end = asyncio.Event()
    loop.add_reader(fd, end.set)
    try:
        await end.wait()
    finally:
        loop.remove_reader(fd)


async def lifelined(command: list[str], environment: Mapping[str, str], log: Path) -> Running:
    """Start a program of ours with a lifeline on descriptor 0."""
    theirs, ours = os.pipe()
    with contextlib.ExitStack() as undo:
        undo.callback(os.close, ours)
        try:
            with log.open("ab") as output:
                process = await asyncio.create_subprocess_exec(
                    *command, stdin=theirs, stdout=output, stderr=output, env=dict(environment), start_new_session=True
                )
        finally:
            os.close(theirs)
        child = Child(process, ours)
        undo.pop_all()
        return child


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
    request = json.dumps({"kind": kind, "settings": settings}).encode() + b"\n"
    try:
        async with asyncio.timeout(ANSWER):
            return await born(nursery, request, log)
    except (OSError, ValueError) as error:
        raise StartFailed(f"the nursery did not answer: {str(error) or type(error).__name__}") from error


async def born(nursery: Path, request: bytes, log: Path) -> Forked:
    """The child of one request. Whatever goes wrong, and when we are cancelled, its lifeline closes."""
    theirs, ours = os.pipe()
    with contextlib.ExitStack() as undo:
        undo.callback(os.close, ours)
        try:
            reader, writer = await order(nursery, request, theirs, log)
        finally:
            os.close(theirs)
        undo.callback(writer.close)
        answer = json.loads(await reader.readline() or b"{}")
        if "pid" not in answer:
            raise StartFailed(f"the nursery refused: {answer.get('error', 'no answer')}")
        child = Forked(answer["pid"], ours, reader, writer)
        undo.pop_all()
        return child


async def order(
    nursery: Path, request: bytes, lifeline: int, log: Path
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Send the request with its two descriptors; the connection."""
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, str(nursery))
        with log.open("ab") as output:
            socket.send_fds(connection, [request], [lifeline, output.fileno()])
        return await asyncio.open_unix_connection(sock=connection)
    except BaseException:
        connection.close()
        raise
