import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tutorfleet.host import process
from tutorfleet.host.errors import StartFailed
from tutorfleet.host.supervisor import Supervisor, Unit

WAITS = "import sys; open(sys.argv[1], 'a').write('up\\n'); sys.stdin.read()"
FAILS = "import sys; sys.exit('the reason stands here')"


def unit(folder: Path, code: str = WAITS, name: str = "a") -> Unit:
    mark, log = folder / f"{name}.mark", folder / f"{name}.log"
    command = [sys.executable, "-c", code, str(mark)]

    async def ready() -> bool:
        return mark.exists()

    return Unit(name, lambda: process.lifelined(command, {}, log), ready, log)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_unit_that_is_killed_is_started_again(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(unit(tmp_path))
    await supervisor.ready("a")
    running = supervisor.states["a"].running
    assert running
    running.send(signal.SIGKILL)
    await until(lambda: (tmp_path / "a.mark").read_text().count("up") == 2)
    await supervisor.stop([["a"]])


async def test_a_restart_is_reported_with_its_reason(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor(said.append)
    supervisor.keep(unit(tmp_path))
    await supervisor.ready("a")
    running = supervisor.states["a"].running
    assert running
    running.send(signal.SIGKILL)
    await until(lambda: bool(said))
    await supervisor.stop([["a"]])
    assert said == ["a was ended by SIGKILL; starting it again"]


async def test_a_unit_that_never_starts_fails_with_the_end_of_its_log(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(unit(tmp_path, FAILS))
    with pytest.raises(StartFailed, match="the reason stands here"):
        await supervisor.ready("a")
    await supervisor.stop([["a"]])


async def test_stop_ends_every_unit(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(unit(tmp_path, name="a"), unit(tmp_path, name="b"))
    await supervisor.ready("a", "b")
    pids = [state.running.pid for state in supervisor.states.values() if state.running]
    await supervisor.stop([["a"], ["b"]])
    assert len(pids) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


async def test_a_unit_that_ignores_the_signal_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutorfleet.host.supervisor.GRACE", 0.2)
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(unit(tmp_path, f"import signal; signal.signal(15, signal.SIG_IGN); {WAITS}"))
    await supervisor.ready("a")
    await supervisor.stop([["a"]])
    assert supervisor.states["a"].running is None
