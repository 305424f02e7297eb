"""What a look at the fleet has seen: plain values, sent as they stand here (docs/api.md, "The fleet's status").

Who looks is look.py; what is wrong with it is said by problems.py.
"""

from typing import Literal

import msgspec

State = Literal["ready", "low", "starting", "draining", "unwell", "stuck", "away"]
"""`low` is of the disk and the memory: there is little left. `stuck`: the process is there and does not answer. `unwell`: it answers
that it cannot work. `away`: nobody answers, and it is being started again."""
Level = Literal["error", "warning", "note"]
"""learners notice it; they would if one thing more happened; it is good to know"""
WELL = frozenset({"ready", "low"})


class Model(msgspec.Struct, frozen=True):
    """A model that a worker has loaded. `starter`: it is one of the small ones of the package."""

    name: str
    starter: bool = False


class First(msgspec.Struct, frozen=True):
    """Seconds to the first words of the latest replies: the median, and what 95 % stay under; None before the first."""

    p50: float | None = None
    p95: float | None = None


class Backend(msgspec.Struct, frozen=True):
    """Somebody else's program that computes for a worker; `problem` is "" while it answers."""

    url: str
    problem: str = ""


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """What the supervisor knows of a process."""

    name: str
    state: State
    detail: str = ""
    """why it is not ready"""
    version: str = ""
    pid: int | None = None
    latency_ms: float | None = None
    """of this look"""
    restarts: int = 0
    ended: int = 0
    """how often it ended in the last five minutes"""
    last_end: str = ""
    """how it ended the last time: `was ended by SIGKILL`"""


class Worker(Process, frozen=True, kw_only=True):
    """One worker and what it does now; what it did not say is None or empty."""

    role: str
    replica: str
    models: tuple[Model, ...] = ()
    failed: dict[str, str] = {}
    """model of its role that it could not load -> why"""
    slots: int | None = None
    running: int | None = None
    queued: int | None = None
    queue_limit: int | None = None
    tokens_per_s: float | None = None
    first_s: First = First()
    cache_hits: float | None = None
    engine_restarts: int = 0
    """engines that died or got stuck since it started"""
    uptime_s: float | None = None
    backend: Backend | None = None


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """`ready` when everybody is, `unwell` when every role has somebody, `away` when a role has nobody."""

    name: str
    aliases: tuple[str, ...] = ()
    state: State
    workers: tuple[Worker, ...] = ()


class Said(msgspec.Struct, frozen=True):
    """The words of a problem in another language."""

    what: str
    todo: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """`what` is wrong `where` and what is to be done, and the same in Indonesian (`id`); `kind` is one word for programs."""

    kind: str
    level: Level
    where: str
    what: str
    todo: str
    id: Said


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Everything, at one moment. `ok`: every process is ready. Of whom nothing was asked yet nothing is said."""

    version: str
    at: str
    url: str
    ok: bool
    regions: tuple[Region, ...]
    parts: tuple[Process, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def workers(self) -> tuple[Worker, ...]:
        return tuple(each for region in self.regions for each in region.workers)

    def part(self, name: str) -> Process | None:
        return next((each for each in self.parts if each.name == name), None)
