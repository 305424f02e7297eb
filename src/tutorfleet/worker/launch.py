"""Start one engine: how llama.cpp is to run a model on this machine, and the wait until it is there or says why not."""

import asyncio
import os
import socket
import time
from pathlib import Path

from tutorfleet.models.catalogue import Model
from tutorfleet.worker import budget, keepalive
from tutorfleet.worker.errors import LoadFailed
from tutorfleet.worker.loaded import Loaded, Use
from tutorfleet.worker.machine import processors
from tutorfleet.worker.memory import memory
from tutorfleet.worker.room import header_of
from tutorfleet.worker.scheduler import Admission, Gate
from tutorfleet.worker.settings import EngineSettings, WorkerSettings, check_socket_path
from tutorfleet.worker.spawn import Child, OwnNursery, spawn
from tutorfleet.worker.tally import Tally
from tutorfleet.worker.upstream import Upstream

SMALL_MODEL = 48 * 2**20
"""Bytes under which one thread computes as fast as two: the work of a token is shorter than the threads' meeting."""
LONGEST_TEXT = 8192
"""Tokens that a text may have to become a vector: all of it is one step, whose memory grows with it."""
DECODER_BATCH = 256
DECODER_SLOTS = 16
"""Requests at once: a step for sixteen costs far less than sixteen steps, and the next learner's first word does not wait."""
VECTOR_SLOTS = 4


class Launcher:
    """Starts the engines of one worker, each with a socket of its own in `runtime`."""

    def __init__(self, settings: WorkerSettings, runtime: Path, log: int, tally: Tally) -> None:
        self._settings = settings
        self._tally = tally
        self._runtime = runtime
        self._log = log
        self._own = None if settings.nursery else OwnNursery(runtime / f"nursery.{os.getpid()}.sock")
        self._count = 0

    async def launch(self, model: Model, adapters: tuple[Path, ...], *, embed: bool) -> Loaded:
        """The model in an engine that is ready and knows these adapters; raises LoadFailed."""
        self._count += 1
        path = self._runtime / f"{self._settings.name}.{os.getpid()}.{self._count}.e.sock"
        check_socket_path(path)
        settings = await self.settings_of(model, adapters, str(path), embed=embed)
        began = time.perf_counter_ns()
        nursery = await self._own.ready() if self._own else Path(self._settings.nursery or "")
        child = await spawn(nursery, "engine", settings, self._log)
        try:
            await _wait_ready(child, self._settings.load_s)
        except BaseException:
            child.end()
            raise
        return self._loaded(model, child, settings, time.perf_counter_ns() - began)

    async def settings_of(
        self, model: Model, adapters: tuple[Path, ...], path: str = "", *, embed: bool
    ) -> EngineSettings:
        """How this machine would run the model, at that socket; raises LoadFailed for an unreadable file."""
        return await asyncio.to_thread(engine_settings, self._settings, model, adapters, path, embed=embed)

    def end(self) -> None:
        """Let the nursery go, if it is this worker's own."""
        if self._own:
            self._own.end()

    def _loaded(self, model: Model, child: Child, settings: EngineSettings, took_ns: int) -> Loaded:
        mine, keep_s = self._settings, keepalive.parse(self._settings.keep_alive)
        return Loaded(
            model,
            child,
            Upstream(settings.socket, mine.stall_s),
            Gate(
                Admission(settings.slots, settings.context, mine.max_queue, mine.max_queue_per_learner),
                self._tally.of(model.name).waited.observe,
            ),
            settings,
            context=min(mine.num_ctx, model.context_length or mine.num_ctx),
            load_ns=took_ns,
            keep_s=keep_s,
            uses={model.name: Use(model, keep_s)},
        )


def engine_settings(
    worker: WorkerSettings, model: Model, adapters: tuple[Path, ...], path: str, *, embed: bool
) -> EngineSettings:
    """How to run this model: pool, batch, threads. `embed` makes an engine of its own for a decoder's vectors. Pure but for
    the file's header, and for asking the machine how many processors and how much memory it grants."""
    threads = worker.threads or (1 if model.size < SMALL_MODEL else processors())
    embedding = model.is_encoder or embed
    limit = budget.budget(worker.memory_mb, memory().granted)
    context, batch, slots = _embedding(worker, model, limit) if embedding else _generating(worker, model, limit)
    return EngineSettings(
        model=str(model.path),
        socket=path,
        context=context,
        batch=batch,
        slots=slots,
        threads=threads,
        # llama.cpp finds a prompt in this cache by its tokens alone, also one that another adapter computed.
        cache_ram_mib=0 if embedding or adapters else budget.cache_mib(worker.cache_ram_mib, limit),
        embedding=embedding,
        mean_pooling=embed,
        adapters=tuple(map(str, adapters)),
    )


def _generating(worker: WorkerSettings, model: Model, limit: int) -> tuple[int, int, int]:
    """Pool, batch and slots of an engine that writes: its slots share what is affordable."""
    whole = min(worker.num_ctx, model.context_length or worker.num_ctx)
    asked = whole * (worker.slots or budget.POOLED_REQUESTS)
    pool = budget.pool_tokens(asked, whole, budget.per_token(header_of(model.path)), limit)
    return pool, min(DECODER_BATCH, pool), worker.slots or DECODER_SLOTS


def _embedding(worker: WorkerSettings, model: Model, limit: int) -> tuple[int, int, int]:
    """Pool, batch and slots of an engine that gives vectors: a whole text is one step. A decoder keeps keys all the same, so
    it has as many slots as whole texts are affordable; an encoder keeps nothing."""
    longest, slots = min(model.context_length or worker.num_ctx, LONGEST_TEXT), worker.slots or VECTOR_SLOTS
    if model.is_encoder:
        return longest, longest, slots
    token_bytes = budget.per_token(header_of(model.path))
    slots = max(1, budget.pool_tokens(longest * slots, longest, token_bytes, limit) // longest)
    return longest * slots, longest, slots


def accepts(path: str) -> bool:
    """Whether somebody listens at that socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(path) == 0


async def _wait_ready(child: Child, limit_s: float) -> None:
    """Raises LoadFailed with the engine's own sentence, or one about how its process ended."""
    try:
        status = await asyncio.wait_for(asyncio.shield(child.status), limit_s)
    except TimeoutError:
        child.kill()
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
