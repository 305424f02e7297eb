"""The loaded models of a worker: load one when it is asked for, share the load, keep it as long as wished, end it.

One engine serves every name with the same files. A load goes on when those who wait for it leave; requests that come
meanwhile share it. When the limit is reached, the least recently used idle engine ends; if none is idle, the load waits.
An engine whose process ends by itself is forgotten at once, so that the next request loads it again.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tutorfleet.models.catalogue import Model
from tutorfleet.worker import keepalive
from tutorfleet.worker.bell import Bell
from tutorfleet.worker.errors import BUSY, EngineStalled, Failure
from tutorfleet.worker.launch import Launcher, accepts
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.settings import WorkerSettings

Key = tuple[str, tuple[str, ...], bool]


class Engines:
    """All engines of one worker."""

    def __init__(self, settings: WorkerSettings, runtime: Path, log: int = 2) -> None:
        self._settings = settings
        self._launcher = Launcher(settings, runtime, log)
        self._loaded: dict[Key, Loaded] = {}
        self._loading: dict[Key, asyncio.Task[Loaded]] = {}
        self._changed = Bell()
        self._starting = 0
        self._watchers: set[asyncio.Task[None]] = set()
        self._keep_s = keepalive.parse(settings.keep_alive)
        self._limit = max(settings.max_loaded, len(settings.preload))
        self.waiting = 0
        """Requests that wait for a model to be loaded."""

    def start(self) -> None:
        """Begin to end engines whose time has come."""
        self._watch(asyncio.create_task(self._expire()))

    @property
    def loaded(self) -> list[Loaded]:
        """What is in memory, most recently used first."""
        return sorted(self._loaded.values(), key=lambda one: -one.used_at)

    @asynccontextmanager
    async def lease(
        self, model: Model, keep_alive: str | float | None = None, *, embed: bool = False
    ) -> AsyncIterator[Loaded]:
        """The loaded model for the length of the block; loads it first if need be.

        Raises LoadFailed if it cannot be loaded, Failure 503 if too many wait for that.
        """
        keep_s = self._keep_s if keep_alive is None else keepalive.parse(keep_alive)
        one = await self._get(model, embed=embed and not model.is_encoder)
        one.users += 1
        try:
            yield one
        except EngineStalled:
            await self._drop(one)
            raise
        finally:
            one.users -= 1
            one.used_at = time.monotonic()
            if keep_alive is not None or not one.pinned:
                one.keep_s = keep_s
            self._changed.ring()

    async def unload(self, model: Model) -> None:
        """End the model's engines when they are idle, at once if they are."""
        for key, one in list(self._loaded.items()):
            if key[:2] == _key(model, embed=False)[:2]:
                one.keep_s = 0.0
                one.pinned = False
        await self._sweep()

    async def preload(self, model: Model) -> None:
        """Load and keep for ever; raises LoadFailed."""
        async with self.lease(model, -1, embed=False) as one:
            one.pinned = True

    async def close(self) -> None:
        """End every engine and the nursery, if it is this worker's own."""
        for task in [*self._watchers, *self._loading.values()]:
            task.cancel()
        for key in list(self._loaded):
            await self._end(key)
        self._launcher.end()

    async def _get(self, model: Model, *, embed: bool) -> Loaded:
        key = _key(model, embed=embed)
        if key in self._loaded:
            return self._loaded[key]
        if self.waiting >= self._settings.max_queue + 1:
            raise Failure(503, BUSY)
        task = self._loading.get(key)
        if task is None:
            task = self._loading[key] = asyncio.create_task(self._load(key, model, embed=embed))
            task.add_done_callback(lambda done: self._load_done(key, done))
        self.waiting += 1
        try:
            return await asyncio.shield(task)
        finally:
            self.waiting -= 1

    def _load_done(self, key: Key, task: "asyncio.Task[Loaded]") -> None:
        self._loading.pop(key, None)
        if not task.cancelled():
            task.exception()  # whoever waits has it too; nobody may be left to

    async def _load(self, key: Key, model: Model, *, embed: bool) -> Loaded:
        await self._make_room()
        self._starting += 1
        try:
            one = self._loaded[key] = await self._launcher.launch(model, embed=embed)
        finally:
            self._starting -= 1
            self._changed.ring()
        self._watch(asyncio.create_task(self._bury(key, one)))
        return one

    async def _make_room(self) -> None:
        while len(self._loaded) + self._starting >= self._limit:
            idle = [key for key, one in self._loaded.items() if one.users == 0]
            if idle:
                await self._end(min(idle, key=lambda key: (self._loaded[key].pinned, self._loaded[key].used_at)))
            else:
                await self._changed.wait()

    async def _expire(self) -> None:
        while True:
            idle = [max(0.0, one.expires_in) for one in self._loaded.values() if one.users == 0]
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), min([*idle, 3600.0]) + 0.01)
            await self._sweep()

    async def _sweep(self) -> None:
        for key, one in list(self._loaded.items()):
            if one.users == 0 and one.expires_in <= 0:
                await self._end(key)

    async def _end(self, key: Key) -> None:
        one = self._loaded.pop(key, None)
        if one is not None:
            await one.end()

    async def _drop(self, one: Loaded) -> None:
        """End an engine that does not answer."""
        one.kill()
        for key in [key for key, other in self._loaded.items() if other is one]:
            await self._end(key)

    async def _bury(self, key: Key, one: Loaded) -> None:
        """Forget an engine whose process ended. Its nursery may die first: then its socket tells."""
        code = await one.child.exited
        while code == -1 and accepts(one.settings.socket):  # noqa: ASYNC110
            await asyncio.sleep(0.5)  # nobody is left who could tell
        if self._loaded.get(key) is one:
            await self._end(key)
            self._changed.ring()

    def _watch(self, task: "asyncio.Task[None]") -> None:
        self._watchers.add(task)
        task.add_done_callback(self._watchers.discard)


def _key(model: Model, *, embed: bool) -> Key:
    return (str(model.path), tuple(map(str, model.adapters)), embed)
