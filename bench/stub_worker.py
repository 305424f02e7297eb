"""A worker that answers at once, so that a proxy in front of it is all that is measured.

    python bench/stub_worker.py ADDRESS...        `unix:/path` or `127.0.0.1:port`, any number of them

Answers Ollama's /api/* and OpenAI's /v1/chat/completions with a fixed short body. It understands just enough HTTP/1.1 for that: no
pipelining, bodies by content-length or in chunks.
"""

import asyncio
import json
import sys

import uvloop

OLLAMA = {"model": "stub", "message": {"role": "assistant", "content": "hi"}, "done": True, "eval_count": 1}
OPENAI = {
    "id": "c",
    "object": "chat.completion",
    "created": 1,
    "model": "stub",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "hi"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}


def response(value: object) -> bytes:
    body = json.dumps(value).encode()
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)


AS_OLLAMA, AS_OPENAI = response(OLLAMA), response(OPENAI)


class Answering(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvloop's is no subclass
        self.transport, self.received = transport, b""

    def data_received(self, data: bytes) -> None:
        self.received += data
        if complete(self.received):
            openai = b" /v1/" in self.received[: self.received.find(b"\r\n")]
            self.received = b""
            self.transport.write(AS_OPENAI if openai else AS_OLLAMA)


def complete(request: bytes) -> bool:
    """Whether a request has arrived as a whole."""
    head, end, body = request.partition(b"\r\n\r\n")
    if not end:
        return False
    head = head.lower()
    if b"transfer-encoding: chunked" in head:
        return body.endswith(b"0\r\n\r\n")
    _, found, rest = head.partition(b"content-length:")
    return len(body) >= (int(rest.split(b"\r\n", 1)[0]) if found else 0)


async def serve(addresses: list[str]) -> None:
    loop = asyncio.get_running_loop()
    for address in addresses:
        if address.startswith("unix:"):
            await loop.create_unix_server(Answering, address.removeprefix("unix:"), backlog=1024)
        else:
            host, _, port = address.rpartition(":")
            await loop.create_server(Answering, host, int(port), backlog=1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1:]))
