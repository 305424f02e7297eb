"""What a machine grants, read from files like the kernel's."""

from pathlib import Path

import pytest

from tutorfleet.worker.machine import free_memory, missing_instructions, processors


@pytest.fixture
def cgroup(tmp_path: Path) -> Path:
    """A cgroup of 2 GB with 1.5 GB in use, of which 0.5 GB is cache that goes when it is needed."""
    for name, text in {
        "memory.max": "2000000000\n",
        "memory.current": "1500000000\n",
        "memory.stat": "anon 900000000\ninactive_file 500000000\n",
    }.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def meminfo(tmp_path: Path) -> Path:
    path = tmp_path / "meminfo"
    path.write_text("MemTotal:       16000000 kB\nMemAvailable:    8000000 kB\nHugePages_Total:       0\n")
    return path


def test_without_a_limit_the_system_says_what_is_free(meminfo: Path, tmp_path: Path) -> None:
    assert free_memory(meminfo, tmp_path / "none") == 8_000_000 * 1024


def test_a_cgroup_without_a_limit_limits_nothing(meminfo: Path, cgroup: Path) -> None:
    (cgroup / "memory.max").write_text("max\n")
    assert free_memory(meminfo, cgroup) == 8_000_000 * 1024


def test_a_cgroup_limits_what_is_free_and_its_cache_counts_as_free(meminfo: Path, cgroup: Path) -> None:
    assert free_memory(meminfo, cgroup) == 1_000_000_000


def test_a_machine_that_does_not_say_has_no_known_memory(tmp_path: Path) -> None:
    assert free_memory(tmp_path / "none", tmp_path / "none") == 0


def test_a_quota_of_one_and_a_half_processors_is_one(tmp_path: Path) -> None:
    (tmp_path / "cpu.max").write_text("150000 100000\n")
    assert processors(tmp_path / "cpu.max") == 1


def test_missing_instructions_are_named(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("flags\t: fpu sse2 avx2 fma f16c\n")
    assert missing_instructions(tmp_path / "cpuinfo") == ["bmi2"]
