"""What a machine or a container grants, read from files as Linux writes them."""

import os
from pathlib import Path

import pytest

from tutorfleet.worker.memory import Memory, memory, taken

GIB = 2**30


def tree(folder: Path, **files: str) -> Path:
    """Files by their paths, "/" written as "__"."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    return tree(tmp_path / "proc", meminfo="MemTotal: 8388608 kB\nMemFree: 1 kB\nMemAvailable: 4194304 kB\n")


def test_without_a_cgroup_it_is_the_machines(proc, tmp_path):
    assert memory(proc, tmp_path / "none") == Memory(8 * GIB, 4 * GIB)


def test_a_container_of_version_2_grants_its_limit(proc, tmp_path):
    tree(proc, self__cgroup="0::/\n")
    groups = tree(
        tmp_path / "groups",
        memory_dot_max=str(2 * GIB),
        memory_dot_current=str(GIB),
        memory_dot_stat=f"anon 5\ninactive_file {GIB // 2}\n",
    )
    assert memory(proc, groups) == Memory(2 * GIB, 2 * GIB - GIB // 2)


def test_the_smallest_limit_on_the_way_up_counts(proc, tmp_path):
    tree(proc, self__cgroup="0::/a/b\n")
    groups = tree(
        tmp_path / "groups",
        a__b__memory_dot_max="max",
        a__b__memory_dot_current="5",
        a__memory_dot_max=str(GIB),
        a__memory_dot_current="0",
    )
    assert memory(proc, groups) == Memory(GIB, GIB)


def test_a_container_of_version_1_grants_its_limit(proc, tmp_path):
    tree(proc, self__cgroup="9:cpu:/x\n4:memory:/x\n0::/\n")
    groups = tree(
        tmp_path / "groups",
        memory__x__memory_dot_limit_in_bytes=str(GIB),
        memory__x__memory_dot_usage_in_bytes=str(GIB),
        memory__x__memory_dot_stat=f"inactive_file 1\ntotal_inactive_file {GIB // 4}\n",
    )
    assert memory(proc, groups) == Memory(GIB, GIB // 4)


def test_a_system_that_does_not_say_grants_more_than_anybody_asks(tmp_path):
    found = memory(tmp_path, tmp_path)
    assert min(found.granted, found.available) >= 2**50


def test_this_machine_grants_more_than_this_process_takes():
    assert 0 < taken(os.getpid()) < memory().granted


def test_what_a_process_shares_counts_in_part(tmp_path):
    assert taken(7, tree(tmp_path, **{"7__smaps_rollup": "Rss: 100 kB\nPss: 60 kB\n"})) == 60 * 1024


def test_without_its_share_all_of_it_counts(tmp_path):
    assert taken(7, tree(tmp_path, **{"7__status": "Name:\tx\nVmRSS:\t  100 kB\n"})) == 100 * 1024


def test_a_process_that_is_gone_takes_nothing(tmp_path):
    assert taken(7, tmp_path) == 0
