"""How long until the fleet is ready, and how much memory it takes with every configured model loaded.

    make bench ARGS=fleet

Memory is PSS: what is shared between processes is counted once, in parts. The page cache of the model files is not counted.
"""

import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from support.learner import Learner
from support.local_fleet import LocalFleet, ready_workers

WARM_STARTS = 5


def main() -> None:
    fleet = LocalFleet()
    try:
        cold = start(fleet)
        fleet.stop()
        warm = []
        for _ in range(WARM_STARTS):
            warm.append(start(fleet))
            if len(warm) < WARM_STARTS:
                fleet.stop()
        workers = len(ready_workers(fleet.json("status", "--json")))
        print(f"first start, making the database: {cold:.1f} s")
        span = f"{min(warm):.1f} to {max(warm):.1f} of {WARM_STARTS}"
        print(f"warm start to ready, {workers} workers: median {statistics.median(warm):.1f} s, {span}")
        Learner(fleet.url).turn("Yesterday I go to school.")
        memory(fleet)
    finally:
        fleet.stop()
        fleet.remove()


def start(fleet: LocalFleet) -> float:
    """Seconds from the command to `Ready`."""
    began = time.perf_counter()
    fleet.start()
    return time.perf_counter() - began


def memory(fleet: LocalFleet) -> None:
    """PSS by kind of process."""
    sizes: dict[str, list[int]] = defaultdict(list)
    for process in fleet.processes():
        try:
            sizes[kind(process)].append(process.memory_full_info().pss)
        except psutil.Error:
            continue
    print("\n| processes | number | PSS together, MB |\n|---|---|---|")
    for name, values in sorted(sizes.items(), key=lambda item: -sum(item[1])):
        print(f"| {name} | {len(values)} | {sum(values) / 1e6:.0f} |")
    print(f"| all | {sum(map(len, sizes.values()))} | {sum(map(sum, sizes.values())) / 1e6:.0f} |")


def kind(process: psutil.Process) -> str:
    words = " ".join(process.cmdline())
    for mark, name in (
        ("postgres", "PostgreSQL"), ("envoy", "Envoy"), ("tutorfleet.service", "service"), ("tutorfleet up", "supervisor"),
    ):  # fmt: skip
        if mark in words:
            return name
    parent = process.parent()
    if "nursery" in words and parent and "nursery" not in " ".join(parent.cmdline()):
        return "nursery"
    return "workers and engines" if "nursery" in words else "other"


if __name__ == "__main__":
    main()
