"""A fleet as the command line sees it: a data directory that is held, what it says of itself, and the scripted other side of the wire."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.scripted_fleet import ScriptedFleet
from tutorfleet.host.layout import Layout, layout


@pytest.fixture
def fleet() -> Iterator[ScriptedFleet]:
    """The wire's other side."""
    with ScriptedFleet() as scripted:
        yield scripted


@pytest.fixture
def places(runtime: Path) -> Iterator[Layout]:
    """A data directory with its folders; nobody holds it."""
    runtime.chmod(0o755)  # as root, PostgreSQL would be another user
    made = layout(runtime)
    made.runtime.mkdir(mode=0o700)
    made.logs.mkdir()
    yield made
    shutil.rmtree(made.runtime)


@pytest.fixture
def held(places: Layout, fleet: ScriptedFleet) -> Iterator[Layout]:
    """The same, of a fleet that runs, at the address of the scripted one."""
    workers = [{"region": "us-east-1", "role": "chat", "replica": "primary"}]
    state = {"version": "1", "pid": 1, "url": fleet.url, "database": "", "workers": workers, "regions": ["us-east-1"]}
    with places.lock.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        places.state.write_text(json.dumps(state))
        yield places
