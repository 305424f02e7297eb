import os
import socket
import tempfile
from pathlib import Path

import pytest

from tutorfleet.host import preflight
from tutorfleet.host.errors import DataUnusable, MachineUnfit, PortTaken
from tutorfleet.host.layout import Layout, layout


def test_a_port_that_is_taken_is_named_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        problem = preflight.listening(port).problem
    assert isinstance(problem, PortTaken)
    assert f"--port {port + 1}" in str(problem)


def test_a_machine_without_avx2_is_refused_in_words() -> None:
    problem = preflight.processor({"sse4_2", "avx"}, "x86_64").problem
    assert isinstance(problem, MachineUnfit)
    assert "AVX2" in str(problem)


def test_a_machine_with_avx2_is_fine() -> None:
    assert preflight.processor({"avx2"}, "x86_64").problem is None


def test_an_arm_machine_needs_no_avx2() -> None:
    assert preflight.processor(set(), "aarch64").problem is None


def test_the_flags_are_read_from_cpuinfo(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("processor: 0\nflags\t\t: fpu avx2 bmi2\n")
    assert preflight.cpu_flags(tmp_path / "cpuinfo") == {"fpu", "avx2", "bmi2"}


def test_little_memory_is_a_note_that_names_the_small_fleet(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 2000000 kB\nMemAvailable: 300000 kB\n")
    finding = preflight.memory(tmp_path / "meminfo")
    assert not finding.fatal
    assert "--small" in str(finding.problem)


def test_a_data_directory_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert isinstance(preflight.writable(layout(tmp_path / "data")).problem, DataUnusable)


def test_a_data_directory_that_cannot_be_written_is_refused() -> None:
    assert isinstance(preflight.writable(layout(Path("/proc/tutorfleet"))).problem, DataUnusable)


def test_a_full_disk_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(preflight, "DISK_LEAST", 2**62)
    monkeypatch.setattr(preflight, "DISK", 2**62)
    finding = preflight.disk(layout(tmp_path))
    assert finding.fatal
    assert "free" in str(finding.problem)


def test_a_runtime_folder_with_a_long_name_is_refused(tmp_path: Path) -> None:
    finding = preflight.sockets(Layout(tmp_path, Path("/" + "x" * 100)))
    assert finding.fatal
    assert "TMPDIR" in str(finding.problem)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts PostgreSQL as another user")
def test_as_root_a_folder_that_postgres_cannot_reach_is_refused() -> None:
    with tempfile.TemporaryDirectory() as closed:
        Path(closed).chmod(0o700)
        problem = preflight.writable(layout(Path(closed) / "data")).problem
    assert isinstance(problem, DataUnusable)
    assert "closed to it" in str(problem)


def test_envoy_runs_here() -> None:
    assert preflight.edge_program().problem is None


def test_processes_can_be_watched_here() -> None:
    assert preflight.kernel().problem is None


def test_a_system_without_pidfd_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "pidfd_open")
    assert isinstance(preflight.kernel().problem, MachineUnfit)
