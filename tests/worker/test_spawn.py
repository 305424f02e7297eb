"""A child of the nursery, as the worker has one: on uvloop, while other threads open files."""

import subprocess
import sys
from pathlib import Path

# A process of its own: what libuv does with a descriptor that is not its own is to abort.
PROGRAM = """
import asyncio, os, sys, threading
from pathlib import Path
import uvloop
from tutorfleet.worker.settings import EngineSettings
from tutorfleet.worker.spawn import spawn

nursery, folder = Path(sys.argv[1]), Path(sys.argv[2])
settings = EngineSettings(
    model=str(folder / "none.gguf"), socket=str(folder / "e.sock"), context=64, batch=64, slots=1, threads=1, cache_ram_mib=0,
    embedding=False,
)
over, lost = threading.Event(), []

def open_files():
    while not over.is_set():
        handle = os.open("/dev/null", os.O_RDONLY)
        try:
            os.fstat(handle)
            os.close(handle)
        except OSError as error:
            lost.append(error)

async def children():
    for _ in range(60):
        child = await spawn(nursery, "engine", settings, 2)
        assert "error" in await child.status
        child.end()
        await child.exited

threads = [threading.Thread(target=open_files) for _ in range(4)]
for thread in threads:
    thread.start()
try:
    uvloop.run(children())
finally:
    over.set()
sys.exit(f"{len(lost)} files were closed by somebody else" if lost else 0)
"""


def test_the_news_of_children_closes_no_descriptor_of_another_thread(nursery: Path, runtime: Path):
    run = [sys.executable, "-c", PROGRAM, str(nursery), str(runtime)]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
