import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from support.worker_stand import start_nursery
from tutorfleet.host import probe, process
from tutorfleet.host.errors import StartFailed

PARENT = """
import asyncio, signal, sys
from pathlib import Path
from tutorfleet.host import process

async def main():
    held = "import sys; print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", held] if sys.argv[2] == "lifelined" else ["/bin/sleep", "600"]
    log = Path(sys.argv[1]) / "log"
    if sys.argv[2] == "lifelined":
        running = await process.lifelined(command, {}, log)
        while "held" not in log.read_text(): await asyncio.sleep(0.01)
    else:
        running = await process.tethered(process.tied(command, signal.SIGTERM), log)
        while b"sleep" not in Path(f"/proc/{running.pid}/cmdline").read_bytes()[:12]: await asyncio.sleep(0.01)
    print(running.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.mark.parametrize("kind", ["lifelined", "tethered"])
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path, kind: str) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path), kind], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while alive(pid):
        assert time.monotonic() < deadline, "the child outlived its parent"
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Whether a process still runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name, for sockets."""
    made = Path(tempfile.mkdtemp(prefix="tf", dir="/tmp"))
    yield made
    shutil.rmtree(made)


class Nursery:
    """A real one, that may be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "n.sock"
        self.process, self.lifeline = start_nursery(self.path)

    def settings(self) -> dict[str, Any]:
        return {"name": "w", "listen": f"unix:{self.folder}/w.sock", "nursery": str(self.path)}

    async def worker(self) -> process.Running:
        """A worker that answers."""
        running = await process.forked(self.path, "worker", self.settings(), self.folder / "log")
        async with asyncio.timeout(20):
            while not await self.answers():
                await asyncio.sleep(0.01)
        return running

    async def answers(self) -> bool:
        try:
            return await probe.answers(self.folder / "w.sock", "/healthz")
        except OSError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


@pytest.fixture
def nursery(folder: Path) -> Iterator[Nursery]:
    made = Nursery(folder)
    yield made
    os.close(made.lifeline)
    made.process.wait(10)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_a_killed_nursery_leaves_its_worker_running_and_watched(nursery: Nursery) -> None:
    worker = await nursery.worker()
    end = asyncio.create_task(worker.wait())
    nursery.kill()
    assert await nursery.answers()
    assert not end.done()
    worker.send(signal.SIGKILL)
    assert await asyncio.wait_for(end, 10) is None, "nobody is left who could say how it ended"


async def test_how_a_forked_worker_ended_is_told(nursery: Nursery) -> None:
    worker = await nursery.worker()
    worker.send(signal.SIGKILL)
    assert await asyncio.wait_for(worker.wait(), 10) == -signal.SIGKILL


async def test_a_forked_worker_drains_and_ends_with_0(nursery: Nursery) -> None:
    worker = await nursery.worker()
    worker.send(signal.SIGTERM)
    assert await asyncio.wait_for(worker.wait(), 10) == 0


async def test_a_worker_that_is_let_go_ends(nursery: Nursery) -> None:
    worker = await nursery.worker()
    worker.let_go()
    worker.let_go()
    await until(lambda: not alive(worker.pid))


async def test_a_nursery_that_hangs_hides_no_end(nursery: Nursery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "NEWS", 0.1)
    worker = await nursery.worker()
    nursery.process.send_signal(signal.SIGSTOP)
    worker.send(signal.SIGKILL)
    assert await asyncio.wait_for(worker.wait(), 10) is None
    nursery.process.send_signal(signal.SIGCONT)


async def test_a_signal_after_the_end_reaches_nobody(nursery: Nursery) -> None:
    worker = await nursery.worker()
    worker.send(signal.SIGKILL)
    await worker.wait()
    worker.send(signal.SIGKILL)


async def test_what_a_nursery_refuses_is_said(nursery: Nursery) -> None:
    with pytest.raises(StartFailed, match="the nursery refused: expected kind worker or engine"):
        await process.forked(nursery.path, "nonsense", {}, nursery.folder / "log")


async def test_without_a_nursery_the_start_fails(folder: Path) -> None:
    with pytest.raises(StartFailed, match=r"the nursery did not answer: .*No such file"):
        await process.forked(folder / "none", "worker", {}, folder / "log")


async def test_a_silent_nursery_fails_the_start_and_no_descriptor_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "ANSWER", 0.1)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(folder / "n"))
        silent.listen()
        before = descriptors()
        with pytest.raises(StartFailed, match="the nursery did not answer: TimeoutError"):
            await process.forked(folder / "n", "worker", {}, folder / "log")
        await until(lambda: descriptors() == before)


async def test_an_order_that_is_called_off_leaves_no_worker_and_no_descriptor(nursery: Nursery) -> None:
    nursery.process.send_signal(signal.SIGSTOP)
    before = descriptors()
    order = asyncio.create_task(process.forked(nursery.path, "worker", nursery.settings(), nursery.folder / "log"))
    await until(lambda: descriptors() > before)
    order.cancel()
    with pytest.raises(asyncio.CancelledError):
        await order
    nursery.process.send_signal(signal.SIGCONT)
    await until(lambda: descriptors() == before)
    await until(lambda: not children(nursery.process.pid))


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@pytest.mark.parametrize("kind", ["lifelined", "tethered"])
async def test_a_child_that_has_ended_leaves_no_descriptor(tmp_path: Path, kind: str) -> None:
    before = descriptors()
    if kind == "lifelined":
        running = await process.lifelined(["/bin/true"], {}, tmp_path / "log")
    else:
        running = await process.tethered(["/bin/true"], tmp_path / "log")
    assert await running.wait() == 0
    running.send(signal.SIGTERM)
    assert descriptors() == before


async def test_a_program_that_is_not_there_leaves_no_descriptor(tmp_path: Path) -> None:
    before = descriptors()
    with pytest.raises(FileNotFoundError):
        await process.lifelined(["/nowhere/program"], {}, tmp_path / "log")
    assert descriptors() == before
