"""A stand for the edge: a real Envoy in front of small servers on unix sockets that can stall, stream, echo and die.

The servers live in a thread with a loop of their own, so that one stand serves a whole module of tests. Nothing here knows what the
edge should answer.
"""

import asyncio
import http.client
import json
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

from tutorfleet.fleet import parse
from tutorfleet.fleet.description import Fleet
from tutorfleet.host import edge
from tutorfleet.host.layout import Layout

CLIENT = "localclientid0000000000001"
WORD_SECONDS = 0.1


class Stub:
    """One server on a unix socket. `mode`: answer, stall (accept and say nothing), busy (503)."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path, self.mode = name, path, "answer"
        self.seen: list[tuple[str, str]] = []
        self.server: asyncio.Server | None = None
        self.open: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        self.path.unlink(missing_ok=True)
        self.server = await asyncio.start_unix_server(self.connected, self.path)

    async def die(self) -> None:
        """As by kill -9: the listener is gone and every connection breaks."""
        if self.server:
            for listening in self.server.sockets:
                asyncio.get_running_loop().remove_reader(listening.fileno())
            for _ in range(
                3
            ):  # what was accepted a moment ago becomes a connection, which a closed server would leave open
                await asyncio.sleep(0)
            self.server.close()
        for writer in list(self.open):
            writer.transport.abort()
        self.path.unlink(missing_ok=True)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        try:
            while True:
                await self.one(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open.discard(writer)
            writer.close()

    async def one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        verb, target, _ = head[0].split(" ")
        headers = [line.split(": ", 1) for line in head[1:] if line]
        body = await read_body(reader, {name.lower(): value for name, value in headers})
        if target == "/healthz" and self.mode != "stall":
            return await answer(writer, 200, {"worker": self.name, "path": target})
        self.seen.append((verb, target))
        if self.mode == "stall" and target != "/healthz":
            return await asyncio.sleep(3600)
        if self.mode == "busy":
            return await answer(writer, 503, {"error": "busy"})
        if b'"stream":' in body:
            return await self.stream(writer, json.loads(body)["stream"])
        name = {} if self.name == "service" else {"x-tutorfleet-worker": self.name}
        said = {"worker": self.name, "method": verb, "path": target, "headers": headers, "size": len(body)}
        return await answer(writer, 200, said, head_only=verb == "HEAD", headers=name)

    async def stream(self, writer: asyncio.StreamWriter, words: int) -> None:
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\nx-worker: {self.name}\r\ntransfer-encoding: chunked\r\n\r\n"
        writer.write(head.encode())
        for number in range(words):
            line = json.dumps({"word": number}).encode() + b"\n"
            writer.write(b"%x\r\n%s\r\n" % (len(line), line))
            await writer.drain()
            await asyncio.sleep(WORD_SECONDS)
        writer.write(b"0\r\n\r\n")
        await writer.drain()


async def read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") == "chunked":
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append((await reader.readexactly(size + 2))[:-2])
        await reader.readline()
        return b"".join(parts)
    return await reader.readexactly(int(headers.get("content-length", 0)))


async def answer(
    writer: asyncio.StreamWriter, status: int, value: Any, head_only: bool = False, headers: Mapping[str, str] = {}
) -> None:
    body = json.dumps(value).encode()
    more = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
    head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n{more}\r\n"
    writer.write(head.encode() + (b"" if head_only else body))
    await writer.drain()


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Stand:
    fleet: Fleet
    layout: Layout
    port: int
    key: RSAKey
    loop: asyncio.AbstractEventLoop
    stubs: dict[str, Stub] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def write(self, *keys: RSAKey, fleet: Fleet | None = None, **options: Any) -> tuple[Path, ...]:
        public = {"keys": [each.as_dict(private=False) for each in keys or (self.key,)]}
        return edge.write(fleet or self.fleet, self.layout, self.port, public, env={}, **options)

    def start(self) -> None:
        self.write()
        with (self.layout.logs / "edge.log").open("wb") as log:
            self.process = subprocess.Popen(edge.command(self.layout), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(lambda: self.admin("/ready").status == 200)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait(10)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def issuer(self) -> str:
        return f"https://cognito-idp.us-east-1.amazonaws.com/{self.fleet.pool}"

    def token(self, *, use: str = "id", key: RSAKey | None = None, sub: str = "alice", **claims: Any) -> str:
        audience = {"aud": CLIENT} if use == "id" else {"client_id": CLIENT}
        now = int(time.time())
        said = {"iss": self.issuer, "sub": sub, "iat": now, "exp": now + 3600, "token_use": use, **audience, **claims}
        key = key or self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, {k: v for k, v in said.items() if v is not None}, key)

    def ask(
        self, method: str, path: str, token: str | None = None, body: bytes | None = None, **headers: str
    ) -> Answer:
        if token is not None:
            headers["Authorization"] = token
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        return exchange(connection, method, path, body, headers)

    def admin(self, path: str) -> Answer:
        return self.over(self.layout.admin_socket, path)

    def over(self, path: Path, target: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("localhost", timeout=20)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(20)
        try:
            connection.sock.connect(str(path))
        except OSError:
            connection.close()
            return Answer(0, {}, b"")
        return exchange(connection, method, target, body, headers)

    def raw(self, data: bytes) -> bytes:
        """Send bytes as they are and read until the edge closes or is silent for a second."""
        received = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
            try:
                line.sendall(data)
                while part := line.recv(65536):
                    received += part
            except OSError:
                pass
        return received

    def counter(self, name: str) -> int:
        lines = self.admin(f"/stats?filter=^{name}$").body.decode().split()
        return int(lines[-1]) if lines else 0


def exchange(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> Answer:
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for a condition; it fails with its own text when the deadline passes."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        threading.Event().wait(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "alg": "RS256", "use": "sig"})


@contextmanager
def stand(**limits: int) -> Iterator[Stand]:
    """Envoy, the service and the twelve workers of the default fleet, all of them stubs but Envoy."""
    fleet = parse.default()
    fleet = replace(fleet, limits=replace(fleet.limits, **limits), hosts=("tutor.example",))
    folder = Path(tempfile.mkdtemp(prefix="tf", dir="/tmp"))
    for name in ("data/logs", "run"):
        (folder / name).mkdir(parents=True)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    made = Stand(fleet, Layout(folder / "data", folder / "run"), free_port(), key("k1"), loop)
    try:
        add_stubs(made)
        made.start()
        yield made
    finally:
        made.stop()
        made.run(close(made))
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
        shutil.rmtree(folder, ignore_errors=True)


def add_stubs(made: Stand) -> None:
    made.stubs["service"] = Stub("service", made.layout.service_socket)
    made.stubs["status"] = Stub("status", made.layout.status_socket)
    for each in made.fleet.workers():
        made.stubs[each.name] = Stub(each.name, made.layout.worker_socket(each.region, each.role, each.replica))
    for stub in made.stubs.values():
        made.run(stub.start())


async def close(made: Stand) -> None:
    for stub in made.stubs.values():
        await stub.die()
    rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
