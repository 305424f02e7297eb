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
