"""A worker's settings, and the program that reads them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tutorfleet.worker.errors import BadSettings
from tutorfleet.worker.machine import missing_instructions, processors
from tutorfleet.worker.settings import read_worker


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "listen"),
        ({"listen": "nowhere"}, "expected unix:/path or host:port"),
        ({"listen": "127.0.0.1:99999"}, "expected unix:/path or host:port"),
        ({"listen": "unix:/" + "x" * 120}, "107 bytes"),
        ({"listen": "/s", "slots": -1}, "slots: expected 0 to 256, got -1"),
        ({"listen": "/s", "sluts": 1}, "sluts"),
        ({"listen": "/s", "name": "w\r\nset-cookie: a=b"}, "name: expected printable ASCII"),
        ({"listen": "/s", "name": "wörker"}, "name: expected printable ASCII"),
        ({"listen": "/s", "pace": "fast"}, "pace"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_expected(wrong, said):
    with pytest.raises(BadSettings, match=said):
        read_worker(json.dumps(wrong))


def test_the_program_says_what_is_wrong_and_ends_with_2():
    done = subprocess.run(
        [sys.executable, "-m", "tutorfleet.worker", '{"listen": 7}'], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "listen" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_address_ends_the_program_with_1(start_tcp_sync):
    done = subprocess.run(
        [sys.executable, "-m", "tutorfleet.worker", json.dumps({"listen": start_tcp_sync})],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=30,
    )
    assert done.returncode == 1
    assert "cannot listen" in done.stderr


@pytest.fixture
def start_tcp_sync():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield f"127.0.0.1:{taken.getsockname()[1]}"


def test_a_quota_of_the_cgroup_limits_the_threads(tmp_path: Path):
    quota = tmp_path / "cpu.max"
    quota.write_text("150000 100000\n")
    assert processors(quota) == 1
    quota.write_text("max 100000\n")
    assert processors(quota) >= 1


def test_a_processor_without_avx2_is_noticed(tmp_path: Path):
    info = tmp_path / "cpuinfo"
    info.write_text("processor : 0\nflags : fpu sse2 fma f16c bmi2\n")
    assert missing_instructions(info) == ["avx2"]
    info.write_text("processor : 0\nFeatures : asimd\n")
    assert missing_instructions(info) == []
