"""The fleet on this machine, from the first check to the last process.

    asyncio.run(run(plan, report))        what `tutorfleet up` does

It puts units.py under the supervisor in the order in which they need each other, tells the edge the service's signing keys, says where
everything is in `state.json`, and takes it all down again. What a unit is, and what the edge is told, stand elsewhere.
"""

import asyncio
import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tutorfleet import __version__
from tutorfleet.host import account, edge, lock, preflight, probe, units
from tutorfleet.host.layout import Layout
from tutorfleet.host.postgres import Postgres
from tutorfleet.host.supervisor import Supervisor
from tutorfleet.host.units import EDGE, NURSERY, POSTGRES, SERVICE, Plan

KEYS_EVERY = 15.0
"""seconds between looks at the service's signing keys; a new key is published long before it signs"""
LOG_LIMIT = 10 * 1024 * 1024
"""bytes after which a log is set aside at the next start"""

Report = Callable[[str], None]


async def run(plan: Plan, report: Report, ready: Callable[[float], None]) -> None:
    """Start the fleet, call `ready(seconds)`, keep it until a signal, stop it. Raises HostError when it cannot start."""
    began = time.monotonic()
    preflight.require(plan.layout, plan.port)
    with lock.held(plan.layout):
        make_folders(plan.layout)
        stop = on_signals()
        supervisor = Supervisor(report)
        keys: asyncio.Task[None] | None = None
        try:
            starting = asyncio.create_task(start(plan, supervisor, report))
            await first(starting, stop.wait())
            if starting.done() and not starting.cancelled():
                starting.result()
                keys = asyncio.create_task(follow_keys(plan))
                plan.layout.state.write_text(json.dumps(state(plan)))
                ready(time.monotonic() - began)
                await stop.wait()
        finally:
            if keys:
                keys.cancel()
            await take_down(plan, supervisor)


async def start(plan: Plan, supervisor: Supervisor, report: Report) -> None:
    """Everything running and ready, as much of it at the same time as can be."""
    workers = [units.worker(plan, each) for each in plan.fleet.workers()]
    supervisor.keep(units.nursery(plan))
    await database(plan, supervisor, report)
    await supervisor.ready(NURSERY)
    supervisor.keep(units.service(plan), *workers)
    await supervisor.ready(SERVICE)
    write_edge(plan, await signing_keys(plan))
    supervisor.keep(units.edge(plan, lambda: edge.command(plan.layout)))
    await supervisor.ready(EDGE, *(unit.name for unit in workers))


async def database(plan: Plan, supervisor: Supervisor, report: Report) -> None:
    """Our own PostgreSQL with our database in it, unless the plan names another."""
    if plan.database:
        return
    server = Postgres(plan.layout.database, plan.layout.postgres_socket_dir)
    if not plan.layout.database.exists():
        report("making the database, once")
    await asyncio.to_thread(server.prepare)
    supervisor.keep(units.postgres(plan, server))
    await supervisor.ready(POSTGRES)
    await asyncio.to_thread(server.create_database, "tutorfleet")


async def take_down(plan: Plan, supervisor: Supervisor) -> None:
    """Stop in the order in which requests flow, so that nothing talks to something that is gone; a second signal kills."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, supervisor.kill)
    workers = [each.name for each in plan.fleet.workers()]
    await supervisor.stop([[EDGE], [SERVICE], workers, [NURSERY], [POSTGRES]])
    shutil.rmtree(plan.layout.runtime, ignore_errors=True)


async def signing_keys(plan: Plan) -> dict[str, Any]:
    """The JWKS that the service publishes."""
    keys: dict[str, Any] = await probe.get_json(plan.layout.service_socket, f"/{plan.fleet.pool}/.well-known/jwks.json")
    return keys


async def follow_keys(plan: Plan) -> None:
    """Tell the edge about keys that the service adds or drops."""
    known: dict[str, Any] | None = None
    while True:
        await asyncio.sleep(KEYS_EVERY)
        with suppress(OSError):
            now = await signing_keys(plan)
            if known is not None and now != known:
                write_edge(plan, now)
            known = now


def write_edge(plan: Plan, keys: dict[str, Any]) -> None:
    edge.write(plan.fleet, plan.layout, plan.port, keys)


def make_folders(layout: Layout) -> None:
    """The folders of a fleet. The runtime one is new each time; PostgreSQL's user must be able to pass through it."""
    shutil.rmtree(layout.runtime, ignore_errors=True)
    layout.runtime.mkdir(mode=0o700)
    if account.postgres_user():
        layout.runtime.chmod(0o711)
        layout.data.chmod(0o711)
    for folder in (layout.engines, layout.store, layout.mailbox, layout.logs, layout.envoy_dir):
        folder.mkdir(exist_ok=True, mode=0o700)
    for log in layout.logs.glob("*.log"):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))


def state(plan: Plan) -> dict[str, Any]:
    """What `status`, `down`, `chat` and `users` need to know about the running fleet."""
    return {
        "version": __version__,
        "pid": os.getpid(),
        "url": plan.url,
        "database": plan.database_url,
        "pool": plan.fleet.pool,
        "workers": [vars(each) for each in plan.fleet.workers()],
        "regions": [region.name for region in plan.fleet.regions],
    }


def on_signals() -> asyncio.Event:
    """An event that Ctrl-C, `down` and a closed terminal set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def first(*things: Any) -> None:
    """Wait until one of these is done, and cancel the others."""
    tasks = [asyncio.ensure_future(thing) for thing in things]
    _, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
