"""Pulls of one worker: whoever asks for a model that is on its way already follows the same pull.

It ends with its last follower; what has come by then stays, and the next pull goes on there. A follower that reads
slowly misses steps in between and never the last one of a layer: nothing is kept for it but the newest of each.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from tutorfleet.models.names import Name
from tutorfleet.models.pull import Step
from tutorfleet.worker.bell import Bell

Begin = Callable[[Name, bool], AsyncGenerator[Step]]
"""Begins a pull of that name; True is `insecure`."""
_Key = tuple[tuple[str, str, str, str], bool]


class _Running:
    """A pull that runs, and the newest of its steps in their order."""

    def __init__(self, steps: AsyncGenerator[Step]) -> None:
        self._steps: dict[tuple[str, str], tuple[int, Step]] = {}
        self._number = 0
        self._bell = Bell()
        self.followers = 0
        self.task = asyncio.create_task(self._run(steps))
        self.task.add_done_callback(self._ended)

    async def follow(self) -> AsyncGenerator[Step]:
        """Its steps, from the newest of each; then raises what it raised."""
        seen = 0
        while True:
            for number, step in [one for one in self._steps.values() if one[0] > seen]:
                seen = number
                yield step
            if seen == self._number:
                if self.task.done():
                    self.task.result()
                    return
                await self._bell.wait()

    async def _run(self, steps: AsyncGenerator[Step]) -> None:
        async with aclosing(steps):
            async for step in steps:
                self._number += 1
                self._steps.pop((step.status, step.digest), None)  # the newest stands last
                self._steps[step.status, step.digest] = (self._number, step)
                self._bell.ring()

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled():
            task.exception()  # whoever follows has it too; nobody may be left to
        self._bell.ring()


class Pulls:
    """The pulls that run now, by the name of their model."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._running: dict[_Key, _Running] = {}
        self._ending: set[asyncio.Task[None]] = set()

    async def follow(self, name: Name, *, insecure: bool = False) -> AsyncGenerator[Step]:
        """Pull the model, or follow the pull of it; raises what `models/pull.py` does. Closing it is leaving."""
        key = (name.key, insecure)
        one = self._running.get(key)
        if one is None or one.task.done():
            one = self._running[key] = _Running(self._begin(name, insecure))
        one.followers += 1
        try:
            async with aclosing(one.follow()) as steps:
                async for step in steps:
                    yield step
        finally:
            one.followers -= 1
            if not one.followers:
                self._end(key, one)

    def _end(self, key: _Key, one: _Running) -> None:
        if self._running.get(key) is one:
            del self._running[key]
        self._ending.add(one.task)
        one.task.add_done_callback(self._ending.discard)
        one.task.cancel()
