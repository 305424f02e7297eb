"""Keeps units running: starts each, asks whether it is ready, restarts it when it ends, stops all in order.

A unit is a name, a way to start it and a way to ask it. What the units of a fleet are stands in units.py. A unit that was never
ready fails the start; one that was is started again for ever, with pauses that grow.
"""

import asyncio
import signal
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutorfleet.host.errors import HostError, StartFailed
from tutorfleet.host.process import Running

PATIENCE = 60.0
"""seconds that most units may take to become ready"""
STABLE = 30.0
"""seconds after which a restart counts as the first again"""
BACKOFF = (0.05, 0.2, 0.5, 1.0, 2.0, 5.0)
"""seconds before each further restart"""
GRACE = 4.0
"""seconds between asking a unit to stop and killing it"""
ATTEMPTS = 3
"""starts that may fail before a unit that was never ready fails the whole start"""

LATELY = 300.0
"""seconds in which an end counts as one of late"""

Report = Callable[[str], None]


@dataclass
class Unit:
    """One process to keep. `ready` returns False, or raises OSError, as long as it is not."""

    name: str
    start: Callable[[], Awaitable[Running]]
    ready: Callable[[], Awaitable[bool]]
    log: Path
    stop: signal.Signals = signal.SIGTERM
    needs: tuple[str, ...] = ()
    """units that must be ready before it can start"""
    patience: float = PATIENCE
    """seconds that it may take to become ready"""


@dataclass(frozen=True)
class Life:
    """One life of a unit that is over: how it ended, and the seconds it was ready (None: it never was)."""

    reason: str
    served: float | None = None
    late: bool = False
    """it was alive but not ready in time"""


@dataclass(frozen=True)
class Kept:
    """What can be said of a unit to somebody who asks."""

    pid: int | None = None
    ready: bool = False
    ever: bool = False
    """it was ready once"""
    restarts: int = 0
    ended: int = 0
    """ends of late"""
    last_end: str = ""
    """`was ended by SIGKILL`"""

    @property
    def alive(self) -> bool:
        return self.pid is not None


@dataclass
class State:
    """How a unit is doing. `ready` is set while it is."""

    ready: asyncio.Event = field(default_factory=asyncio.Event)
    running: Running | None = None
    restarts: int = 0
    failure: HostError | None = None
    ever: bool = False
    ends: deque[tuple[float, str]] = field(default_factory=lambda: deque(maxlen=64))
    """(monotonic seconds, how) of the latest ends"""


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

    def kept(self, name: str) -> Kept:
        """How a unit is doing now; of one that is not kept (yet) nothing is known."""
        state = self.states.get(name)
        if state is None:
            return Kept()
        return Kept(
            pid=state.running.pid if state.running else None,
            ready=state.ready.is_set(),
            ever=state.ever,
            restarts=state.restarts,
            ended=sum(at > time.monotonic() - LATELY for at, _ in state.ends),
            last_end=state.ends[-1][1] if state.ends else "",
        )

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
        while not self.stopping.is_set():
            life = await self._live(unit, state)
            if self.stopping.is_set():
                return
            failures = 1 if (life.served or 0.0) > STABLE else failures + 1
            if not state.ever and (life.late or failures >= ATTEMPTS):
                state.failure = StartFailed(f"{unit.name} does not start: it {life.reason}.{tail(unit.log)}")
                return
            state.restarts += 1
            state.ends.append((time.monotonic(), life.reason))
            self.report(f"{unit.name} {life.reason}; starting it again")
            await asyncio.sleep(BACKOFF[min(failures, len(BACKOFF)) - 1])

    async def _live(self, unit: Unit, state: State) -> Life:
        """One life of a unit, from its start to its end."""
        try:
            await self.ready(*unit.needs)
            state.running = running = await unit.start()
        except (HostError, OSError, ValueError) as error:
            return Life(f"could not be started: {str(error) or type(error).__name__}")
        end = asyncio.create_task(running.wait())
        try:
            return await self._watch(unit, state, running, end)
        finally:
            state.ready.clear()
            end.cancel()
            await asyncio.wait([end])
            running.let_go()
            state.running = None

    async def _watch(self, unit: Unit, state: State, running: Running, end: asyncio.Task[int | None]) -> Life:
        if await becomes_ready(unit, end):
            began = time.monotonic()
            state.ever = True
            state.ready.set()
            return Life(describe(await end), time.monotonic() - began)
        if end.done():
            return Life(describe(await end))
        running.send(signal.SIGKILL)
        await end
        return Life(f"was not ready within {unit.patience:g} s", late=True)

    async def _stop(self, name: str) -> None:
        """Ask, then kill. A unit that has no process now is waiting for something, or is just being started: that is called off."""
        task, state = self.tasks[name], self.states[name]
        if state.running:
            state.running.send(self.units[name].stop)
        else:
            task.cancel()
        done, _ = await asyncio.wait([task], timeout=GRACE)
        if not done and state.running:
            state.running.send(signal.SIGKILL)
            done, _ = await asyncio.wait([task], timeout=GRACE)
        if not done:
            task.cancel()
            await asyncio.wait([task], timeout=GRACE)


async def becomes_ready(unit: Unit, end: asyncio.Task[int | None]) -> bool:
    """True when the unit says that it is ready; False when it ended, or took too long."""
    deadline = time.monotonic() + unit.patience
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


def describe(code: int | None) -> str:
    """An exit code in words."""
    if code is None:
        return "ended"
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
