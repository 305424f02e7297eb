"""Memory in bytes: what the machine or its container grants, what could be had of it now, what a process takes.

Read from the files of Linux's kernel; where there are none, nothing is known and nothing is refused for it.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_UNKNOWN_KB = 2**42


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes: what the machine or its container grants at all, and what could be had of it now."""

    granted: int
    available: int


def memory(proc: Path = Path("/proc"), cgroups: Path = Path("/sys/fs/cgroup")) -> Memory:
    """The memory of the machine, cut to the limit of every cgroup (version 1 or 2) that this process is in.

    What the kernel holds of files counts as available: it gives that back.
    """
    whole = table(proc / "meminfo")
    granted, available = (whole.get(key, _UNKNOWN_KB) * 1024 for key in ("MemTotal", "MemAvailable"))
    for limit, used in _limits(proc / "self" / "cgroup", cgroups):
        granted, available = min(granted, limit), min(available, max(0, limit - used))
    return Memory(granted, available)


def taken(pid: int, proc: Path = Path("/proc")) -> int:
    """Bytes of memory that a process takes: its share of what it has in common with others counts in part (PSS), or all of
    it where only that is said (RSS); 0 if it is gone or may not be looked at."""
    for name, key in (("smaps_rollup", "Pss"), ("status", "VmRSS")):
        if found := table(proc / str(pid) / name).get(key, 0):
            return found * 1024
    return 0


def table(path: Path) -> dict[str, int]:
    """The numbers of a file of lines like "MemTotal: 123 kB" or "inactive_file 123"; {} if it cannot be read."""
    try:
        rows = [line.replace(":", " ").split() for line in path.read_text().splitlines()]
    except OSError:
        return {}
    return {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[1].isdecimal()}


def _limits(membership: Path, cgroups: Path) -> Iterator[tuple[int, int]]:
    """Limit and use of each memory cgroup from this process's own up to the root; files that can be dropped do not count."""
    for folder, limit, usage in _folders(membership, cgroups):
        with contextlib.suppress(OSError, ValueError):  # "max" is no limit
            stat = table(folder / "memory.stat")
            files = stat.get("total_inactive_file", stat.get("inactive_file", 0))
            yield int((folder / limit).read_text()), int((folder / usage).read_text()) - files


def _folders(membership: Path, cgroups: Path) -> Iterator[tuple[Path, str, str]]:
    with contextlib.suppress(OSError):
        for line in membership.read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            own = Path(path.lstrip("/"))
            for inside in (own, *own.parents):
                if not controllers:
                    yield cgroups / inside, "memory.max", "memory.current"
                elif "memory" in controllers.split(","):
                    yield cgroups / "memory" / inside, "memory.limit_in_bytes", "memory.usage_in_bytes"
