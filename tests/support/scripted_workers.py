"""The other side of the wire: a region whose workers speak Ollama's protocol and fail exactly as a test says.

    async with Scripted(runtime / "a.sock") as region:
        region.faults = [Fault(after=200, how="reset")]

Its chat worker recites `text` from whatever prefix it is given. Bytes are counted in the answer's body.
"""

import asyncio
import contextlib
import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Self

How = Literal["reset", "end", "error", "stall", "503", "404"]


@dataclass(frozen=True)
class Fault:
    """What happens after so many bytes of one answer of a chat worker."""

    how: How
    after: int = 0


class Scripted:
    """One region. `url` is its balancer's address."""

    def __init__(self, path: Path, text: str = "Hello there. How are you?", name: str = "a") -> None:
        self.path, self.text, self.name = path, text, name
        self.url = f"unix:{path}"
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.learners: list[str] = []
        """for whom each request was made"""
        self.models: dict[str, Any] = {}
        self.answers: list[str] = []
        self.piece = 4
        self.hold_after: int | None = None
        """characters of a reply, after which it waits until `go`"""
        self.go = asyncio.Event()
        self.late = asyncio.Event()
        """set: everything but chat is answered; cleared: those answers wait"""
        self.late.set()
        self.gone = asyncio.Event()
        """a client left in mid-answer"""
        self.recited = asyncio.Event()
        """a reply was sent to its end"""
        self.vector = [1.0] + [0.0] * 767
        self._tasks: set[asyncio.Task[Any]] = set()
        self._writers: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_unix_server(self._serve, str(self.path))
        return self

    async def __aexit__(self, *error: object) -> None:
        self.go.set()
        self.late.set()
        self._server.close()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        for writer in self._writers:
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    def asked(self, path: str) -> list[dict[str, Any]]:
        """The bodies of requests for this path."""
        return [body for each, body in self.requests if each == path]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self._writers.append(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            size = next(
                int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length:")
            )
            path, body = head.split(" ", 2)[1], json.loads(await reader.readexactly(size))
            self.requests.append((path, body))
            lines = head.splitlines()
            self.learners.append("".join(line[22:] for line in lines if line.startswith("x-tutorfleet-learner: ")))
            if path == "/api/chat":
                await self._chat(writer, reader, body)
            else:
                await self.late.wait()
                await self._answer(writer, 200, json.dumps(self._other(path, body)).encode())
        writer.close()
        self._tasks.discard(task)

    def _other(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if path == "/api/embed":
            return {"embeddings": [self.vector for _ in body["input"]]}
        if path == "/api/show":
            return {"model_info": self.models.get(body["model"], {})}
        return {"response": self.answers.pop(0) if self.answers else "{}", "done": True}

    async def _answer(self, writer: asyncio.StreamWriter, status: int, body: bytes) -> None:
        head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    async def _chat(self, writer: asyncio.StreamWriter, reader: asyncio.StreamReader, body: dict[str, Any]) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if fault and fault.how.isdigit():
            return await self._answer(writer, int(fault.how), b'{"error":"as scripted"}')
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\nconnection: close\r\n")
        writer.write(f"x-tutorfleet-worker: {self.name}.chat\r\n\r\n".encode())
        sent = 0
        for line, end in self._lines(body["messages"][-1]):
            room = len(line) if fault is None else max(0, fault.after - sent)
            writer.write(line[:room])
            await writer.drain()
            sent += len(line)
            if fault and sent >= fault.after:
                return await self._fail(writer, reader, fault)
            if self.hold_after is not None and end >= self.hold_after:
                await self._hold(reader)
        self.recited.set()
        return None

    def _lines(self, last: dict[str, str]) -> list[tuple[bytes, int]]:
        """NDJSON lines with the place in the text after each."""
        start = len(last["content"]) if last["role"] == "assistant" else 0
        assert not start or self.text.startswith(last["content"]), f"asked to go on from {last['content']!r}"
        cuts = [*range(start, len(self.text), self.piece), len(self.text)]
        pieces = [(self.text[a:b], b) for a, b in pairwise(cuts)]
        lines = [({"message": {"role": "assistant", "content": piece}, "done": False}, end) for piece, end in pieces]
        over = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop", "eval_count": 9}
        return [(json.dumps(line, ensure_ascii=False).encode() + b"\n", end) for line, end in [*lines, (over, -1)]]

    async def _hold(self, reader: asyncio.StreamReader) -> None:
        if self.go.is_set():
            return
        going, leaving = asyncio.ensure_future(self.go.wait()), asyncio.ensure_future(reader.read(1))
        await asyncio.wait([going, leaving], return_when=asyncio.FIRST_COMPLETED)
        if leaving.done():
            self.gone.set()
        going.cancel()
        leaving.cancel()

    async def _fail(self, writer: asyncio.StreamWriter, reader: asyncio.StreamReader, fault: Fault) -> None:
        if fault.how == "reset":
            writer.transport.abort()
        elif fault.how == "error":
            writer.write(b'\n{"error":"the engine died"}\n')
            await writer.drain()
        elif fault.how == "stall":
            await reader.read(1)
            self.gone.set()
