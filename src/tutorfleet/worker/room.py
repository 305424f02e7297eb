"""Room in memory for a worker's engines: what each will take, what it really takes, and what is lacking for one more.

The sums and choices are in `budget.py`, the measuring in `memory.py`; this asks both, away from the event loop.
"""

import asyncio
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from tutorfleet.models.errors import ModelError
from tutorfleet.models.gguf import Header, read_header
from tutorfleet.models.model import Stamp, stamp
from tutorfleet.worker import budget, memory
from tutorfleet.worker.budget import MIB
from tutorfleet.worker.errors import LoadFailed
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.settings import EngineSettings, WorkerSettings


class Room:
    """The memory of one worker."""

    def __init__(self, settings: WorkerSettings) -> None:
        self.budget = budget.budget(settings.memory_mb, memory.memory().granted)

    async def need(self, settings: EngineSettings) -> int:
        """Bytes that such an engine will take; raises LoadFailed if it could never have them or its file is unreadable."""
        needed = await asyncio.to_thread(_estimate, settings)
        if needed > self.budget:
            raise LoadFailed(budget.refusal(needed, self.budget))
        return needed

    async def look(self, loaded: Iterable[Loaded]) -> int:
        """Measure the loaded engines anew; the bytes that could be had of the machine now."""
        return await asyncio.to_thread(_measure, list(loaded))

    def lacking(self, needed: int, loaded: Iterable[Loaded], coming: Iterable[int], available: int) -> int:
        """Bytes that are missing for one more engine beside the loaded ones and those that are just coming; zero or less if
        there is room, in the budget and in the machine."""
        return needed + sum(coming) - min(self.budget - sum(one.bytes for one in loaded), available)


def header_of(path: Path) -> Header:
    """The header of a model's file; raises LoadFailed if it cannot be read. Remembered while the file is the same."""
    try:
        return _header(path, stamp(path))
    except (ModelError, OSError) as error:
        raise LoadFailed(str(error)) from None


@lru_cache(maxsize=8)
def _header(path: Path, unchanged: Stamp) -> Header:
    del unchanged
    return read_header(path)


def _estimate(settings: EngineSettings) -> int:
    files = [Path(settings.model), *map(Path, settings.adapters)]
    return budget.estimate(header_of(files[0]), settings, sum((stamp(path) or (0, 0, 0))[1] for path in files))


def _measure(engines: Iterable[Loaded]) -> int:
    """What they take now, and the prompt cache that they may still fill; an engine that cannot be looked at keeps its guess."""
    for one in engines:
        if taken := memory.taken(one.child.pid):
            one.bytes = taken + one.settings.cache_ram_mib * MIB
    return memory.memory().available
