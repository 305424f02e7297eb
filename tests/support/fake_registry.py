"""A registry of models on loopback that serves what it is given, and misbehaves when it is told to.

    with FakeRegistry() as registry:
        name = registry.add("tiny", model=path.read_bytes())        # "127.0.0.1:40123/library/tiny:latest"
        registry.blobs = iter([refuse(500), cut(1000)])             # the first two requests for blobs go wrong so

A fault is a function that answers in place of the registry; `itertools.repeat(fault)` is for ever, None is no fault.
It runs in threads of the test's own process; `requests` and `sent` tell what was asked of it and what it gave.
"""

import gzip
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
LAYER = "application/vnd.ollama.image."
_PATH = re.compile(r"/v2/([^/]+)/([^/]+)/(manifests|blobs)/(.+)")


@dataclass(frozen=True)
class Request:
    """One that came: headers in lower case."""

    path: str
    headers: dict[str, str]


def digest(data: bytes) -> str:
    """`sha256:<hex>`."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def layer(kind: str, data: bytes, **changes: Any) -> dict[str, Any]:
    """A layer of a manifest as it should be, but for the changes."""
    return {"mediaType": LAYER + kind, "digest": digest(data), "size": len(data), **changes}


class Clock:
    """Waits for nothing and remembers what it was asked to."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def pause(self, seconds: float) -> None:
        """In the place of asyncio.sleep."""
        self.waits.append(seconds)


@dataclass
class FakeRegistry:
    """A context manager; `host` is where it listens."""

    manifests: Iterator["Fault | None"] = field(default_factory=lambda: iter(()))
    blobs: Iterator["Fault | None"] = field(default_factory=lambda: iter(()))
    requests: list[Request] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)
    """Answers of other paths, where tokens are given say."""
    sent: int = 0
    """Bytes of blobs."""
    token: str = ""
    """What must stand in `Authorization`, if anything."""
    challenge: str = ""

    def __enter__(self) -> "FakeRegistry":
        self.over = threading.Event()
        self.lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.registry = self
        self.host = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def add(self, model: str, /, *, layers: list[dict[str, Any]] | None = None, **parts: bytes) -> str:
        """Have a model made of parts by their kinds; with `layers` the manifest says that instead. Returns its name."""
        config = json.dumps({"model_format": "gguf", "os": "linux", "of": model}).encode()
        for data in (config, *parts.values()):
            self.contents[digest(data)] = data
        said = [layer(kind, data) for kind, data in parts.items()] if layers is None else layers
        return self.say(model, {"config": layer("", config, mediaType=CONFIG), "layers": said})

    def say(self, model: str, document: dict[str, Any]) -> str:
        """Have a manifest that says this. Returns the model's name."""
        data = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, **document}, indent=3).encode()
        self.documents[model] = data
        return f"{self.host}/library/{model}:latest"

    def asked(self, kind: str) -> list[Request]:
        """The requests for "manifests" or "blobs"."""
        return [request for request in self.requests if f"/{kind}/" in request.path]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    registry: FakeRegistry

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is nothing special here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *args: Any) -> None:
        """Silence."""

    def do_GET(self) -> None:
        registry = self.server.registry
        exchange = Exchange(self, registry, {key.lower(): value for key, value in self.headers.items()})
        with registry.lock:
            registry.requests.append(Request(self.path, exchange.headers))
            fault = self._fault(registry)
        if registry.token and exchange.headers.get("authorization") != registry.token and "/v2/" in self.path:
            exchange.answer(401, b"", {"WWW-Authenticate": registry.challenge})
        elif fault is not None:
            fault(exchange)
        else:
            exchange.serve()

    def _fault(self, registry: FakeRegistry) -> "Fault | None":
        found = _PATH.fullmatch(self.path)
        return next(getattr(registry, found[3]), None) if found else None


