"""A real fleet for tests: `tutorfleet up` as a process of its own, in a data directory of its own, on a free port."""

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

import tutorfleet
from tutorfleet.host.layout import Layout, layout

PATIENCE = 120
SOURCE = Path(tutorfleet.__file__).parent


def many_learners(folder: Path) -> Path:
    """The default description, but for the limits of one address: all learners of the tests come from one."""
    description = folder / "fleet.toml"
    default = (SOURCE / "fleet" / "fleet.toml").read_text()
    description.write_text(re.sub(r"(sign_ins|requests)_per_minute = \d+", r"\1_per_minute = 60000", default))
    return description


class LocalFleet:
    """Start it, use `url`, stop it. `arguments` are those of `tutorfleet up`."""

    def __init__(self, *arguments: str, environment: dict[str, str] | None = None, data: Path | None = None) -> None:
        self.arguments = arguments
        self.environment = environment or {}
        self.home = Path(tempfile.mkdtemp(prefix="tffleet", dir="/tmp"))
        self.home.chmod(0o755)
        self.data = data or self.home / "data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = ""

    @property
    def layout(self) -> Layout:
        return layout(self.data)

    def start(self, until: str = r"Ready in [0-9.]+ s") -> "LocalFleet":
        """Start it, and return when it has printed `until`."""
        command = [
            sys.executable,
            "-m",
            "tutorfleet",
            "up",
            "--port",
            str(self.port),
            "--data-dir",
            str(self.data),
            *self.arguments,
        ]
        self.output = ""
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **self.environment},
            start_new_session=True,
        )
        self.read_until(until)
        return self

    def start_again(self) -> "LocalFleet":
        """Another `up` on the same data, after the first has ended."""
        assert self.process.stdout
        self.process.stdout.close()
        return self.start()

    def read_until(self, pattern: str) -> str:
        """Everything `up` has printed, as soon as the pattern is in it."""
        assert self.process.stdout
        deadline = time.monotonic() + PATIENCE
        while not re.search(pattern, self.output):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            self.output += piece.decode()
            assert piece, f"`up` did not print {pattern!r}: {self.output}"
        return self.output

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(60)
        assert self.process.stdout
        if not self.process.stdout.closed:
            self.output += self.process.stdout.read().decode()
            self.process.stdout.close()
        return code

    def remove(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def run(self, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """A verb of the command line against this fleet."""
        command = [sys.executable, "-m", "tutorfleet", *arguments]
        environment = {**os.environ, "TUTORFLEET_DATA_DIR": str(self.data)}
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, input=text, timeout=PATIENCE, check=False
        )

    def json(self, *arguments: str) -> Any:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def processes(self) -> list[psutil.Process]:
        """Every process that belongs to this fleet."""
        marks = (str(self.data), str(self.layout.runtime))
        mine = {self.process.pid, *(child.pid for child in psutil.Process(self.process.pid).children(recursive=True))}
        return [each for each in psutil.process_iter() if each.pid in mine or mentions(each, marks)]

    def worker_pid(self, region: str, role: str, replica: str) -> int:
        """The process of one worker, as soon as it is ready."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            done = self.run("status", "--json")
            assert not done.stderr
            pids = {each["name"]: each["pid"] for each in ready_workers(json.loads(done.stdout))}
            if pid := pids.get(f"{region}.{role}.{replica}"):
                return int(pid)
        raise AssertionError(f"{region}.{role}.{replica} is not ready")

    def wait(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        wait(condition, seconds)


def wait(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Return when the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def ready_workers(look: dict[str, Any]) -> list[dict[str, Any]]:
    """Of what `status --json` says."""
    return [each for region in look["regions"] for each in region["workers"] if each["state"] == "ready"]


def mentions(process: psutil.Process, marks: tuple[str, ...]) -> bool:
    try:
        words = " ".join(process.cmdline())
    except psutil.Error:
        return False
    return process.pid != os.getpid() and any(mark in words for mark in marks)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
