"""A model in memory: its engine's process and client, who may compute there, which names use it and until when they stay.

One engine serves every name with its weights; adapters are chosen with each request. It ends when no name keeps it.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any

from tutorfleet.models.catalogue import Model
from tutorfleet.worker.budget import Place
from tutorfleet.worker.errors import EngineLost
from tutorfleet.worker.scheduler import Gate
from tutorfleet.worker.seats import Seats
from tutorfleet.worker.settings import EngineSettings
from tutorfleet.worker.spawn import Child
from tutorfleet.worker.upstream import Upstream


@dataclass(eq=False)
class Use:
    """One name that an engine serves: a row of /api/ps."""

    model: Model
    keep_s: float
    """Seconds after the last use that it stays; FOREVER possible."""
    users: int = 0
    used_at: float = field(default_factory=time.monotonic)
    pinned: bool = False

    @property
    def expires_in(self) -> float:
        """Seconds until it is forgotten if nobody asks; FOREVER possible."""
        if self.users:
            return self.keep_s
        return self.used_at + self.keep_s - time.monotonic()

    @property
    def alive(self) -> bool:
        """Whether it is in use or its time has not come."""
        return self.users > 0 or self.expires_in > 0


@dataclass(eq=False)
class Loaded:
    """A model in memory."""

    model: Model
    """The one that it was loaded for; `uses` has all."""
    child: Child
    upstream: Upstream
    gate: Gate
    settings: EngineSettings
    context: int
    """Tokens that a request gets if it does not say."""
    load_ns: int
    keep_s: float
    """What a name gets that does not say how long it is to be kept."""
    uses: dict[str, Use] = field(default_factory=dict)
    loaded_at: float = field(default_factory=time.monotonic)
    seats: Seats = field(init=False)

    def __post_init__(self) -> None:
        self.seats = Seats(self.settings.slots)

    bytes: int = 0
    """Memory it takes: as estimated, then as measured."""

    @property
    def users(self) -> int:
        """Requests that hold it."""
        return sum(use.users for use in self.uses.values())

    @property
    def used_at(self) -> float:
        """When it was last asked for, in monotonic seconds."""
        return max((use.used_at for use in self.uses.values()), default=0.0)

    @property
    def pinned(self) -> bool:
        """Whether a name of it was loaded at the start, to stay."""
        return any(use.pinned for use in self.uses.values())

    @property
    def expires_in(self) -> float:
        """Seconds until it ends if nobody asks; FOREVER possible."""
        return max((use.expires_in for use in self.uses.values()), default=-inf)

    def place(self, *, free: bool) -> Place:
        """What it means to whoever looks for room; `free` if it may end."""
        return Place(self.bytes, self.used_at, free and self.users == 0, self.pinned)

    @property
    def most_context(self) -> int:
        """Tokens that one request may have at most."""
        return min(self.settings.context, self.model.context_length or self.settings.context)

    def knows(self, model: Model) -> bool:
        """Whether it was started with all adapters of the model."""
        return all(map(self.has, model.adapters))

    def has(self, adapter: Path) -> bool:
        """Whether it was started with this adapter."""
        return str(adapter) in self.settings.adapters

    def setting(self, model: Model) -> tuple[float, ...]:
        """How much of each adapter of the engine this model wants: 1 of its own, 0 of the others."""
        own = Counter(map(str, model.adapters))
        return tuple(float(own[path]) for path in self.settings.adapters)

    def lora(self, model: Model) -> list[dict[str, Any]]:
        """What a request for this model must say of every adapter of the engine.

        One that is not named is 0 for llama.cpp too, but a list that names none means those of the start.
        """
        return [{"id": index, "scale": scale} for index, scale in enumerate(self.setting(model))]

    def seat(self, model: Model, tokens: Sequence[int]) -> AbstractAsyncContextManager[Mapping[str, int]]:
        """The slot for a prompt, as the request's body must name it; llama.cpp's own choice where no adapters are about."""
        return self.seats.hold(self.setting(model), tokens) if self.settings.adapters else nullcontext({})

    @contextmanager
    def using(self, model: Model, keep_s: float | None, learner: str = "") -> Iterator[None]:
        """Count a request for this name; `keep_s` None leaves the time it is kept as it was, and so does a learner where it stays."""
        use = self.uses.setdefault(model.name, Use(model, self.keep_s))
        use.model = model
        use.keep_s = use.keep_s if keep_s is None or (learner and use.pinned) else keep_s
        use.users += 1
        try:
            yield
        finally:
            use.users -= 1
            use.used_at = time.monotonic()

    def forget(self) -> None:
        """Drop the names whose time has come."""
        self.uses = {name: use for name, use in self.uses.items() if use.alive}

    def release(self, model: Model, learner: str = "") -> None:
        """Let the names of this model's files go as soon as nobody uses them; of those that stay, only where no learner asks."""
        for use in self.uses.values():
            ours = use.model.path == model.path and use.model.adapters == model.adapters
            if ours and not (learner and use.pinned):
                use.keep_s, use.pinned = 0.0, False

    async def end(self) -> None:
        """End the engine at once, one that is stuck too; running streams, and those who wait for a place, end with EngineLost."""
        self.child.kill()
        self.child.end()
        self.gate.close(EngineLost())
        await self.upstream.close()
        _remove(self.settings.socket)


def _remove(path: str) -> None:
    Path(path).unlink(missing_ok=True)
