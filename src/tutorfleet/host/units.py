"""What a fleet consists of on this machine: one unit for each process, derived from the description.

    PostgreSQL, the nursery, a worker for each role, replica and region, the service, Envoy

Commands and settings are pure; the supervisor starts them.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from tutorfleet.fleet.description import Fleet, Worker
from tutorfleet.host import probe, process
from tutorfleet.host.layout import Layout
from tutorfleet.host.postgres import Postgres
from tutorfleet.host.supervisor import Unit

POSTGRES, NURSERY, SERVICE, EDGE = "postgres", "nursery", "service", "edge"
QUIET = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}
"""threads of llama.cpp must not spin while they wait: set before anything is imported"""
THREADS = {"MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"}
"""fewer arenas: a process with many threads otherwise keeps memory that it no longer needs"""

RECOVERY = 900.0
"""seconds that PostgreSQL may take after a crash; one that is killed meanwhile begins again"""


@dataclass(frozen=True)
class Plan:
    """One fleet on one machine. `database` is a connection string when somebody else's PostgreSQL is used."""

    fleet: Fleet
    layout: Layout
    port: int
    database: str | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database_url(self) -> str:
        return self.database or self.layout.database_url


def postgres(plan: Plan, server: Postgres) -> Unit:
    """The database."""

    async def ready() -> bool:
        try:
            async with await psycopg.AsyncConnection.connect(server.url("postgres"), connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    log = plan.layout.logs / "postgres.log"

    async def start() -> process.Running:
        return await process.tethered(server.command(), log)

    return Unit(POSTGRES, start, ready, log, stop=signal.SIGINT, patience=RECOVERY)


def nursery(plan: Plan) -> Unit:
    """The fork server of workers and engines."""
    socket, log = plan.layout.nursery_socket, plan.layout.logs / "nursery.log"
    command = [sys.executable, "-m", "tutorfleet.worker.nursery", str(socket)]

    async def ready() -> bool:
        return socket.exists()

    async def start() -> process.Running:
        socket.unlink(missing_ok=True)
        return await process.lifelined(command, {**os.environ, **QUIET, **THREADS}, log)

    return Unit(NURSERY, start, ready, log)


def worker(plan: Plan, each: Worker) -> Unit:
    """One worker, forked by the nursery."""
    socket = plan.layout.worker_socket(each.region, each.role, each.replica)
    log = plan.layout.logs / f"{each.name}.log"
    settings = worker_settings(plan, each)

    async def ready() -> bool:
        return await probe.answers(socket, "/healthz")

    async def start() -> process.Running:
        return await process.forked(plan.layout.nursery_socket, "worker", settings, log)

    return Unit(each.name, start, ready, log, needs=(NURSERY,))


def worker_settings(plan: Plan, each: Worker) -> dict[str, Any]:
    """What a worker is told."""
    return {
        "name": each.name,
        "region": each.region,
        "role": each.role,
        "replica": each.replica,
        "listen": f"unix:{plan.layout.worker_socket(each.region, each.role, each.replica)}",
        "store": str(plan.layout.store),
        "runtime": str(plan.layout.engines),
        "state": str(plan.layout.workers),
        "aliases": dict(plan.fleet.aliases),
        "preload": list(plan.fleet.role(each.role).models),
        "backend": plan.fleet.role(each.role).backend,
        "nursery": str(plan.layout.nursery_socket),
        "pace": plan.fleet.limits.tokens_per_second,
    }


def service(plan: Plan) -> Unit:
    """What learners reach: accounts, conversations, turns."""
    socket, log = plan.layout.service_socket, plan.layout.logs / "service.log"
    command = [sys.executable, "-m", "tutorfleet.service"]

    async def ready() -> bool:
        return await probe.answers(socket, "/healthz")

    return Unit(SERVICE, lambda: process.lifelined(command, service_environment(plan), log), ready, log)


def service_environment(plan: Plan, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The service's settings: what the description says; what the environment of `up` says wins, but for what the edge has
    from the description as well, and for where things are."""
    regions = {region.name: f"unix:{plan.layout.balancer_socket(region.name)}" for region in plan.fleet.regions}
    derived = {
        "TUTORFLEET_REGIONS": json.dumps(regions),
        "TUTORFLEET_AUTO_CONFIRM": "1",
        "TUTORFLEET_MAILBOX": str(plan.layout.mailbox),
        "TUTORFLEET_CHAT_MODEL": plan.fleet.tutor.chat,
        "TUTORFLEET_SCORING_MODEL": plan.fleet.tutor.scoring,
        "TUTORFLEET_EMBED_MODEL": plan.fleet.tutor.embed,
        **THREADS,
    }
    fixed = {
        "DATABASE_URL": plan.database_url,
        "TUTORFLEET_LISTEN": f"unix:{plan.layout.service_socket}",
        "TUTORFLEET_POOL_ID": plan.fleet.pool,
    }
    return {**derived, **base, **fixed}


def edge(plan: Plan, command: Callable[[], list[str]]) -> Unit:
    """Envoy: the only TCP port."""
    log = plan.layout.logs / "edge.log"

    async def ready() -> bool:
        return await probe.answers(plan.layout.admin_socket, "/ready")

    return Unit(EDGE, lambda: process.tethered(process.tied(command(), signal.SIGTERM), log), ready, log)
