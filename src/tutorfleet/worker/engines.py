"""The loaded models of a worker: load one when it is asked for, share the load, keep it as long as wished, end it.

One engine serves every name with the same files. A load goes on when those who wait for it leave; requests that come
meanwhile share it. When the limit is reached, the least recently used idle engine ends; if none is idle, the load waits.
An engine whose process ends by itself is forgotten at once, so that the next request loads it again.
"""

import asyncio
import contextlib
import os
import signal
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tutorfleet.models.catalogue import Model
from tutorfleet.worker import keepalive
from tutorfleet.worker.errors import BUSY, EngineStalled, Failure, LoadFailed
from tutorfleet.worker.machine import processors
from tutorfleet.worker.scheduler import Admission, Gate
from tutorfleet.worker.settings import EngineSettings, WorkerSettings, check_socket_path
from tutorfleet.worker.spawn import Child, OwnNursery, spawn
from tutorfleet.worker.upstream import Upstream

SMALL_MODEL = 48 * 2**20
"""Bytes under which one thread computes as fast as two: the work of a token is shorter than the threads' meeting."""
ENCODER_CONTEXT = 8192
"""Tokens an encoder reads at most: its whole input is one step, whose memory grows with it."""
DECODER_BATCH = 256

Key = tuple[str, tuple[str, ...], bool]


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


class Bell:
    """Wakes everyone who waits, without a lock: all of it happens on one event loop."""

    def __init__(self) -> None:
        self._waiters: list[asyncio.Future[None]] = []

    async def wait(self) -> None:
        """Until the next ring."""
        self._waiters.append(waiter := asyncio.get_running_loop().create_future())
        await waiter

    def ring(self) -> None:
        """Wake all."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)


class Engines:
    """All engines of one worker."""

    def __init__(self, settings: WorkerSettings, runtime: Path, log: int = 2) -> None:
        self._settings = settings
        self._runtime = runtime
        self._log = log
        self._own = None if settings.nursery else OwnNursery(runtime / f"nursery.{os.getpid()}.sock")
        self._loaded: dict[Key, Loaded] = {}
        self._loading: dict[Key, asyncio.Task[Loaded]] = {}
        self._changed = Bell()
        self._starting = 0
        self._count = 0
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
        if self._own:
            self._own.end()

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
            one = self._loaded[key] = await self._start_engine(model, embed=embed)
        finally:
            self._starting -= 1
            self._changed.ring()
        self._watch(asyncio.create_task(self._bury(key, one)))
        return one

    async def _start_engine(self, model: Model, *, embed: bool) -> Loaded:
        self._count += 1
        path = self._runtime / f"{self._settings.name}.{os.getpid()}.{self._count}.e.sock"
        check_socket_path(path)
        settings = engine_settings(self._settings, model, str(path), embed=embed)
        began = time.perf_counter_ns()
        nursery = await self._own.ready() if self._own else Path(self._settings.nursery or "")
        child = await spawn(nursery, "engine", settings, self._log)
        try:
            await _wait_ready(child, self._settings.load_s)
        except BaseException:
            child.end()
            raise
        admission = Admission(settings.slots, settings.context, self._settings.max_queue)
        context = min(self._settings.num_ctx, model.context_length or self._settings.num_ctx)
        took = time.perf_counter_ns() - began
        return Loaded(
            model,
            child,
            Upstream(str(path), self._settings.stall_s),
            Gate(admission),
            settings,
            context,
            took,
            keep_s=self._keep_s,
        )

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
            one.child.end()
            await one.upstream.close()
            _remove(one.settings.socket)

    async def _drop(self, one: Loaded) -> None:
        """End an engine that does not answer: a stopped process does not even see its lifeline close."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(one.child.pid, signal.SIGKILL)
        for key in [key for key, other in self._loaded.items() if other is one]:
            await self._end(key)

    async def _bury(self, key: Key, one: Loaded) -> None:
        """Forget an engine whose process ended. Its nursery may die first: then its socket tells."""
        code = await one.child.exited
        while code == -1 and _accepts(one.settings.socket):  # noqa: ASYNC110
            await asyncio.sleep(0.5)  # nobody is left who could tell
        if self._loaded.get(key) is one:
            await self._end(key)
            self._changed.ring()

    def _watch(self, task: "asyncio.Task[None]") -> None:
        self._watchers.add(task)
        task.add_done_callback(self._watchers.discard)


def engine_settings(worker: WorkerSettings, model: Model, path: str, *, embed: bool) -> EngineSettings:
    """How to run this model: pool, batch, threads. `embed` makes an engine of its own for a decoder's vectors. Pure but for
    asking the machine how many processors it grants."""
    trained = model.context_length or worker.num_ctx
    threads = worker.threads or (1 if model.size < SMALL_MODEL else processors())
    embedding = model.is_encoder or embed
    context = min(trained, ENCODER_CONTEXT) if embedding else min(worker.num_ctx, trained) * worker.slots
    return EngineSettings(
        model=str(model.path),
        socket=path,
        context=context,
        batch=context if embedding else min(DECODER_BATCH, context),
        slots=worker.slots,
        threads=threads,
        cache_ram_mib=0 if embedding else worker.cache_ram_mib,
        embedding=embedding,
        mean_pooling=embed,
        adapters=tuple(map(str, model.adapters)),
    )


def _key(model: Model, *, embed: bool) -> Key:
    return (str(model.path), tuple(map(str, model.adapters)), embed)


async def _wait_ready(child: Child, limit_s: float) -> None:
    """Raises LoadFailed with the engine's own sentence, or one about how its process ended."""
    try:
        status = await asyncio.wait_for(asyncio.shield(child.status), limit_s)
    except TimeoutError:
        raise LoadFailed(f"the model was not loaded within {limit_s:.0f} s") from None
    if "error" in status:
        raise LoadFailed(str(status["error"]))
    if "ready" not in status:
        raise LoadFailed(_end_of(await child.exited))


def _end_of(code: int) -> str:
    why = {
        -4: "this processor lacks instructions that llama.cpp is compiled for (AVX2)",
        -6: "llama.cpp gave up on it; its log says why",
        -9: "it was killed, most likely because memory ran out",
        -11: "llama.cpp crashed on it: the file may be damaged",
    }.get(code, f"its process ended with code {code}")
    return f"the model could not be loaded: {why}"


def _remove(path: str) -> None:
    Path(path).unlink(missing_ok=True)


def _accepts(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(path) == 0