@dataclass
class Exchange:
    """One request, and the ways to answer it."""

    handler: BaseHTTPRequestHandler
    registry: FakeRegistry
    headers: dict[str, str]

    @property
    def body(self) -> bytes | None:
        """The whole of what was asked for."""
        found = _PATH.fullmatch(self.handler.path)
        if found is None:
            return self.registry.others.get(self.handler.path.partition("?")[0])
        if found[3] == "manifests":
            return self.registry.documents.get(found[2])
        return self.registry.contents.get(found[4])

    @property
    def wanted(self) -> tuple[int, int]:
        """The range that was asked for."""
        size = len(self.body or b"")
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("range", ""))
        return (int(found[1]), min(int(found[2]) + 1, size)) if found else (0, size)

    def serve(self) -> None:
        """As it should be."""
        body = self.body
        if body is None:
            return self.answer(404, b"not found")
        start, end = self.wanted
        return self.part(body[start:end], start, end, len(body))

    def part(self, data: bytes, start: int, end: int, size: int, **headers: str) -> None:
        """206 with these bytes for this range, or 200 if none was asked for."""
        if "range" not in self.headers:
            return self.answer(200, data, headers)
        return self.answer(206, data, {"Content-Range": f"bytes {start}-{end - 1}/{size}", **headers})

    def answer(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        """An answer with a body and its length, unless the headers say another."""
        self.start(status, {"Content-Length": str(len(data)), **(headers or {})})
        self.send(data)

    def start(self, status: int, headers: dict[str, str]) -> None:
        """The head of an answer."""
        self.handler.send_response(status)
        for key, value in headers.items():
            self.handler.send_header(key, value)
        self.handler.end_headers()

    def send(self, data: bytes) -> None:
        """Some of the body."""
        self.handler.wfile.write(data)
        if "/blobs/" in self.handler.path:
            with self.registry.lock:
                self.registry.sent += len(data)

    def drop(self) -> None:
        """Close the connection."""
        self.handler.close_connection = True


Fault = Callable[[Exchange], None]


def refuse(status: int, **headers: str) -> Fault:
    """An error of HTTP."""
    return lambda exchange: exchange.answer(
        status, b"no", {key.replace("_", "-"): value for key, value in headers.items()}
    )


def redirect(to: str, status: int = 307) -> Fault:
    """A redirect; `{path}` stands for the path that was asked for."""
    return lambda exchange: exchange.answer(status, b"", {"Location": to.replace("{path}", exchange.handler.path)})


def cut(after: int) -> Fault:
    """The connection ends after so many bytes of the body."""

    def fault(exchange: Exchange) -> None:
        start, end = exchange.wanted
        size = len(exchange.body or b"")
        headers = {"Content-Range": f"bytes {start}-{end - 1}/{size}", "Content-Length": str(end - start)}
        exchange.start(206, headers)
        exchange.send((exchange.body or b"")[start : min(end, start + after)])
        exchange.drop()

    return fault


def wrong(exchange: Exchange) -> None:
    """Other bytes, as many as were asked for."""
    start, end = exchange.wanted
    exchange.part(b"\xa5" * (end - start), start, end, len(exchange.body or b""))


def whole(exchange: Exchange) -> None:
    """All of the blob, whatever range was asked for."""
    exchange.answer(200, exchange.body or b"")


def other_range(exchange: Exchange) -> None:
    """206 with another range than was asked for."""
    body = exchange.body or b""
    exchange.answer(206, body[:10], {"Content-Range": f"bytes 1-10/{len(body)}"})


def other_size(size: int, status: int = 206) -> Fault:
    """A blob that claims to be larger or smaller than the manifest says."""

    def fault(exchange: Exchange) -> None:
        start, end = exchange.wanted
        said = {"Content-Range": f"bytes {start}-{end - 1}/{size}"} if status == 206 else {"Content-Length": str(size)}
        exchange.start(status, {"Content-Length": str(end - start), **said})
        exchange.send((exchange.body or b"")[start : min(end, start + size)])
        exchange.drop()

    return fault


def endless(exchange: Exchange) -> None:
    """A body that has no length and does not end as long as anybody reads."""
    exchange.start(200, {"Transfer-Encoding": "chunked"})
    with suppress(OSError):
        while not exchange.registry.over.is_set():
            exchange.send(b"10000\r\n" + b"\xa5" * 65536 + b"\r\n")
    exchange.drop()


def bomb(exchange: Exchange) -> None:
    """A small answer that unpacks to 64 MiB."""
    start, end = exchange.wanted
    packed = _packed()
    exchange.part(
        packed,
        start,
        end,
        len(exchange.body or b""),
        **{"Content-Encoding": "gzip", "Content-Length": str(len(packed))},
    )


@lru_cache
def _packed() -> bytes:
    return gzip.compress(bytes(64 << 20), 1)


def stall(exchange: Exchange) -> None:
    """Ten bytes, and then nothing until the client has gone."""
    start, end = exchange.wanted
    size = len(exchange.body or b"")
    exchange.start(206, {"Content-Range": f"bytes {start}-{end - 1}/{size}", "Content-Length": str(end - start)})
    exchange.send((exchange.body or b"")[start : start + 10])
    with suppress(OSError):
        exchange.handler.connection.settimeout(60)
        exchange.handler.connection.recv(1)
    exchange.drop()


def silent(exchange: Exchange) -> None:
    """Not even a head until the client has gone."""
    with suppress(OSError):
        exchange.handler.connection.settimeout(60)
        exchange.handler.connection.recv(1)
    exchange.drop()


def garbage(exchange: Exchange) -> None:
    """Much that is not HTTP."""
    exchange.send(b"\xa5" * 5000)
    exchange.drop()


def drip(exchange: Exchange) -> None:
    """A byte now and then, for ever."""
    exchange.start(200, {"Transfer-Encoding": "chunked"})
    with suppress(OSError):
        while not exchange.registry.over.wait(0.02):
            exchange.send(b"1\r\n \r\n")
    exchange.drop()
