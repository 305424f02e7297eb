"""One look at the whole fleet: every program asked once, all at the same time.

    await look(plan, supervisor.kept)

Nothing passes through the learners' address, and who does not answer in time costs no more than that time. It changes nothing, keeps
nothing and judges nothing (problems.py does).
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from tutorfleet import __version__
from tutorfleet.fleet import description
from tutorfleet.host import preflight, probe
from tutorfleet.host.problems import problems
from tutorfleet.host.seen import WELL, Backend, First, Look, Model, Process, Region, State, Worker
from tutorfleet.host.supervisor import Kept
from tutorfleet.host.units import EDGE, NURSERY, POSTGRES, SERVICE, Plan

SECONDS = 2.0
"""that anybody may take to answer"""
MEMORY_LOW = 200 * 2**20
"""bytes available under which the system may soon end a process"""
FIGURES = ("slots", "running", "queued", "queue_limit", "cache_hits", "uptime_s")
"""what a worker says by the same names"""
SAID: Mapping[str, State] = {"ready": "ready", "draining": "draining", "LIVE": "ready", "DRAINING": "draining"}
"""what a program says -> the state that it is in; anything else is on the way to `ready`"""
DATABASE, DISK, MEMORY = "database", "disk", "memory"

Keeper = Callable[[str], Kept]
"""what the supervisor says of a unit by its name"""


async def look(plan: Plan, kept: Keeper) -> Look:
    """Ask everybody once; at most `SECONDS`."""
    workers, parts = await asyncio.gather(
        asyncio.gather(*(worker(plan, each, kept(each.name)) for each in plan.fleet.workers())),
        asyncio.gather(database(plan, kept(POSTGRES)), *programs(plan, kept), disk(plan), memory()),
    )
    by_region = {each.name: (*of_region(plan, each.name, workers),) for each in plan.fleet.regions}
    seen = Look(
        version=__version__,
        at=datetime.now(UTC).isoformat(),
        url=plan.url,
        ok=all(each.state in WELL for each in (*workers, *parts)),
        regions=tuple(region(each, by_region[each.name]) for each in plan.fleet.regions),
        parts=tuple(parts),
    )
    return msgspec.structs.replace(seen, problems=tuple(problems(seen)))


def of_region(plan: Plan, name: str, workers: Iterable[Worker]) -> Iterable[Worker]:
    return (seen for seen, each in zip(workers, plan.fleet.workers(), strict=True) if each.region == name)


def region(each: description.Region, workers: tuple[Worker, ...]) -> Region:
    served = {one.role for one in workers if one.state == "ready"}
    state: State = "ready" if all(one.state == "ready" for one in workers) else "unwell"
    if served != {one.role for one in workers}:
        state = "away"
    return Region(name=each.name, aliases=each.aliases, state=state, workers=workers)


async def worker(plan: Plan, who: description.Worker, kept: Kept) -> Worker:
    """What one worker says of itself, and the supervisor of its process."""
    socket = plan.layout.worker_socket(who.region, who.role, who.replica)
    found, said = await asked(who.name, kept, socket, "/healthz")
    return Worker(
        **msgspec.structs.asdict(found),
        **{name: said[name] for name in FIGURES if name in said},
        role=who.role,
        replica=who.replica,
        models=tuple(Model(shown(each["model"]), each.get("starter", False)) for each in said.get("engines", ())),
        failed=said.get("failed", {}),
        backend=Backend(**said["backend"]) if "backend" in said else None,
        tokens_per_s=said.get("tokens_per_second"),
        engine_restarts=said.get("restarts", 0),
        first_s=First(said.get("first_token_p50_s"), said.get("first_token_p95_s")),
    )


def shown(model: str) -> str:
    return model.removesuffix(":latest")


def programs(plan: Plan, kept: Keeper) -> Iterable[Awaitable[Process]]:
    """The programs that are no workers."""
    places = plan.layout
    yield part(SERVICE, kept(SERVICE), places.service_socket, "/healthz")
    yield part(EDGE, kept(EDGE), places.admin_socket, "/server_info")
    yield nursery(kept(NURSERY))


async def part(name: str, kept: Kept, socket: Path, path: str) -> Process:
    return (await asked(name, kept, socket, path))[0]


async def nursery(kept: Kept) -> Process:
    """It answers only to who wants a child; the supervisor knows whether it is there."""
    return process(NURSERY, kept, "ready" if kept.ready else silent(kept))


async def asked(name: str, kept: Kept, socket: Path, path: str) -> tuple[Process, Mapping[str, Any]]:
    """(what is seen of a program, what it said)"""
    began = time.perf_counter()
    try:
        status, body = await probe.get(socket, path, SECONDS)
        said = json.loads(body)
        if not isinstance(said, dict):
            raise ValueError("it answers something else than expected")
    except TimeoutError as error:
        return process(name, kept, "stuck" if kept.alive else silent(kept), str(error)), {}
    except (OSError, ValueError) as error:
        return process(name, kept, silent(kept), str(error)), {}
    latency = round((time.perf_counter() - began) * 1000, 1)
    detail = "" if status == 200 else str(said.get("message", f"it answers {status}"))
    found = process(name, kept, its_state(status, said), detail)
    return msgspec.structs.replace(found, version=version(said), latency_ms=latency), said


def process(name: str, kept: Kept, state: State, detail: str = "") -> Process:
    return Process(
        name=name,
        state=state,
        detail=detail,
        pid=kept.pid,
        restarts=kept.restarts,
        ended=kept.ended,
        last_end=kept.last_end,
    )


def silent(kept: Kept) -> State:
    """What it means that nobody answers: the first start and each later one take a moment."""
    return "starting" if (kept.alive and not kept.ready) or not kept.ever else "away"


def its_state(status: int, said: Mapping[str, Any]) -> State:
    """What a program says of itself: ours by `status`, Envoy by `state`."""
    if status != 200 and said.get("status") != "draining":
        return "unwell"
    return SAID.get(str(said.get("state", said.get("status"))), "starting")


def version(said: Mapping[str, Any]) -> str:
    """Ours plainly; Envoy's stands between slashes, after the commit that it was made from."""
    found = str(said.get("version", ""))
    return found.split("/")[1] if found.count("/") > 1 else found


