"""How a reply reaches a client: lines of NDJSON as they come, or one JSON object; an error as a status or as a line.

A flush is always whole lines, as many as came together. The client is watched from the first moment: when it leaves,
the work is cancelled, also while it waits for a model, a place or a long prompt.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec
from starlette.types import Receive, Scope, Send

from tutorfleet.worker import ollama
from tutorfleet.worker.chunks import Piece
from tutorfleet.worker.errors import CLIENT_LEFT, ENGINE_DIED, Failure
from tutorfleet.worker.generation import Reply
from tutorfleet.worker.ollama import JSON, NDJSON, Kind, Metrics, Said
from tutorfleet.worker.serving import Serving
from tutorfleet.worker.tally import broken

log = logging.getLogger("tutorfleet.worker")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an API streams and how it says an error: as a body, and inside a stream that has begun."""

    stream: bytes
    """The content type of a stream."""
    error: Callable[[Failure], bytes]
    broken: Callable[[Failure], bytes]


def _line(failure: Failure) -> bytes:
    return ollama.error_line(failure.message)


OLLAMA = Dialect(NDJSON, _line, _line)


class Answer:
    """An ASGI response whose work ends when the client leaves. `work` sends through what it is given."""

    def __init__(self, work: "Callable[[Sender], Awaitable[None]]", dialect: Dialect = OLLAMA) -> None:
        self._work = work
        self._dialect = dialect

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the work; errors before the first byte get their status, later ones become a line."""
        sender = Sender(send, self._dialect)
        work = asyncio.ensure_future(self._guarded(sender))
        gone = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                broken(str(CLIENT_LEFT))
                log.info("%s %s %d the client left", scope["method"], scope["path"], CLIENT_LEFT)
        finally:
            for task in (work, gone):
                task.cancel()
            await asyncio.gather(work, gone, return_exceptions=True)

    async def _guarded(self, sender: "Sender") -> None:
        try:
            await self._work(sender)
        except Failure as failure:
            await sender.fail(failure)
        except Exception:
            log.exception("a request failed in a way nobody thought of")
            await sender.fail(Failure(500, "internal error; the worker's log says more"))


class Sender:
    """Sends one response: whole, or begun and continued."""

    def __init__(self, send: Send, dialect: Dialect = OLLAMA) -> None:
        self._send = send
        self._dialect = dialect
        self._started = False

    async def whole(self, body: bytes, kind: bytes = JSON, status: int = 200) -> None:
        """The whole response at once."""
        await self._start(kind, status, length=len(body))
        await self._send({"type": "http.response.body", "body": body})

    async def more(self, body: bytes) -> None:
        """More lines of a stream."""
        if not self._started:
            await self._start(self._dialect.stream, 200)
        await self._send({"type": "http.response.body", "body": body, "more_body": True})

    async def end(self, body: bytes) -> None:
        """The last lines of a stream."""
        if not self._started:
            await self._start(self._dialect.stream, 200)
        await self._send({"type": "http.response.body", "body": body})

    async def fail(self, failure: Failure) -> None:
        """An error: with its status before the first byte, as the end of the stream after it."""
        if self._started:
            broken()
            await self.end(self._dialect.broken(failure))
        else:
            await self.whole(self._dialect.error(failure), status=failure.status)

    async def _start(self, kind: bytes, status: int, length: int | None = None) -> None:
        self._started = True
        headers = [(b"content-type", kind)]
        headers += [(b"content-length", str(length).encode())] if length is not None else []
        await self._send({"type": "http.response.start", "status": status, "headers": headers})


async def stream(sender: Sender, reply: Reply, engines: Serving, kind: Kind, model: str) -> None:
    """Lines as they come; then one with the metrics."""
    name = msgspec.json.encode(model)
    tools: list[Piece] = []
    async with contextlib.aclosing(reply.pieces(engines)) as batches:
        async for batch in batches:
            tools += [piece for piece in batch if piece.tools]
            parts = [(one.text, one.thinking, one.likely) for one in batch if one.text or one.thinking or one.likely]
            if parts:
                await sender.more(ollama.lines(kind, name, parts))
    if calls := _calls(tools):
        await sender.more(ollama.line_of_tools(model, calls))
    await sender.end(ollama.last(kind, model, finished(reply)))


async def collect(sender: Sender, reply: Reply, engines: Serving, kind: Kind, model: str) -> None:
    """The whole reply as one JSON object."""
    pieces: list[Piece] = []
    async with contextlib.aclosing(reply.pieces(engines)) as batches:
        async for batch in batches:
            pieces += batch
    text, thinking = "".join(one.text for one in pieces), "".join(one.thinking for one in pieces)
    said = Said(text, thinking, _calls(pieces), [row for one in pieces for row in one.likely])
    await sender.whole(ollama.last(kind, model, finished(reply), said).rstrip())


def finished(reply: Reply) -> Metrics:
    """The metrics of a reply whose pieces have ended; raises Failure 500 if its end never came."""
    if reply.metrics is None:
        raise Failure(500, ENGINE_DIED)
    return reply.metrics


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _calls(pieces: list[Piece]) -> list[dict[str, object]]:
    return ollama.tool_calls(part for piece in pieces for part in piece.tools)
