"""The fleet on this machine, from the first check to the last process.

    asyncio.run(run(plan, report, ready))        what `tutorfleet up` does

It puts units.py under the supervisor in the order in which they need each other, tells the edge the signing keys, says where everything
is in `state.json`, and takes it all down again. What a unit is, and what the edge is told, stand elsewhere. Whatever the system
refuses on the way becomes a HostError.
"""

import asyncio
import errno
import json
import os
import shutil
import signal
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from tutorfleet import __version__
from tutorfleet.host import account, edge, lock, preflight, signing_keys, status, units
from tutorfleet.host.errors import DataUnusable, HostError, StartFailed
from tutorfleet.host.layout import Layout
from tutorfleet.host.postgres import Postgres
from tutorfleet.host.supervisor import Supervisor
from tutorfleet.host.units import EDGE, NURSERY, POSTGRES, SERVICE, Plan

LOG_LIMIT = 10 * 1024 * 1024
"""bytes after which a log is set aside at the next start"""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
MANY = frozenset({errno.EMFILE, errno.ENFILE})

Report = Callable[[str], None]


async def run(plan: Plan, report: Report, ready: Callable[[float], None]) -> None:
    """Start the fleet, call `ready(seconds)`, keep it until a signal, stop it. Raises HostError when it cannot start."""
    began = time.monotonic()
    with in_words(plan.layout):
        preflight.require(plan.layout, plan.port)
        with lock.held(plan.layout):
            make_folders(plan.layout)
            await keep(plan, report, lambda: ready(time.monotonic() - began))


async def keep(plan: Plan, report: Report, ready: Callable[[], None]) -> None:
    """From the first process to the last."""
    stop = on_signals()
    supervisor = Supervisor(report)
    tasks: list[asyncio.Task[None]] = []
    try:
        async with status.answering(plan, supervisor.kept):
            say(plan, ready=False)
            starting = asyncio.create_task(start(plan, supervisor, report))
            await first(starting, stop.wait())
            if stop.is_set():
                return
            starting.result()
            tasks.append(asyncio.create_task(signing_keys.follow(plan, lambda keys: write_edge(plan, keys), report)))
            say(plan, ready=True)
            ready()
            await stop.wait()
    finally:
        for task in tasks:
            task.cancel()
        await take_down(plan, supervisor)


async def start(plan: Plan, supervisor: Supervisor, report: Report) -> None:
    """Everything running and ready, as much of it at the same time as can be."""
    workers = [units.worker(plan, each) for each in plan.fleet.workers()]
    supervisor.keep(units.nursery(plan))
    await database(plan, supervisor, report)
    await supervisor.ready(NURSERY)
    supervisor.keep(units.service(plan), *workers)
    await supervisor.ready(SERVICE)
    keys = await signing_keys.first(plan)
    try:
        write_edge(plan, keys)
    except ValueError as error:
        raise StartFailed(f"the edge cannot verify tokens: {error}") from error
    supervisor.keep(units.edge(plan, lambda: edge.command(plan.layout)))
    await supervisor.ready(EDGE, *(unit.name for unit in workers))


async def database(plan: Plan, supervisor: Supervisor, report: Report) -> None:
    """Our own PostgreSQL with our database in it, unless the plan names another."""
    if plan.database:
        return
    server = Postgres(plan.layout.database, plan.layout.postgres_socket_dir)
    if not plan.layout.database.exists():
        report("making the database, once")
    await in_thread(server.prepare)
    supervisor.keep(units.postgres(plan, server))
    await supervisor.ready(POSTGRES)
    await create_database(server)


async def create_database(server: Postgres) -> None:
    try:
        await in_thread(lambda: server.create_database("tutorfleet"))
    except psycopg.Error as error:
        raise StartFailed(f"PostgreSQL could not make the fleet's database: {error}") from error


async def in_thread(work: Callable[[], None]) -> None:
    """Do it in a thread. When cancelled, wait until it is done: nothing may still be written when the lock is free again."""
    thread = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(thread)
    except asyncio.CancelledError:
        await asyncio.gather(thread, return_exceptions=True)
        raise


async def take_down(plan: Plan, supervisor: Supervisor) -> None:
    """Stop in the order in which requests flow, so that nothing talks to something that is gone; a second signal kills."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, supervisor.kill)
    workers = [each.name for each in plan.fleet.workers()]
    await supervisor.stop([[EDGE], [SERVICE], workers, [NURSERY], [POSTGRES]])
    shutil.rmtree(plan.layout.runtime, ignore_errors=True)


def write_edge(plan: Plan, keys: dict[str, Any]) -> None:
    """Tell the edge; what has not changed is not written."""
    edge.write(plan.fleet, plan.layout, plan.port, keys)


def make_folders(layout: Layout) -> None:
    """The folders of a fleet. The runtime one is new each time; PostgreSQL's user must be able to pass through it."""
    make_runtime(layout)
    if account.postgres_user():
        layout.runtime.chmod(0o711)
        layout.data.chmod(0o711)
    for folder in (layout.engines, layout.store, layout.mailbox, layout.logs, layout.workers, layout.envoy_dir):
        folder.mkdir(exist_ok=True, mode=0o700)
    for log in layout.logs.glob("*.log"):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))


def make_runtime(layout: Layout) -> None:
    """A new runtime directory. Its name can be guessed and everybody may write beside it, so what is there must be ours."""
    way_out = "Set TMPDIR to a folder of your own with a short name, and start again"
    try:
        found = layout.runtime.lstat()
    except FileNotFoundError:
        pass
    else:
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise DataUnusable(
                f"{layout.runtime}, where the fleet's sockets lie, is not a folder of yours: somebody else made it. {way_out}"
            )
        shutil.rmtree(layout.runtime)
    try:
        layout.runtime.mkdir(mode=0o700)
    except OSError as error:
        raise DataUnusable(
            f"{layout.runtime} cannot be made for the fleet's sockets: {error.strerror}. {way_out}"
        ) from error


@contextmanager
def in_words(layout: Layout) -> Iterator[None]:
    """What the system refuses, as a HostError with a way out."""
    try:
        yield
    except OSError as error:
        raise refused(error, layout) from error


def refused(error: OSError, layout: Layout) -> HostError:
    said = f"{error.filename}: {error.strerror}" if error.filename else str(error)
    if error.errno in FULL:
        return DataUnusable(
            f"{said}. Free some space, or choose another place: --data-dir for {layout.data}, TMPDIR for {layout.runtime}"
        )
    if error.errno in MANY:
        return StartFailed(f"{said}. Allow more open files (ulimit -n 4096) and start again")
    if error.filename:
        return DataUnusable(f"{said}. Make it yours and writable, or choose another place: --data-dir DIR")
    return StartFailed(f"the system refused: {said}")


def say(plan: Plan, *, ready: bool) -> None:
    """Write the state in one step: whoever reads it reads all of it."""
    fresh = plan.layout.state.with_suffix(".new")
    fresh.write_text(json.dumps(state(plan, ready=ready)))
    fresh.replace(plan.layout.state)


def state(plan: Plan, *, ready: bool) -> dict[str, Any]:
    """What `status`, `down`, `chat` and `users` need to know about the fleet; `ready` is False while it starts."""
    return {
        "version": __version__,
        "pid": os.getpid(),
        "ready": ready,
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
