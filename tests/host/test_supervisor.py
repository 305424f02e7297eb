import asyncio
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tutorfleet.host import process
from tutorfleet.host.errors import StartFailed
from tutorfleet.host.process import Running
from tutorfleet.host.supervisor import GRACE, Kept, Supervisor, Unit, describe

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


async def lived(folder: Path, times: int) -> None:
    """Return when unit a has come up so often; its mark exists a moment before it says so."""
    await until(lambda: (folder / "a.mark").read_text().count("up") == times)


async def test_a_unit_that_is_killed_is_started_again(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(unit(tmp_path))
    await supervisor.ready("a")
    await lived(tmp_path, 1)
    killed(supervisor, "a")
    await lived(tmp_path, 2)
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


async def test_who_asks_is_told_how_a_unit_is_and_how_it_ended(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    assert supervisor.kept("a") == Kept()
    supervisor.keep(unit(tmp_path))
    assert (supervisor.kept("a").ready, supervisor.kept("a").ever) == (False, False)
    await supervisor.ready("a")
    first = supervisor.kept("a")
    assert (first.ready, first.ever, first.restarts, first.ended) == (True, True, 0, 0)
    killed(supervisor, "a")
    await until(lambda: supervisor.kept("a").ready and supervisor.kept("a").pid != first.pid)
    again = supervisor.kept("a")
    assert (again.restarts, again.ended, again.last_end) == (1, 1, "was ended by SIGKILL")
    await supervisor.stop([["a"]])
    assert supervisor.kept("a").pid is None


async def test_an_end_of_long_ago_is_none_of_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutorfleet.host.supervisor.LATELY", 0.0)
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(unit(tmp_path))
    await supervisor.ready("a")
    killed(supervisor, "a")
    await until(lambda: supervisor.kept("a").restarts == 1)
    assert (supervisor.kept("a").ended, supervisor.kept("a").last_end) == (0, "was ended by SIGKILL")
    await supervisor.stop([["a"]])


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


def killed(supervisor: Supervisor, name: str) -> int:
    """Kill a unit; the number that its process had."""
    running = supervisor.states[name].running
    assert running
    running.send(signal.SIGKILL)
    return running.pid


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def test_a_unit_that_is_not_ready_in_time_fails_the_start_at_once(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(replace(unit(tmp_path, "import sys; sys.stdin.read()"), patience=0.2))
    with pytest.raises(StartFailed, match=r"a does not start: it was not ready within 0\.2 s"):
        await supervisor.ready("a")
    assert supervisor.states["a"].restarts == 0


async def test_a_unit_that_was_ready_once_and_then_is_not_is_killed_and_started_again(tmp_path: Path) -> None:
    said: list[str] = []
    once = "import os, sys; p = sys.argv[1]; n = p + '.lives'; open(n, 'a').write('x'); s = len(open(n).read())\n"
    once += "if s in (1, 4): open(p, 'w').close()\nelif os.path.exists(p): os.remove(p)\nsys.stdin.read()"
    supervisor = Supervisor(said.append)
    supervisor.keep(replace(unit(tmp_path, once), patience=0.5))
    await supervisor.ready("a")
    (tmp_path / "a.mark").unlink()
    killed(supervisor, "a")
    await until(lambda: len(said) == 3)
    await supervisor.ready("a")
    assert said == [
        "a was ended by SIGKILL; starting it again",
        *["a was not ready within 0.5 s; starting it again"] * 2,
    ]
    await supervisor.stop([["a"]])


async def test_a_unit_starts_only_when_what_it_needs_is_ready(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    first = unit(tmp_path, "import sys; sys.stdin.read()", name="a")
    supervisor.keep(first, replace(unit(tmp_path, name="b"), needs=("a",)))
    await until(lambda: supervisor.states["a"].running is not None)
    assert not supervisor.states["b"].running
    (tmp_path / "a.mark").touch()
    await supervisor.ready("a", "b")
    await supervisor.stop([["b"], ["a"]])


async def test_a_unit_waits_until_what_it_needs_is_back_instead_of_failing(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor(said.append)
    first, second = unit(tmp_path, name="a"), replace(unit(tmp_path, name="b"), needs=("a",))
    supervisor.keep(first, second)
    await supervisor.ready("a", "b")
    (tmp_path / "a.mark").unlink()
    first.start = absent
    killed(supervisor, "a")
    await until(lambda: len(said) >= 2)
    killed(supervisor, "b")
    await until(lambda: any(text.startswith("b ") for text in said))
    first.start = unit(tmp_path, name="a").start
    await supervisor.ready("a", "b")
    assert [text for text in said if text.startswith("b ")] == ["b was ended by SIGKILL; starting it again"]
    await supervisor.stop([["b"], ["a"]])


async def absent() -> Running:
    raise StartFailed("it is away")


async def never() -> Running:
    await asyncio.Event().wait()
    raise AssertionError


@pytest.mark.parametrize("start", [absent, never], ids=["waits for its next try", "is being started"])
async def test_a_unit_without_a_process_is_stopped_at_once(
    tmp_path: Path, start: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutorfleet.host.supervisor.BACKOFF", (60.0,))
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(replace(unit(tmp_path), start=start))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    began = time.monotonic()
    await supervisor.stop([["a"]])
    assert time.monotonic() - began < GRACE / 2
    assert supervisor.tasks["a"].done()


async def test_a_unit_that_is_not_ready_yet_is_stopped_like_any_other(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(unit(tmp_path, "import sys; sys.stdin.read()"))
    await until(lambda: supervisor.states["a"].running is not None)
    running = supervisor.states["a"].running
    assert running
    await supervisor.stop([["a"]])
    assert not alive(running.pid)


async def test_kill_ends_everything_while_a_stop_waits(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(
        unit(tmp_path, f"import signal; signal.signal(15, signal.SIG_IGN); {WAITS}"), unit(tmp_path, name="b")
    )
    await supervisor.ready("a", "b")
    pids = [state.running.pid for state in supervisor.states.values() if state.running]
    began = time.monotonic()
    stop = asyncio.create_task(supervisor.stop([["a"], ["b"]]))
    await asyncio.sleep(0)
    supervisor.kill()
    await stop
    assert time.monotonic() - began < GRACE / 2
    assert not any(alive(pid) for pid in pids)


async def test_many_restarts_leave_no_descriptor(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda text: None)
    supervisor.keep(unit(tmp_path))
    await supervisor.ready("a")
    await lived(tmp_path, 1)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for lives in (2, 3, 4):
        killed(supervisor, "a")
        await lived(tmp_path, lives)
        await supervisor.ready("a")
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    await supervisor.stop([["a"]])


@pytest.mark.parametrize(
    ("code", "words"),
    [(None, "ended"), (0, "ended with code 0"), (3, "ended with code 3"), (-9, "was ended by SIGKILL")],
)
def test_an_end_is_described(code: int | None, words: str) -> None:
    assert describe(code) == words
