"""Ask a nursery for a child, from asyncio. The wire is documented in `nursery.py`; `host/` has a client of its own.

`spawn` gives a `Child`: its pid, its status line, the future of its exit code, and the lifeline that ends it when closed.
`Nursery` starts a fork server for a worker that was given none, and starts it again when it has died.
"""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any, Literal

import msgspec

from tutorfleet.worker.errors import LoadFailed
from tutorfleet.worker.settings import EngineSettings, WorkerSettings

PATIENCE_S = 10.0
"""How long a nursery that is being restarted is waited for."""


class Child:
    """A forked process. It lives until `end()`, its own end, or the end of this process."""

    def __init__(
        self, pid: int, lifeline: int, exited: "asyncio.Task[int]", status: "asyncio.Task[dict[str, Any]]"
    ) -> None:
        self.pid = pid
        self.exited = exited
        """Done with the exit code; -9 for signal 9, and -1 where the nursery died first and cannot know."""
        self.status = status
        """Done with the child's status line, {} if it ended without one."""
        self._lifeline = lifeline

    def end(self) -> None:
        """Close the lifeline: the child ends at once. May be called again."""
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1

    def kill(self) -> None:
        """End a process that says nothing: a stopped one does not even see its lifeline close."""
        if not self.exited.done():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


async def spawn(
    nursery: Path, kind: Literal["worker", "engine"], settings: WorkerSettings | EngineSettings, log: int
) -> Child:
    """Fork a child with these settings and this log descriptor.

    Raises LoadFailed if the nursery does not answer within ten seconds or refuses.
    """
    connection = await _connect(nursery)
    lifeline, keep = os.pipe()
    # A socket, no pipe: uvloop closes a pipe's descriptor twice, and the second time it may be somebody else's.
    status, status_end = socket.socketpair()
    try:
        line = msgspec.json.encode({"kind": kind, "settings": settings}) + b"\n"
        socket.send_fds(connection, [line], [lifeline, log, status_end.fileno()])
    except OSError as error:
        os.close(keep)
        status.close()
        connection.close()
        raise LoadFailed(f"the nursery at {nursery} did not take the order: {error}") from None
    finally:
        os.close(lifeline)
        status_end.close()
    connection.setblocking(False)
    reader, writer = await asyncio.open_unix_connection(sock=connection)
    answer = _decode(await reader.readline())
    if "pid" not in answer:
        os.close(keep)
        status.close()
        writer.close()
        raise LoadFailed(f"the nursery could not start a process: {answer.get('error', 'it closed the connection')}")
    exited = asyncio.create_task(_exit_code(reader, writer))
    return Child(answer["pid"], keep, exited, asyncio.create_task(_status(status)))


class OwnNursery:
    """A fork server of this process's own, started when first needed and again after it has died."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._process: asyncio.subprocess.Process | None = None
        self._lifeline = -1
        self._lock = asyncio.Lock()

    async def ready(self) -> Path:
        """Its socket, once it accepts; raises LoadFailed if it cannot be started."""
        async with self._lock:
            if self._process is None or self._process.returncode is not None:
                await self._start()
        return self.path

    async def _start(self) -> None:
        self.end()
        self.path.unlink(missing_ok=True)
        lifeline, self._lifeline = os.pipe()
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tutorfleet.worker.nursery", str(self.path), stdin=lifeline
            )
        finally:
            os.close(lifeline)
        for _ in range(int(PATIENCE_S / 0.02) * 3):
            if self.path.exists():
                return
            if self._process.returncode is not None:
                raise LoadFailed(
                    f"the nursery ended with code {self._process.returncode} before it was ready; see the log"
                )
            await asyncio.sleep(0.02)
        raise LoadFailed("the nursery was not ready in time")

    def end(self) -> None:
        """Let it end; children go on."""
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1


async def _connect(path: Path) -> socket.socket:
    deadline = asyncio.get_running_loop().time() + PATIENCE_S
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(os.fspath(path))  # a local listener accepts at once or refuses at once
            return connection
        except OSError as error:
            connection.close()
            if asyncio.get_running_loop().time() > deadline:
                raise LoadFailed(f"no nursery answers at {path}: {error}") from None
        await asyncio.sleep(0.05)


async def _exit_code(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
    try:
        return int(_decode(await reader.readline()).get("exit", -1))
    except OSError:
        return -1
    finally:
        writer.close()


async def _status(connection: socket.socket) -> dict[str, Any]:
    connection.setblocking(False)
    reader, writer = await asyncio.open_unix_connection(sock=connection)
    try:
        return _decode(await reader.readline())
    except OSError:
        return {}
    finally:
        writer.close()


def _decode(line: bytes) -> dict[str, Any]:
    with contextlib.suppress(msgspec.MsgspecError):
        return msgspec.json.decode(line, type=dict[str, Any])
    return {}
