"""Asking one request again and again over a few connections, cheaply enough not to be what is measured.

    seen = asyncio.run(load.press(host, port, request, connections=16, seconds=3))

Each connection asks, waits for the whole answer, asks again. Answers must have a content-length or be chunked.
"""

import asyncio
import time
from dataclasses import dataclass, field


@dataclass
class Seen:
    """What came back. Latencies are seconds, of good answers only."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    bad: int = 0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.latencies) / self.seconds

    def latency(self, share: float) -> float:
        """The latency that this share of the answers did not exceed, in milliseconds."""
        ordered = sorted(self.latencies) or [float("nan")]
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Asking(asyncio.Protocol):
    """One connection."""

    def __init__(self, request: bytes, until: float, seen: Seen) -> None:
        self.request, self.until, self.seen = request, until, seen
        self.received = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.began = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.received += data
        if not answered(self.received):
            return
        now = time.perf_counter()
        if now <= self.until:  # what ends later belongs to no second that is counted
            self.count(now)
        self.received = b""
        if now < self.until:
            self.ask()
        else:
            self.transport.close()

    def count(self, now: float) -> None:
        if self.received[9:12] == b"200":
            self.seen.latencies.append(now - self.began)
        else:
            self.seen.bad += 1

    def connection_lost(self, error: Exception | None) -> None:
        if time.perf_counter() < self.until:
            self.seen.bad += 1
        if not self.done.done():
            self.done.set_result(None)


def answered(response: bytes) -> bool:
    """Whether an answer has arrived as a whole."""
    head, end, body = response.partition(b"\r\n\r\n")
    if not end:
        return False
    _, found, rest = head.lower().partition(b"content-length:")
    if found:
        return len(body) >= int(rest.split(b"\r\n", 1)[0])
    return body.endswith(b"0\r\n\r\n")


async def press(host: str, port: int, request: bytes, *, connections: int, seconds: float) -> Seen:
    """Press for so many seconds; an answer that is late by more than a minute is given up and counted as bad."""
    seen = Seen(seconds)
    until = time.perf_counter() + seconds
    loop = asyncio.get_running_loop()
    pairs = [await loop.create_connection(lambda: Asking(request, until, seen), host, port) for _ in range(connections)]
    _, late = await asyncio.wait([protocol.done for _, protocol in pairs], timeout=seconds + 60)
    seen.bad += len(late)
    for transport, _ in pairs:
        transport.abort()
    return seen
