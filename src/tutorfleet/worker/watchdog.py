"""The watchdog: asks every engine now and then whether it is there, and has one killed that does not say so.

Asking costs nothing that computes: llama.cpp's listener answers by itself. An engine whose listener lives and whose
computing stands still is found by `upstream.py`, where a stream waits for it. What happens to a model whose engines fall
again and again is said in `falls.py`.
"""

import asyncio
import logging

from tutorfleet.worker.errors import EngineLost, EngineStalled
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.serving import Serving

log = logging.getLogger("tutorfleet.worker")


async def watch(engines: Serving, limit_s: float) -> None:
    """For ever. An engine that is stuck is found at most 1.5 times `limit_s` seconds later."""
    while True:
        await asyncio.sleep(limit_s / 2)
        await asyncio.gather(*(_look(engines, one, limit_s) for one in engines.loaded))


async def _look(engines: Serving, one: Loaded, limit_s: float) -> None:
    try:
        await one.upstream.alive(limit_s)
    except EngineStalled:
        log.warning("%s: process %d said nothing for %.0f s and is killed", one.model.name, one.child.pid, limit_s)
        await engines.drop(one)
    except EngineLost:
        pass  # its end is noticed by those who wait for it
