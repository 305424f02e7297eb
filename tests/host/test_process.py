import subprocess
import sys
import time
from pathlib import Path

import pytest

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
