"""What stands in front of every route: who may speak to this worker by which name, and how large a body may be.

A page in a browser can reach a port of this machine under a name of its own choosing (DNS rebinding), so over TCP only
names of this machine and configured ones are answered. A unix socket cannot be reached by a browser. A path that changes models is
answered by its plain words only, for by them others refuse it.
"""

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from tutorfleet.fleet.routes import changes_store
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.replies import Sender

LARGEST_BODY = 16 * 2**20


class HostGuard:
    """Refuses hosts and origins that are not this machine or configured; an ASGI middleware."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = (), *, any_address: bool = False) -> None:
        """`any_address`: also other addresses in digits, for a worker that listens beyond this machine. A host `*` lets every
        host and origin in: for a worker whom only a balancer can reach."""
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or answer 403."""
        if scope["type"] == "http" and not self._allowed(scope):
            why = "this worker does not answer to that host name; see its setting `hosts`"
            await Sender(send).fail(Failure(403, why))
            return
        if scope["type"] == "http" and disguised(scope):
            await Sender(send).fail(Failure(404, "404 page not found"))
            return
        await self._app(scope, receive, send)

    def _allowed(self, scope: Scope) -> bool:
        server = scope.get("server")
        if server is None or server[1] is None or "*" in self._hosts:
            return True
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin-1")
        foreign = origin.startswith(("http://", "https://")) and not self._known(urlsplit(origin).netloc)
        return not foreign and self._known(headers.get(b"host", b"localhost").decode("latin-1"))

    def _known(self, netloc: str) -> bool:
        try:
            host = (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if host == "localhost" or host.endswith(".localhost") or host in self._hosts:
            return True
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return self._any_address or address.is_loopback


def disguised(scope: Scope) -> bool:
    """Whether this is a path that changes models, spelled with escapes (`/api/p%75ll`). Whoever stands in front, a balancer on AWS
    above all, lets only operators ask for those, and knows them by their plain words."""
    path: str = scope["path"]
    written: bytes = scope.get("raw_path") or path.encode()
    return changes_store(path) and not written.startswith("/".join(path.split("/")[:3]).encode())


async def read_body(request: Request, largest: int = LARGEST_BODY) -> bytes:
    """The body of at most `largest` bytes; raises Failure 413 as soon as it is known to be too large."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > largest:
        raise _too_large(largest)
    parts, size = [], 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > largest:
            raise _too_large(largest)
    return b"".join(parts)


def _too_large(largest: int) -> Failure:
    return Failure(413, f"the request body is larger than {largest // 2**20} MiB")