async def database(plan: Plan, kept: Kept) -> Process:
    """PostgreSQL, ours or somebody else's."""
    began = time.perf_counter()
    try:
        async with asyncio.timeout(SECONDS):
            found = await database_version(plan.database_url)
    except TimeoutError:
        return process(DATABASE, kept, "stuck" if kept.alive else absent(plan, kept), f"no answer within {SECONDS:g} s")
    except (psycopg.Error, OSError) as error:
        return process(DATABASE, kept, absent(plan, kept), " ".join(str(error).split()))
    latency = round((time.perf_counter() - began) * 1000, 1)
    return msgspec.structs.replace(process(DATABASE, kept, "ready"), version=found, latency_ms=latency)


def absent(plan: Plan, kept: Kept) -> State:
    """Of somebody else's database nobody knows whether it is on its way."""
    return "away" if plan.database else silent(kept)


async def database_version(url: str) -> str:
    async with await psycopg.AsyncConnection.connect(url, connect_timeout=2, autocommit=True) as connection:
        await connection.execute("SELECT 1")
        return str(connection.info.parameter_status("server_version")).split()[0]


async def disk(plan: Plan) -> Process:
    """In a thread: a disk far away may not answer, and the supervisor has other things to do."""
    try:
        async with asyncio.timeout(SECONDS):
            found = await asyncio.to_thread(preflight.disk, plan.layout)
    except OSError as error:
        return Process(name=DISK, state="away", detail=str(error) or f"no answer within {SECONDS:g} s")
    state: State = "ready" if not found.problem else "unwell" if found.fatal else "low"
    return Process(name=DISK, state=state, detail=found.seen)


async def memory() -> Process:
    available = preflight.available_memory(Path("/proc/meminfo"))
    if available is None:
        return Process(name=MEMORY, state="ready", detail="unknown")
    return Process(
        name=MEMORY, state="low" if available < MEMORY_LOW else "ready", detail=f"{available // 2**20} MB available"
    )
