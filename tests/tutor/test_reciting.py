"""A reply from real workers that are really killed: two regions of one worker each, a model that knows a text by heart."""

import asyncio
import os
import random
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.worker_stand import PATIENCE_S, Forked, connect, fork, start_nursery
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
from tutorfleet.tutor.balancer import Balancer
from tutorfleet.tutor.reply import Ask, Delta, Message, Policy, Seam, speak

SUPPORT = Path(__file__).parents[1] / "support"
TEXT = (SUPPORT / "recite.txt").read_text("utf-8").strip()
ASK = Ask("recite", [Message("user", "Recite.")], 3_500, {"temperature": 0})
PACE = 1_500
"""tokens a second; the model's tokens are letters"""


@pytest.fixture
def stand(runtime: Path) -> Iterator[tuple[Path, Path]]:
    """A nursery and a store with the reciting model."""
    folder = Path(tempfile.mkdtemp(prefix="tfr", dir="/tmp"))
    Store(folder / "store").import_gguf(SUPPORT / "recite.gguf", parse("recite"))
    process, lifeline = start_nursery(folder / "n.sock")
    yield folder / "n.sock", folder / "store"
    os.close(lifeline)
    process.wait(PATIENCE_S)
    shutil.rmtree(folder, ignore_errors=True)


class Region:
    """A worker that is started again when it was killed, as a host does."""

    def __init__(self, name: str, stand: tuple[Path, Path], runtime: Path) -> None:
        self.path, self.runtime = runtime / f"{name}.sock", runtime
        self.nursery, self.store = stand
        self.workers: list[Forked] = []

    async def start(self) -> None:
        self.path.unlink(missing_ok=True)
        told = {
            "listen": f"unix:{self.path}",
            "store": str(self.store),
            "runtime": str(self.runtime),
            "preload": ["recite"],
        }
        worker = fork(self.nursery, "worker", {**told, "nursery": str(self.nursery), "pace": PACE}, self.runtime)
        self.workers.append(worker)
        await (await connect(worker, self.path)).session.close()

    def kill(self) -> None:
        os.kill(self.workers[-1].pid, signal.SIGKILL)

    def end(self) -> None:
        for worker in self.workers:
            worker.end()
            worker.connection.close()


async def test_workers_killed_at_random_moments_leave_the_text_whole(stand: tuple[Path, Path], runtime: Path) -> None:
    regions = {name: Region(name, stand, runtime) for name in ("a", "b")}
    for region in regions.values():
        await region.start()
    moments = sorted(random.sample(range(50, len(TEXT) - 200), 4))
    told, received, seams, restarts = list(moments), "", list[Seam](), list[asyncio.Task[None]]()
    async with Balancer({name: f"unix:{region.path}" for name, region in regions.items()}) as balancer:
        async for part in speak(ASK, balancer.chat, ["a", "b"], Policy()):
            if isinstance(part, Delta):
                received += part.text
            else:
                seams.append(part)
            if moments and len(received) > moments[0] and all(task.done() for task in restarts):
                moments.pop(0)
                speaking = regions[seams[-1].to_region if seams else "a"]
                speaking.kill()
                restarts.append(asyncio.create_task(speaking.start()))
    await asyncio.gather(*restarts)
    for region in regions.values():
        region.end()
    assert received.strip() == TEXT, f"killed at {told}"
    assert 1 <= len(seams) <= len(restarts)
