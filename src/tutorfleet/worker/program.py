"""The worker as a program: listen, serve, drain on SIGTERM, end with the lifeline.

Both `python -m tutorfleet.worker SETTINGS` and a child of the nursery come to `run`. The lifeline is descriptor 0 where that
is a pipe or a socket; at its end the process stops at once, without draining: its parent is gone.
"""

import asyncio
import contextlib
import gc
import logging
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import uvicorn
import uvloop
from starlette.types import Receive, Scope, Send

from tutorfleet.fleet.routes import LONGER_SECONDS
from tutorfleet.models.catalogue import Catalogue
from tutorfleet.worker.app import Worker
from tutorfleet.worker.backend import Backend
from tutorfleet.worker.elsewhere import RemoteCatalogue, RemoteEngines
from tutorfleet.worker.engine import is_lifeline
from tutorfleet.worker.engines import Engines
from tutorfleet.worker.errors import BadSettings
from tutorfleet.worker.health import Health
from tutorfleet.worker.settings import WorkerSettings

WORKER_HEADER = "x-tutorfleet-worker"
"""in every answer: who gave it, for a turn that goes on elsewhere"""
log = logging.getLogger("tutorfleet.worker")


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: SIGTERM drains first, while health is still answered."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def warm() -> None:
    """Import what a worker needs when it serves, so that forked workers share it."""
    uvicorn.Config(_nothing, http="httptools", loop="none", ws="none", lifespan="off", log_config=None).load()


def run(settings: WorkerSettings, *, lifeline: bool = True) -> int:
    """Serve until told to stop; the exit code is 1 if it could not begin. `lifeline=False` ignores descriptor 0."""
    logging.basicConfig(level=logging.INFO, format=f"%(levelname)s {settings.name} %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    try:
        listener = _listen(settings)
    except (OSError, BadSettings) as error:
        log.error("cannot listen at %s: %s", settings.listen, error)
        return 1
    runtime = Path(settings.runtime or tempfile.mkdtemp(prefix="tfw"))
    gc.freeze()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(settings, listener, runtime, lifeline=lifeline))
    finally:
        if not settings.runtime:
            shutil.rmtree(runtime, ignore_errors=True)
        if settings.socket_path:
            settings.socket_path.unlink(missing_ok=True)
    return 0


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that is never called."""


async def _serve(settings: WorkerSettings, listener: socket.socket, runtime: Path, *, lifeline: bool) -> None:
    worker = _worker(settings, runtime)
    config = uvicorn.Config(
        worker.app(),
        http="httptools",
        loop="none",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        headers=[(WORKER_HEADER, settings.name)],
        timeout_keep_alive=LONGER_SECONDS,
        timeout_graceful_shutdown=2,
        backlog=1024,
    )
    server = _Server(config)
    loop = asyncio.get_running_loop()
    drains: list[asyncio.Task[None]] = []

    def stop() -> None:
        if drains:
            server.should_exit = True  # told twice: at once
        drains.append(loop.create_task(_drain(worker.health, server, settings.drain_s)))

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    if lifeline and is_lifeline(0):
        loop.add_reader(0, _end_with_lifeline)
    log.info("listening at %s", settings.listen)
    await server.serve([listener])


def _worker(settings: WorkerSettings, runtime: Path) -> Worker:
    if settings.backend:
        backend, settings = Backend(settings), msgspec.structs.replace(settings, preload=())  # it is asked first
        return Worker(settings, RemoteCatalogue(backend, settings.aliases), RemoteEngines(settings, backend))
    catalogue = Catalogue(Path(settings.store or runtime / "store"), settings.aliases)
    return Worker(settings, catalogue, Engines(settings, runtime, adapters=catalogue.adapters))


async def _drain(health: Health, server: uvicorn.Server, limit_s: float) -> None:
    """Refuse new work, wait for what runs, then stop."""
    health.draining = True
    deadline = asyncio.get_running_loop().time() + limit_s
    while health.active and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    server.should_exit = True


def _end_with_lifeline() -> None:
    if not os.read(0, 4096):
        os._exit(0)


def _listen(settings: WorkerSettings) -> socket.socket:
    """A bound socket; at a path it replaces a stale one, but never one where somebody answers."""
    path = settings.socket_path
    if path is None:
        host, port = settings.tcp
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=1024
        )
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    if listener.connect_ex(os.fspath(path)) == 0:
        raise BadSettings("another program answers there already")
    listener.close()
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(os.fspath(path))
    path.chmod(0o600)
    return listener
