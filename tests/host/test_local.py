"""What the start makes on the disk, and what it says when it cannot."""

import asyncio
import errno
import json
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutorfleet.fleet import parse
from tutorfleet.host import local
from tutorfleet.host.errors import DataUnusable, HostError, StartFailed
from tutorfleet.host.layout import Layout
from tutorfleet.host.postgres import Postgres
from tutorfleet.host.units import Plan


@pytest.fixture
def layout() -> Iterator[Layout]:
    """Of a data directory that PostgreSQL's user could reach."""
    folder = Path(tempfile.mkdtemp(prefix="tf", dir="/tmp"))
    folder.chmod(0o755)
    (folder / "data").mkdir()
    yield Layout(folder / "data", folder / "run")
    shutil.rmtree(folder, ignore_errors=True)


def plan(layout: Layout, database: str | None = None) -> Plan:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Plan(parse.default().small(), layout, port, database)


def run(plan: Plan) -> None:
    asyncio.run(local.run(plan, lambda text: None, lambda seconds: None))


def test_the_folders_are_closed_to_others(layout: Layout) -> None:
    local.make_folders(layout)
    assert {path.stat().st_mode & 0o777 for path in (layout.engines, layout.store, layout.mailbox, layout.logs)} == {
        0o700
    }
    assert layout.runtime.stat().st_mode & 0o066 == 0


def test_what_a_killed_fleet_left_is_cleared(layout: Layout) -> None:
    layout.runtime.mkdir()
    (layout.runtime / "state.json").write_text("{}")
    local.make_folders(layout)
    assert not layout.state.exists()


def test_a_large_log_is_set_aside(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "LOG_LIMIT", 3)
    layout.logs.mkdir()
    (layout.logs / "edge.log").write_text("1234")
    (layout.logs / "service.log").write_text("123")
    local.make_folders(layout)
    assert {path.name for path in layout.logs.iterdir()} == {"edge.log.1", "service.log"}


def test_a_runtime_folder_that_is_a_link_is_refused_and_not_followed(layout: Layout) -> None:
    target = layout.data / "precious"
    target.mkdir()
    layout.runtime.symlink_to(target)
    with pytest.raises(DataUnusable, match="Set TMPDIR"):
        local.make_folders(layout)
    assert target.is_dir()


def test_a_runtime_folder_that_is_a_file_is_refused(layout: Layout) -> None:
    layout.runtime.write_text("x")
    with pytest.raises(DataUnusable, match="is not a folder of yours"):
        local.make_folders(layout)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_runtime_folder_of_somebody_else_is_refused(layout: Layout) -> None:
    layout.runtime.mkdir()
    (layout.runtime / "theirs").touch()
    os.chown(layout.runtime, 65534, 65534)
    with pytest.raises(DataUnusable, match=r"somebody else made it\. Set TMPDIR"):
        run(plan(layout))
    assert (layout.runtime / "theirs").exists()


def test_a_place_for_sockets_that_is_not_there_is_refused(layout: Layout) -> None:
    with pytest.raises(DataUnusable, match="cannot be made for the fleet's sockets: No such file"):
        local.make_folders(Layout(layout.data, layout.data / "none" / "run"))


@pytest.mark.parametrize("name", ["logs", "models", "mailbox", "envoy"])
def test_a_file_where_a_folder_belongs_is_a_clear_sentence(layout: Layout, name: str) -> None:
    (layout.data / name).write_text("x")
    with pytest.raises(DataUnusable, match=f"{name}: File exists. Make it yours"):
        run(plan(layout))


def test_a_lock_that_cannot_be_opened_is_a_clear_sentence(layout: Layout) -> None:
    layout.lock.mkdir()
    with pytest.raises(DataUnusable, match="lock: Is a directory"):
        run(plan(layout))


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/a/state.new"), DataUnusable, "/a/state.new: No space left"),
        (OSError(errno.ENOSPC, "No space left on device"), DataUnusable, "Free some space"),
        (OSError(errno.EDQUOT, "Disk quota exceeded", "/a"), DataUnusable, "Free some space"),
        (OSError(errno.EMFILE, "Too many open files", "/a"), StartFailed, "ulimit -n"),
        (
            PermissionError(errno.EACCES, "Permission denied", "/a"),
            DataUnusable,
            "/a: Permission denied. Make it yours",
        ),
        (OSError(errno.EROFS, "Read-only file system", "/a"), DataUnusable, "--data-dir"),
        (OSError("strange"), StartFailed, "the system refused: strange"),
    ],
)
def test_what_the_system_refuses_is_said_with_a_way_out(
    layout: Layout, error: OSError, kind: type[HostError], said: str
) -> None:
    with pytest.raises(kind, match=said), local.in_words(layout):
        raise error


def test_a_host_error_passes_as_it_is(layout: Layout) -> None:
    with pytest.raises(StartFailed, match=r"^as it is$"), local.in_words(layout):
        raise StartFailed("as it is")


async def test_a_database_error_is_a_clear_sentence(layout: Layout) -> None:
    nobody = Postgres(layout.database, layout.postgres_socket_dir)
    with pytest.raises(StartFailed, match="could not make the fleet's database: connection is bad"):
        await local.create_database(nobody)


async def test_a_cancel_waits_for_the_thread_that_still_writes() -> None:
    began, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        may_end.wait(20)
        ended.set()

    task = asyncio.create_task(local.in_thread(work))
    await asyncio.to_thread(began.wait, 20)
    task.cancel()
    await asyncio.wait([task], timeout=0.05)
    assert not task.done()
    may_end.set()
    await asyncio.wait([task], timeout=20)
    assert (task.cancelled(), ended.is_set()) == (True, True)


@pytest.mark.parametrize("ready", [False, True])
def test_the_state_says_who_runs_where_and_whether_it_is_ready(layout: Layout, ready: bool) -> None:
    layout.runtime.mkdir()
    mine = plan(layout, "postgres:///x")
    local.say(mine, ready=ready)
    said = json.loads(layout.state.read_text())
    assert (said["pid"], said["ready"], said["url"]) == (os.getpid(), ready, mine.url)
    assert [path.name for path in layout.runtime.iterdir()] == ["state.json"]
