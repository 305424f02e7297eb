"""The loaded models of a worker: load one when it is asked for, share the load, keep it as long as wished, end it.

One engine serves every name with the same weights: it knows the adapters that the catalogue has for them, and each request
says which it wants. An adapter that appears later gets a successor; the engine before finishes its streams and ends. A load
goes on when those who wait for it leave; requests that come meanwhile share it. When there is no place or no memory
for one more, the least recently used idle engines end; if none is idle, the load waits. An engine whose process ends by
itself is forgotten at once, so that the next request loads it again.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tutorfleet.models.catalogue import Model
from tutorfleet.worker import keepalive
from tutorfleet.worker.bell import Bell
from tutorfleet.worker.budget import refusal, victims
from tutorfleet.worker.errors import BUSY, DIED, STALLED, EngineStalled, Failure, LoadFailed
from tutorfleet.worker.falls import Falls
from tutorfleet.worker.launch import Launcher, accepts
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.room import Room
from tutorfleet.worker.roster import Adapters, Key, Roster, chosen, key_of
from tutorfleet.worker.scheduler import Gate
from tutorfleet.worker.settings import WorkerSettings
from tutorfleet.worker.tally import Tally, about
from tutorfleet.worker.usage import Usage, Used, file_of


def _own_only(path: Path) -> tuple[Path, ...]:
    del path
    return ()


class Engines:
    """All engines of one worker. `adapters` says which adapters there are for some weights."""

    def __init__(self, settings: WorkerSettings, runtime: Path, log: int = 2, adapters: Adapters = _own_only) -> None:
        self._settings = settings
        self.tally = Tally()
        self._falls = Falls()
        self._launcher = Launcher(settings, runtime, log, self.tally)
        self._adapters = adapters
        self._roster = Roster(lambda one, why: self.tally.of(one.model.name).ended(why))
        self._loading: dict[Key, asyncio.Task[None]] = {}
        self._loading_for: dict[Key, tuple[Path, ...]] = {}
        self._suspects: set[Path] = set()
        """Adapters that an engine could not be started with: only requests for them try again."""
        self._changed = Bell()
        self._room = Room(settings)
        self._starting: dict[Key, int] = {}
        """Bytes for each engine that is being started."""
        self.usage = Usage(file_of(settings))
        self._watchers: set[asyncio.Task[None]] = set()
        self._limit = max(settings.max_loaded, len(settings.preload))

    def start(self) -> None:
        """Begin to end engines whose time has come."""
        self._watch(asyncio.create_task(self._expire()))

    @property
    def waiting(self) -> int:
        """Requests that wait for a model to be loaded."""
        return self._roster.awaited.total()

    @property
    def gates(self) -> list[Gate]:
        """Where requests wait for a place."""
        return [one.gate for one in self.loaded]

    @property
    def loaded(self) -> list[Loaded]:
        """What is in memory, most recently used first."""
        return self._roster.all

    @asynccontextmanager
    async def lease(
        self,
        model: Model,
        keep_alive: str | float | None = None,
        *,
        embed: bool = False,
        noted: bool = True,
        learner: str = "",
    ) -> AsyncIterator[Loaded]:
        """The loaded model for the length of the block; loads it first if need be. `noted`: somebody asked for it.

        Raises LoadFailed if it cannot be loaded, Failure 503 if too many wait for that.
        """
        keep_s = None if keep_alive is None else keepalive.parse(keep_alive)
        about(model.name)
        one = await self._get(model, embed=embed and not model.is_encoder)
        if noted:
            self.usage.note(Used(model.name, embed))
        try:
            with one.using(model, keep_s, learner):
                yield one
        except EngineStalled:
            await self.drop(one)
            raise
        finally:
            self._changed.ring()

    async def unload(self, model: Model, learner: str = "") -> None:
        """Let the names of the model's files go when they are idle; an engine ends with its last name."""
        for one in self.loaded:
            one.release(model, learner)
        await self._sweep()

    async def preload(self, model: Model) -> None:
        """Load and keep for ever; raises LoadFailed."""
        async with self.lease(model, -1, embed=False, noted=False) as one:
            one.uses[model.name].pinned = True

    async def warm(self, model: Model, *, embed: bool) -> bool:
        """Load it if there is room without ending another; whether there was. Raises LoadFailed."""
        embed = embed and not model.is_encoder
        needed = await self._room.need(await self._launcher.settings_of(model, model.adapters, embed=embed))
        available = await self._room.look(self.loaded)
        if key_of(model, embed=embed) not in self._roster.current and self._ending(needed, available) != []:
            return False
        async with self.lease(model, embed=embed, noted=False):
            return True

    async def drop(self, one: Loaded) -> None:
        """Kill an engine that does not answer: whoever waits for it has an EngineLost at once."""
        await self._fell(one, "stalled", STALLED)

    async def close(self) -> None:
        """End every engine and the nursery, if it is this worker's own."""
        for task in [*self._watchers, *self._loading.values()]:
            task.cancel()
        for one in self.loaded:
            await self._roster.end(one, "closed")
        self.usage.write()
        self._launcher.end()

    async def _get(self, model: Model, *, embed: bool) -> Loaded:
        key = key_of(model, embed=embed)
        while (one := self._roster.current.get(key)) is None or not one.knows(model):
            task = self._load_task(key, model, embed=embed)
            for_us = self._loading_for[key] == model.adapters
            try:
                await self._wait_for(key, task)
            except LoadFailed:
                if for_us:  # what keeps another's adapters from being loaded need not keep ours
                    raise
        return one

    def _load_task(self, key: Key, model: Model, *, embed: bool) -> "asyncio.Task[None]":
        if self.waiting >= self._settings.max_queue + 1:
            raise Failure(503, BUSY)
        task = self._loading.get(key)
        if task is None:
            self._falls.check((key, model.adapters), time.monotonic())
            task = self._loading[key] = asyncio.create_task(self._load(key, model, embed=embed))
            self._loading_for[key] = model.adapters
            task.add_done_callback(lambda done: self._load_done(key, done))
        return task

    async def _wait_for(self, key: Key, task: "asyncio.Task[None]") -> None:
        self._roster.awaited[key] += 1
        try:
            await asyncio.shield(task)
        finally:
            self._roster.awaited[key] -= 1

    def _load_done(self, key: Key, task: "asyncio.Task[None]") -> None:
        self._loading.pop(key, None)
        if not task.cancelled():
            task.exception()  # whoever waits has it too; nobody may be left to

    async def _load(self, key: Key, model: Model, *, embed: bool) -> None:
        needed = await self._room.need(await self._launcher.settings_of(model, model.adapters, embed=embed))
        await self._make_room(key, needed)
        self._starting[key] = needed
        try:
            one = await self._launch(key, model, embed=embed)
            one.bytes = needed
            self._roster.install(key, one)
        except LoadFailed as failure:
            self.tally.of(model.name).loads_failed += 1
            self._falls.fell((key, model.adapters), failure.message, time.monotonic())
            raise
        finally:
            del self._starting[key]
            self._changed.ring()
        self.tally.of(model.name).load.observe(one.load_ns / 1e9)
        self._watch(asyncio.create_task(self._bury(one)))

    async def _launch(self, key: Key, model: Model, *, embed: bool) -> Loaded:
        """With every adapter that is known for the weights; with those alone that are sure if that fails."""
        if embed or model.is_encoder:
            return await self._launcher.launch(model, model.adapters, embed=embed)
        before = self._roster.current.get(key)
        trusted = tuple(path for path in self._adapters(model.path) if path not in self._suspects)
        adapters = chosen(model.adapters, before, trusted, self._settings.max_adapters)
        sure = tuple(path for path in adapters if path in model.adapters or (before and before.has(path)))
        try:
            one = await self._launcher.launch(model, adapters, embed=False)
        except LoadFailed as error:
            if sure == adapters:
                raise _with_adapters(error, model) from None
            one = await self._launch_sure(model, sure)
            self._suspects |= {*adapters} - {*sure}
        self._suspects -= {*map(Path, one.settings.adapters)}
        return one

    async def _launch_sure(self, model: Model, adapters: tuple[Path, ...]) -> Loaded:
        try:
            return await self._launcher.launch(model, adapters, embed=False)
        except LoadFailed as error:
            raise _with_adapters(error, model) from None

    async def _make_room(self, key: Key, needed: int) -> None:
        """Wait until one more may start. A successor may at once, but there are never three engines for the same."""
        while key in self._roster.current and self._roster.is_changing(key):
            await self._changed.wait()
        while key not in self._roster.current and not await self._has_room(needed):
            pass

    async def _has_room(self, needed: int) -> bool:
        """Whether there are a place and memory for one more. If not, idle engines have ended, or somebody was waited for;
        raises LoadFailed if that cannot help."""
        available = await self._room.look(self.loaded)
        ending = self._ending(needed, available)
        if ending == []:
            return True
        for one in ending or ():
            await self._roster.end(one, "room")
        if ending is None:
            self._check_hope(needed, available)
            await self._changed.wait()
        return False

    def _ending(self, needed: int, available: int) -> list[Loaded] | None:
        """The idle engines that must end for one more; None if ending all of them is not enough."""
        places = self._roster.places()
        too_many = len(places) + len(self._starting) + 1 - self._limit
        found = victims(list(places.values()), too_many, self._lacking(needed, available))
        return None if found is None else [list(places)[index] for index in found]

    def _lacking(self, needed: int, available: int) -> int:
        return self._room.lacking(needed, self.loaded, self._starting.values(), available)

    def _check_hope(self, needed: int, available: int) -> None:
        """Raises LoadFailed if nobody is in the way and there is too little memory all the same."""
        places = self._roster.places().values()
        if not self._starting and all(place.idle for place in places):
            most = needed - self._lacking(needed, available) + sum(place.bytes for place in places)
            raise LoadFailed(refusal(needed, most))

    async def _expire(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), self._roster.next_expiry + 0.01)
            await self._sweep()

    async def _sweep(self) -> None:
        await self._roster.sweep()
        self._changed.ring()

    async def _bury(self, one: Loaded) -> None:
        """Forget an engine whose process ended. Its nursery may die first: then its socket tells."""
        code = await one.child.exited
        while code == -1 and accepts(one.settings.socket):  # noqa: ASYNC110
            await asyncio.sleep(0.5)  # nobody is left who could tell
        await self._fell(one, "died", DIED)

    async def _fell(self, one: Loaded, why: str, message: str) -> None:
        """An engine ended by itself, or has to be killed. What is to stay for ever is loaded again."""
        key, now = self._roster.key(one), time.monotonic()
        models = [use.model for use in one.uses.values()] if key else []
        for adapters in {model.adapters for model in models}:
            self._falls.fell((key, adapters), message, now, now - one.loaded_at)
        for model in models:
            if one.uses[model.name].pinned:
                self._watch(asyncio.create_task(self._revive(model)))
        await self._roster.end(one, why)
        self._changed.ring()

    async def _revive(self, model: Model) -> None:
        """Load again, as often as it takes while the file is there."""
        while model.path.exists():
            await asyncio.sleep(self._falls.rests((key_of(model, embed=False), model.adapters), time.monotonic()))
            with contextlib.suppress(Failure):
                await self.preload(model)
                return

    def _watch(self, task: "asyncio.Task[None]") -> None:
        self._watchers.add(task)
        task.add_done_callback(self._watchers.discard)


def _with_adapters(error: LoadFailed, model: Model) -> LoadFailed:
    if not model.adapters:
        return error
    names = ", ".join(path.name for path in model.adapters)
    return LoadFailed(f"{error.message}; or its adapter does not go with it ({names})")
