"""A worker whose models run elsewhere: on a real Ollama, a llama-server or a vLLM that the setting `backend` names.

`RemoteEngines` and `RemoteCatalogue` stand where a worker has `Engines` and `Catalogue`, so that every API, the fair queue, drain and
health are the same. Nothing is loaded or unloaded from here: `keep_alive` is passed on to an Ollama, and means nothing to the others. The
list of models is asked for every few seconds. HTTP is spoken in `backend.py`.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from tutorfleet.models.errors import ModelNotFound
from tutorfleet.models.model import Model
from tutorfleet.models.names import parse
from tutorfleet.worker import constraints, dialects
from tutorfleet.worker.ask import Ask
from tutorfleet.worker.backend import Backend
from tutorfleet.worker.chunks import Piece
from tutorfleet.worker.dialects import Kind
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.prompt import Seam, half_said
from tutorfleet.worker.scheduler import Admission, Gate
from tutorfleet.worker.settings import WorkerSettings
from tutorfleet.worker.shaping import Shaper
from tutorfleet.worker.tally import Tally

log = logging.getLogger("tutorfleet.worker")
REFRESH_S = 5.0
AT_ONCE = 64
"""Requests that a backend is given at once; it has a queue of its own, ours is fair."""


class RemoteCatalogue:
    """The backend's models, by the names and aliases that a worker is asked for."""

    def __init__(self, backend: Backend, aliases: Mapping[str, str]) -> None:
        self._backend, self._aliases = backend, aliases

    def models(self) -> list[Model]:
        """What the backend said last; raises Failure if it never said anything."""
        self._check()
        return list(self._backend.models.values())

    def find(self, name: str) -> Model:
        """The model of that name, in any case and with or without `:latest`; raises InvalidName, ModelNotFound, Failure 503."""
        self._check()
        ollama = self._backend.kind is Kind.OLLAMA
        name = parse(name).short if ollama else name
        known = {_plain(one): model for one, model in self._backend.models.items()}
        found = known.get(_plain(name)) or known.get(_plain(self._aliases.get(_plain(name), name)))
        if found is None:
            has = (
                ""
                if ollama
                else f": the backend at {self._backend.url} has {', '.join(self._backend.models) or 'none'}"
            )
            raise ModelNotFound(f"model '{name.removesuffix(':latest')[:200]}' not found{has}")
        return found

    def _check(self) -> None:
        if self._backend.trouble and not self._backend.models:
            raise self._backend.trouble


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A model of the backend for the length of a request."""

    backend: Backend
    gate: Gate
    load_ns: int = 0

    async def stream(self, ask: Ask) -> AsyncGenerator[list[Piece]]:
        """The reply; raises Failure."""
        held = constraints.from_format(ask.format)
        guard = constraints.JsonGuard(ask.format) if "json_schema" in held else None
        shaper = Shaper(Seam(half_said(ask.messages or ())), guard, top=ask.likely or 0)
        async with aclosing(self.backend.stream(dialects.order(self.backend.kind, ask))) as batches:
            async for batch in batches:
                yield [shaper.feed(piece) for piece in batch]


class RemoteEngines:
    """What stands where a worker has engines of its own."""

    def __init__(self, settings: WorkerSettings, backend: Backend) -> None:
        self.backend = backend
        self.tally = Tally()
        self.gate = Gate(Admission(AT_ONCE, AT_ONCE, settings.max_queue))
        self._watching: asyncio.Task[None] | None = None
        self.waiting = 0
        self.loaded: list[Loaded] = []
        """No engine is ours."""

    @property
    def gates(self) -> list[Gate]:
        """Where requests wait."""
        return [self.gate]

    def start(self) -> None:
        """Begin to look at the backend."""
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """End every connection."""
        if self._watching:
            self._watching.cancel()
        await self.backend.close()

    @asynccontextmanager
    async def lease(
        self, model: Model, keep_alive: str | float | None = None, *, embed: bool = False, learner: str = ""
    ) -> AsyncIterator[Elsewhere]:
        """The model for the length of the block."""
        del model, keep_alive, embed, learner
        yield Elsewhere(self.backend, self.gate)

    async def unload(self, model: Model, learner: str = "") -> None:
        """Ask an Ollama to end it, unless a learner wants that; for the others it is their own matter."""
        if not learner:
            await self.backend.load(model, 0)

    async def preload(self, model: Model) -> None:
        """Is the backend's own matter: that it has the model is known by now."""

    async def drop(self, one: Loaded) -> None:
        """There is none."""

    async def _watch(self) -> None:
        told = ""
        while True:
            await self.backend.refresh()
            trouble = self.backend.trouble.message if self.backend.trouble else ""
            if trouble != told:
                log.warning("%s", trouble or f"the backend at {self.backend.url} answers")
            told = trouble
            await asyncio.sleep(REFRESH_S)


def _plain(name: str) -> str:
    return name.strip().lower().removesuffix(":latest")
