"""What a worker and an engine are told when they start: one JSON object each, read once into a frozen typed value.

`python -m tutorfleet.worker '{"name": "w", "listen": "127.0.0.1:11434"}'` is a whole worker. Everything has a default but the
address. Unknown fields are refused by name, so that a misspelt one is not silently ignored.
"""

import os
from pathlib import Path

import msgspec

from tutorfleet.worker.errors import BadSettings

LONGEST_SOCKET_PATH = 107
"""Bytes that the kernel keeps for the path of a unix socket."""


class WorkerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One worker: where it listens, what it serves, how much at once."""

    listen: str
    """`unix:/path` (or a path that begins with `/`), or `127.0.0.1:port`."""
    name: str = "worker"
    region: str = ""
    role: str = ""
    replica: str = ""
    store: str = ""
    """The model store's folder (Ollama's layout); need not exist."""
    runtime: str = ""
    """A folder with a short path for the sockets of engines; "" makes a private one."""
    state: str = ""
    """A folder that stays, for what the worker remembers between two starts; "" is the runtime folder."""
    nursery: str | None = None
    """The socket of the fork server; null starts one for this worker alone."""
    aliases: dict[str, str] = {}
    preload: tuple[str, ...] = ()
    """Names that are loaded after the start and never unloaded by time."""
    pace: float = 0.0
    """Tokens a second that each stream is slowed to; 0 is as fast as it can."""
    num_ctx: int = 4096
    """Tokens of context for a request that does not say; never more than the model was trained for."""
    slots: int = 0
    """Requests that one engine computes at once, in a pool of `num_ctx * slots` tokens for keys and values. 0: many short
    ones or four of full length. The pool is cut to its share of the memory; one whole request always fits."""
    cache_ram_mib: int = 64
    """Memory for prompts that left their slot, for each engine; less where memory is small."""
    memory_mb: int = 0
    """MiB for all engines of this worker; 0 is a share of what the machine or its container grants."""
    threads: int = 0
    """Threads of an engine; 0 is what the cgroup and the affinity grant (one for a very small model)."""
    max_queue: int = 512
    """Requests that may wait for an engine; the next one is told "server busy"."""
    max_queue_per_learner: int = 32
    """The same of one learner; who has no name has only the limit of all."""
    max_loaded: int = 3
    """Engines at once; the least recently used idle one makes room."""
    max_adapters: int = 16
    """Adapters that one engine is started with, besides those of the model that it is started for."""
    keep_alive: str | float = "5m"
    """How long an idle model stays loaded: seconds, or Ollama's durations; below zero is for ever."""
    drain_s: float = 30.0
    """Seconds that running streams get to finish after SIGTERM."""
    load_s: float = 300.0
    """Seconds that a model may take to load."""
    stall_s: float = 75.0
    """Seconds without progress after which an engine is given up while a request waits for it."""
    answer_s: float = 20.0
    """Seconds that an engine's listener, which never computes, may take to say that it is there."""
    backend: str = ""
    """URL of an Ollama, llama-server or vLLM that answers instead of engines of our own; a key for it stands in the environment
    variable TUTORFLEET_BACKEND_KEY."""
    hosts: tuple[str, ...] = ()
    """Host names that requests over TCP may use, besides those of this machine. `*`: any, from pages of any origin, where a
    network lets nobody but a balancer reach this worker."""
    pulls: bool = True
    """Whether models may be fetched from registries: /api/pull, and FROM of one that is not here."""

    def __post_init__(self) -> None:
        if not (self.name.isascii() and self.name.isprintable()):
            raise ValueError(f"name: expected printable ASCII, for it stands in a header, got {self.name!r}")
        _check_range("slots", self.slots, 0, 256)
        _check_range("cache_ram_mib", self.cache_ram_mib, 0, 2**20)
        _check_range("memory_mb", self.memory_mb, 0, 2**30)
        _check_range("num_ctx", self.num_ctx, 16, 2**24)
        _check_range("max_loaded", self.max_loaded, 1, 64)
        _check_range("max_adapters", self.max_adapters, 0, 1024)
        _check_range("max_queue", self.max_queue, 0, 100_000)
        _check_range("max_queue_per_learner", self.max_queue_per_learner, 0, 100_000)
        _check_range("threads", self.threads, 0, 1024)
        _check_range("pace", self.pace, 0, 1e6)
        _check_range("answer_s", self.answer_s, 0.1, 3600)

    @property
    def socket_path(self) -> Path | None:
        """Where it listens if that is a unix socket."""
        path = self.listen.removeprefix("unix:")
        return Path(path) if path.startswith("/") else None

    @property
    def tcp(self) -> tuple[str, int]:
        """Host and port if it listens there; raises BadSettings for an address that is neither."""
        host, _, port = self.listen.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            raise BadSettings(f"listen: expected unix:/path or host:port, got {self.listen!r}")
        return host.strip("[]"), int(port)


class EngineSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One engine: the file, its socket, and how llama.cpp is to run it. All of it is decided by the worker."""

    model: str
    socket: str
    """Must end in `.sock`: that is how llama.cpp knows a unix socket."""
    context: int
    """Tokens of the whole pool that all slots share."""
    batch: int
    """Tokens computed in one step; small, so that a leaving client is noticed during a long prompt."""
    slots: int
    threads: int
    cache_ram_mib: int
    embedding: bool = False
    mean_pooling: bool = False
    """For a decoder that embeds but does not say how its vectors are pooled."""
    adapters: tuple[str, ...] = ()


def read_worker(text: str | bytes) -> WorkerSettings:
    """The settings of a worker from JSON; raises BadSettings with what was expected."""
    try:
        settings = msgspec.json.decode(text, type=WorkerSettings)
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadSettings(f"the worker's settings are wrong: {error}") from None
    path = settings.socket_path
    if path is None:
        _ = settings.tcp
    else:
        check_socket_path(path)
    return settings


def check_socket_path(path: Path) -> None:
    """Raises BadSettings if the path is too long for a unix socket, which the kernel would only call an OSError."""
    if len(os.fsencode(path)) > LONGEST_SOCKET_PATH:
        raise BadSettings(
            f"{path} is longer than {LONGEST_SOCKET_PATH} bytes, the limit for a unix socket: use a shorter folder"
        )


def _check_range(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name}: expected {low} to {high:.0f}, got {value}")
