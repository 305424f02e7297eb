"""A nursery's client, a running worker and patience, for the tests of workers and for the bench."""

import asyncio
import contextlib
import io
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psutil

PATIENCE_S = 30.0


def until(condition: Callable[[], Any], what: str) -> Any:
    """Wait for a true value and give it; fails after a deadline."""
    deadline = time.monotonic() + PATIENCE_S
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.01)
    return value


async def until_async(condition: Callable[[], Any], what: str) -> Any:
    """Like `until`, for a coroutine function."""
    deadline = time.monotonic() + PATIENCE_S
    while not (value := await condition()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(0.01)
    return value


@dataclass
class Forked:
    """A child of the nursery, seen by its client."""

    pid: int
    lifeline: int
    connection: socket.socket
    log: Path

    def end(self) -> None:
        if self.lifeline >= 0:
            os.close(self.lifeline)
            self.lifeline = -1

    def exit_code(self) -> int:
        self.connection.settimeout(PATIENCE_S)
        with self.connection, self.connection.makefile() as lines:
            return int(json.loads(lines.readline())["exit"])


def fork(nursery: Path, kind: str, settings: dict[str, Any], folder: Path) -> Forked:
    """A synchronous client of the nursery's wire, as `host/` has one."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(str(nursery))
    lifeline, keep = os.pipe()
    path = folder / f"{time.monotonic_ns()}.log"
    with path.open("wb") as log:
        socket.send_fds(
            connection, [json.dumps({"kind": kind, "settings": settings}).encode() + b"\n"], [lifeline, log.fileno()]
        )
    os.close(lifeline)
    answer = json.loads(_line(connection))
    assert "pid" in answer, answer
    return Forked(answer["pid"], keep, connection, path)


def _line(connection: socket.socket) -> bytes:
    connection.settimeout(PATIENCE_S)
    line = b""
    while not line.endswith(b"\n"):
        line += connection.recv(1)
    return line


def start_nursery(path: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A nursery of one's own: its process and the write end of its lifeline."""
    lifeline, keep = os.pipe()
    process = subprocess.Popen([sys.executable, "-m", "tutorfleet.worker.nursery", str(path)], stdin=lifeline)
    os.close(lifeline)
    until(lambda: path.exists() or process.poll() is not None, "the nursery")
    return process, keep


def alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Running:
    """A worker that runs, and a client of it."""

    def __init__(self, process: Forked, session: aiohttp.ClientSession) -> None:
        self.process = process
        self.session = session

    async def post(self, path: str, body: Any = None, data: bytes | None = None) -> tuple[int, Any]:
        """Status and JSON of an answer."""
        content = json.dumps(body).encode() if data is None else data
        async with self.session.post(path, data=io.BytesIO(content)) as response:
            return response.status, json.loads(await response.read())

    async def get(self, path: str) -> Any:
        async with self.session.get(path) as response:
            return json.loads(await response.read())

    async def lines(self, path: str, body: Any) -> list[dict[str, Any]]:
        """The lines of a stream."""
        async with self.session.post(path, json=body) as response:
            assert response.status == 200, await response.text()
            return [json.loads(line) for line in (await response.read()).splitlines()]

    async def text(self, path: str, body: Any) -> str:
        """The text of a stream."""
        lines = await self.lines(path, body)
        return "".join(line["message"]["content"] if "message" in line else line["response"] for line in lines)

    def spent_s(self) -> float:
        """Seconds of a processor that the worker has used so far: a busy machine does not change them."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    async def engines(self) -> dict[str, int]:
        """The process of each loaded model."""
        return {one["model"]: one["pid"] for one in (await self.get("/healthz"))["engines"]}

    async def end(self) -> None:
        """The worker first: a connection on which it never read a body to its end closes only when it has gone."""
        self.process.end()
        await until_async(self._gone, "the worker's end")
        self.process.connection.close()
        await self.session.close()
        for _ in range(3):  # a transport says that it is lost in a later round of the loop
            await asyncio.sleep(0)

    async def _gone(self) -> bool:
        return not alive(self.process.pid)


async def connect(process: Forked, path: Path) -> Running:
    """A client of the worker at that socket, once it is ready."""
    one = Running(process, aiohttp.ClientSession("http://worker", connector=aiohttp.UnixConnector(str(path), limit=0)))

    async def ready() -> bool:
        assert alive(process.pid), process.log.read_text()
        with contextlib.suppress(aiohttp.ClientConnectorError):
            return bool((await one.get("/healthz"))["status"] == "ready")
        return False

    await until_async(ready, "the worker")
    return one


def free_port() -> int:
    """A TCP port of this machine that nobody holds now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether somebody accepts connections there."""
    host, _, port = url.removeprefix("http://").rpartition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0
