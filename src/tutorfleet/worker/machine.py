"""What this machine grants to an engine: processors, and the instructions that the wheel of llama.cpp is built for."""

import os
from pathlib import Path

NEEDED = frozenset({"avx2", "fma", "f16c", "bmi2"})
"""The wheel for x86-64 is compiled for these, without a choice at run time: a processor without them gets SIGILL."""


def processors(cgroup: Path = Path("/sys/fs/cgroup/cpu.max")) -> int:
    """Whole processors this process may use: the affinity, cut to the cgroup's quota; at least 1."""
    granted = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = cgroup.read_text().split()
    except (OSError, ValueError):
        return granted
    return granted if quota == "max" else max(1, min(granted, int(quota) // int(period)))


def missing_instructions(cpuinfo: Path = Path("/proc/cpuinfo")) -> list[str]:
    """Instructions that llama.cpp needs and this processor lacks, sorted; [] where the machine does not say."""
    try:
        text = cpuinfo.read_text()
    except OSError:
        return []
    flags = next((line for line in text.splitlines() if line.startswith("flags")), "")
    return sorted(NEEDED - set(flags.partition(":")[2].split())) if flags else []


def free_memory(proc: Path = Path("/proc/meminfo"), cgroup: Path = Path("/sys/fs/cgroup")) -> int:
    """Bytes that new processes may take: what the system can give without swapping, cut to what the cgroup has left; 0 if unknown."""
    free = _available(proc)
    limit, used = (_number(cgroup / name) for name in ("memory.max", "memory.current"))
    if limit is None:
        return free
    cached = _fields(cgroup / "memory.stat", " ").get("inactive_file", 0)  # the kernel gives it back when it is needed
    return max(0, min(free or limit, limit - (used or 0) + cached))


def _available(proc: Path) -> int:
    return _fields(proc, ":").get("MemAvailable", 0) * 1024


def _fields(path: Path, between: str) -> dict[str, int]:
    try:
        rows = [line.partition(between) for line in path.read_text().splitlines()]
    except OSError:
        return {}
    return {name: int(words[0]) for name, _, rest in rows if (words := rest.split()) and words[0].isdigit()}


def _number(path: Path) -> int | None:
    try:
        text = path.read_text().strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None
