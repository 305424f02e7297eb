"""Keeps units running: starts each, asks whether it is ready, restarts it when it ends, stops all in order.

A unit is a name, a way to start it and a way to ask it. What the units of a fleet are stands in units.py.
"""

import asyncio
import contextlib
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutorfleet.host.errors import HostError, StartFailed
from tutorfleet.host.process import Running

PATIENCE = 60.0
"""seconds that a unit may take to become ready"""
STABLE = 30.0
"""seconds after which a restart counts as the first again"""
BACKOFF = (0.05, 0.2, 0.5, 1.0, 2.0, 5.0)
"""seconds before each further restart"""
GRACE = 4.0
"""seconds between asking a unit to stop and killing it"""
ATTEMPTS = 3
"""starts that may fail before a unit that was never ready fails the whole start"""

Report = Callable[[str], None]


@dataclass
class Unit:
    """One process to keep. `ready` returns False, or raises OSError, as long as it is not."""

    name: str
    start: Callable[[], Awaitable[Running]]
    ready: Callable[[], Awaitable[bool]]
    log: Path
    stop: signal.Signals = signal.SIGTERM


@dataclass
class State:
    """How a unit is doing. `ready` is set while it is."""

    ready: asyncio.Event = field(default_factory=asyncio.Event)
    running: Running | None = None
    restarts: int = 0
    failure: HostError | None = None


class Supervisor:
    """Keeps its units until `stop`. Everything happens in one event loop, in the main thread."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.states: dict[str, State] = {}
        self.units: dict[str, Unit] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.stopping = asyncio.Event()

    def keep(self, *units: Unit) -> None:
        """Start these now and keep them."""
        for unit in units:
            self.units[unit.name] = unit
            self.states[unit.name] = State()
            self.tasks[unit.name] = asyncio.create_task(self._keep(unit, self.states[unit.name]), name=unit.name)

    async def ready(self, *names: str) -> None:
        """Return when all of these are ready; raises StartFailed as soon as one cannot be."""
        waiting: set[asyncio.Task[Any]] = {asyncio.create_task(self.states[name].ready.wait()) for name in names}
        try:
            while waiting:
                ends = {self.tasks[name] for name in names}
                done, _ = await asyncio.wait(waiting | ends, return_when=asyncio.FIRST_COMPLETED)
                for name in names:
                    if self.tasks[name].done():
                        raise self.states[name].failure or StartFailed(f"{name} was stopped")
                waiting -= done
        finally:
            for task in waiting:
                task.cancel()

    async def stop(self, order: list[list[str]]) -> None:
        """Stop all units, one group after the other; a group's units together."""
        self.stopping.set()
        for group in order:
            await asyncio.gather(*(self._stop(name) for name in group if name in self.tasks))

    def kill(self) -> None:
        """End everything at once."""
        self.stopping.set()
        for state in self.states.values():
            if state.running:
                state.running.send(signal.SIGKILL)

    async def _keep(self, unit: Unit, state: State) -> None:
        failures = 0
        ever = False
        while not self.stopping.is_set():
            began = time.monotonic()
            try:
                code = await self._once(unit, state)
            except (HostError, OSError) as error:
                code, reason = -1, str(error)
            else:
                reason = describe(code)
            ever = ever or state.ready.is_set()
            state.ready.clear()
            state.running = None
            if self.stopping.is_set():
                return
            failures = 1 if time.monotonic() - began > STABLE else failures + 1
            if not ever and failures >= ATTEMPTS:
                state.failure = StartFailed(f"{unit.name} does not start: {reason}.{tail(unit.log)}")
                return
            state.restarts += 1
            self.report(f"{unit.name} {reason}; starting it again")
            await asyncio.sleep(BACKOFF[min(failures, len(BACKOFF)) - 1])

    async def _once(self, unit: Unit, state: State) -> int:
        """One life of a unit; its exit code."""
        state.running = running = await unit.start()
        end = asyncio.create_task(running.wait())
        try:
            if await becomes_ready(unit, end):
                state.ready.set()
            elif not end.done() and not self.stopping.is_set():
                running.send(signal.SIGKILL)
            return await end
        finally:
            if not end.done():
                end.cancel()

    async def _stop(self, name: str) -> None:
        task, state = self.tasks[name], self.states[name]
        if state.running:
            state.running.send(self.units[name].stop)
        done, _ = await asyncio.wait([task], timeout=GRACE)
        if not done and state.running:
            state.running.send(signal.SIGKILL)
            done, _ = await asyncio.wait([task], timeout=GRACE)
        if not done:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def becomes_ready(unit: Unit, end: asyncio.Task[int]) -> bool:
    """True when the unit says that it is ready; False when it ended, or took too long."""
    deadline = time.monotonic() + PATIENCE
    pause = 0.01
    while time.monotonic() < deadline and not end.done():
        try:
            if await unit.ready():
                return True
        except OSError:
            pass
        await asyncio.wait([end], timeout=pause)
        pause = min(pause * 1.5, 0.1)
    return False


def describe(code: int) -> str:
    """An exit code in words."""
    if code >= 0:
        return f"ended with code {code}"
    return f"was ended by {signal.Signals(-code).name}"


def tail(log: Path, lines: int = 6) -> str:
    """The last lines of a log, for an error message."""
    try:
        text = log.read_bytes()[-4000:].decode("utf-8", "replace")
    except OSError:
        return ""
    kept = [line for line in text.splitlines() if line.strip()][-lines:]
    return "\n  " + "\n  ".join(kept) if kept else ""
