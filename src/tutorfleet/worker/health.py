"""How a worker is: starting, ready or draining; what it has loaded, what runs, what waits."""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tutorfleet import __version__
from tutorfleet.worker import asks
from tutorfleet.worker.elsewhere import RemoteEngines
from tutorfleet.worker.engines import Engines
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.metrics import figures
from tutorfleet.worker.serving import Models, Serving
from tutorfleet.worker.settings import WorkerSettings

log = logging.getLogger("tutorfleet.worker")


class Health:
    """The state of one worker."""

    def __init__(self, settings: WorkerSettings, engines: Serving) -> None:
        self._settings = settings
        self._engines = engines
        self._began = time.monotonic()
        self.ready = not settings.preload
        self.draining = False
        self.active = 0
        """Requests for a model that are being answered or wait."""
        self.failed: dict[str, str] = {}
        """Models that could not be preloaded, and why."""

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count a request; raises Failure 503 while draining."""
        if self.draining:
            raise Failure(503, "this worker is shutting down")
        self.active += 1
        try:
            yield
        finally:
            self.active -= 1

    async def preload(self, catalogue: Models) -> None:
        """Load what the settings name. One that cannot be loaded is reported and does not stop the worker."""
        for name in self._settings.preload:
            try:
                await self._engines.preload(asks.find(catalogue, name))
            except Failure as failure:
                self.failed[name] = failure.message
                log.error("cannot preload %s: %s", name, failure.message)
        self.ready = True
        if isinstance(self._engines, Engines):
            await self._warm(self._engines, catalogue)

    async def _warm(self, engines: Engines, catalogue: Models) -> None:
        """Load what was used last before this start, the latest first, as far as there is room."""
        for used in engines.usage.latest:
            try:
                if not await engines.warm(asks.find(catalogue, used.name), embed=used.embed):
                    return
            except Failure as failure:
                log.info("%s is not loaded beforehand: %s", used.name, failure.message)

    def report(self) -> dict[str, Any]:
        """What /healthz says."""
        admissions = [gate.admission for gate in self._engines.gates]
        return {
            "status": "draining" if self.draining else "ready" if self.ready else "starting",
            "version": __version__,
            "name": self._settings.name,
            "region": self._settings.region,
            "role": self._settings.role,
            "replica": self._settings.replica,
            "pid": os.getpid(),
            "engines": [
                {"model": one.model.name, "pid": one.child.pid, "starter": one.model.starter}
                for one in self._engines.loaded
            ],
            "failed": self.failed,
            **backend(self._engines),
            "active": self.active,
            "running": sum(one.running for one in admissions),
            "queued": sum(one.waiting for one in admissions) + self._engines.waiting,
            "queue_limit": self._settings.max_queue,
            "reserved_tokens": sum(one.reserved for one in admissions),
            **figures(self._engines),
            "uptime_s": round(time.monotonic() - self._began, 3),
        }


def backend(engines: Serving) -> dict[str, Any]:
    """Whose engines work for us, and what is wrong with it; nothing where they are our own."""
    if not isinstance(engines, RemoteEngines):
        return {}
    trouble = engines.backend.trouble
    return {"backend": {"url": engines.backend.url, "problem": trouble.message if trouble else ""}}
