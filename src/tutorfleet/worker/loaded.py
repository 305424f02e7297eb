"""A model in memory: its engine's process and client, who may compute there, who uses it and until when it stays."""

import contextlib
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from tutorfleet.models.catalogue import Model
from tutorfleet.worker.scheduler import Gate
from tutorfleet.worker.settings import EngineSettings
from tutorfleet.worker.spawn import Child
from tutorfleet.worker.upstream import Upstream


@dataclass(eq=False)
class Loaded:
    """A model in memory."""

    model: Model
    child: Child
    upstream: Upstream
    gate: Gate
    settings: EngineSettings
    context: int
    """Tokens that a request gets if it does not say."""
    load_ns: int
    users: int = 0
    used_at: float = field(default_factory=time.monotonic)
    keep_s: float = 0.0
    """Seconds after the last use that it stays; FOREVER possible."""
    pinned: bool = False

    @property
    def expires_in(self) -> float:
        """Seconds until it ends if nobody asks; FOREVER possible."""
        return self.used_at + self.keep_s - time.monotonic()

    @property
    def most_context(self) -> int:
        """Tokens that one request may have at most."""
        return min(self.settings.context, self.model.context_length or self.settings.context)

    async def end(self) -> None:
        """End the engine at once; running streams end with EngineLost."""
        self.child.end()
        await self.upstream.close()
        _remove(self.settings.socket)

    def kill(self) -> None:
        """End a process that says nothing: a stopped one does not even see its lifeline close."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.child.pid, signal.SIGKILL)


def _remove(path: str) -> None:
    Path(path).unlink(missing_ok=True)
